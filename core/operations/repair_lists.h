// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <vector>

namespace cairn {

// P3: makes the lists of these versions again (newest first, as VersionTable::visible() has them).
// A list's name is its version's time, and a name is used once (R31), so the version moves to a
// free second between its neighbours: the next one, else the last one before. If there is none, the
// versions after it make room; their lists are made anew too, and the next backup deletes the old
// ones. Returns how many of `without` have a list again; why others have not is reported.
Result<std::int64_t> remakeLists(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings,
                                 const std::vector<VersionRow> &without);

} // namespace cairn
