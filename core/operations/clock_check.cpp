// SPDX-License-Identifier: MIT
#include "core/operations/clock_check.h"

#include "core/base/text.h"
#include "core/base/up_time.h"

#include <QStringList>

#include <cstdlib>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kClockKey = "clock"; // wall s, up s, start
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kLongAway = 183 * kDay;
constexpr std::int64_t kLongestRun = 20 * 365 * kDay; // more is what programs that play a clock say

UpTime upTimeOf(Clock &clock)
{
    auto *const counter = dynamic_cast<UpTimeClock *>(&clock);
    const UpTime up = counter ? counter->upTime() : UpTime();
    return up.seconds < kLongestRun ? up : UpTime();
}

} // namespace

Result<std::int64_t> clockMoved(JobDatabase &job, Clock &clock)
{
    CAIRN_LET(noted, job.value(kClockKey));
    const UpTime up = upTimeOf(clock);
    const QStringList parts = toQString(noted).split(u' ');
    if (up.start.empty() || parts.size() != 3)
        return 0;
    const std::int64_t passed = clock.nowSeconds() - parts[0].toLongLong();
    if (parts[2].toStdString() != up.start)
        return passed < -kDay || passed > kLongAway ? passed : 0;
    const std::int64_t moved = passed - (up.seconds - parts[1].toLongLong());
    return std::abs(moved) > kDay ? moved : 0;
}

Result<> believeClock(JobDatabase &job, Clock &clock)
{
    const UpTime up = upTimeOf(clock);
    if (up.start.empty())
        return {};
    return job.setValue(kClockKey, std::to_string(clock.nowSeconds()) + ' ' +
                                       std::to_string(up.seconds) + ' ' + up.start);
}

} // namespace cairn
