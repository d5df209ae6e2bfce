// SPDX-License-Identifier: MIT
#include "core/storage/stoppable_wait.h"

#include <algorithm>

namespace cairn {

Result<> waitFor(Clock &clock, std::chrono::nanoseconds duration, const CancelToken &cancel,
                 WakeOn wakeOn)
{
    using namespace std::chrono_literals;
    const std::int64_t end = clock.monotonicNs() + duration.count();
    while (true) {
        CAIRN_TRY(cancel.checkAbort());
        if (wakeOn == WakeOn::Stop && cancel.stopRequested())
            return fail(ErrorCode::Cancelled, QStringLiteral("The operation was stopped."));
        const std::chrono::nanoseconds left(end - clock.monotonicNs());
        if (left <= 0ns)
            return {};
        clock.sleep(std::min<std::chrono::nanoseconds>(left, 250ms));
    }
}

} // namespace cairn
