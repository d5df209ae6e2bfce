// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/base/result.h"

namespace cairn {

enum class WakeOn {
    Stop, // a wait before new work: a stop ends it too
    Abort // a wait within begun work, which a stop lets finish (R25)
};

// Sleeps, and ends with Cancelled within a quarter of a second of the request (R21: 5 s at most).
Result<> waitFor(Clock &clock, std::chrono::nanoseconds duration, const CancelToken &cancel,
                 WakeOn wakeOn = WakeOn::Stop);

} // namespace cairn
