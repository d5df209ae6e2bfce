// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"

namespace cairn {

// What resolve() checks: options that do not go together, and then the values of the job.
[[nodiscard]] Result<> checkTogether(const OptionSet &given);
[[nodiscard]] Result<> checkJob(const JobOptions &job);

// What is checked when a job is saved alone: one of elsewhere is not to be refused for it.
// InvalidArgument says that a report could never go where it is to.
[[nodiscard]] Result<> checkReportPlaces(const ReportOptions &reports);

} // namespace cairn
