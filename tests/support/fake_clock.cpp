// SPDX-License-Identifier: MIT
#include "tests/support/fake_clock.h"

#include <algorithm>

namespace cairn::test {

namespace {
constexpr std::int64_t kSecond = 1'000'000'000;
}

FakeClock::FakeClock(std::int64_t unixSeconds)
    : m_wallNs(unixSeconds * kSecond)
{
}

std::int64_t FakeClock::nowNs()
{
    return m_wallNs;
}

std::int64_t FakeClock::monotonicNs()
{
    return m_monotonicNs;
}

void FakeClock::sleep(std::chrono::nanoseconds duration)
{
    const std::chrono::nanoseconds forward = std::max(duration, std::chrono::nanoseconds(0));
    m_sleptNs += forward.count();
    advance(forward);
}

void FakeClock::advance(std::chrono::nanoseconds duration)
{
    m_wallNs += duration.count();
    m_monotonicNs += duration.count();
}

void FakeClock::setWallTime(std::int64_t unixSeconds)
{
    m_wallNs = unixSeconds * kSecond;
}

std::chrono::nanoseconds FakeClock::slept() const
{
    return std::chrono::nanoseconds(m_sleptNs);
}

} // namespace cairn::test
