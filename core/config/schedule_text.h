// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/schedule.h"

#include <QString>

#include <string_view>

namespace cairn {

// A schedule in words, English whatever the locale:
//   by hand | on connect
//   every [N] minutes|hours|days|weeks|months
//     [on mon,thu | on weekdays | on weekends]    days of the week
//     [on third monday | on last fri,sat]         months: n-th weekdays
//     [on day 15 | on last day]                   months: day of the month
//     [at 07:30,19:00] [between 08:00 and 18:00] [starting 2026-01-05]
//   [and on connect] [with 40% battery] [not metered]
// The parts after the first may stand in any order; names of days from three letters on. Without
// "starting" it begins `today`, without "at" a schedule of days runs at 19:00.
[[nodiscard]] Result<Schedule> parseScheduleText(std::string_view text, QDate today);

// The words that parse to this schedule again (but for `since`). "starting" is left out where it
// makes no difference any more.
[[nodiscard]] QString scheduleText(const Schedule &schedule, QDate today);

} // namespace cairn
