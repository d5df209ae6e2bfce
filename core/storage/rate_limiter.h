// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/storage/transfer_gate.h"

#include <atomic>
#include <mutex>
#include <optional>

namespace cairn {

// A token bucket: all transfers of a run that share one limiter move at its rate together.
// Thread-safe. 50 ms worth are free, and pauses between transfers are made up for by at most 4 %,
// so that the error is below 5 % from the sixth second on.
class RateLimiter final : public TransferGate
{
public:
    // `bytesPerSecond` 0: no limit. The clock outlives the limiter, and so does `counter`, which
    // counts what has passed.
    RateLimiter(Clock &clock, std::uint64_t bytesPerSecond,
                std::atomic<std::int64_t> *counter = nullptr);

    // Waits until the bytes fit, and while the run is paused; an abort ends the wait, a stop lets
    // the transfer finish (R25).
    Result<> passed(std::uint64_t bytes, const CancelToken &cancel) override;
    [[nodiscard]] std::size_t pieceBytes() const override;
    void setRate(std::uint64_t bytesPerSecond); // for what passes from now on
    [[nodiscard]] std::uint64_t rate() const;

private:
    mutable std::mutex m_mutex; // never held while waiting
    Clock &m_clock;
    std::atomic<std::int64_t> *m_counter;
    std::uint64_t m_rate;
    // Monotonic time at which all that passed so far is paid for; none: nothing has.
    std::optional<std::int64_t> m_paidUntilNs;
    std::int64_t m_missedNs = 0; // in which nothing moved, still to be made up for
};

} // namespace cairn
