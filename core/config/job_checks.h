// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"

namespace cairn {

// What resolve() checks: options that do not go together, and then the values of the job.
[[nodiscard]] Result<> checkTogether(const OptionSet &given);
[[nodiscard]] Result<> checkJob(const JobOptions &job);

} // namespace cairn
