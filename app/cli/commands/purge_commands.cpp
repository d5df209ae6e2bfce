// SPDX-License-Identifier: MIT
// purge, list-broken-files and purge-broken-files.
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"
#include "app/shared/units.h"
#include "core/base/text.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// As Duplicati prints them: the version, and its files below.
void answerBroken(Context &context, const BrokenVersion &version)
{
    const std::int64_t count = version.loss.entries + version.loss.metadata;
    context.console.answer(u"%1\t: %2 (%3 broken)"_s.arg(
        QString::number(version.loss.version.index), formatLocalTime(version.loss.version.row.time),
        QString::number(count)));
    for (const BrokenEntry &entry : version.entries)
        context.console.answer(u"\t"_s % displayText(entry.path) % u" ("_s %
                               (entry.metadataOnly ? u"metadata only"_s : formatSize(entry.size)) %
                               u')');
    if (const std::int64_t more = count - static_cast<std::int64_t>(version.entries.size());
        more > 0)
        context.console.answer(u"\t… and %1 more"_s.arg(more));
}

} // namespace

int runPurge(Context &context)
{
    const WantedPaths wanted{context.words, context.options.filters()};
    if (wanted.empty()) {
        context.console.fail(
            {ErrorCode::InvalidArgument,
             u"purge needs to know what is to go: name files, folders or patterns. Nothing was "
             u"changed."_s,
             u"EmptyFilterPurgeNotAllowed"_s,
             {}});
        return exitCode::WrongUse;
    }
    Outcome<PurgeResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Purge);
        outcome = context.engine.purge(context.job, wanted, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

int runPurgeBroken(Context &context)
{
    Outcome<PurgeResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel,
                             Operation::PurgeBroken);
        outcome = context.engine.purgeBroken(context.job, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

int runListBroken(Context &context)
{
    Outcome<std::vector<BrokenVersion>> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel,
                             Operation::ListBroken);
        outcome = context.engine.listBroken(context.job, context.cancel, context.progress);
    }
    const int code = finish(context, outcome, resultText(outcome));
    if (outcome.value && !context.console.manner().json)
        for (const BrokenVersion &version : *outcome.value)
            answerBroken(context, version);
    return code;
}

} // namespace cairn::cli
