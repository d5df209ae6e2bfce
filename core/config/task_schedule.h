// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/schedule.h"

#include <QStringList>
#include <QTimeZone>

namespace cairn {

// When a job of Duplicati runs, as its file says it (engine.md §9.1).
struct TaskSchedule
{
    QString time;     // "2026-11-24T12:00:00Z": the next run when it was written
    QString repeat;   // "1D"
    QStringList days; // three letters, lower case: "mon"; empty: every day
    bool operator==(const TaskSchedule &) const = default;
};

// The day of a week by its name, from three letters on, in any case: 0 is Monday. -1: none.
[[nodiscard]] int weekdayFromName(QStringView name);
[[nodiscard]] QString weekdayName(int day);     // "mon"
[[nodiscard]] QString weekdayFullName(int day); // "Monday"

struct ScheduleTaken
{
    Schedule schedule;
    QStringList remarks; // where it is not the same
};
// The rule here that runs when Duplicati's does. By hand where there is none, with a remark.
[[nodiscard]] ScheduleTaken scheduleFrom(const TaskSchedule &task,
                                         const QTimeZone &zone = QTimeZone::systemTimeZone());

struct TaskScheduleGiven
{
    std::optional<TaskSchedule> task; // none: by hand
    QStringList remarks;              // what cannot be said there
};
[[nodiscard]] TaskScheduleGiven
taskScheduleFrom(const Schedule &schedule, const QTimeZone &zone = QTimeZone::systemTimeZone());

} // namespace cairn
