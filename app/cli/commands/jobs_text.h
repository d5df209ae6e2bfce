// SPDX-License-Identifier: MIT
// Jobs as the command line shows them.
#pragma once

#include "app/cli/commands/jobs_turns.h"
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
    std::vector<Problem> problems;  // open ones
    std::vector<std::int64_t> next; // unix s
    std::optional<JobWait> wait;    // it is due
};

// The next times at which the schedule of a job begins it, at most five.
[[nodiscard]] std::vector<std::int64_t> nextRunsOf(const JobConfig &job, std::int64_t now);
// Empty: there is none.
[[nodiscard]] QStringList nextRunsLines(const std::vector<std::int64_t> &next);
// That no backup begins by itself; empty: they do. `until` as SettingsDatabase::pausedUntil().
[[nodiscard]] QString pauseText(std::optional<std::int64_t> until, std::int64_t now);

// For people; the id, if there is no such job any more.
[[nodiscard]] QString jobName(SettingsDatabase &settings, const std::string &id);
[[nodiscard]] QString placeName(const JobConfig &job); // its drive, or its destination
[[nodiscard]] QString jobLine(const JobConfig &job, const JobHistory &history);
[[nodiscard]] QStringList settingLines(const JobConfig &job);
[[nodiscard]] QStringList jobLines(const JobConfig &job, const JobHistory &history);
[[nodiscard]] QJsonObject runRecordToJson(const RunRecord &run);
[[nodiscard]] QJsonObject jobToJson(const JobConfig &job, const JobHistory &history);

} // namespace cairn::cli
