// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/settings_database.h"

#include <set>

namespace cairn {

// A schedule that is turned off is kept beside its job, which runs by hand until then. The job
// store forgets it when the job gets another schedule, or goes.

// InvalidArgument (JOB_SCHEDULE) if the job does not run by itself.
Result<> turnScheduleOff(SettingsDatabase &settings, JobConfig job);
// Nothing is due from before `now` (unix s). InvalidArgument (JOB_SCHEDULE) if none was turned off.
Result<> turnScheduleOn(SettingsDatabase &settings, JobConfig job, std::int64_t now);
// The jobs that have one that can be turned on.
Result<std::set<std::string>> jobsWithScheduleOff(SettingsDatabase &settings);

} // namespace cairn
