// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <cstdint>

namespace cairn {

struct CompletedIndexes
{
    std::int64_t made = 0;
    std::int64_t notMade = 0; // their volumes turned out to be damaged
};

// Makes the dindex of every usable dblock that has none (P2): a run was killed between the two, or
// the index is lost. What a volume must be read for and does not hold costs its index alone: that
// is reported as an error, the damage is noted (R16), and the rest goes on.
Result<CompletedIndexes> completeIndexes(const RunEnvironment &environment, JobDatabase &job,
                                         const JobSettings &settings);

} // namespace cairn
