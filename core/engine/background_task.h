// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_manner.h"
#include "core/pipeline/progress.h"

#include <string>
#include <thread>

namespace cairn {

// What goes on for a job in a thread of its own; ended with this object.
struct BackgroundTask
{
    BackgroundTask() = default;
    explicit BackgroundTask(std::string ofJob)
        : job(std::move(ofJob))
    {
    }
    ~BackgroundTask()
    {
        cancel.requestAbort();
        if (thread.joinable())
            thread.join();
    }
    BackgroundTask(const BackgroundTask &) = delete;
    BackgroundTask &operator=(const BackgroundTask &) = delete;

    std::string job;
    CancelToken cancel;
    StopManner manner;
    Progress progress;
    std::thread thread;
};

} // namespace cairn
