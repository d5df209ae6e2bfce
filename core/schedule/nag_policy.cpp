// SPDX-License-Identifier: MIT
#include "core/schedule/nag_policy.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kByHand = 30 * kDay;
constexpr std::int64_t kUnprotectedOnDrive = 30 * kDay;

} // namespace

NagLevel nagLevel(const NagFacts &facts)
{
    const std::int64_t interval = facts.interval > 0 ? facts.interval : kByHand;
    const std::int64_t age = facts.now - facts.last; // negative after a clock was set back: fine
    const std::int64_t unprotected =
        facts.isOnDrive ? kUnprotectedOnDrive : std::max(14 * kDay, 5 * interval);
    if (age > unprotected)
        return NagLevel::Unprotected;
    // A drive in a cupboard is no fault: it waits, and is asked for once in a while.
    if (facts.isDriveAbsent)
        return age > std::clamp(facts.driveReminderDays, 1, 60) * kDay ? NagLevel::DriveReminder
                                                                       : NagLevel::Fine;
    if (age > std::max(3 * kDay, 3 * interval))
        return NagLevel::Overdue;
    return age > std::max(interval + kDay, interval + interval / 2) ? NagLevel::Late
                                                                    : NagLevel::Fine;
}

} // namespace cairn
