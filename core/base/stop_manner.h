// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"

namespace cairn {

// Which of its two ways a stop of a backup takes (ui.md §5); both leave a version that restores. A
// stop that nobody said a way for is one at once. Any thread may call.
class StopManner final
{
public:
    // Begin no further file. Those that are being read are read to their end, and all that was read
    // is sent. A stop at once that was asked for before stays one.
    void finishFiles(CancelToken &cancel)
    {
        if (!cancel.stopRequested())
            m_finishes.store(true);
        cancel.requestStop();
        cancel.resume();
    }
    // Leave off in the middle of a file, and forget what waits to be sent: such a file is as the
    // version before has it, or is not in this one.
    void stopNow(CancelToken &cancel)
    {
        m_finishes.store(false);
        cancel.requestStop();
        cancel.resume();
    }
    // Before a stop or an abort: it is no wish of a person, the program ends. One that was asked
    // for before stays that.
    void endWithProgram(const CancelToken &cancel)
    {
        if (!cancel.stopRequested())
            m_endsWithProgram.store(true);
    }
    [[nodiscard]] bool endsWithProgram() const { return m_endsWithProgram.load(); }
    [[nodiscard]] bool isAtOnce(const CancelToken &cancel) const
    {
        return cancel.stopRequested() && !m_finishes.load();
    }

private:
    std::atomic<bool> m_finishes{false};
    std::atomic<bool> m_endsWithProgram{false};
};

} // namespace cairn
