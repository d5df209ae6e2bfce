// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"

#include <QJsonObject>

namespace cairn {

// What this program writes of a job beside Duplicati's form of it, under "Cairn": all of it but
// secrets and the name.
[[nodiscard]] QJsonObject ownFields(const JobConfig &job);
[[nodiscard]] bool isOwnTask(const QJsonObject &task); // they are there
void readOwnFields(const QJsonObject &own, JobConfig &job);

// The schedule among them.
[[nodiscard]] QJsonObject scheduleFields(const Schedule &schedule);
// By hand where it is missing or cannot be.
[[nodiscard]] Schedule scheduleOf(const QJsonObject &fields);

} // namespace cairn
