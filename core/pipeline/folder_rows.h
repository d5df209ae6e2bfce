// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/entry_table.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What a version has in one folder, given out in step with names in byte order, so that only a page
// of it is in memory. Entries whose names end with '/' (folders, and links to some: a few) are
// apart: with that end they sort elsewhere than without. One thread.
class FolderRows final
{
public:
    using Unmet = std::function<Result<>(const EntryRow &)>;
    static constexpr std::int64_t kPage = 8192; // rows

    explicit FolderRows(EntryTable &entries, std::int64_t page = kPage)
        : m_entries(entries)
        , m_page(page)
    {
    }

    Result<> begin(std::int64_t folder, std::int64_t version);
    void beginEmpty();

    // The row of this name, without '/' at its end, or nullptr; those before it that were not asked
    // for are unmet. Names ascend. Valid until the next call.
    Result<const EntryRow *> take(std::string_view name, const Unmet &unmet);
    // The row of a name with '/' at its end, once.
    std::optional<EntryRow> takeMarked(std::string_view name);
    [[nodiscard]] const std::map<std::string, EntryRow, std::less<>> &marked() const
    {
        return m_marked;
    }
    // All that were not asked for are unmet.
    Result<> finish(const Unmet &unmet);

private:
    Result<> readPage();

    EntryTable &m_entries;
    const std::int64_t m_page;
    std::int64_t m_folder = 0;
    std::int64_t m_version = 0;
    std::vector<EntryRow> m_rows;
    std::size_t m_next = 0;
    bool m_hasMore = false; // behind m_rows
    std::map<std::string, EntryRow, std::less<>> m_marked;
};

} // namespace cairn
