// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/commands/wanted_paths.h"
#include "app/cli/run_watch.h"

namespace cairn::cli {

int runRestore(Context &context)
{
    const auto wanted = wantedPaths(context);
    if (!wanted) {
        context.console.fail(wanted.error());
        return exitCode::WrongUse;
    }
    Outcome<RestoreResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Restore);
        outcome = context.engine.restore(context.job, {*wanted}, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

} // namespace cairn::cli
