// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/schedule.h"

#include <QTimeZone>

#include <cstdint>
#include <optional>
#include <vector>

namespace cairn {

// The instant (unix seconds) of a local time. One that the clocks skip comes as much later as they
// skip; one that they show twice is the first.
[[nodiscard]] std::int64_t instantOf(QDate day, QTime time, const QTimeZone &zone);

// The first run after an instant (unix seconds). Nothing: by hand, or the rule never comes true.
[[nodiscard]] std::optional<std::int64_t> nextRun(const ScheduleRule &rule, std::int64_t after,
                                                  const QTimeZone &zone);
// The next ones, at most `count`.
[[nodiscard]] std::vector<std::int64_t> nextRuns(const ScheduleRule &rule, std::int64_t after,
                                                 const QTimeZone &zone, int count);
// InvalidArgument (JOB_SCHEDULE) says why a rule of which checkSchedule() finds nothing wrong never
// comes true all the same. To be asked before a schedule is saved.
[[nodiscard]] Result<> checkComesTrue(const ScheduleRule &rule, std::int64_t now,
                                      const QTimeZone &zone);
// Whether a time of day is among those in which runs may begin.
[[nodiscard]] bool isAllowedAt(const ScheduleRule &rule, QTime time);
// Seconds from run to run, about (ui.md §13: what "late" is measured by). 0: by hand.
[[nodiscard]] std::int64_t plannedInterval(const ScheduleRule &rule, std::int64_t now,
                                           const QTimeZone &zone);

} // namespace cairn
