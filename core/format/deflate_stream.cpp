// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"
#include "core/format/codec.h"

#ifdef CAIRN_HAVE_ISAL
#include <isa-l.h>
#endif
#include <zlib.h>

#include <algorithm>
#include <array>

namespace cairn {

namespace {

constexpr std::size_t kPiece = 64U << 10;

tl::unexpected<Error> noMemory()
{
    return fail(ErrorCode::Internal, QStringLiteral("There is not enough memory to compress."));
}

} // namespace

// Either library behind the same two numbers: input taken, output made.
struct DeflateStream::Engine
{
    explicit Engine(int wanted)
        : level(std::clamp(wanted, 1, 9))
    {
#ifdef CAIRN_HAVE_ISAL
        if (level <= 3) {
            isal = std::make_unique<isal_zstream>();
            workspace.resize(ISAL_DEF_LVL3_DEFAULT);
            isal_deflate_init(isal.get());
            isal->level = static_cast<std::uint32_t>(level);
            isal->level_buf = workspace.data();
            isal->level_buf_size = static_cast<std::uint32_t>(workspace.size());
            return;
        }
#endif
        zlibReady =
            deflateInit2(&zlib, level, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    ~Engine()
    {
        if (zlibReady)
            deflateEnd(&zlib);
    }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    int level;
    std::array<std::uint8_t, kPiece> out;
    z_stream zlib{};
    bool zlibReady = false;
#ifdef CAIRN_HAVE_ISAL
    std::unique_ptr<isal_zstream> isal;
    Buffer workspace;
#endif

    // Compresses from the front of `in`, which it shortens. `made` bytes lie in `out` then; true
    // when all that can be had for now was had.
    Result<bool> step(ByteView &in, bool last, std::size_t &made)
    {
        const std::size_t offered = std::min<std::size_t>(in.size(), 1U << 30);
        last = last && offered == in.size();
#ifdef CAIRN_HAVE_ISAL
        if (isal) {
            isal->next_in =
                const_cast<std::uint8_t *>(in.data()); // NOLINT: it does not write there
            isal->avail_in = static_cast<std::uint32_t>(offered);
            isal->next_out = out.data();
            isal->avail_out = kPiece;
            isal->end_of_stream = last ? 1 : 0;
            isal->flush = NO_FLUSH;
            if (isal_deflate(isal.get()) != COMP_OK)
                return fail(ErrorCode::Internal, QStringLiteral("Compression failed."));
            in = in.subspan(offered - isal->avail_in);
            made = kPiece - isal->avail_out;
            return last ? isal->internal_state.state == ZSTATE_END : isal->avail_out != 0;
        }
#endif
        if (!zlibReady)
            return noMemory();
        zlib.next_in = const_cast<Bytef *>(in.data()); // NOLINT: zlib's interface lacks a const
        zlib.avail_in = static_cast<uInt>(offered);
        zlib.next_out = out.data();
        zlib.avail_out = kPiece;
        const int status = deflate(&zlib, last ? Z_FINISH : Z_NO_FLUSH);
        in = in.subspan(offered - zlib.avail_in);
        made = kPiece - zlib.avail_out;
        return last ? status == Z_STREAM_END : zlib.avail_out != 0;
    }
};

DeflateStream::DeflateStream(ByteSink &out, int level)
    : m_out(out)
    , m_engine(level > kStore ? std::make_unique<Engine>(level) : nullptr)
{
}

DeflateStream::~DeflateStream() = default;

Result<> DeflateStream::pump(ByteView bytes, bool last)
{
    for (bool done = false; !done || !bytes.empty();) {
        std::size_t made = 0;
        CAIRN_LET(idle, m_engine->step(bytes, last, made));
        done = idle;
        m_packedSize += made;
        if (made != 0)
            CAIRN_TRY(m_out.write(ByteView(m_engine->out.data(), made)));
    }
    return {};
}

Result<> DeflateStream::write(ByteView bytes)
{
    if (bytes.empty())
        return {};
    m_crc = crc32Of(bytes, m_crc);
    m_plainSize += bytes.size();
    if (m_engine)
        return pump(bytes, false);
    m_packedSize += bytes.size();
    return m_out.write(bytes);
}

Result<> DeflateStream::finish()
{
    return m_engine ? pump({}, true) : Result<>();
}

struct InflateStream::Engine
{
    std::array<std::uint8_t, kPiece> out;
    bool ended = false;
#ifdef CAIRN_HAVE_ISAL
    inflate_state isal;
    Engine()
    {
        isal_inflate_init(&isal);
    }

    bool step(ByteView &in, std::size_t &made)
    {
        const std::size_t offered = std::min<std::size_t>(in.size(), 1U << 30);
        isal.next_in = const_cast<std::uint8_t *>(in.data()); // NOLINT: it does not write there
        isal.avail_in = static_cast<std::uint32_t>(offered);
        isal.next_out = out.data();
        isal.avail_out = kPiece;
        const int status = isal_inflate(&isal);
        if (isal.avail_in > offered)
            return false; // it ended in an earlier piece and gives back what it had read of that
        in = in.subspan(offered - isal.avail_in);
        made = kPiece - isal.avail_out;
        ended = isal.block_state == ISAL_BLOCK_FINISH;
        return status == ISAL_DECOMP_OK;
    }
#else
    z_stream zlib{};
    bool ready = inflateInit2(&zlib, -MAX_WBITS) == Z_OK;
    Engine() = default;
    ~Engine()
    {
        if (ready)
            inflateEnd(&zlib);
    }
    Engine(const Engine &) = delete;
    Engine &operator=(const Engine &) = delete;

    bool step(ByteView &in, std::size_t &made)
    {
        if (!ready)
            return false;
        const std::size_t offered = std::min<std::size_t>(in.size(), 1U << 30);
        zlib.next_in = const_cast<Bytef *>(in.data()); // NOLINT: zlib's interface lacks a const
        zlib.avail_in = static_cast<uInt>(offered);
        zlib.next_out = out.data();
        zlib.avail_out = kPiece;
        const int status = ::inflate(&zlib, Z_NO_FLUSH);
        in = in.subspan(offered - zlib.avail_in);
        made = kPiece - zlib.avail_out;
        ended = status == Z_STREAM_END;
        return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR;
    }
#endif
};

InflateStream::InflateStream(ByteSink &out, std::uint64_t limit)
    : m_out(out)
    , m_engine(std::make_unique<Engine>())
    , m_limit(limit)
{
}

InflateStream::~InflateStream() = default;

Result<> InflateStream::write(ByteView bytes)
{
    std::size_t made = kPiece; // a full piece: more may wait inside, even without input
    while (!bytes.empty() || made == kPiece) {
        if (m_engine->ended) {
            if (bytes.empty())
                return {};
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("There is more behind the end of the compressed data."));
        }
        const std::size_t before = bytes.size();
        if (!m_engine->step(bytes, made))
            return fail(ErrorCode::Corrupt, QStringLiteral("The compressed data is damaged."));
        if (made > m_limit - m_plainSize)
            return fail(ErrorCode::Corrupt,
                        QStringLiteral("The compressed data is longer than it says."));
        m_plainSize += made;
        if (made != 0)
            CAIRN_TRY(m_out.write(ByteView(m_engine->out.data(), made)));
        if (made == 0 && bytes.size() == before && !m_engine->ended)
            break; // neither side moved: it waits for more input
    }
    return {};
}

Result<> InflateStream::finish()
{
    if (!m_engine->ended)
        return fail(ErrorCode::Corrupt, QStringLiteral("The compressed data ends too early."));
    return {};
}

} // namespace cairn
