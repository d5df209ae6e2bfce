// SPDX-License-Identifier: MIT
#include "core/format/zip_directory.h"

#include "core/format/limits.h"
#include "core/format/little_endian.h"
#include "core/format/zip_layout.h"

#include <algorithm>
#include <numeric>

namespace cairn {

namespace {

tl::unexpected<Error> badList(const char *why)
{
    Error error{
        ErrorCode::Corrupt, QStringLiteral("The archive's list of entries is damaged."), {}, {}};
    error.detail = QString::fromLatin1(why);
    return fail(std::move(error));
}

struct End
{
    std::uint64_t count = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    bool zip64 = false;
};

// The Zip64 record, if a locator in front of the end record (at `endAt`) leads to one.
Result<bool> readEnd64(const ByteSource &source, std::uint64_t endAt, End &end)
{
    Buffer scratch;
    if (endAt < zip::kLocator64Size + zip::kEnd64Size)
        return false;
    const std::uint64_t locatorAt = endAt - zip::kLocator64Size;
    CAIRN_LET(locator, source.view(locatorAt, zip::kLocator64Size, scratch));
    if (le32(locator.data()) != zip::kLocator64Signature)
        return false;
    const std::uint64_t at = le64(locator.data() + 8);
    if (at > locatorAt - zip::kEnd64Size)
        return badList("Zip64 locator");
    CAIRN_LET(record, source.view(at, zip::kEnd64Size, scratch));
    const std::uint8_t *raw = record.data();
    if (le32(raw) != zip::kEnd64Signature || le32(raw + 16) != 0 || le32(raw + 20) != 0 ||
        le64(raw + 24) != le64(raw + 32))
        return badList("Zip64 end record");
    end = {le64(raw + 32), le64(raw + 48), le64(raw + 40), true};
    if (end.offset > at || end.size > at - end.offset)
        return badList("Zip64 directory position");
    return true;
}

Result<End> findEnd(const ByteSource &source)
{
    const std::uint64_t size = source.size();
    if (size < zip::kEndSize)
        return badList("too short");
    const auto tailSize =
        static_cast<std::size_t>(std::min<std::uint64_t>(size, zip::kEndSize + zip::kFull16));
    const std::uint64_t tailAt = size - tailSize;
    Buffer scratch;
    CAIRN_LET(tail, source.view(tailAt, tailSize, scratch));
    for (std::size_t at = tailSize - zip::kEndSize + 1; at-- > 0;) {
        const std::uint8_t *raw = tail.data() + at;
        // The comment, if any, must end with the file: else this is a comment that looks like a
        // record.
        if (le32(raw) != zip::kEndSignature || le16(raw + 20) != tailSize - at - zip::kEndSize)
            continue;
        End end{le16(raw + 10), le32(raw + 16), le32(raw + 12), false};
        const std::uint64_t endAt = tailAt + at;
        if (end.count == zip::kFull16 || end.size == zip::kFull32 || end.offset == zip::kFull32) {
            CAIRN_LET(found, readEnd64(source, endAt, end));
            if (found)
                return end;
        }
        if (le16(raw + 4) != 0 || le16(raw + 6) != 0 || le16(raw + 8) != le16(raw + 10))
            return badList("several disks");
        if (end.offset > endAt || end.size > endAt - end.offset)
            return badList("directory position");
        return end;
    }
    return badList("no end record");
}

// Bounds each entry by the start of the next one; entries need not be in order.
Result<> boundEntries(ZipDirectory &directory, std::uint64_t directoryAt, ArchiveMode mode)
{
    auto &places = directory.places;
    std::vector<std::uint32_t> order(places.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto byOffset = [&](std::uint32_t a, std::uint32_t b) {
        return places[a].offset < places[b].offset;
    };
    if (!std::is_sorted(order.begin(), order.end(), byOffset))
        std::sort(order.begin(), order.end(), byOffset);
    std::uint64_t next = directoryAt;
    for (std::size_t i = order.size(); i-- > 0;) {
        ZipPlace &place = places[order[i]];
        const ArchiveEntry &entry = directory.entries[order[i]];
        // The local header is not read here (one system call an entry); raw() and extract() do it.
        const std::uint64_t room = next < place.offset ? 0 : next - place.offset;
        const std::uint64_t head = zip::kLocalSize + entry.name.size();
        const bool fits = room >= head && entry.packedSize <= room - head;
        if (!fits && mode == ArchiveMode::Strict)
            return badList("entries overlap");
        place.end = fits ? next : directoryAt;
        next = std::min(next, place.offset);
    }
    return {};
}

Result<std::size_t> readCentral(ByteView list, std::size_t at, ZipDirectory &out)
{
    if (list.size() - at < zip::kCentralSize || le32(list.data() + at) != zip::kCentralSignature)
        return badList("central header");
    const std::uint8_t *raw = list.data() + at;
    const std::size_t nameSize = le16(raw + 28);
    const std::size_t extraSize = le16(raw + 30);
    const std::size_t length = zip::kCentralSize + nameSize + extraSize + le16(raw + 32);
    if (length > list.size() - at || nameSize == 0 || nameSize > limits::kEntryName)
        return badList("central header length");
    const std::string_view name = asText(list.subspan(at + zip::kCentralSize, nameSize));
    if (name.find('\0') != std::string_view::npos)
        return badList("zero byte in a name");

    ArchiveEntry entry;
    ZipPlace place;
    place.flags = le16(raw + 8);
    entry.method = le16(raw + 10);
    entry.crc = le32(raw + 16);
    entry.packedSize = le32(raw + 20);
    entry.size = le32(raw + 24);
    place.offset = le32(raw + 42);
    if (!applyZip64(list.subspan(at + zip::kCentralSize + nameSize, extraSize),
                    {&entry.size, &entry.packedSize, &place.offset}))
        return badList("Zip64 field");
    entry.name = normalisedName(name, out.changed);
    out.entries.push_back(entry);
    out.places.push_back(place);
    return at + length;
}

} // namespace

std::string_view normalisedName(std::string_view name, std::deque<std::string> &changed)
{
    if (name.find('\\') == std::string_view::npos)
        return name;
    std::string &copy = changed.emplace_back(name);
    std::replace(copy.begin(), copy.end(), '\\', '/');
    return copy;
}

bool applyZip64(ByteView extra, const Zip64Numbers &numbers)
{
    const auto marked = [](const std::uint64_t *number) {
        return number && *number == zip::kFull32;
    };
    if (!marked(numbers.size) && !marked(numbers.packedSize) && !marked(numbers.offset))
        return true;
    while (extra.size() >= 4) {
        const std::uint16_t kind = le16(extra.data());
        const std::size_t length = le16(extra.data() + 2);
        if (length > extra.size() - 4)
            return false;
        ByteView field = extra.subspan(4, length);
        extra = extra.subspan(4 + length);
        if (kind != zip::kZip64Extra)
            continue;
        for (std::uint64_t *number : {numbers.size, numbers.packedSize, numbers.offset}) {
            if (!marked(number))
                continue;
            if (field.size() < 8)
                return false;
            *number = le64(field.data());
            field = field.subspan(8);
        }
        return true;
    }
    return true; // without the field the number is what it says: 2^32 - 1
}

Result<ZipDirectory> readZipDirectory(const ByteSource &source, ArchiveMode mode)
{
    CAIRN_LET(end, findEnd(source));
    if (end.size > limits::kCentralDirectory ||
        end.size / zip::kCentralSize > limits::kArchiveEntries)
        return badList("too long");
    ZipDirectory out;
    CAIRN_LET(list, source.view(end.offset, static_cast<std::size_t>(end.size), out.bytes));
    // The count is only believed as far as the list can hold it.
    const auto expected = static_cast<std::size_t>(
        std::min<std::uint64_t>(end.count, list.size() / zip::kCentralSize));
    out.entries.reserve(expected);
    out.places.reserve(expected);
    for (std::size_t at = 0; at < list.size();) {
        CAIRN_LET(next, readCentral(list, at, out));
        at = next;
    }
    // Writers without Zip64 let the 16-bit count run over.
    const std::uint64_t found = out.entries.size();
    if (end.zip64 ? found != end.count : (found & zip::kFull16) != end.count)
        return badList("wrong count");
    CAIRN_TRY(boundEntries(out, end.offset, mode));
    return out;
}

} // namespace cairn
