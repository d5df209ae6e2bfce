// SPDX-License-Identifier: MIT
#include "core/base/cancel_token.h"

#include <chrono>

namespace cairn {

void CancelToken::resume()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_paused = false;
    }
    m_resumed.notify_all();
}

void CancelToken::waitAtGate() const
{
    std::unique_lock lock(m_mutex);
    // A signal handler that stops the run cannot wake anyone: hence the time limit.
    while (m_paused && !stopRequested())
        m_resumed.wait_for(lock, std::chrono::milliseconds(100));
}

} // namespace cairn
