// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/source/path_matcher.h"

#include <string>
#include <vector>

namespace cairn {

struct RestoreRequest
{
    WantedPaths wanted; // empty: all
};

struct BrokenRestore
{
    std::string path; // as in the backup, raw bytes
    QString reason;
};

struct RestoreResult
{
    std::int64_t versionTime = 0; // unix s
    std::int64_t restoredFiles = 0;
    std::int64_t restoredBytes = 0;
    std::int64_t restoredFolders = 0;
    std::int64_t restoredSymlinks = 0;
    std::int64_t patchedFiles = 0;     // of the restored ones: partly from what was there
    std::int64_t localBytes = 0;       // from files at their original places, not fetched
    std::int64_t unmodifiedFiles = 0;  // were as they should be
    std::int64_t keptFiles = 0;        // existed and were left alone (only-missing)
    std::vector<BrokenRestore> broken; // the first 1000 files that could not be restored whole
    std::int64_t brokenFiles = 0;
    FilePath target; // empty: the original places
    bool dryRun = false;
};

// Writes files of one version back (engine.md §8, reliability.md §4 X1-X6, R18, R19, R27). Version,
// place and manner are in the options. The database may be partial.
Result<RestoreResult> restore(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings, const RestoreRequest &request);

// Extracts the control files of the newest matching version that has some.
Result<RestoreResult> restoreControlFiles(const RunEnvironment &environment, JobDatabase &job,
                                          const JobSettings &settings,
                                          const RestoreRequest &request);

} // namespace cairn
