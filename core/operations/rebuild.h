// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <string>
#include <vector>

namespace cairn {

struct RebuildRequest
{
    // Only these versions, newest first; the database is marked partial then. Not set: all.
    VersionSelection selection;
    bool listsOnly = false; // no block is needed: for listing and comparing
};

struct RebuildResult
{
    std::int64_t versions = 0;
    std::int64_t dlistsRead = 0;
    std::int64_t dindexesRead = 0;
    std::int64_t dblocksRead = 0;      // 0 when the indexes are intact
    std::int64_t blocksMissing = 0;    // needed, and found nowhere
    std::vector<std::string> unusable; // volumes that could not be read
};

// Fills an empty database from the destination alone (reliability.md §4 Q1-Q5, engine.md §7.4).
// Only reads there. Damaged volumes cost what is in them and are reported; no readable version at
// all is an error. Learns the JobSettings from the newest dlist.
Result<RebuildResult> rebuildDatabase(const RunEnvironment &environment, JobDatabase &empty,
                                      const RebuildRequest &request);

// The same into a new file beside `path`, which replaces `path` when complete and consistent (Q6,
// R23). An older database stays as it was until then.
Result<RebuildResult> recreateDatabase(const RunEnvironment &environment, const FilePath &path,
                                       const RebuildRequest &request);

// Whether a rebuild of `path` was begun and ended before its time.
[[nodiscard]] bool hasLeftRebuild(FileLayer &files, const FilePath &path);

// What a rebuild of `path` left that was ended. A database that a backup has just used needs none;
// for a large backup it is gigabytes. What cannot be removed stays.
void removeLeftRebuild(FileLayer &files, const FilePath &path);

} // namespace cairn
