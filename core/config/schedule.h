// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <QDate>
#include <QTime>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

// When a backup runs, in local wall time (R24, engine.md §9.2). Evaluated from an anchor that never
// moves, so that nothing drifts: not the 31st of a month, not a time of day that a change of the
// clocks skips once. core/schedule/schedule_rule.h tells what comes of it.
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

// In the order of ScheduleRule::Unit.
inline constexpr std::array<std::string_view, 6> kUnitNames{"by-hand", "minutes", "hours",
                                                            "days",    "weeks",   "months"};
[[nodiscard]] std::optional<ScheduleRule::Unit> unitFromName(std::string_view name);
[[nodiscard]] constexpr std::string_view unitName(ScheduleRule::Unit unit)
{
    return kUnitNames[static_cast<std::size_t>(unit)];
}

// When a backup runs by itself, and what it waits for (ui.md §12).
struct Schedule
{
    ScheduleRule rule;
    bool onConnect = false;    // also when its drive is connected
    int leastBattery = 0;      // on battery only with so many percent; 0: whatever there is
    bool notOnMetered = false; // waits for a network that is not paid by what goes over it
    std::int64_t since = 0;    // unix s, when this was decided: nothing is due from before
    bool operator==(const Schedule &) const = default;

    // Every day at 19:00.
    [[nodiscard]] static Schedule daily(QDate today, std::int64_t now)
    {
        Schedule schedule;
        schedule.rule.unit = ScheduleRule::Unit::Days;
        schedule.rule.anchor = today;
        schedule.rule.times = {QTime(19, 0)};
        schedule.since = now;
        return schedule;
    }
    [[nodiscard]] bool runsByItself() const
    {
        return onConnect || rule.unit != ScheduleRule::Unit::ByHand;
    }
};

// InvalidArgument (JOB_SCHEDULE) says what cannot be.
[[nodiscard]] Result<> checkSchedule(const Schedule &schedule);

} // namespace cairn
