// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/source/path_matcher.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

// What the versions hold, from the database alone: list, find, list-filesets, compare.
namespace cairn {

struct VersionInfo
{
    std::int64_t index = 0; // 0 is the newest
    VersionRow row;
};

Result<std::vector<VersionInfo>> listVersions(JobDatabase &job); // newest first
// The versions that the selection means, newest first; none given: the newest. NoFilesetFound…
// errors name what was asked for. `now` is for relative times (unix s).
Result<std::vector<VersionInfo>> selectVersions(JobDatabase &job, const VersionSelection &selection,
                                                std::int64_t now);

struct CatalogEntry
{
    std::string path; // raw bytes
    EntryType type = EntryType::File;
    // Size in each of the versions asked for, in their order; -1: not in that version.
    std::vector<std::int64_t> sizes;
    std::int64_t mtime = 0; // ns, of the newest of them
};

// Entries that match, sorted by path, in one or several versions.
Result<> listEntries(JobDatabase &job, const std::vector<VersionInfo> &versions,
                     const WantedPaths &wanted,
                     const std::function<Result<>(const CatalogEntry &)> &visit);

// What lies directly in a folder (its path with the separator at its end; empty: what has no folder
// above it) in one version, by name: the first `limit` behind `after`. Costs what it returns,
// however much the folder holds.
Result<std::vector<EntryRow>> listFolder(JobDatabase &job, const VersionInfo &version,
                                         std::string_view folder, std::string_view after,
                                         std::int64_t limit);

struct VersionChange
{
    enum Kind { Added, Deleted, Modified };
    Kind kind = Added;
    EntryType type = EntryType::File;
    std::string path;
};

struct ComparisonResult
{
    VersionInfo base;
    VersionInfo compared;
    // [kind][type]
    std::int64_t counts[3][3] = {};
    std::int64_t baseBytes = 0;
    std::int64_t comparedBytes = 0;
    std::int64_t addedBytes = 0;
    std::int64_t deletedBytes = 0;
};

// Differences from `base` to `compared` (engine.md §1.1 Compare); each to `visit`, which may be
// empty.
Result<ComparisonResult>
compareVersions(JobDatabase &job, const VersionInfo &base, const VersionInfo &compared,
                const WantedPaths &wanted,
                const std::function<Result<>(const VersionChange &)> &visit);

} // namespace cairn
