// SPDX-License-Identifier: MIT
// When a backup runs, in words.
#pragma once

#include "app/gui/host/values.h"

#include <QTimeZone>

namespace cairn::gui {

[[nodiscard]] QString scheduleSentence(const Schedule &schedule); // "Every day at 19:00."
// "Next runs: today 19:00, tomorrow 19:00"; at most five. Empty: never by itself.
[[nodiscard]] QString nextRunsText(const Schedule &schedule, qint64 now,
                                   const QTimeZone &zone = QTimeZone::systemTimeZone());
// What a backup that is due waits for; empty: for nothing, or for what is said of its drive.
[[nodiscard]] QString heldText(Held held);
// "next run today 19:00"; empty: none is planned.
[[nodiscard]] QString nextRunText(const JobView &view, qint64 now);
[[nodiscard]] QString ordinalText(int nth); // "third", "last"

} // namespace cairn::gui
