// SPDX-License-Identifier: MIT
// Which jobs are due now, and what they wait for.
#pragma once

#include "app/cli/commands/command.h"
#include "core/config/job_store.h"

#include <map>

namespace cairn::cli {

struct JobWait
{
    std::int64_t due = 0; // since when, unix s
    // As Held has them, or PAUSED, OTHER_RUN, NO_HOST; empty: it begins in a moment.
    std::string code;
    QString text; // "waits for its drive"
};

// Of those that are due, by id. Asks the computer for its battery and network if one of them
// depends on these, which takes up to half a second.
[[nodiscard]] Result<std::map<std::string, JobWait>>
waitsOf(Context &context, SettingsDatabase &settings, const std::vector<JobConfig> &jobs);

} // namespace cairn::cli
