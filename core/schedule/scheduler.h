// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/schedule.h"
#include "core/schedule/surroundings.h"

#include <QTimeZone>

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cairn {

// Why a backup that is due has not begun.
enum class Held : std::uint8_t {
    No,
    DriveAbsent,
    Battery,  // too little charge
    Metered,  // what is sent costs money
    Hours,    // not at this time of day
    Settling, // the computer has just been started or woken
    Locked,   // its secrets cannot be had now
};
// As they stand in a run's `waitingFor`.
inline constexpr std::array<std::string_view, 7> kHeldCodes{
    "", "DRIVE_ABSENT", "ON_BATTERY", "ON_METERED", "OUTSIDE_HOURS", "SETTLING", "PASS_MISSING"};
[[nodiscard]] constexpr std::string_view heldCode(Held held)
{
    return kHeldCodes[static_cast<std::size_t>(held)];
}

// What decides whether it is a backup's turn. Times are unix seconds.
struct TurnFacts
{
    Schedule schedule;
    std::int64_t lastBegan = 0; // of the last backup, whoever began it; 0: none
    std::int64_t lastEnded = 0;
    int failures = 0; // in a row, up to the last one
    bool isDriveAbsent = false;
    std::int64_t driveSince = 0; // connected since; 0: not, or since before this was watched
};

struct Turn
{
    std::optional<std::int64_t> due; // since when it is; may lie far back
    Held held = Held::No;
    std::optional<std::int64_t> next; // what is planned after now
    bool operator==(const Turn &) const = default;

    [[nodiscard]] bool mayBegin() const { return due && held == Held::No; }
};

// Runs that were missed come to one, as soon as the computer has been awake for two minutes; a
// failed one is tried again after 5, 15 and 60 minutes, then every six hours, and at once when its
// drive or, after it was gone, the network is there again. A clock that was
// wrong makes one run due when it is set forward or, by more than a day, back. Pure.
[[nodiscard]] Turn turnOf(const TurnFacts &facts, const Surroundings &around, std::int64_t now,
                          const QTimeZone &zone);

// The last planned time of each day that ended since `after` without a run; the oldest first, at
// most the last 30 days.
[[nodiscard]] std::vector<std::int64_t> missedDays(const ScheduleRule &rule, std::int64_t after,
                                                   std::int64_t now, const QTimeZone &zone);

} // namespace cairn
