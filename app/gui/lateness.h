// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/values.h"
#include "core/schedule/nag_policy.h"

namespace cairn::gui {

// A backup that could look at everything and kept what it found.
[[nodiscard]] bool isSuccess(const RunRecord &run);
// When something was saved last, or it was found that nothing had changed; unix s, 0: never. What a
// clock that was ahead has noted says nothing (isPast()).
[[nodiscard]] qint64 lastSuccessOf(const JobView &view, qint64 now);

// How late a backup is; Fine also while something is being done about it.
[[nodiscard]] NagLevel lateness(const JobView &view, qint64 now);
// Late, overdue or unprotected: what the window and the tray speak of. A drive that is away is not.
[[nodiscard]] bool isLate(NagLevel level);

// The same, but for one that starts in a moment and was not late for long: soon it is no longer.
[[nodiscard]] NagLevel shownLateness(const JobView &view, qint64 now);

// "Not saved for 16 days", and with the name of the backup.
[[nodiscard]] QString notSavedSince(const JobView &view, qint64 now);
[[nodiscard]] QString notSavedText(const JobView &view, qint64 now);

} // namespace cairn::gui
