// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/config/job_options.h"

namespace cairn::cli {

// Sends what the program logs to --log-file, or nowhere: people are shown the report instead.
// Appends; the file is readable by its owner alone. Call once.
[[nodiscard]] Result<> startLog(const LogOptions &options);

} // namespace cairn::cli
