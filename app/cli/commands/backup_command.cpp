// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/run_watch.h"

namespace cairn::cli {

int runBackup(Context &context)
{
    std::vector<FilePath> sources;
    for (const std::string &word : context.words)
        sources.push_back(absolutePath(word));
    for (const FilePath &source : context.options.paths("source"))
        sources.push_back(absolutePath(source.bytes()));
    Outcome<BackupResult> outcome;
    {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Backup);
        outcome = context.engine.backup(context.job, sources, context.cancel, context.progress);
    }
    return finish(context, outcome, resultText(outcome));
}

} // namespace cairn::cli
