// SPDX-License-Identifier: MIT
#include "core/base/clock.h"
#include "core/base/up_time.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <thread>

namespace cairn {

namespace {

class SystemClock final : public Clock, public UpTimeClock
{
public:
    std::int64_t nowNs() override
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    std::int64_t monotonicNs() override
    {
        return std::chrono::duration_cast<std::chrono::nanoseconds>(
                   std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }
    void sleep(std::chrono::nanoseconds duration) override
    {
        std::this_thread::sleep_for(duration);
    }
    // Linux only: elsewhere the start of the computer has no name.
    [[nodiscard]] UpTime upTime() override
    {
        UpTime up;
#ifdef CLOCK_BOOTTIME
        timespec time{};
        std::ifstream id("/proc/sys/kernel/random/boot_id");
        if (::clock_gettime(CLOCK_BOOTTIME, &time) == 0 && id >> up.start)
            up.seconds = time.tv_sec;
        else
            up.start.clear();
#endif
        return up;
    }
};

class SystemRandom final : public Random
{
public:
    void fill(MutableBytes bytes) override
    {
        // A key from a failing generator would be worse than no backup.
        if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
            std::abort();
    }
};

} // namespace

Clock &systemClock()
{
    static SystemClock clock;
    return clock;
}

Random &systemRandom()
{
    static SystemRandom random;
    return random;
}

} // namespace cairn
