// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <functional>
#include <vector>

namespace cairn {

// The visible versions whose list is not at the destination, or damaged there; newest first.
Result<std::vector<VersionRow>>
versionsWithoutList(JobDatabase &job, const std::function<bool(const VolumeRow &)> &isThere);

// P3: makes the lists of these versions again (newest first, as VersionTable::visible() has them),
// under new names (list_renewal.h). Removes nothing (P6). Returns how many of `without` have a list
// again; why others have not is reported.
Result<std::int64_t> remakeLists(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings,
                                 const std::vector<VersionRow> &without);

} // namespace cairn
