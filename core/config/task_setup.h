// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/config/job_config.h"

#include <QStringList>

namespace cairn {

// The control file of a version that says what made it, so that a new computer can go on.
inline constexpr std::string_view kTaskSetupName = "task-setup.json";
inline constexpr std::size_t kLargestTaskSetup = 4U << 20; // bytes

struct TaskSetup
{
    JobConfig job;
    bool isOurs = false; // written by this program, so that nothing of the job was lost
    // What the file has and this job has not: names of settings (secrets, scripts, what is not
    // known here), and sources that stand for places of another computer.
    QStringList leftOut;
    QString computer{}; // whose backup it is; empty: not said
};

// Duplicati's own form (engine.md §10.3), our own fields beside it under "Cairn". Holds no secret:
// what a destination's URL may have of that kind is taken out.
[[nodiscard]] std::string writeTaskSetup(const JobConfig &job,
                                         const SkipPlaces &places = SkipPlaces::fromSystem());

// Of this program or Duplicati; the first job where there are several. Corrupt if it is neither. A
// job of Duplicati has no id yet. The result need not be able to run: checkJobConfig() says so.
[[nodiscard]] Result<TaskSetup> readTaskSetup(ByteView json);

} // namespace cairn
