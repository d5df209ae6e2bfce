// SPDX-License-Identifier: MIT
// What a backup heals by itself, besides storing again the lost blocks that it meets.
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <cstddef>

namespace cairn {

// What the database knows whole is made again: indexes, then lists of files (P2, P3). The caller
// has reconciled. False: a volume was found damaged over it, which was reported and noted.
Result<bool> healLists(const RunEnvironment &environment, JobDatabase &job,
                       const JobSettings &settings);

// Reports what of the blocks that were lost before the run was met again, and what stays lost: each
// in one line. `lostBefore`: how many there were.
Result<> tellHealed(const RunEnvironment &environment, JobDatabase &job, std::size_t lostBefore);

} // namespace cairn
