// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/stop_manner.h"
#include "core/config/request_store.h"
#include "core/config/run_store.h"
#include "core/pipeline/progress.h"

#include <chrono>
#include <condition_variable>
#include <thread>

namespace cairn {

[[nodiscard]] RunState stateOf(const Progress &progress, const CancelToken &cancel);

// While a run goes on: writes its row and does what is requested of it. Lives on the stack around
// the call of the engine; has the connection to itself meanwhile.
class JobWatch final
{
public:
    JobWatch(SettingsDatabase &settings, std::string job, std::int64_t run, Clock &clock,
             CancelToken &cancel, StopManner &manner, const Progress &progress);
    ~JobWatch();
    JobWatch(const JobWatch &) = delete;
    JobWatch &operator=(const JobWatch &) = delete;

private:
    void watch();
    void doRequests();
    void writeState(std::chrono::steady_clock::time_point now);

    RunStore m_runs;
    RequestStore m_requests;
    std::string m_job;
    std::int64_t m_run;
    Clock &m_clock;
    CancelToken &m_cancel;
    StopManner &m_manner;
    const Progress &m_progress;
    RunState m_written;
    std::chrono::steady_clock::time_point m_writtenAt;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_over = false;
    std::thread m_thread; // last: it uses the others
};

} // namespace cairn
