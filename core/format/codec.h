// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <cstdint>
#include <memory>

namespace cairn {

inline constexpr int kStore = 0;   // do not compress
inline constexpr int kFastest = 1; // ISA-L where it is built in
inline constexpr int kDefaultLevel = 6;

// Compresses whole blocks to raw deflate data. Levels 1 to 3 are ISA-L's, 4 to 9 libdeflate's, zlib
// stands in for either. Keeps its memory, so have one per thread; not thread-safe.
class Deflater final
{
public:
    Deflater();
    ~Deflater();
    Deflater(Deflater &&) noexcept;
    Deflater &operator=(Deflater &&) noexcept;

    // Compresses `in` into `out` and returns the size; 0 if the result would not be smaller than
    // `in`, then `out` holds nothing and the block is to be stored. Gives up early on what cannot
    // shrink.
    std::size_t compress(ByteView in, int level, Buffer &out);

private:
    struct Engines;
    std::unique_ptr<Engines> m_engines;
};

// True when samples of a block of 32 KiB or more look random in every way deflate could use: byte
// counts and repetition. Text, programs and tables are never judged so.
[[nodiscard]] bool looksIncompressible(ByteView block);

// Expands raw deflate data. Keeps its memory; one per thread.
class Inflater final
{
public:
    Inflater();
    ~Inflater();
    Inflater(Inflater &&) noexcept;
    Inflater &operator=(Inflater &&) noexcept;

    // Exactly out.size() bytes, or Corrupt. Never writes past `out`.
    Result<> inflate(ByteView in, MutableBytes out);

private:
    struct Engines;
    std::unique_ptr<Engines> m_engines;
};

// Compresses a stream of any length into a sink, in bounded memory; counts what went in and out, as
// ZipWriter::addFrom() wants it. Level 0 copies.
class DeflateStream final : public ByteSink
{
public:
    DeflateStream(ByteSink &out, int level);
    ~DeflateStream() override;
    Result<> write(ByteView bytes) override;
    Result<> finish(); // once

    [[nodiscard]] std::uint32_t crc() const { return m_crc; } // of the plain bytes
    [[nodiscard]] std::uint64_t plainSize() const { return m_plainSize; }
    [[nodiscard]] std::uint64_t packedSize() const { return m_packedSize; }

private:
    struct Engine;
    Result<> pump(ByteView bytes, bool last);
    ByteSink &m_out;
    std::unique_ptr<Engine> m_engine; // null at level 0
    std::uint32_t m_crc = 0;
    std::uint64_t m_plainSize = 0;
    std::uint64_t m_packedSize = 0;
};

// Expands a raw deflate stream into a sink, in bounded memory: no more than `limit` bytes come out.
class InflateStream final
{
public:
    InflateStream(ByteSink &out, std::uint64_t limit);
    ~InflateStream();
    InflateStream(const InflateStream &) = delete;
    InflateStream &operator=(const InflateStream &) = delete;

    Result<> write(ByteView bytes);
    // Corrupt unless the stream had ended properly.
    Result<> finish();
    [[nodiscard]] std::uint64_t plainSize() const { return m_plainSize; }

private:
    struct Engine;
    ByteSink &m_out;
    std::unique_ptr<Engine> m_engine;
    std::uint64_t m_limit;
    std::uint64_t m_plainSize = 0;
};

} // namespace cairn
