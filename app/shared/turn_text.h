// SPDX-License-Identifier: MIT
// Of backups that run by themselves, in words for both front ends.
#pragma once

#include "core/config/run_store.h"
#include "core/schedule/scheduler.h"

#include <QString>

namespace cairn {

// What a backup that is due waits for: "waits until the battery is charged". Empty: for nothing.
[[nodiscard]] QString heldText(Held held);

// Why nothing ran on a day (RunStore::noteMissed()), as the end of a sentence: "the drive was not
// connected".
[[nodiscard]] QString missedText(std::string_view why);

// How a run ended, on one line: "saved", "failed: The destination is full", of other work than a
// backup "went well". `messages` are its own.
[[nodiscard]] QString endText(const RunRecord &run, const std::vector<RunMessage> &messages);

} // namespace cairn
