// SPDX-License-Identifier: MIT
// What the history keeps of a run.
#pragma once

#include "core/config/problem_store.h"
#include "core/engine/outcome.h"
#include "core/operations/backup.h"
#include "core/pipeline/progress.h"

#include <span>

namespace cairn {

// "begin", "checking", "files" …: RunState::phase.
[[nodiscard]] std::string_view phaseName(Phase phase);

// The cause of a failure or message, "DEST_FULL"; app/shared/error_table.h knows what to say about
// each. Where there is none, the id itself. Empty for a run that was stopped.
[[nodiscard]] std::string causeOf(const Error &error);
[[nodiscard]] std::string causeOf(const ReportMessage &message);

// `notWarned`, sorted: files that could not be read and that nobody is to hear of.
[[nodiscard]] RunResult runResultOf(const RunOutcome &outcome, bool partial,
                                    std::span<const std::string> notWarned = {});
[[nodiscard]] std::vector<RunMessage> messagesOf(const RunOutcome &outcome);
// One for each cause.
[[nodiscard]] std::vector<Problem> problemsOf(const RunOutcome &outcome,
                                              std::span<const std::string> notWarned = {});
[[nodiscard]] RunSummary summaryOf(const BackupResult &result, const JobConfig &job);

} // namespace cairn
