// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace cairn {

// The request to end a run, checked by every wait and loop (R21, R25), and the gate where its
// threads wait while it is paused. A stop may be asked for from any thread or from a signal
// handler, a pause from any thread.
class CancelToken final
{
public:
    // Finish what is begun, store a partial version.
    void requestStop() { raise(1); }
    // Drop everything; the next run cleans up.
    void requestAbort() { raise(2); }

    // Begin nothing new until resume(); what is begun goes on to its next gate. A stop ends it.
    void pause() { m_paused.store(true, std::memory_order_relaxed); }
    void resume();
    [[nodiscard]] bool pauseRequested() const
    {
        return m_paused.load(std::memory_order_relaxed) && !stopRequested();
    }
    // The gate: threads that read or upload come by before each file, part and volume. Call it
    // without a lock. Costs one load unless there is a pause.
    void waitWhilePaused() const
    {
        if (m_paused.load(std::memory_order_relaxed))
            waitAtGate();
    }

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
    void waitAtGate() const;
    void raise(int level)
    {
        int now = m_level.load();
        while (now < level && !m_level.compare_exchange_weak(now, level)) {
        }
    }
    static_assert(std::atomic<int>::is_always_lock_free); // may be set in a signal handler
    std::atomic<int> m_level{0};
    std::atomic<bool> m_paused{false};
    mutable std::mutex m_mutex; // of m_resumed
    mutable std::condition_variable m_resumed;
};

} // namespace cairn
