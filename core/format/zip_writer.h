// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"

#include <cstdint>
#include <string_view>

namespace cairn {

enum class ZipMethod : std::uint16_t { Stored = 0, Deflated = 8 };

// DOS date and time in one number, date above. Every entry of ours has one fixed time: readers do
// not use it, and equal content then gives equal archives.
inline constexpr std::uint32_t kDosEpoch = (1U << 21) | (1U << 16); // 1980-01-01 00:00:00
[[nodiscard]] std::uint32_t dosTime(std::int64_t unixSeconds); // in UTC, clamped to what DOS knows

// Writes a zip archive in one pass, append-only: sizes and CRC in the local headers, no data
// descriptors, Zip64 only where a number needs it (storage-format.md §9.1). Remembers the central
// directory in memory, 46 bytes and the name for each entry. Names are given with '/' and are
// unique.
class ZipWriter final
{
public:
    explicit ZipWriter(ByteSink &out, std::uint32_t time = kDosEpoch);

    // `payload` is the content as it will lie in the archive: raw, or raw deflate data. `crc` and
    // `uncompressedSize` are the plain content's.
    Result<> add(std::string_view name, ZipMethod method, std::uint32_t crc,
                 std::uint64_t uncompressedSize, ByteView payload);
    // The same for content that is too large for memory.
    Result<> addFrom(std::string_view name, ZipMethod method, std::uint32_t crc,
                     std::uint64_t uncompressedSize, const ByteSource &payload);
    // Writes the central directory. Once; nothing may be added after it.
    Result<> finish();

    [[nodiscard]] std::uint64_t bytesWritten() const { return m_written; }
    // Size of the archive if it were finished now.
    [[nodiscard]] std::uint64_t finalSize() const;
    [[nodiscard]] std::uint64_t entryCount() const { return m_entries; }

private:
    struct Entry;
    Result<> begin(const Entry &entry);
    Result<> put(ByteView bytes);
    [[nodiscard]] bool needsZip64End() const;
    ByteSink &m_out;
    std::uint32_t m_time;
    Buffer m_scratch;   // the header being written
    Buffer m_directory; // the central directory so far
    std::uint64_t m_entries = 0;
    std::uint64_t m_written = 0;
    bool m_finished = false;
};

} // namespace cairn
