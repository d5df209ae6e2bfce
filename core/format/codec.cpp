// SPDX-License-Identifier: MIT
#include "core/format/codec.h"

#ifdef CAIRN_HAVE_ISAL
#include <isa-l.h>
#endif
#ifdef CAIRN_HAVE_LIBDEFLATE
#include <libdeflate.h>
#endif
#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace cairn {

namespace {

constexpr int kHighestIsal = 3;
[[maybe_unused]] constexpr std::size_t kSmall = 1024; // where making tables costs most of the time
// Blocks beyond this (none are legal) do not fit the libraries' counters.
constexpr std::size_t kLargestInput = std::numeric_limits<std::int32_t>::max();

tl::unexpected<Error> badData()
{
    return fail(ErrorCode::Corrupt, QStringLiteral("The compressed data is damaged."));
}

#ifdef CAIRN_HAVE_ISAL
struct IsalDeflate
{
    std::unique_ptr<isal_zstream> stream = std::make_unique<isal_zstream>();
    Buffer workspace{ISAL_DEF_LVL3_LARGE};

    std::size_t compress(ByteView in, int level, Buffer &out)
    {
        isal_deflate_stateless_init(stream.get());
        return run(in, level, out);
    }

    // With the tables that every reader has: ten times as quick, for what is hardly larger than
    // tables of its own would be.
    std::size_t compressSmall(ByteView in, Buffer &out)
    {
        isal_deflate_stateless_init(stream.get());
        isal_deflate_set_hufftables(stream.get(), nullptr, IGZIP_HUFFTABLE_STATIC);
        return run(in, 0, out);
    }

private:
    std::size_t run(ByteView in, int level, Buffer &out)
    {
        stream->end_of_stream = 1;
        stream->flush = NO_FLUSH;
        stream->level = static_cast<std::uint32_t>(level);
        stream->level_buf = workspace.data();
        stream->level_buf_size = static_cast<std::uint32_t>(workspace.size());
        stream->next_in = const_cast<std::uint8_t *>(in.data()); // NOLINT: it does not write there
        stream->avail_in = static_cast<std::uint32_t>(in.size());
        stream->next_out = out.data();
        stream->avail_out = static_cast<std::uint32_t>(out.size());
        return isal_deflate_stateless(stream.get()) == COMP_OK ? stream->total_out : 0;
    }
};
#endif

#ifdef CAIRN_HAVE_LIBDEFLATE
struct LibdeflateDeflate
{
    struct Free
    {
        void operator()(libdeflate_compressor *c) const { libdeflate_free_compressor(c); }
    };
    std::array<std::unique_ptr<libdeflate_compressor, Free>, 10> compressors;

    std::size_t compress(ByteView in, int level, Buffer &out)
    {
        auto &compressor = compressors[static_cast<std::size_t>(level)];
        if (!compressor)
            compressor.reset(libdeflate_alloc_compressor(level));
        if (!compressor)
            return 0; // no memory: stored, the block is larger but sound
        return libdeflate_deflate_compress(compressor.get(), in.data(), in.size(), out.data(),
                                           out.size());
    }
};
#endif

[[maybe_unused]] Bytef *zlibInput(ByteView in)
{
    return const_cast<Bytef *>(in.data()); // NOLINT: zlib's interface lacks a const
}

#if !defined(CAIRN_HAVE_ISAL) || !defined(CAIRN_HAVE_LIBDEFLATE)
struct ZlibDeflate
{
    z_stream stream{};
    int level = -1;

    ZlibDeflate() = default;
    ZlibDeflate(const ZlibDeflate &) = delete;
    ZlibDeflate &operator=(const ZlibDeflate &) = delete;
    ~ZlibDeflate()
    {
        if (level >= 0)
            deflateEnd(&stream);
    }
    std::size_t compress(ByteView in, int wanted, Buffer &out)
    {
        if (level != wanted) {
            if (level >= 0)
                deflateEnd(&stream);
            level = -1;
            if (deflateInit2(&stream, wanted, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) !=
                Z_OK)
                return 0;
            level = wanted;
        } else {
            deflateReset(&stream);
        }
        stream.next_in = zlibInput(in);
        stream.avail_in = static_cast<uInt>(in.size());
        stream.next_out = out.data();
        stream.avail_out = static_cast<uInt>(out.size());
        return deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
    }
};
#endif

} // namespace

struct Deflater::Engines
{
#ifdef CAIRN_HAVE_ISAL
    IsalDeflate quick;
#else
    ZlibDeflate quick;
#endif
#ifdef CAIRN_HAVE_LIBDEFLATE
    LibdeflateDeflate thorough;
#else
    ZlibDeflate thorough;
#endif
};

Deflater::Deflater()
    : m_engines(std::make_unique<Engines>())
{
}
Deflater::~Deflater() = default;
Deflater::Deflater(Deflater &&) noexcept = default;
Deflater &Deflater::operator=(Deflater &&) noexcept = default;

std::size_t Deflater::compress(ByteView in, int level, Buffer &out)
{
    out.clear();
    if (level <= kStore || in.size() < 2 || in.size() > kLargestInput || looksIncompressible(in))
        return 0;
    // Some spare room: the libraries stop a few bytes before the end of theirs.
    out.resize(in.size() + 64);
    std::size_t size = 0;
#ifdef CAIRN_HAVE_ISAL
    // Metadata blobs shrink to three quarters with the fixed tables, to 71 % with their own.
    if (level == kFastest && in.size() < kSmall) {
        size = m_engines->quick.compressSmall(in, out);
        if (size > in.size() / 5 * 4)
            size = 0;
    }
#endif
    if (size == 0)
        size = level <= kHighestIsal ? m_engines->quick.compress(in, level, out)
                                     : m_engines->thorough.compress(in, std::min(level, 9), out);
    if (size == 0 || size >= in.size()) {
        out.clear();
        return 0;
    }
    out.resize(size);
    return size;
}

struct Inflater::Engines
{
#ifdef CAIRN_HAVE_LIBDEFLATE
    struct Free
    {
        void operator()(libdeflate_decompressor *d) const { libdeflate_free_decompressor(d); }
    };
    std::unique_ptr<libdeflate_decompressor, Free> libdeflate{libdeflate_alloc_decompressor()};
#endif
};

Inflater::Inflater() =
    default; // the engines come with the first use: an unused scratch costs nothing
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&) noexcept = default;
Inflater &Inflater::operator=(Inflater &&) noexcept = default;

namespace {

[[maybe_unused]] bool inflateWithZlib(ByteView in, MutableBytes out)
{
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
        return false;
    stream.next_in = zlibInput(in);
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return status == Z_STREAM_END && stream.avail_out == 0;
}

} // namespace

Result<> Inflater::inflate(ByteView in, MutableBytes out)
{
    if (in.size() > kLargestInput || out.size() > kLargestInput)
        return fail(ErrorCode::Unsupported,
                    QStringLiteral("The compressed data is too large to be expanded at once."));
    if (!m_engines)
        m_engines = std::make_unique<Engines>();
    std::uint8_t nothing = 0; // the libraries want an address, even for an empty result
    const MutableBytes target = out.empty() ? MutableBytes(&nothing, 0) : out;
#ifdef CAIRN_HAVE_LIBDEFLATE
    if (m_engines->libdeflate) {
        // Without a place for the actual size it insists on exactly out.size() bytes.
        if (libdeflate_deflate_decompress(m_engines->libdeflate.get(), in.data(), in.size(),
                                          target.data(), target.size(),
                                          nullptr) != LIBDEFLATE_SUCCESS)
            return badData();
        return {};
    }
#endif
    if (!inflateWithZlib(in, target))
        return badData();
    return {};
}

} // namespace cairn
