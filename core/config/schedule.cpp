// SPDX-License-Identifier: MIT
#include "core/config/schedule.h"

#include "core/base/error.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kShortestMinutes = 5; // below it a run would hardly be over
constexpr int kLongestInterval = 1000;
constexpr std::size_t kMostTimes = 48;

tl::unexpected<Error> wrong(const QString &text)
{
    return fail(ErrorCode::InvalidArgument, "JOB_SCHEDULE", text);
}

} // namespace

std::optional<ScheduleRule::Unit> unitFromName(std::string_view name)
{
    const auto found = std::ranges::find(kUnitNames, name);
    if (found == kUnitNames.end())
        return std::nullopt;
    return static_cast<ScheduleRule::Unit>(found - kUnitNames.begin());
}

Result<> checkSchedule(const Schedule &schedule)
{
    const ScheduleRule &rule = schedule.rule;
    if (schedule.leastBattery < 0 || schedule.leastBattery > 100)
        return wrong(u"The charge to wait for must be 0 to 100 percent."_s);
    if (rule.unit == ScheduleRule::Unit::ByHand)
        return {};
    if (rule.interval < 1 || rule.interval > kLongestInterval)
        return wrong(u"A schedule repeats every 1 to %1 units of time."_s.arg(kLongestInterval));
    if (rule.unit == ScheduleRule::Unit::Minutes && rule.interval < kShortestMinutes)
        return wrong(
            u"The shortest distance between two runs is %1 minutes."_s.arg(kShortestMinutes));
    if (!rule.anchor.isValid())
        return wrong(u"A schedule needs a day to begin with."_s);
    if (rule.times.size() > kMostTimes ||
        !std::ranges::all_of(rule.times, [](const QTime &time) { return time.isValid(); }))
        return wrong(u"A schedule has up to %1 times of day."_s.arg(kMostTimes));
    if (rule.nth < ScheduleRule::kLast || rule.nth > 5 || rule.monthDay < 0 || rule.monthDay > 31 ||
        rule.weekdays > ScheduleRule::kEveryDay)
        return wrong(u"A schedule names a day that no month or week has."_s);
    if (rule.from.isValid() != rule.to.isValid())
        return wrong(u"Allowed hours need a beginning and an end."_s);
    return {};
}

} // namespace cairn
