// SPDX-License-Identifier: MIT
// Jobs as the command line shows them.
#pragma once

#include "core/config/job_config.h"
#include "core/config/problem_store.h"
#include "core/config/run_store.h"
#include "core/engine/job_request.h"

#include <QJsonObject>
#include <QStringList>

#include <map>

namespace cairn::cli {

// What is known of a job beside its settings.
struct JobHistory
{
    std::optional<RunRecord> last;
    std::vector<Problem> problems; // open ones
};

[[nodiscard]] QString jobLine(const JobConfig &job, const JobHistory &history);
[[nodiscard]] QStringList settingLines(const JobConfig &job);
[[nodiscard]] QStringList jobLines(const JobConfig &job, const JobHistory &history);
[[nodiscard]] QJsonObject jobToJson(const JobConfig &job, const JobHistory &history);

} // namespace cairn::cli
