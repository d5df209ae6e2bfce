// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"

namespace cairn::cli {

int runRestore(Context &context)
{
    const RestoreRequest request{{context.words, context.options.filters()}};
    Outcome<RestoreResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Restore);
        outcome = context.engine.restore(context.job, request, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

} // namespace cairn::cli
