// SPDX-License-Identifier: MIT
#include "core/format/name_table.h"

#include "core/format/limits.h"

#include <bit>
#include <functional>

namespace cairn {

Result<bool> NameTable::build(std::vector<ArchiveEntry> &entries)
{
    m_slots.assign(std::bit_ceil(entries.size() * 2 + 1), 0);
    const std::size_t mask = m_slots.size() - 1;
    bool duplicates = false;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        ArchiveEntry &entry = entries[i];
        std::size_t at = std::hash<std::string_view>()(entry.name) & mask;
        std::size_t probes = 0;
        while (m_slots[at] != 0 && !entry.duplicate) {
            if (++probes > limits::kNameProbes) // names made to collide would take for ever
                return fail(ErrorCode::Corrupt,
                            QStringLiteral("The archive's list of entries is not usable."));
            entry.duplicate = entries[m_slots[at] - 1].name == entry.name;
            at = (at + 1) & mask;
        }
        if (entry.duplicate)
            duplicates = true;
        else
            m_slots[at] = static_cast<std::uint32_t>(i + 1);
    }
    return duplicates;
}

std::optional<std::size_t> NameTable::find(const std::vector<ArchiveEntry> &entries,
                                           std::string_view name) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = std::hash<std::string_view>()(name) & mask; m_slots[at] != 0;
         at = (at + 1) & mask) {
        if (entries[m_slots[at] - 1].name == name)
            return m_slots[at] - 1;
    }
    return std::nullopt;
}

} // namespace cairn
