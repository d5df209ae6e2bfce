// SPDX-License-Identifier: MIT
#include "core/schedule/scheduler.h"

#include "core/schedule/schedule_rule.h"

#include <QDateTime>

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kSettling = 2 * kMinute;
constexpr std::array kRetries{5 * kMinute, 15 * kMinute, kHour, 6 * kHour};
// A connector that comes and goes is no reason to run again and again.
constexpr std::int64_t kConnectPause = kHour;
constexpr int kMissedDays = 30;

// What was noted by a clock that was far ahead means nothing; a little ahead it still orders runs.
std::int64_t known(std::int64_t time, std::int64_t now)
{
    constexpr std::int64_t kAhead = 24 * kHour;
    return time <= now + kAhead ? time : 0;
}

std::optional<std::int64_t> retryAt(const TurnFacts &facts, std::int64_t now)
{
    if (facts.failures <= 0 || !facts.schedule.runsByItself())
        return std::nullopt;
    const auto tries =
        std::min<std::size_t>(static_cast<std::size_t>(facts.failures), kRetries.size());
    return known(facts.lastEnded, now) + kRetries[tries - 1];
}

std::optional<std::int64_t> connectedAt(const TurnFacts &facts)
{
    const bool counts = facts.schedule.onConnect && !facts.isDriveAbsent &&
                        facts.driveSince > facts.schedule.since &&
                        facts.driveSince >= facts.lastBegan + kConnectPause;
    return counts ? std::optional(facts.driveSince) : std::nullopt;
}

// What a failed run may have lacked is there again since then: its drive, or a network.
std::optional<std::int64_t> returnedAt(const TurnFacts &facts, const Surroundings &around,
                                       std::int64_t now)
{
    if (facts.failures <= 0 || !facts.schedule.runsByItself() || facts.isDriveAbsent)
        return std::nullopt;
    const bool cameOnline = around.online && around.onlineSince > around.awakeSince;
    const std::int64_t since = facts.driveSince != 0 ? facts.driveSince
                               : cameOnline          ? around.onlineSince
                                                     : 0;
    const std::int64_t ended = known(facts.lastEnded, now);
    if (since <= ended)
        return std::nullopt;
    return std::max(since, ended + kMinute); // a network that comes and goes
}

void keepEarlier(std::optional<std::int64_t> &time, std::optional<std::int64_t> other)
{
    if (other && (!time || *other < *time))
        time = other;
}

Held heldBy(const TurnFacts &facts, const Surroundings &around, std::int64_t due, std::int64_t now,
            const QTimeZone &zone)
{
    const Schedule &schedule = facts.schedule;
    if (facts.isDriveAbsent)
        return Held::DriveAbsent;
    if (around.onBattery && around.batteryPercent < schedule.leastBattery)
        return Held::Battery;
    if (schedule.notOnMetered && around.metered)
        return Held::Metered;
    if (!isAllowedAt(schedule.rule, QDateTime::fromSecsSinceEpoch(now, zone).time()))
        return Held::Hours;
    const bool isLate = now - due > kSettling;
    return isLate && now - std::min(around.awakeSince, now) < kSettling ? Held::Settling : Held::No;
}

} // namespace

Turn turnOf(const TurnFacts &facts, const Surroundings &around, std::int64_t now,
            const QTimeZone &zone)
{
    const ScheduleRule &rule = facts.schedule.rule;
    Turn turn;
    turn.next = nextRun(rule, now, zone);
    const std::int64_t base =
        std::max(known(facts.lastBegan, now), known(facts.schedule.since, now));
    const auto slot = nextRun(rule, base, zone);
    if (slot && *slot <= now)
        turn.due = slot;
    if (const auto retry = retryAt(facts, now)) {
        if (*retry <= now)
            keepEarlier(turn.due, retry);
        else
            keepEarlier(turn.next, retry);
    }
    if (const auto returned = returnedAt(facts, around, now)) {
        if (*returned <= now)
            keepEarlier(turn.due, returned);
        else
            keepEarlier(turn.next, returned);
    }
    if (const auto connected = connectedAt(facts); connected && *connected <= now)
        keepEarlier(turn.due, connected);
    if (turn.due)
        turn.held = heldBy(facts, around, *turn.due, now, zone);
    return turn;
}

std::vector<std::int64_t> missedDays(const ScheduleRule &rule, std::int64_t after, std::int64_t now,
                                     const QTimeZone &zone)
{
    const QDate today = QDateTime::fromSecsSinceEpoch(now, zone).date();
    QDate day =
        std::max(QDateTime::fromSecsSinceEpoch(after, zone).date(), today.addDays(-kMissedDays));
    std::vector<std::int64_t> missed;
    for (; day < today; day = day.addDays(1)) {
        const std::int64_t end = instantOf(day.addDays(1), QTime(0, 0), zone);
        std::optional<std::int64_t> last;
        for (auto slot =
                 nextRun(rule, std::max(after, instantOf(day, QTime(0, 0), zone) - 1), zone);
             slot && *slot < end; slot = nextRun(rule, *slot, zone))
            last = slot;
        if (last)
            missed.push_back(*last);
    }
    return missed;
}

} // namespace cairn
