// SPDX-License-Identifier: MIT
#include "core/storage/rate_limiter.h"

#include "core/storage/stoppable_wait.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::int64_t kBurstNs = 50'000'000;
constexpr std::int64_t kMostMissedNs = 2'000'000'000;
constexpr std::int64_t kCatchUpOneIn = 25; // 4 % faster while there is something to make up for
constexpr std::uint64_t kPiecesPerSecond = 20;
constexpr std::size_t kSmallestPiece =
    256; // below it, calls would cost more than evenness is worth
constexpr long double kLongestPriceNs = 1e18L; // 30 years: keeps sums of times within 64 bits

std::int64_t priceNs(std::uint64_t bytes, std::uint64_t rate)
{
    const long double price =
        1e9L * static_cast<long double>(bytes) / static_cast<long double>(rate);
    return static_cast<std::int64_t>(std::min(price, kLongestPriceNs));
}

} // namespace

RateLimiter::RateLimiter(Clock &clock, std::uint64_t bytesPerSecond,
                         std::atomic<std::int64_t> *counter)
    : m_clock(clock)
    , m_counter(counter)
    , m_rate(bytesPerSecond)
{
}

Result<> RateLimiter::passed(std::uint64_t bytes, const CancelToken &cancel)
{
    if (m_counter)
        *m_counter += static_cast<std::int64_t>(bytes);
    cancel.waitWhilePaused();
    std::int64_t waitNs = 0;
    {
        std::scoped_lock lock(m_mutex);
        if (m_rate == 0)
            return cancel.checkAbort();
        const std::int64_t now = m_clock.monotonicNs();
        // Time in which nothing moved is not saved up beyond the burst: a flood would follow. It is
        // made up for bit by bit, or the pauses between volumes would make each run too slow.
        const std::int64_t earliest = now - kBurstNs;
        const std::int64_t paidUntil = m_paidUntilNs.value_or(earliest);
        m_missedNs =
            std::min(m_missedNs + std::max<std::int64_t>(earliest - paidUntil, 0), kMostMissedNs);
        const std::int64_t price = priceNs(bytes, m_rate);
        const std::int64_t discount = std::min(m_missedNs, price / kCatchUpOneIn);
        m_missedNs -= discount;
        m_paidUntilNs = std::max(paidUntil, earliest) + price - discount;
        waitNs = *m_paidUntilNs - now;
    }
    return waitFor(m_clock, std::chrono::nanoseconds(waitNs), cancel, WakeOn::Abort);
}

std::size_t RateLimiter::pieceBytes() const
{
    const std::uint64_t bytesPerSecond = rate();
    if (bytesPerSecond == 0)
        return kLargestPiece;
    return static_cast<std::size_t>(std::clamp<std::uint64_t>(bytesPerSecond / kPiecesPerSecond,
                                                              kSmallestPiece, kLargestPiece));
}

void RateLimiter::setRate(std::uint64_t bytesPerSecond)
{
    std::scoped_lock lock(m_mutex);
    m_rate = bytesPerSecond;
}

std::uint64_t RateLimiter::rate() const
{
    std::scoped_lock lock(m_mutex);
    return m_rate;
}

} // namespace cairn
