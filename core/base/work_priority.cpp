// SPDX-License-Identifier: MIT
#include "core/base/work_priority.h"

#include <algorithm>
#include <cerrno>
#include <thread>
#include <tuple>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace cairn {

namespace {

// In Linux both are the calling thread's alone, and inherited by what it starts.
void lowerThisThread(const WorkPriority &priority)
{
    if (priority.idleDisk) {
        constexpr int kWhoProcess = 1;
        constexpr int kIdleClass = 3 << 13; // linux/ioprio.h, which C++ cannot read
        std::ignore = ::syscall(SYS_ioprio_set, kWhoProcess, 0, kIdleClass);
    }
    if (priority.niceness > 0) {
        errno = 0; // -1 may be a priority
        const int now = ::getpriority(PRIO_PROCESS, 0);
        if (errno == 0)
            std::ignore = ::setpriority(PRIO_PROCESS, 0, std::max(now, priority.niceness));
    }
}

} // namespace

void doAtPriority(const WorkPriority &priority, const std::function<void()> &work)
{
    if (!priority.isLowered())
        return work();
    std::thread([&] {
        lowerThisThread(priority);
        work();
    }).join();
}

} // namespace cairn
