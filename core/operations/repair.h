// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <string>
#include <vector>

namespace cairn {

// A file of a version that cannot be restored whole.
struct BrokenFile
{
    std::int64_t versionTime = 0; // unix s
    std::string path;             // raw bytes
};

struct RepairResult
{
    std::int64_t indexesMade = 0;
    std::int64_t listsMade = 0;
    std::int64_t blocksRecovered = 0;
    std::vector<BrokenFile> broken; // the first 1000
    std::int64_t brokenFiles = 0;   // all of them
    bool dryRun = false;
};

// Makes database and destination agree by adding alone (reliability.md §4 P1-P6): missing or
// damaged dindexes and dlists are remade, lost blocks looked for in the sources, in other volumes
// and by salvage.
Result<RepairResult> repair(const RunEnvironment &environment, JobDatabase &job,
                            const JobSettings &settings);

// The same without P5: what stays broken is counted by nobody.
Result<RepairResult> heal(const RunEnvironment &environment, JobDatabase &job,
                          const JobSettings &settings);

} // namespace cairn
