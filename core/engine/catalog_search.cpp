// SPDX-License-Identifier: MIT
#include "core/engine/catalog_search.h"

#include "core/base/folded_text.h"
#include "core/engine/job_place.h"

#include <algorithm>
#include <set>

namespace cairn {

namespace {

// Looked at for one page: what a person does not notice (10 µs each).
constexpr std::int64_t kMostLooks = 5000;

std::vector<std::string> indexedParts(const SearchQuery &query)
{
    std::vector<std::string> parts;
    for (const std::string &word : query.words)
        if (hasCharacters(word, NameIndex::kShortest))
            parts.push_back(word);
    if (query.extensions.size() == 1 &&
        hasCharacters(query.extensions.front(), NameIndex::kShortest - 1))
        parts.push_back('.' + query.extensions.front());
    return parts;
}

} // namespace

bool CatalogSearch::usesIndex(const SearchQuery &query)
{
    return !indexedParts(query).empty();
}

std::string CatalogSearch::folded(std::string_view name) const
{
    if (name.ends_with(m_context.separator))
        name.remove_suffix(1);
    return foldedText(name);
}

Result<const std::string *> CatalogSearch::pathOf(std::int64_t folder)
{
    const auto known = m_paths.find(folder);
    if (known != m_paths.end())
        return &known->second;
    CAIRN_LET(path, m_context.job.entries.folderPath(folder));
    return &m_paths.emplace(folder, std::move(path)).first->second;
}

Result<> CatalogSearch::look(SearchPage &page, std::int64_t folder, const std::string &name)
{
    if (!m_request.query.matchesName(folded(name)))
        return {};
    CAIRN_LET(path, pathOf(folder));
    if (m_request.scope == SearchScope::Folder && !path->starts_with(m_request.folder))
        return {};
    CAIRN_LET(states, statesOf(m_context, folder, name));
    if (states.empty()) // all versions that had it are gone
        return {};
    SearchRow found;
    CAIRN_LET(row, makeRow(m_context, *path, name, states, m_shownVersion));
    if (!row.isInVersion || !m_request.query.matchesFacts(row.size, row.mtime))
        return {};
    found.row = std::move(row);
    found.folder = *path;
    found.newest = m_context.versions.moment(states.back().range.last);
    for (const VisibleState &state : states)
        found.versions += static_cast<std::int64_t>(state.range.last - state.range.first + 1);
    page.rows.push_back(std::move(found));
    return {};
}

Result<SearchPage> CatalogSearch::byIndex(NameIndex &index)
{
    SearchPage page;
    page.isIndexBehind = index.lastVersion() < m_context.versions.newestId();
    const std::vector<std::string> parts = indexedParts(m_request.query);
    std::set<std::pair<std::int64_t, std::string>> seen; // the index may have a path twice
    std::int64_t next = m_request.after;
    for (std::int64_t looks = 0; looks < kMostLooks;) {
        const std::int64_t batch =
            std::min(kMostLooks - looks, std::max<std::int64_t>(m_request.limit, 64));
        CAIRN_LET(hits, index.find(parts, next, batch));
        for (const NameIndex::Hit &hit : hits) {
            next = hit.row;
            if (seen.emplace(hit.folder, hit.name).second)
                CAIRN_TRY(look(page, hit.folder, hit.name));
            if (static_cast<std::int64_t>(page.rows.size()) == m_request.limit) {
                page.next = next;
                return page;
            }
        }
        looks += batch;
        if (static_cast<std::int64_t>(hits.size()) < batch)
            return page;
    }
    page.next = next;
    return page;
}

Result<SearchPage> CatalogSearch::byPrefix(const std::vector<std::string> &names)
{
    SearchPage page;
    page.isPrefixOnly = true;
    CAIRN_LET(folder,
              m_context.job.entries.findFolderByPath(m_request.folder, m_context.separator));
    if (folder == 0 && !m_request.folder.empty())
        return page;
    const auto &words = m_request.query.words;
    auto at = static_cast<std::size_t>(m_request.after);
    for (std::int64_t looks = 0; at < names.size(); ++at) {
        if (!words.empty() && !folded(names[at]).starts_with(words.front()))
            continue;
        if (looks++ == kMostLooks ||
            static_cast<std::int64_t>(page.rows.size()) == m_request.limit) {
            page.next = static_cast<std::int64_t>(at);
            return page;
        }
        CAIRN_TRY(look(page, folder, names[at]));
    }
    return page;
}

Result<> updateNameIndex(FileLayer &files, const FilePath &database, const CancelToken &cancel)
{
    CAIRN_LET(job, JobDatabase::open(database, Database::Mode::ReadOnly));
    return NameIndex::update(files, *job, cancel);
}

Result<> updateNameIndex(FileLayer &files, Random &random, const JobConfig &job,
                         const CancelToken &cancel)
{
    CAIRN_LET(database, databaseOf(files, random, job));
    return updateNameIndex(files, database, cancel);
}

} // namespace cairn
