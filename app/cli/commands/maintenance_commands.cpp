// SPDX-License-Identifier: MIT
// Commands that keep a backup in order: repair, recreate, delete, compact.
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

template<typename Call>
int runWatched(Context &context, Operation operation, const Call &call)
{
    const auto outcome = [&] {
        const RunWatch watch(context.console, context.progress, context.cancel, operation);
        return call();
    }();
    return finish(context, outcome, resultText(outcome));
}

} // namespace

int runRepair(Context &context)
{
    return runWatched(context, Operation::Repair, [&] {
        return context.engine.repair(context.job, context.cancel, context.progress);
    });
}

int runRecreate(Context &context)
{
    return runWatched(context, Operation::Recreate, [&] {
        return context.engine.recreate(context.job, context.cancel, context.progress);
    });
}

int runDelete(Context &context)
{
    const JobOptions &options = context.job.options;
    if (options.selection.versions.empty() && !options.retention.isSet()) {
        context.console.fail(
            {ErrorCode::InvalidArgument,
             u"delete needs to know which versions: give --version=…, or one of --keep-versions, "
             u"--keep-time and --retention-policy. Nothing was changed."_s,
             u"OptionValidationError"_s,
             {}});
        return exitCode::WrongUse;
    }
    return runWatched(context, Operation::Delete, [&] {
        return context.engine.deleteVersions(context.job, context.cancel, context.progress);
    });
}

int runCompact(Context &context)
{
    return runWatched(context, Operation::Compact, [&] {
        return context.engine.compact(context.job, context.cancel, context.progress);
    });
}

} // namespace cairn::cli
