// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/db/job_database.h"

namespace cairn {

// Whether the wall clock can be believed (R24), by what the local database noted of it when it was
// last. A clock that was set wrong would have retention take years of versions for too old.
//
// Within one start of the computer the wall clock has to go as far as the time that it runs. Over a
// start nothing can be known but that it does not go back; half a year without a backup is asked
// about rather than believed.

// By how many seconds the clock has moved, below 0: back, where that is more than a day. 0: it can
// be believed, or nothing is known of it.
[[nodiscard]] Result<std::int64_t> clockMoved(JobDatabase &job, Clock &clock);

// From now on the clock is what it says.
[[nodiscard]] Result<> believeClock(JobDatabase &job, Clock &clock);

} // namespace cairn
