// SPDX-License-Identifier: MIT
// What is looked at before a job is saved, beyond what checkJobConfig() says of it alone.
#pragma once

#include "app/cli/commands/jobs_verbs.h"

namespace cairn::cli {

// Refuses the place of another backup, one that is among what it saves, and a schedule that never
// comes; warns of what may be meant. `before`: as it is saved now; null for a new one. What does
// not change is not judged.
[[nodiscard]] Result<> checkAsSaved(Context &context, SettingsDatabase &settings,
                                    const JobConfig &job, const JobConfig *before);

// "On connect" needs a destination that is known by its drive: the folder is made one if it lies on
// a drive that can be taken away, else this is refused (JOB_SCHEDULE).
[[nodiscard]] Result<> setDrive(JobConfig &job, const JobConfig *before);

} // namespace cairn::cli
