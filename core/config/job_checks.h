// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/job_options.h"

namespace cairn {

// What resolve() checks: options that do not go together, and then the values of the job.
[[nodiscard]] Result<> checkTogether(const OptionSet &given);
[[nodiscard]] Result<> checkJob(const JobOptions &job);

// What is checked when a job is saved alone: one of elsewhere is not to be refused for it.
// InvalidArgument says that a report could never go where it is to.
[[nodiscard]] Result<> checkReportPlaces(const ReportOptions &reports);

// The same: that a version would be dropped as soon as it is there.
[[nodiscard]] Result<> checkKeepTime(const Keep &keep);

} // namespace cairn
