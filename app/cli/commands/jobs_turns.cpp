// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_turns.h"

#include "app/cli/commands/jobs_text.h"
#include "app/shared/turn_text.h"
#include "app/shared/watch/surroundings_watch.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"
#include "core/schedule/turn_facts.h"

#include <QCoreApplication>
#include <QTimeZone>
#include <QTimer>

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr int kAnswerMs = 500; // for the services of the computer

// What holds all alike.
struct Host
{
    bool isPaused = false;
    bool isThere = false;
    std::vector<RunRecord> runs; // that go on
};

Surroundings surroundingsNow(Context &context)
{
    watch::SurroundingsWatch watch(watch::SurroundingsWatch::Watchers::fromSystem(),
                                   context.world.clock);
    QTimer::singleShot(kAnswerMs, QCoreApplication::instance(), &QCoreApplication::quit);
    watch.start();
    QCoreApplication::exec();
    Surroundings around = watch.value();
    around.awakeSince = 0; // it was awake before this program
    return around;
}

Result<Host> hostNow(Context &context, SettingsDatabase &settings)
{
    Host host;
    CAIRN_LET(pausedUntil, settings.pausedUntil());
    host.isPaused = pausedUntil && *pausedUntil > context.world.clock.nowSeconds();
    CAIRN_LET(holder, hostOf(context.world.files, settings.folder()));
    host.isThere = holder.has_value();
    CAIRN_LET(runs, RunStore(settings).open());
    if (host.isThere) // else they are those of a host that died
        host.runs = std::move(runs);
    return host;
}

JobWait waitOf(const Turn &turn, const Host &host, SettingsDatabase &settings)
{
    JobWait wait;
    wait.due = *turn.due;
    if (host.isPaused) {
        wait.code = "PAUSED";
        wait.text = u"waits for the end of the pause"_s;
    } else if (turn.held != Held::No) {
        wait.code = heldCode(turn.held);
        wait.text = heldText(turn.held);
    } else if (!host.isThere) {
        wait.code = "NO_HOST";
        wait.text = u"waits for 'cairn-cli agent' or the desktop program to be started"_s;
    } else if (!host.runs.empty()) {
        wait.code = "OTHER_RUN";
        wait.text = u"waits until “%1” has ended"_s.arg(jobName(settings, host.runs.front().job));
    } else {
        wait.text = heldText(Held::Settling);
    }
    return wait;
}

} // namespace

Result<std::map<std::string, JobWait>> waitsOf(Context &context, SettingsDatabase &settings,
                                               const std::vector<JobConfig> &jobs)
{
    const std::int64_t now = context.world.clock.nowSeconds();
    const QTimeZone zone = QTimeZone::systemTimeZone();
    CAIRN_LET(host, hostNow(context, settings));
    const auto isRunning = [&host](const JobConfig &job) {
        return std::ranges::find(host.runs, job.id, &RunRecord::job) != host.runs.end();
    };
    std::map<std::string, JobWait> waits;
    std::optional<Surroundings> around;
    for (const JobConfig &job : jobs) {
        if (!job.schedule.runsByItself() || isRunning(job))
            continue;
        CAIRN_LET(tries, RunStore(settings).tries(job.id));
        TurnFacts facts = turnFactsOf(job, tries);
        facts.isDriveAbsent = job.drive && mountOf(*job.drive).empty();
        Turn turn = turnOf(facts, {}, now, zone);
        if (!turn.due)
            continue;
        if (facts.schedule.leastBattery > 0 || facts.schedule.notOnMetered) {
            if (!around)
                around = surroundingsNow(context);
            turn = turnOf(facts, *around, now, zone);
        }
        waits[job.id] = waitOf(turn, host, settings);
    }
    return waits;
}

} // namespace cairn::cli
