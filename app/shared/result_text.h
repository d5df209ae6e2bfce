// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"
#include "core/engine/result_json.h"

#include <QStringList>

// What happened, in a few lines for a person. Nothing for a run that failed: its error says it.
namespace cairn {

[[nodiscard]] QStringList resultText(const Outcome<BackupResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<RestoreResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<TestResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<RepairOutcomeValue> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<DeleteResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<StoreCopyResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<CompactResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<PurgeResult> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<std::vector<BrokenVersion>> &outcome);
[[nodiscard]] QStringList resultText(const Outcome<ComparisonResult> &outcome);

// "0<TAB>: 2026-11-23 07:33:44 (4 files, 878.91 KiB)", as Duplicati prints versions.
[[nodiscard]] QString versionLine(const VersionInfo &version);
// "duplicati-b….dblock.zip.aes: Missing …"
[[nodiscard]] QString findingLine(const VolumeFinding &finding);

[[nodiscard]] QString phaseText(Phase phase);
// What a stop means for this operation, said when it is asked for.
[[nodiscard]] QString stopText(Operation operation);

} // namespace cairn
