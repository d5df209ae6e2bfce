// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <atomic>

namespace cairn {

// The request to end a run, checked by every wait and loop (R21, R25). Set from any thread or from
// a signal handler.
class CancelToken final
{
public:
    // Finish what is begun, store a partial version.
    void requestStop() { raise(1); }
    // Drop everything; the next run cleans up.
    void requestAbort() { raise(2); }

    [[nodiscard]] bool stopRequested() const
    {
        return m_level.load(std::memory_order_relaxed) >= 1;
    }
    [[nodiscard]] bool abortRequested() const
    {
        return m_level.load(std::memory_order_relaxed) >= 2;
    }
    [[nodiscard]] Result<> checkAbort() const
    {
        if (abortRequested())
            return fail(ErrorCode::Cancelled, QStringLiteral("The operation was aborted."));
        return {};
    }

private:
    void raise(int level)
    {
        int now = m_level.load();
        while (now < level && !m_level.compare_exchange_weak(now, level)) {
        }
    }
    static_assert(std::atomic<int>::is_always_lock_free); // may be set in a signal handler
    std::atomic<int> m_level{0};
};

} // namespace cairn
