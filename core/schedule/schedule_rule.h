// SPDX-License-Identifier: MIT
#pragma once

#include <QDate>
#include <QTime>
#include <QTimeZone>

#include <cstdint>
#include <optional>
#include <vector>

namespace cairn {

// When a backup runs, in local wall time (R24, engine.md §9.2). Evaluated from an anchor that never
// moves, so that nothing drifts: not the 31st of a month, not a time of day that a change of the
// clocks skips once.
struct ScheduleRule
{
    enum class Unit : std::uint8_t {
        ByHand,  // never by itself
        Minutes, // exact elapsed time since the anchor
        Hours,
        Days,
        Weeks,  // of Monday to Sunday
        Months, // of the calendar
    };
    static constexpr std::uint8_t kEveryDay = 0x7f;
    static constexpr int kLast = -1;

    Unit unit = Unit::ByHand;
    int interval = 1; // every so many of the unit, from 1
    // The day from which the intervals are counted; with minutes and hours from its first time of
    // day on.
    QDate anchor;
    // Times of day, for days, weeks and months. Empty: midnight.
    std::vector<QTime> times;
    // Bit 0 is Monday. No bit: in weeks the anchor's weekday, else every day.
    std::uint8_t weekdays = 0;
    // Months: the n-th of the weekdays (1 to 5, kLast); a month without a fifth is passed over. 0:
    // by `monthDay`.
    int nth = 0;
    // Months: 1 to 31, or the last day of a month that has fewer. 0: the anchor's.
    int monthDay = 0;
    // Only at times of day in [from, to); where `from` is later, over midnight. Both invalid: any.
    QTime from;
    QTime to;

    bool operator==(const ScheduleRule &) const = default;
};

// The instant (unix seconds) of a local time. One that the clocks skip comes as much later as they
// skip; one that they show twice is the first.
[[nodiscard]] std::int64_t instantOf(QDate day, QTime time, const QTimeZone &zone);

// The first run after an instant (unix seconds). Nothing: by hand, or the rule never comes true.
[[nodiscard]] std::optional<std::int64_t> nextRun(const ScheduleRule &rule, std::int64_t after,
                                                  const QTimeZone &zone);
// The next ones, at most `count`.
[[nodiscard]] std::vector<std::int64_t> nextRuns(const ScheduleRule &rule, std::int64_t after,
                                                 const QTimeZone &zone, int count);
// Seconds from run to run, about (ui.md §13: what "late" is measured by). 0: by hand.
[[nodiscard]] std::int64_t plannedInterval(const ScheduleRule &rule, std::int64_t now,
                                           const QTimeZone &zone);

} // namespace cairn
