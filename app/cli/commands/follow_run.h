// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands/command.h"
#include "core/config/settings_database.h"
#include "core/engine/job_runner.h"

namespace cairn::cli {

// Has the program that hosts the engine do this to the job, and waits for its end; says what it
// waits for, at once and whenever that changes. The exit code of the run; Ctrl+C ends the waiting
// alone. A backup that goes on already is the one that was asked for. NotFound (DRIVE_ABSENT) as
// where there is no host.
[[nodiscard]] Result<int> runAtHost(Context &context, SettingsDatabase &settings,
                                    const JobConfig &job, const JobTask &task);

} // namespace cairn::cli
