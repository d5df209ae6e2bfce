// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/up_time.h"

#include <atomic>

namespace cairn::test {

// Time that passes only when someone sleeps or a test says so. Thread-safe.
class FakeClock final : public Clock, public UpTimeClock
{
public:
    explicit FakeClock(std::int64_t unixSeconds = 1'764'000'000); // 2025-11-24T16:00:00Z

    [[nodiscard]] std::int64_t nowNs() override;
    [[nodiscard]] std::int64_t monotonicNs() override;
    void sleep(std::chrono::nanoseconds duration) override; // at once

    void advance(std::chrono::nanoseconds duration); // both times
    void setWallTime(std::int64_t unixSeconds);      // a jump that the monotonic time does not see
    [[nodiscard]] std::chrono::nanoseconds slept() const;
    [[nodiscard]] UpTime upTime() override { return {start, monotonicNs() / 1'000'000'000}; }

    std::string start; // of the computer; empty: it does not know

private:
    std::atomic<std::int64_t> m_wallNs;
    std::atomic<std::int64_t> m_monotonicNs{1'000'000'000};
    std::atomic<std::int64_t> m_sleptNs{0};
};

} // namespace cairn::test
