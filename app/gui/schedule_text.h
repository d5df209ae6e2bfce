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
// "today 19:00: Documents", of all backups, the first `count` to come.
[[nodiscard]] QStringList plannedTexts(const Snapshot &state, qint64 now, int count,
                                       const QTimeZone &zone = QTimeZone::systemTimeZone());
// "next run today 19:00", or what it waits for instead but for a drive, of which more is said
// elsewhere; empty: none is planned.
[[nodiscard]] QString nextRunText(const JobView &view, qint64 now);
// The same below a heading: "today 19:00".
[[nodiscard]] QString nextRunCell(const JobView &view, qint64 now);
[[nodiscard]] QString ordinalText(int nth); // "third", "last"

} // namespace cairn::gui
