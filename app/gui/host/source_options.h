// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/job_options.h"

#include <optional>
#include <vector>

namespace cairn::gui {

// What of its sources the job's rules and settings take, for the engine's own walker.
[[nodiscard]] Result<SourceOptions> sourceOptionsOf(const JobConfig &job);

} // namespace cairn::gui
