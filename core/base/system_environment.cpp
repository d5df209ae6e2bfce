// SPDX-License-Identifier: MIT
#include "core/base/clock.h"

#include <openssl/rand.h>

#include <cstdlib>
#include <thread>

namespace cairn {

namespace {

class SystemClock final : public Clock
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
