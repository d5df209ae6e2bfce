// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/name_index.h"
#include "core/engine/catalog_context.h"
#include "core/engine/search.h"

#include <unordered_map>

namespace cairn {

// One search; for the catalog alone.
class CatalogSearch final
{
public:
    CatalogSearch(const CatalogContext &context, const SearchRequest &request)
        : m_context(context)
        , m_request(request)
        , m_shownVersion(request.scope == SearchScope::Versions ? kEveryVersion : request.version)
    {
    }
    // Whether the index can answer; else only the open folder is searched.
    [[nodiscard]] static bool usesIndex(const SearchQuery &query);
    Result<SearchPage> byIndex(NameIndex &index);
    // `names` are of the open folder, raw, those of folders with their separator.
    Result<SearchPage> byPrefix(const std::vector<std::string> &names);

private:
    // Adds what is wanted of a path to the page.
    Result<> look(SearchPage &page, std::int64_t folder, const std::string &name);
    Result<const std::string *> pathOf(std::int64_t folder);
    [[nodiscard]] std::string folded(std::string_view name) const;

    const CatalogContext &m_context;
    const SearchRequest &m_request;
    VersionId m_shownVersion;
    std::unordered_map<std::int64_t, std::string> m_paths;
};

} // namespace cairn
