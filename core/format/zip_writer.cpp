// SPDX-License-Identifier: MIT
#include "core/format/zip_writer.h"

#include "core/format/limits.h"
#include "core/format/little_endian.h"
#include "core/format/zip_layout.h"

#include <algorithm>
#include <chrono>

namespace cairn {

namespace {

constexpr std::size_t kCopyPiece = 1U << 20;
constexpr std::uint64_t kMadeBy = (3U << 8) | zip::kVersionZip64; // Unix, as .NET says there
constexpr std::uint64_t kPlainFile = 0100644ULL << 16;            // attributes of that system

bool isAscii(std::string_view text)
{
    return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

bool isFull(std::uint64_t value)
{
    return value >= zip::kFull32;
}
std::uint64_t orFull(std::uint64_t value)
{
    return std::min<std::uint64_t>(value, zip::kFull32);
}

} // namespace

std::uint32_t dosTime(std::int64_t unixSeconds)
{
    using namespace std::chrono;
    constexpr std::int64_t kFirst = 315'532'800;  // 1980-01-01
    constexpr std::int64_t kLast = 4'354'819'198; // 2107-12-31 23:59:58
    const sys_seconds time{seconds{std::clamp(unixSeconds, kFirst, kLast)}};
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    const auto year = static_cast<std::uint32_t>(static_cast<int>(date.year()) - 1980);
    return (year << 25) | (static_cast<unsigned>(date.month()) << 21) |
           (static_cast<unsigned>(date.day()) << 16) |
           (static_cast<std::uint32_t>(clock.hours().count()) << 11) |
           (static_cast<std::uint32_t>(clock.minutes().count()) << 5) |
           static_cast<std::uint32_t>(clock.seconds().count() / 2);
}

struct ZipWriter::Entry
{
    std::string_view name;
    ZipMethod method;
    std::uint32_t crc;
    std::uint64_t size;
    std::uint64_t packedSize;
};

ZipWriter::ZipWriter(ByteSink &out, std::uint32_t time)
    : m_out(out)
    , m_time(time)
{
}

Result<> ZipWriter::put(ByteView bytes)
{
    CAIRN_TRY(m_out.write(bytes));
    m_written += bytes.size();
    return {};
}

// Writes the local header and notes the entry in the directory.
Result<> ZipWriter::begin(const Entry &entry)
{
    if (m_finished || entry.name.empty() || entry.name.size() > limits::kEntryName ||
        m_entries >= limits::kArchiveEntries)
        return fail(ErrorCode::Internal, QStringLiteral("The archive cannot take another entry."));
    const bool longSizes = isFull(entry.size) || isFull(entry.packedSize);
    const bool longOffset = isFull(m_written);
    const std::uint64_t flags = isAscii(entry.name) ? 0 : zip::kFlagUtf8;
    // What both headers hold in the same order, from "version needed" to the name's length.
    const auto common = [&](Buffer &out, bool zip64) {
        put16(out, zip64 ? zip::kVersionZip64 : zip::kVersionPlain);
        put16(out, flags);
        put16(out, static_cast<std::uint16_t>(entry.method));
        put32(out, m_time);
        put32(out, entry.crc);
        // A local Zip64 field must hold both sizes, so both are marked there.
        put32(out, longSizes ? zip::kFull32 : entry.packedSize);
        put32(out, longSizes ? zip::kFull32 : entry.size);
        put16(out, entry.name.size());
    };

    m_scratch.clear();
    put32(m_scratch, zip::kLocalSignature);
    common(m_scratch, longSizes);
    put16(m_scratch, longSizes ? 20 : 0);
    m_scratch.append(asBytes(entry.name));
    if (longSizes) {
        put16(m_scratch, zip::kZip64Extra);
        put16(m_scratch, 16);
        put64(m_scratch, entry.size);
        put64(m_scratch, entry.packedSize);
    }

    const std::uint64_t extra = (longSizes ? 16 : 0) + (longOffset ? 8 : 0);
    put32(m_directory, zip::kCentralSignature);
    put16(m_directory, kMadeBy);
    common(m_directory, extra != 0);
    put16(m_directory, extra == 0 ? 0 : extra + 4);
    put16(m_directory, 0); // comment
    put16(m_directory, 0); // disk
    put16(m_directory, 0); // internal attributes
    put32(m_directory, kPlainFile);
    put32(m_directory, orFull(m_written));
    m_directory.append(asBytes(entry.name));
    if (extra != 0) {
        put16(m_directory, zip::kZip64Extra);
        put16(m_directory, extra);
        if (longSizes) {
            put64(m_directory, entry.size);
            put64(m_directory, entry.packedSize);
        }
        if (longOffset)
            put64(m_directory, m_written);
    }
    ++m_entries;
    return put(m_scratch);
}

Result<> ZipWriter::add(std::string_view name, ZipMethod method, std::uint32_t crc,
                        std::uint64_t uncompressedSize, ByteView payload)
{
    CAIRN_TRY(begin({name, method, crc, uncompressedSize, payload.size()}));
    return put(payload);
}

Result<> ZipWriter::addFrom(std::string_view name, ZipMethod method, std::uint32_t crc,
                            std::uint64_t uncompressedSize, const ByteSource &payload)
{
    CAIRN_TRY(begin({name, method, crc, uncompressedSize, payload.size()}));
    Buffer piece;
    for (std::uint64_t at = 0; at < payload.size();) {
        const auto length =
            static_cast<std::size_t>(std::min<std::uint64_t>(kCopyPiece, payload.size() - at));
        CAIRN_LET(bytes, payload.view(at, length, piece));
        CAIRN_TRY(put(bytes));
        at += length;
    }
    return {};
}

bool ZipWriter::needsZip64End() const
{
    return m_entries >= zip::kFull16 || isFull(m_written) || isFull(m_directory.size());
}

std::uint64_t ZipWriter::finalSize() const
{
    if (m_finished)
        return m_written;
    return m_written + m_directory.size() + zip::kEndSize +
           (needsZip64End() ? zip::kEnd64Size + zip::kLocator64Size : 0);
}

Result<> ZipWriter::finish()
{
    if (m_finished)
        return fail(ErrorCode::Internal, QStringLiteral("The archive is finished already."));
    const bool zip64 = needsZip64End();
    const std::uint64_t start = m_written;
    const std::uint64_t size = m_directory.size();
    m_finished = true;
    CAIRN_TRY(put(m_directory));
    m_directory.release();

    m_scratch.clear();
    if (zip64) {
        put32(m_scratch, zip::kEnd64Signature);
        put64(m_scratch, zip::kEnd64Size - 12); // what follows this field
        put16(m_scratch, kMadeBy);
        put16(m_scratch, zip::kVersionZip64);
        put32(m_scratch, 0); // this disk
        put32(m_scratch, 0); // disk of the directory
        put64(m_scratch, m_entries);
        put64(m_scratch, m_entries);
        put64(m_scratch, size);
        put64(m_scratch, start);
        put32(m_scratch, zip::kLocator64Signature);
        put32(m_scratch, 0); // disk of the record above
        put64(m_scratch, start + size);
        put32(m_scratch, 1); // disks
    }
    const std::uint64_t count = std::min<std::uint64_t>(m_entries, zip::kFull16);
    put32(m_scratch, zip::kEndSignature);
    put16(m_scratch, 0);
    put16(m_scratch, 0);
    put16(m_scratch, count);
    put16(m_scratch, count);
    put32(m_scratch, orFull(size));
    put32(m_scratch, orFull(start));
    put16(m_scratch, 0); // comment
    return put(m_scratch);
}

} // namespace cairn
