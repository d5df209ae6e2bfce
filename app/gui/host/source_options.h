// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/job_options.h"

#include <optional>
#include <vector>

namespace cairn::gui {

// What of its sources the job's rules and settings take, for the engine's own walker.
[[nodiscard]] Result<SourceOptions> sourceOptionsOf(const JobConfig &job);

// The skip set of each filter that stands behind the job's own rules.
[[nodiscard]] std::vector<SkipSet> skipSetsByFilter(const JobConfig &job);
// That of one of all filters; none: it is a rule of the job.
[[nodiscard]] std::optional<SkipSet> skipSetOf(const JobConfig &job,
                                               const std::vector<SkipSet> &byFilter, int filter);

} // namespace cairn::gui
