// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/engine/job_plan.h"

namespace cairn {

// Where this drive is mounted now, by what the kernel and /dev say; empty if it is not, or cannot
// be told from others.
[[nodiscard]] FilePath mountOf(const DriveRef &drive);

// Finds the drives of jobs. A program that knows of more than mountOf() brings its own. Any thread.
class DriveMounts
{
public:
    virtual ~DriveMounts() = default;
    [[nodiscard]] virtual FilePath mountOf(const DriveRef &drive) const
    {
        return cairn::mountOf(drive);
    }
};

// What this computer contributes to a job as things are now, its drive included.
[[nodiscard]] JobPlaces placesNow(const JobConfig &job, const DriveMounts &drives = {});

} // namespace cairn
