// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/config/job_config.h"
#include "core/engine/catalog_values.h"
#include "core/engine/search_query.h"

namespace cairn {

enum class SearchScope : std::uint8_t {
    Folder,  // the folder and what is below it, in one version
    Version, // one version
    Versions // every version: each path as it was last
};

struct SearchRequest
{
    SearchQuery query;
    SearchScope scope = SearchScope::Versions;
    VersionId version = kEveryVersion;
    std::string folder;     // the open one, with its separator
    std::int64_t after = 0; // SearchPage::next of the page before; 0: the first page
    std::int64_t limit = 200;
};

struct SearchRow
{
    CatalogRow row;
    std::string folder;        // its path
    CatalogMoment newest;      // the last version that has the path
    std::int64_t versions = 0; // that have it
};

struct SearchPage
{
    std::vector<SearchRow> rows; // what was saved last comes first
    std::int64_t next = 0; // where to go on; 0: that was all. A page may be short, even empty: then
                           // much was looked at in vain, and the caller decides about going on.
    // The text has no word of three letters: names of the open folder that begin with it.
    bool isPrefixOnly = false;
    bool isIndexBehind = false; // the newest version is not in the index yet
};

// Brings the index of names of a job up to date, or makes it: after a run that made a version, and
// when a search fails with NameIndexMissing. Reads the database, writes the index alone. Blocks.
Result<> updateNameIndex(FileLayer &files, const FilePath &database, const CancelToken &cancel);
// The same by the job; NotFound if it has no database.
Result<> updateNameIndex(FileLayer &files, Random &random, const JobConfig &job,
                         const CancelToken &cancel);

} // namespace cairn
