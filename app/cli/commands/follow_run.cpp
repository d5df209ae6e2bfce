// SPDX-License-Identifier: MIT
#include "app/cli/commands/follow_run.h"

#include "app/cli/stop_signals.h"
#include "core/base/text.h"
#include "core/config/request_store.h"
#include "core/config/run_store.h"
#include "core/engine/host_lock.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPoll = 250ms;
constexpr std::int64_t kPatience = 30; // s

int tellEnd(Context &context, SettingsDatabase &settings, const RunRecord &run)
{
    const auto messages = RunStore(settings).messages(run.id);
    if (messages)
        for (const RunMessage &message : *messages)
            if (message.severity != RunMessage::Severity::Information)
                context.console.warn(message.text);
    context.console.tell(u"It ended: %1. %2 added, %3 changed, %4 deleted."_s.arg(
        toQString(runResultName(run.state.result)), QString::number(run.summary.added),
        QString::number(run.summary.changed), QString::number(run.summary.deleted)));
    return run.state.result == RunResult::Interrupted ? exitCode::Failed : run.summary.exitCode;
}

} // namespace

Result<int> runAtHost(Context &context, SettingsDatabase &settings, const JobConfig &job)
{
    const World &world = context.world;
    const StopSignals signals(context.cancel);
    CAIRN_LET(before, RunStore(settings).newest(job.id, RunKind::Backup));
    // What goes on now is what was asked for; else it is the next.
    const std::int64_t known = !before ? 0 : before->ended ? before->id : before->id - 1;
    CAIRN_LET(request,
              RequestStore(settings).add(job.id, RequestVerb::Run, world.clock.nowSeconds()));
    context.console.tell(u"Another program runs the backups of this computer; it was asked."_s);
    std::int64_t idleSince = 0;
    while (!context.cancel.stopRequested()) {
        CAIRN_LET(run, RunStore(settings).newest(job.id, RunKind::Backup));
        if (run && run->id > known && run->ended && run->state.result != RunResult::Missed)
            return tellEnd(context, settings, *run);
        CAIRN_LET(host, hostOf(world.files, settings.folder()));
        if (!host) { // and nobody will
            CAIRN_TRY(RequestStore(settings).answer(request, world.clock.nowSeconds()));
            return fail(ErrorCode::NotFound,
                        u"The program that runs the backups has ended. Try again."_s);
        }
        CAIRN_LET(goesOn, RunStore(settings).open());
        CAIRN_LET(asked, RequestStore(settings).open(job.id));
        const bool isTaken = std::ranges::find(asked, request, &Request::id) == asked.end();
        // It waits for its turn, or until a pause is over; else it could not begin.
        const std::int64_t now = world.clock.nowSeconds();
        if (!goesOn.empty() || !isTaken || idleSince == 0 || idleSince > now)
            idleSince = now;
        else if (now - idleSince > kPatience)
            return fail(ErrorCode::NotFound,
                        u"The program that runs the backups did not begin it: its drive is not "
                        u"here, or its passphrase cannot be read there."_s);
        world.clock.sleep(kPoll);
    }
    context.console.tell(u"Not waiting any longer; the backup goes on."_s);
    return exitCode::Success;
}

} // namespace cairn::cli
