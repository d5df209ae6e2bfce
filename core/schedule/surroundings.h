// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace cairn {

// What a schedule asks of the computer and its connections, as far as somebody says. A value, so
// that what is due can be judged without a computer. Times are unix s, never before the program
// began to look.
struct Surroundings
{
    bool onBattery = false;
    int batteryPercent = 100;     // counts on battery alone
    bool online = true;           // also where nobody says
    bool metered = false;         // what is sent costs money
    std::int64_t awakeSince = 0;  // the last wake-up
    std::int64_t onlineSince = 0; // counts while online

    bool operator==(const Surroundings &) const = default;
};

} // namespace cairn
