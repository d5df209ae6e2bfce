// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/storage/transfer_gate.h"

#include <mutex>

namespace cairn {

// A token bucket: all transfers of a run that share one limiter stay below its rate together.
// Thread-safe. The first 50 ms worth are free, so that the error is below 5 % from the second
// second on.
class RateLimiter final : public TransferGate
{
public:
    // `bytesPerSecond` 0: no limit. The clock outlives the limiter.
    RateLimiter(Clock &clock, std::uint64_t bytesPerSecond);

    // Waits until the bytes fit; an abort ends the wait, a stop lets the transfer finish (R25).
    Result<> passed(std::uint64_t bytes, const CancelToken &cancel) override;
    [[nodiscard]] std::size_t pieceBytes() const override;
    void setRate(std::uint64_t bytesPerSecond); // for what passes from now on
    [[nodiscard]] std::uint64_t rate() const;

private:
    mutable std::mutex m_mutex; // never held while waiting
    Clock &m_clock;
    std::uint64_t m_rate;
    std::int64_t m_paidUntilNs; // monotonic time at which all that passed so far is paid for
};

} // namespace cairn
