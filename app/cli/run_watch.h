// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/console.h"
#include "app/cli/progress_line.h"
#include "app/cli/stop_signals.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace cairn::cli {

// While a run goes on: takes stop signals, says once what a stop means, and keeps the live line
// fresh, five times a second. Lives on the stack around the call.
class RunWatch final
{
public:
    RunWatch(Console &console, const Progress &progress, CancelToken &cancel, Operation operation);
    ~RunWatch();
    RunWatch(const RunWatch &) = delete;
    RunWatch &operator=(const RunWatch &) = delete;

private:
    void watch();
    void tellStops(int &told);

    Console &m_console;
    const Progress &m_progress;
    Operation m_operation;
    StopSignals m_signals;
    ProgressLine m_line;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace cairn::cli
