// SPDX-License-Identifier: MIT
// The forms of a report: pure functions from a result to text (engine.md §10.7).
#pragma once

#include "core/engine/run_reports.h"

namespace cairn {

// By name; those of the run ("OperationName"), of options, and of the computer ("machine-name").
using ReportValues = std::map<QString, QString>;
[[nodiscard]] ReportValues reportValuesOf(const ReportFacts &facts, ParsedResult parsed);

// Replaces %name% in any case; what is not known vanishes. `result` stands for %RESULT%.
[[nodiscard]] QString filledTemplate(const QString &text, const ReportValues &values,
                                     const QString &result);

// "[Warning-FileUnreadable]: text", those that are severe enough; a last line counts what was cut.
[[nodiscard]] QStringList reportLines(const RunOutcome &outcome, const ReportManner &manner);

// "Name: value", line by line, as Duplicati prints results; nested ones are left out as there.
[[nodiscard]] QString resultLines(const RunOutcome &outcome, const QJsonObject &result,
                                  const QStringList &log);
// {"Data":…,"Extra":…,"LogLines":…,"Exception":…}. Extra: the values that `wanted` names, and those
// of the computer.
[[nodiscard]] QString resultDocument(const RunOutcome &outcome, const QJsonObject &result,
                                     const ReportValues &values, const QString &wanted,
                                     const QStringList &log);

// Blots out paths of local files: those of `sources`, those that messages are about, and whatever
// looks like one. The text of a report leaves the computer.
[[nodiscard]] QString withoutPaths(QString text, const ReportFacts &facts,
                                   const RunOutcome &outcome);
[[nodiscard]] QJsonObject withoutPaths(const QJsonObject &result, const ReportFacts &facts,
                                       const RunOutcome &outcome);

} // namespace cairn
