// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_manner.h"
#include "core/db/job_database.h"
#include "core/operations/compact.h"
#include "core/operations/delete_versions.h"
#include "core/operations/test_volumes.h"
#include "core/pipeline/run_environment.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

struct BackupRequest
{
    std::vector<FilePath> sources;     // absolute
    std::vector<FilePath> neverBackUp; // our own database and temporary folder
    // Called once all is stored, before checks and tidying up; not after a stop.
    std::function<void()> stored{};
    const StopManner *manner = nullptr; // of a stop; null: always at once
};

// Counters of engine.md §0.3. Sizes are bytes of file content.
struct BackupResult
{
    std::int64_t examinedFiles = 0;
    std::int64_t examinedBytes = 0;
    std::int64_t openedFiles = 0;
    std::int64_t openedBytes = 0;
    std::int64_t addedFiles = 0;
    std::int64_t addedBytes = 0;
    std::int64_t modifiedFiles = 0;
    std::int64_t modifiedBytes = 0;
    std::int64_t deletedFiles = 0;
    std::int64_t addedFolders = 0;
    std::int64_t modifiedFolders = 0;
    std::int64_t deletedFolders = 0;
    std::int64_t addedSymlinks = 0;
    std::int64_t modifiedSymlinks = 0;
    std::int64_t deletedSymlinks = 0;
    std::int64_t timestampChangedFiles = 0; // read again, found to be as they were
    std::int64_t excludedEntries = 0;       // by a filter or another rule of the user
    std::vector<std::uint64_t> excludedBy;  // of those, by rule (WalkCounts::filteredBy)
    std::int64_t specialFiles = 0;          // sockets, pipes, devices: never stored
    std::int64_t tooLargeFiles = 0;
    std::int64_t notProcessedFiles = 0; // not reached before a stop
    std::int64_t filesWithError = 0;
    std::vector<CarriedRow> unreadable; // the first 1000 of them, with the reason
    std::int64_t newBlockBytes = 0;     // content that had to be stored
    bool partial = false;               // stopped early
    bool dryRun = false;
    bool versionMade = false;
    std::int64_t versionTime = 0; // unix s
    bool firstBackup = false;
    std::optional<DeleteResult> deleted;
    std::optional<CompactResult> compacted;
    std::optional<TestResult> tested;
};

// Makes a new version (engine.md §3, reliability.md §4 B1-B22): reads the sources, stores what is
// new, then retention, compact and a sample verification as the options say. The database may be
// empty.
Result<BackupResult> backup(const RunEnvironment &environment, JobDatabase &job,
                            const BackupRequest &request);

} // namespace cairn
