// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/test_volumes.h"

#include <vector>

namespace cairn {

// Which volumes a test looks at (engine.md §6.1): dlists first, then dindexes, then dblocks. What
// is known to be damaged or missing is always among them, for it may have been put right by hand.
// Of the others: those whose hash is not known yet, the lists of the versions asked for, and
// samples of each kind, the least often checked first, then the longest not checked; and those
// whose turn it is if every volume is to be read within a period.
Result<std::vector<VolumeRow>> chooseVolumes(const RunEnvironment &environment, JobDatabase &job,
                                             const TestRequest &request);

} // namespace cairn
