// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands/command.h"
#include "core/config/settings_database.h"

namespace cairn::cli {

// Has the program that hosts the engine make a backup of this job, and waits for its end. The exit
// code of the run; Ctrl+C ends the waiting alone.
[[nodiscard]] Result<int> runAtHost(Context &context, SettingsDatabase &settings,
                                    const JobConfig &job);

} // namespace cairn::cli
