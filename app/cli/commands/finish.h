// SPDX-License-Identifier: MIT
// How every command ends: the result as a document or as lines, and the exit code.
#pragma once

#include "app/cli/commands/command.h"
#include "app/cli/report_json.h"
#include "app/shared/result_text.h"

#include <QJsonDocument>

namespace cairn::cli {

// What the run had to say; nothing with --json, whose document holds it.
void tellMessages(Context &context, const RunOutcome &outcome);
// What a result names one by one; findings at any verbosity: scripts look for these lines.
void tellDetails(Context &context, const BackupResult &result);
void tellDetails(Context &context, const TestResult &result);
template<typename Value>
void tellDetails(Context &, const Value &)
{
}
void writeDocument(Context &context, QJsonObject document);
void tellFullResult(Context &context, const QJsonObject &document);

template<typename Value>
int finish(Context &context, const Outcome<Value> &outcome, const QStringList &lines)
{
    if (outcome.value)
        tellDetails(context, *outcome.value);
    const Tone tones[] = {Tone::Good, Tone::Warning, Tone::Error, Tone::Error};
    const Tone tone = tones[static_cast<std::size_t>(outcome.judgement.result)];
    for (qsizetype i = 0; i < lines.size(); ++i)
        context.console.tell(lines[i], i == 0 ? tone : Tone::Plain);
    tellMessages(context, outcome);
    if (context.console.manner().json)
        writeDocument(context, outcomeToJson(outcome));
    else if (context.job.options.log.fullResult)
        tellFullResult(context, outcomeToJson(outcome));
    return outcome.judgement.exitCode;
}

} // namespace cairn::cli
