// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cairn {

struct DiscardResult
{
    std::int64_t deletedFiles = 0; // remote files
    std::int64_t deletedBytes = 0;
    bool dryRun = false;
    std::vector<std::string> left; // of this backup's, that could not be removed
};

// Removes the whole backup from the destination: every version, then every volume, but only what
// the database proves to be this job's own (R3). Damaged volumes too: nothing is to be healed from
// them any more. The other program's list of them goes with them. The caller has reconciled. May be
// killed anywhere: what is left is a backup with fewer versions or none, and another call goes on.
Result<DiscardResult> discard(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings);

} // namespace cairn
