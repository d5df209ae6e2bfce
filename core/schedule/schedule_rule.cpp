// SPDX-License-Identifier: MIT
#include "core/schedule/schedule_rule.h"

#include <QDateTime>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Unit = ScheduleRule::Unit;

constexpr std::int64_t kDay = 86'400;
constexpr int kDaysAWeek = 7;
constexpr int kMonthsAYear = 12;
// A rule that comes true at all does so sooner: the longest wait of a common rule is that for a
// fifth weekday at long intervals. Each step is a day, week or month of the rule.
constexpr int kMostSteps = 5000;
// Minutes outside the hours allowed: a year of them.
constexpr int kMostSlots = 600'000;

std::int64_t floorDiv(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

std::int64_t intervalOf(const ScheduleRule &rule)
{
    return std::max(1, rule.interval);
}

QDateTime localOf(std::int64_t instant, const QTimeZone &zone)
{
    return QDateTime::fromSecsSinceEpoch(instant, zone);
}

bool isOn(std::uint8_t weekdays, QDate day)
{
    return ((weekdays >> (day.dayOfWeek() - 1)) & 1) != 0;
}

std::vector<QTime> timesOf(const ScheduleRule &rule)
{
    std::vector<QTime> times;
    for (const QTime &time : rule.times)
        if (time.isValid() && isAllowedAt(rule, time))
            times.push_back(time);
    if (rule.times.empty())
        times.emplace_back(0, 0);
    std::ranges::sort(times);
    return times;
}

int monthIndex(QDate day)
{
    return day.year() * kMonthsAYear + day.month() - 1;
}

QDate firstOf(std::int64_t month)
{
    return {static_cast<int>(floorDiv(month, kMonthsAYear)),
            static_cast<int>(month - floorDiv(month, kMonthsAYear) * kMonthsAYear) + 1, 1};
}

bool isNth(QDate day, int nth)
{
    if (nth == ScheduleRule::kLast)
        return day.day() > day.daysInMonth() - kDaysAWeek;
    return (day.day() - 1) / kDaysAWeek + 1 == nth;
}

// The days of one step of a rule of days, weeks or months.
std::vector<QDate> daysOfStep(const ScheduleRule &rule, std::int64_t step)
{
    std::vector<QDate> days;
    const std::int64_t distance = step * intervalOf(rule);
    if (rule.unit == Unit::Days) {
        const QDate day = rule.anchor.addDays(distance);
        if (rule.weekdays == 0 || isOn(rule.weekdays, day))
            days.push_back(day);
        return days;
    }
    if (rule.unit == Unit::Weeks) {
        const QDate monday =
            rule.anchor.addDays(1 - rule.anchor.dayOfWeek() + distance * kDaysAWeek);
        for (int i = 0; i < kDaysAWeek; ++i) {
            const QDate day = monday.addDays(i);
            if (rule.weekdays == 0 ? day.dayOfWeek() == rule.anchor.dayOfWeek()
                                   : isOn(rule.weekdays, day))
                days.push_back(day);
        }
        return days;
    }
    const QDate first = firstOf(monthIndex(rule.anchor) + distance);
    if (rule.nth == 0) {
        const int wanted = rule.monthDay > 0 ? rule.monthDay : rule.anchor.day();
        days.push_back(first.addDays(std::min(wanted, first.daysInMonth()) - 1));
        return days;
    }
    for (int i = 0; i < first.daysInMonth(); ++i) {
        const QDate day = first.addDays(i);
        if (isOn(rule.weekdays == 0 ? ScheduleRule::kEveryDay : rule.weekdays, day) &&
            isNth(day, rule.nth))
            days.push_back(day);
    }
    return days;
}

// The step that a day lies in, or the one before it.
std::int64_t stepOf(const ScheduleRule &rule, QDate day)
{
    const std::int64_t interval = intervalOf(rule);
    if (rule.unit == Unit::Months)
        return floorDiv(monthIndex(day) - monthIndex(rule.anchor), interval);
    const int weekday = rule.unit == Unit::Weeks ? rule.anchor.dayOfWeek() - 1 : 0;
    const std::int64_t days = rule.anchor.addDays(-weekday).daysTo(day);
    return floorDiv(days, rule.unit == Unit::Weeks ? interval * kDaysAWeek : interval);
}

std::optional<std::int64_t> nextByDay(const ScheduleRule &rule, std::int64_t after,
                                      const QTimeZone &zone)
{
    const std::vector<QTime> times = timesOf(rule);
    if (times.empty()) // all are outside the hours allowed
        return std::nullopt;
    // A day earlier: a time that was skipped comes later, perhaps on the day after.
    const std::int64_t begin =
        std::max<std::int64_t>(0, stepOf(rule, localOf(after - kDay, zone).date()));
    for (std::int64_t step = begin; step <= begin + kMostSteps; ++step) {
        std::optional<std::int64_t> first;
        for (const QDate &day : daysOfStep(rule, step)) {
            if (day < rule.anchor)
                continue;
            for (const QTime &time : times) {
                const std::int64_t instant = instantOf(day, time, zone);
                if (instant > after && (!first || instant < *first))
                    first = instant;
            }
        }
        if (first)
            return first;
    }
    return std::nullopt;
}

std::optional<std::int64_t> nextByElapsed(const ScheduleRule &rule, std::int64_t after,
                                          const QTimeZone &zone)
{
    const std::int64_t length = intervalOf(rule) * (rule.unit == Unit::Hours ? 3600 : 60);
    const std::int64_t anchor =
        instantOf(rule.anchor, rule.times.empty() ? QTime(0, 0) : rule.times.front(), zone);
    std::int64_t slot = anchor;
    if (after >= anchor)
        slot += (floorDiv(after - anchor, length) + 1) * length;
    for (int i = 0; i < kMostSlots; ++i, slot += length) {
        const QDateTime local = localOf(slot, zone);
        if ((rule.weekdays == 0 || isOn(rule.weekdays, local.date())) &&
            isAllowedAt(rule, local.time()))
            return slot;
    }
    return std::nullopt;
}

} // namespace

bool isAllowedAt(const ScheduleRule &rule, QTime time)
{
    if (!rule.from.isValid() || !rule.to.isValid() || rule.from == rule.to)
        return true;
    if (rule.from < rule.to)
        return time >= rule.from && time < rule.to;
    return time >= rule.from || time < rule.to;
}

std::int64_t instantOf(QDate day, QTime time, const QTimeZone &zone)
{
    const std::int64_t wall = QDateTime(day, time, Qt::UTC).toSecsSinceEpoch();
    const auto offsetAt = [&zone](std::int64_t instant) {
        return static_cast<std::int64_t>(
            zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(instant, Qt::UTC)));
    };
    // No zone changes its clocks twice within two days.
    const std::int64_t before = offsetAt(wall - kDay);
    const std::int64_t behind = offsetAt(wall + kDay);
    // Before a change, and in what is shown twice; what the clocks skip is taken as if they had
    // not yet, so that it comes as much later.
    if (before == behind || offsetAt(wall - before) == before)
        return wall - before;
    return offsetAt(wall - behind) == behind ? wall - behind : wall - before;
}

std::optional<std::int64_t> nextRun(const ScheduleRule &rule, std::int64_t after,
                                    const QTimeZone &zone)
{
    if (rule.unit == Unit::ByHand || !rule.anchor.isValid() || !zone.isValid())
        return std::nullopt;
    if (rule.unit == Unit::Minutes || rule.unit == Unit::Hours)
        return nextByElapsed(rule, after, zone);
    return nextByDay(rule, after, zone);
}

std::vector<std::int64_t> nextRuns(const ScheduleRule &rule, std::int64_t after,
                                   const QTimeZone &zone, int count)
{
    std::vector<std::int64_t> runs;
    while (static_cast<int>(runs.size()) < count) {
        const auto next = nextRun(rule, runs.empty() ? after : runs.back(), zone);
        if (!next)
            break;
        runs.push_back(*next);
    }
    return runs;
}

Result<> checkComesTrue(const ScheduleRule &rule, std::int64_t now, const QTimeZone &zone)
{
    if (rule.unit == Unit::ByHand || nextRun(rule, now, zone))
        return {};
    const bool byDay = rule.unit != Unit::Minutes && rule.unit != Unit::Hours;
    return fail(
        ErrorCode::InvalidArgument, "JOB_SCHEDULE",
        byDay && timesOf(rule).empty()
            ? u"The backup would never run: no time of day of its schedule lies in the "
              u"hours that it is allowed in."_s
            : u"The backup would never run: the days of its schedule, counted from %1, "
              u"are never those that it is allowed on."_s.arg(rule.anchor.toString(Qt::ISODate)));
}

std::int64_t plannedInterval(const ScheduleRule &rule, std::int64_t now, const QTimeZone &zone)
{
    // The widest of the next gaps: "weekdays" is not late on a Sunday.
    constexpr int kLookedAt = 15;
    const std::vector<std::int64_t> runs = nextRuns(rule, now, zone, kLookedAt);
    std::int64_t widest = 0;
    for (std::size_t i = 1; i < runs.size(); ++i)
        widest = std::max(widest, runs[i] - runs[i - 1]);
    return widest;
}

} // namespace cairn
