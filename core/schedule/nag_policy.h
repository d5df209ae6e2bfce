// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace cairn {

// How much a backup that has not run for a while may disturb (ui.md §13).
enum class NagLevel : std::uint8_t {
    Fine,
    DriveReminder, // its drive was not here for the days the person allows
    Late,          // the tray says so, and the card
    Overdue,       // a notice a day too
    Unprotected,   // and the banner, a notice at login, mail
};

struct NagFacts
{
    std::int64_t interval = 0; // s, planned distance of runs; 0: by hand
    std::int64_t last = 0;     // unix s, of the last version, or when the backup was set up
    std::int64_t now = 0;
    bool isOnDrive = false;     // the destination is a removable drive
    bool isDriveAbsent = false; // and it is not here now
    int driveReminderDays = 7;  // 1 to 60
};

[[nodiscard]] NagLevel nagLevel(const NagFacts &facts);

} // namespace cairn
