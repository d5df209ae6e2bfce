// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/engine/job_plan.h"

namespace cairn {

// Where the drive with this file system is mounted now; empty if it is not, or has no UUID.
[[nodiscard]] FilePath mountOf(const DriveRef &drive);
// What this computer contributes to a job as things are now, its drive included.
[[nodiscard]] JobPlaces placesNow(const JobConfig &job);

} // namespace cairn
