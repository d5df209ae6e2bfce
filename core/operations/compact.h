// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

namespace cairn {

struct CompactResult
{
    std::int64_t deletedFiles = 0; // remote files
    std::int64_t deletedBytes = 0;
    std::int64_t downloadedFiles = 0;
    std::int64_t downloadedBytes = 0;
    std::int64_t uploadedFiles = 0;
    std::int64_t uploadedBytes = 0;
    bool dryRun = false;
};

enum class CompactReason {
    Asked,           // the command: always looks
    VersionsDropped, // after a delete or retention
    SmallVolume      // after a backup whose last volume is small
};

// Reclaims what no version needs any more (engine.md §5, reliability.md §4 C1-C14). The caller has
// reconciled. Blocks that something still needs are copied into new volumes first.
Result<CompactResult> compact(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings, CompactReason reason);

} // namespace cairn
