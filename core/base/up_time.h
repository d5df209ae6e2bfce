// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace cairn {

// How long the computer has been running, its sleep included: what nobody can set.
struct UpTime
{
    std::string start; // tells one start of the computer from another
    std::int64_t seconds = 0;
};

// What a Clock may be as well.
class UpTimeClock
{
public:
    virtual ~UpTimeClock() = default;
    [[nodiscard]] virtual UpTime upTime() = 0; // an empty `start`: not known here
};

} // namespace cairn
