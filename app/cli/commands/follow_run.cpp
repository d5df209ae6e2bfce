// SPDX-License-Identifier: MIT
#include "app/cli/commands/follow_run.h"

#include "app/cli/commands/finish.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/stop_signals.h"
#include "app/shared/pause.h"
#include "app/shared/units.h"
#include "core/base/text.h"
#include "core/config/run_store.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"
#include "core/engine/requested_task.h"

#include <QJsonArray>

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPoll = 250ms;
constexpr std::int64_t kPatience = 30; // s
constexpr std::int64_t kSilence = 5;   // s, before it is said that nothing happens

QString endLine(const RunRecord &run, const JobTask &task)
{
    if (run.kind == RunKind::Backup)
        return u"It ended: %1. %2 added, %3 changed, %4 deleted."_s.arg(
            toQString(runResultName(run.state.result)), QString::number(run.summary.added),
            QString::number(run.summary.changed), QString::number(run.summary.deleted));
    const QString kind = task.rebuild ? u"recreate"_s : toQString(runKindName(run.kind));
    if (isWell(run.state.result))
        return u"The %1 went well."_s.arg(kind);
    return run.state.result == RunResult::Failed
               ? u"The %1 failed."_s.arg(kind)
               : u"The %1 ended: %2."_s.arg(kind, toQString(runResultName(run.state.result)));
}

// The run of another process that was followed.
class Follower final
{
public:
    Follower(Context &context, SettingsDatabase &settings, const JobConfig &job,
             const JobTask &task)
        : m_context(context)
        , m_settings(settings)
        , m_job(job)
        , m_task(task)
        , m_runs(settings)
        , m_requests(settings)
    {
    }
    Result<int> follow();

private:
    Result<> ask();
    Result<> checkHost();
    Result<bool> isTaken();
    Result<> look(const std::optional<RunRecord> &run);
    void tellWait(const QString &wait);
    [[nodiscard]] QString pauseWait() const;
    [[nodiscard]] QString runWait(const std::vector<RunRecord> &runs) const;
    int tellEnd(const RunRecord &run);
    [[nodiscard]] std::int64_t now() const { return m_context.world.clock.nowSeconds(); }

    Context &m_context;
    SettingsDatabase &m_settings;
    const JobConfig &m_job;
    const JobTask &m_task;
    RunStore m_runs;
    RequestStore m_requests;
    std::int64_t m_request = 0;
    std::int64_t m_known = 0; // runs up to this one are not what was asked for
    std::int64_t m_idleSince = 0;
    QString m_toldWait;
    bool m_hasBegun = false;
};

Result<> Follower::ask()
{
    CAIRN_LET(before, m_runs.newest(m_job.id, m_task.kind));
    // A backup that goes on now is what was asked for; else it is the next.
    const bool isOngoing = before && !before->ended && m_task.kind == RunKind::Backup;
    m_known = before ? before->id - (isOngoing ? 1 : 0) : 0;
    CAIRN_LET(request, m_requests.add(m_job.id, verbOf(m_task), now()));
    m_request = request;
    return {};
}

Result<bool> Follower::isTaken()
{
    CAIRN_LET(open, m_requests.open(m_job.id));
    return std::ranges::find(open, m_request, &Request::id) == open.end();
}

Result<> Follower::checkHost()
{
    CAIRN_LET(host, hostOf(m_context.world.files, m_settings.folder()));
    if (host)
        return {};
    CAIRN_TRY(m_requests.answer(m_request, now())); // or a later host would do it unasked
    return fail(ErrorCode::NotFound, u"The program that runs the backups has ended. Try again."_s);
}

QString Follower::pauseWait() const
{
    const auto until = m_settings.pausedUntil();
    if (!until || !*until || **until <= now())
        return {};
    return (**until >= pauseWithoutEnd()
                ? u"Backups are paused"_s
                : u"Backups are paused until %1"_s.arg(formatLocalTime(**until))) %
           u": waiting for the end of that. To go on now: cairn-cli jobs resume"_s;
}

QString Follower::runWait(const std::vector<RunRecord> &runs) const
{
    if (runs.empty())
        return {};
    return u"Waiting until the %1 of “%2” has ended."_s.arg(
        toQString(runKindName(runs.front().kind)), jobName(m_settings, runs.front().job));
}

void Follower::tellWait(const QString &wait)
{
    if (wait != m_toldWait && !wait.isEmpty())
        m_context.console.warn(wait);
    m_toldWait = wait;
}

// What goes on, and what is said of it. `run`: the one that was asked for.
Result<> Follower::look(const std::optional<RunRecord> &run)
{
    if (run) {
        if (!m_hasBegun)
            m_context.console.tell(u"It has begun."_s);
        m_hasBegun = true;
        tellWait(run->state.result == RunResult::Paused ? pauseWait() : QString());
        m_idleSince = 0;
        return {};
    }
    CAIRN_LET(goesOn, m_runs.open());
    CAIRN_LET(taken, isTaken());
    QString wait = taken ? QString() : pauseWait();
    if (wait.isEmpty())
        wait = runWait(goesOn);
    if (!wait.isEmpty() || m_idleSince == 0 || m_idleSince > now())
        m_idleSince = now();
    else if (now() - m_idleSince > kSilence)
        wait = taken ? u"Waiting for it to begin: its drive or its passphrase may not be there."_s
                     : u"Waiting for the program that runs the backups to answer."_s;
    tellWait(wait);
    if (now() - m_idleSince <= kPatience)
        return {};
    if (taken)
        return fail(ErrorCode::NotFound,
                    u"The program that runs the backups did not begin it: its drive is not here, "
                    u"or its passphrase cannot be read there."_s);
    CAIRN_TRY(m_requests.answer(m_request, now()));
    return fail(ErrorCode::Unsupported,
                u"The program that runs the backups does not answer, or is of an older version. "
                u"End it and start it again, then try again."_s);
}

int Follower::tellEnd(const RunRecord &run)
{
    const auto messages = m_runs.messages(run.id).value_or(std::vector<RunMessage>{});
    if (m_context.console.manner().json) {
        QJsonObject document = runRecordToJson(run);
        QJsonArray list;
        for (const RunMessage &message : messages)
            list.append(message.text);
        document[u"Messages"_s] = list;
        writeDocument(m_context, document);
    } else {
        for (const RunMessage &message : messages)
            if (message.severity != RunMessage::Severity::Information)
                m_context.console.warn(message.text);
        m_context.console.tell(endLine(run, m_task));
    }
    return run.state.result == RunResult::Interrupted ? exitCode::Failed : run.summary.exitCode;
}

Result<int> Follower::follow()
{
    CAIRN_TRY(ask());
    m_context.console.tell(u"Another program runs the backups of this computer; it was asked."_s);
    while (!m_context.cancel.stopRequested()) {
        CAIRN_LET(newest, m_runs.newest(m_job.id, m_task.kind));
        const bool isOurs =
            newest && newest->id > m_known && newest->state.result != RunResult::Missed;
        if (isOurs && newest->ended)
            return tellEnd(*newest);
        CAIRN_TRY(checkHost());
        CAIRN_TRY(look(isOurs ? newest : std::nullopt));
        m_context.world.clock.sleep(kPoll);
    }
    m_context.console.tell(m_hasBegun ? u"Not waiting any longer; it goes on."_s
                                      : u"Not waiting any longer; it begins all the same."_s);
    return exitCode::Success;
}

} // namespace

Result<int> runAtHost(Context &context, SettingsDatabase &settings, const JobConfig &job,
                      const JobTask &task)
{
    CAIRN_TRY(destinationOf(job, placesNow(job)).map([](const DestinationUrl &) {}));
    const StopSignals signals(context.cancel);
    return Follower(context, settings, job, task).follow();
}

} // namespace cairn::cli
