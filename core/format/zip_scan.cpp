// SPDX-License-Identifier: MIT
#include "core/format/limits.h"
#include "core/format/little_endian.h"
#include "core/format/zip_directory.h"
#include "core/format/zip_layout.h"

#include <algorithm>

namespace cairn {

namespace {

// The next header mostly stands at once where it is looked for, so windows begin small.
constexpr std::size_t kFirstWindow = 4096;
constexpr std::size_t kLargestWindow = 1U << 20;

// Looks for signatures in a source, through a window that moves forward.
class Scanner final
{
public:
    explicit Scanner(const ByteSource &source)
        : m_source(source)
        , m_descriptorBudget(16 * source.size())
    {
    }

    // Position of the next of the signatures at or behind `from`; the size of the source if none.
    Result<std::uint64_t> find(std::uint64_t from, std::initializer_list<std::uint32_t> signatures)
    {
        for (std::size_t wish = kFirstWindow; from + 4 <= m_source.size();
             wish = std::min(wish * 4, kLargestWindow)) {
            const auto length =
                static_cast<std::size_t>(std::min<std::uint64_t>(wish, m_source.size() - from));
            CAIRN_LET(window, m_source.view(from, length, m_scratch));
            const std::uint8_t *const begin = window.data();
            const std::uint8_t *at = begin;
            const std::uint8_t *const last = begin + length - 3; // behind the last full signature
            while ((at = std::find(at, last, std::uint8_t{'P'})) != last) {
                const std::uint32_t here = le32(at);
                if (std::find(signatures.begin(), signatures.end(), here) != signatures.end())
                    return from + static_cast<std::uint64_t>(at - begin);
                ++at;
            }
            from += length - 3;
        }
        return m_source.size();
    }

    // Length of the payload from `start` that a descriptor ends, if one can be found. The true one
    // says how far away it is, so that a signature inside the data is not taken for it.
    Result<bool> findDescriptor(std::uint64_t start, ArchiveEntry &entry)
    {
        std::uint64_t at = start;
        // Headers without descriptors would each have the whole rest searched: the budget ends
        // that.
        while (m_descriptorBudget != 0) {
            CAIRN_LET(found, find(at, {zip::kDescriptorSignature}));
            m_descriptorBudget -= std::min(found - at + 1, m_descriptorBudget);
            if (found + 16 > m_source.size())
                return false;
            const std::uint64_t length = found - start;
            const auto room =
                static_cast<std::size_t>(std::min<std::uint64_t>(24, m_source.size() - found));
            CAIRN_LET(raw, m_source.view(found, room, m_scratch));
            const bool isLong = room == 24 && le64(raw.data() + 8) == length;
            if (isLong || le32(raw.data() + 8) == length) {
                entry.crc = le32(raw.data() + 4);
                entry.packedSize = length;
                entry.size = isLong ? le64(raw.data() + 16) : le32(raw.data() + 12);
                return true;
            }
            at = found + 1;
        }
        return false;
    }

    // Reads the header at `at`. False: it is none that can be used. `next`: where to go on.
    Result<bool> readLocal(std::uint64_t at, ArchiveEntry &entry, ZipPlace &place,
                           std::string &name, std::uint64_t &next)
    {
        next = at + 4;
        if (m_source.size() - at < zip::kLocalSize)
            return false;
        CAIRN_LET(fixed, m_source.view(at, zip::kLocalSize, m_scratch));
        const std::uint8_t *raw = fixed.data();
        place.offset = at;
        place.flags = le16(raw + 6);
        entry.method = le16(raw + 8);
        entry.crc = le32(raw + 14);
        entry.packedSize = le32(raw + 18);
        entry.size = le32(raw + 22);
        const std::size_t nameSize = le16(raw + 26);
        const std::size_t extraSize = le16(raw + 28);
        const std::uint64_t payload = at + zip::kLocalSize + nameSize + extraSize;
        if (nameSize == 0 || nameSize > limits::kEntryName || payload > m_source.size())
            return false;
        CAIRN_LET(names, m_source.view(at + zip::kLocalSize, nameSize + extraSize, m_scratch));
        name = asText(names.first(nameSize));
        if (name.find('\0') != std::string::npos ||
            !applyZip64(names.subspan(nameSize), {&entry.size, &entry.packedSize, nullptr}))
            return false;
        if ((place.flags & zip::kFlagDescriptor) != 0 && entry.packedSize == 0) {
            CAIRN_LET(found, findDescriptor(payload, entry));
            if (!found)
                return false;
        }
        if (entry.packedSize > m_source.size() - payload)
            return false;
        place.end = payload + entry.packedSize;
        next = place.end;
        return true;
    }

private:
    const ByteSource &m_source;
    std::uint64_t m_descriptorBudget;
    Buffer m_scratch;
};

} // namespace

Result<ZipDirectory> scanZip(const ByteSource &source)
{
    ZipDirectory out;
    Scanner scanner(source);
    std::string name;
    for (std::uint64_t at = 0; out.entries.size() < limits::kArchiveEntries;) {
        CAIRN_LET(found, scanner.find(at, {zip::kLocalSignature}));
        if (found >= source.size())
            break;
        ArchiveEntry entry;
        ZipPlace place;
        CAIRN_LET(usable, scanner.readLocal(found, entry, place, name, at));
        if (!usable)
            continue;
        entry.name = normalisedName(out.changed.emplace_back(name), out.changed);
        out.entries.push_back(entry);
        out.places.push_back(place);
    }
    return out;
}

} // namespace cairn
