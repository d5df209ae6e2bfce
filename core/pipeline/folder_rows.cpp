// SPDX-License-Identifier: MIT
#include "core/pipeline/folder_rows.h"

namespace cairn {

namespace {

bool isMarked(const EntryRow &row)
{
    return row.name.ends_with('/');
}

} // namespace

void FolderRows::beginEmpty()
{
    m_rows.clear();
    m_next = 0;
    m_hasMore = false;
    m_marked.clear();
}

Result<> FolderRows::begin(std::int64_t folder, std::int64_t version)
{
    beginEmpty();
    m_folder = folder;
    m_version = version;
    CAIRN_LET(rows, m_entries.page(folder, version, {}, m_page));
    m_rows = std::move(rows);
    m_hasMore = static_cast<std::int64_t>(m_rows.size()) == m_page;
    if (m_hasMore) {
        CAIRN_LET(marked, m_entries.markedOf(folder, version));
        for (EntryRow &row : marked)
            m_marked.emplace(row.name, std::move(row));
        return {};
    }
    for (const EntryRow &row : m_rows)
        if (isMarked(row))
            m_marked.emplace_hint(m_marked.end(), row.name, row);
    return {};
}

Result<> FolderRows::readPage()
{
    const std::string after = std::move(m_rows.back().name);
    CAIRN_LET(rows, m_entries.page(m_folder, m_version, after, m_page));
    m_rows = std::move(rows);
    m_next = 0;
    m_hasMore = static_cast<std::int64_t>(m_rows.size()) == m_page;
    return {};
}

Result<const EntryRow *> FolderRows::take(std::string_view name, const Unmet &unmet)
{
    while (true) {
        if (m_next == m_rows.size()) {
            if (!m_hasMore)
                return nullptr;
            CAIRN_TRY(readPage());
            continue;
        }
        const EntryRow &row = m_rows[m_next];
        if (!isMarked(row)) {
            const int order = std::string_view(row.name).compare(name);
            if (order > 0)
                return nullptr;
            if (order < 0)
                CAIRN_TRY(unmet(row));
            else
                return &m_rows[m_next++];
        }
        ++m_next;
    }
}

std::optional<EntryRow> FolderRows::takeMarked(std::string_view name)
{
    const auto found = m_marked.find(name);
    if (found == m_marked.end())
        return std::nullopt;
    return std::move(m_marked.extract(found).mapped());
}

Result<> FolderRows::finish(const Unmet &unmet)
{
    while (m_next < m_rows.size() || m_hasMore) {
        if (m_next == m_rows.size()) {
            CAIRN_TRY(readPage());
            continue;
        }
        if (!isMarked(m_rows[m_next]))
            CAIRN_TRY(unmet(m_rows[m_next]));
        ++m_next;
    }
    for (const auto &[name, row] : m_marked)
        CAIRN_TRY(unmet(row));
    beginEmpty();
    return {};
}

} // namespace cairn
