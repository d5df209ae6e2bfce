// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"

#include <string>
#include <vector>

namespace cairn {

// A program of the user's that is started, listened to and waited for. Never a shell.
struct ProcessOrder
{
    std::vector<std::string> words;       // program, then arguments; without '/' looked for in PATH
    std::vector<std::string> environment; // "name=value": all of it
    std::chrono::seconds timeout{0};      // 0: none
    bool endsWithRun = true;              // a stop of the run is one of the program too
};

struct ProcessEnd
{
    bool timedOut = false; // it still runs, and is not listened to any more
    bool stopped = false;  // it was told to end, since the run was
    int exitCode = 0;      // of one that a signal ended 128 and more, as a shell says it
    std::string output;    // the first MiB
    std::string errors;    // the first 64 KiB
};

// Fails if it cannot be started.
[[nodiscard]] Result<ProcessEnd> runProcess(const ProcessOrder &order, const CancelToken &cancel,
                                            Clock &clock);

// "name=value" of this process.
[[nodiscard]] std::vector<std::string> ownEnvironment();

} // namespace cairn
