// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/source/path_matcher.h"

#include <string>
#include <vector>

namespace cairn {

class RestoreUndoLog;

// A folder of the backup (raw, with its separator) that goes to another place than it was at.
struct PathMapping
{
    std::string from;
    FilePath to;
};

struct RestoreRequest
{
    WantedPaths wanted; // empty: all
    // Behind the stem of a file that is put beside one that is there: " (12 July 19.00)". Empty:
    // the version's date, as the options want it.
    std::string keepBothMark{};
    std::vector<PathMapping> pathMap{}; // the longest `from` above a path decides
    // Not null: what the restore replaces is kept, and what it makes is noted. Outlives the call.
    RestoreUndoLog *undo = nullptr;
};

struct BrokenRestore
{
    std::string path; // as in the backup, raw bytes
    QString reason;
    ErrorCode cause = ErrorCode::Internal; // Corrupt: of what is stored
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
