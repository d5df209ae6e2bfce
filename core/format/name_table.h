// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/format/zip_reader.h"

#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

// Finds entries by name: open addressing over indices, so that two million names cost 16 MB and no
// allocation each.
class NameTable final
{
public:
    // Marks entries whose name came before as duplicates; returns whether there are any.
    Result<bool> build(std::vector<ArchiveEntry> &entries);
    [[nodiscard]] std::optional<std::size_t> find(const std::vector<ArchiveEntry> &entries,
                                                  std::string_view name) const;

private:
    std::vector<std::uint32_t> m_slots; // index + 1; 0: free
};

} // namespace cairn
