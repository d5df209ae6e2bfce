// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"

namespace cairn::cli {

// While it lives, Ctrl+C, SIGTERM and SIGHUP ask the run to stop; a second Ctrl+C aborts it, a
// third ends the program. One at a time.
class StopSignals final
{
public:
    explicit StopSignals(CancelToken &cancel); // outlives this
    ~StopSignals();
    StopSignals(const StopSignals &) = delete;
    StopSignals &operator=(const StopSignals &) = delete;

    [[nodiscard]] static int requests(); // how often so far
};

} // namespace cairn::cli
