// SPDX-License-Identifier: MIT
#include "app/cli/agent_notices.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/commands/jobs_verbs.h"
#include "app/cli/stop_signals.h"
#include "app/shared/turn_text.h"
#include "app/shared/watch/host_watch.h"
#include "core/base/text.h"
#include "core/config/job_store.h"
#include "core/engine/run_host.h"
#include "core/engine/stored_secrets.h"

#include <QCoreApplication>
#include <QTimer>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// Runs the backups for as long as the program lives, and says in a line each what it does.
class Agent final : public QObject
{
public:
    Agent(Context &context, SecretSource &secrets, FilePath settingsFolder)
        : m_context(context)
        , m_runs({context.world.files, context.world.clock, context.world.random, context.engine,
                  secrets, std::move(settingsFolder), m_drives, "agent", true},
                 hooks())
    {
        connect(&m_timer, &QTimer::timeout, this, &Agent::poll);
        m_watch = std::make_unique<watch::HostWatch>(
            watch::SurroundingsWatch::Watchers::fromSystem(), context.world.clock, m_runs);
        m_notices = std::make_unique<AgentNotices>(
            AgentNotices::World{context.world.clock, m_drives, m_runs},
            QDBusConnection::sessionBus());
    }

    Result<> start()
    {
        CAIRN_TRY(m_runs.open());
        if (const auto &reason = m_runs.settings()->readOnlyReason())
            return fail(*reason);
        CAIRN_LET(runs, RunStore(*m_runs.settings()).page({{}, {}, {}, INT64_MAX, 1}));
        m_newestRun = runs.empty() ? 0 : runs.front().id;
        m_watch->start();
        m_notices->start();
        poll();
        m_timer.start(kPollIdleMs);
        return {};
    }

    [[nodiscard]] bool isReplaced() const { return m_isReplaced; }

private:
    static constexpr int kPollBusyMs = 250;
    static constexpr int kPollIdleMs = 1000;

    RunHost::Hooks hooks()
    {
        RunHost::Hooks hooks;
        hooks.post = [this](std::function<void()> act) {
            QMetaObject::invokeMethod(this, std::move(act), Qt::QueuedConnection);
        };
        hooks.changed = [this] {
            if (m_watch)
                m_watch->follow();
            tellTurns();
        };
        hooks.ended = [this](const std::string &job) { tellEnd(job); };
        return hooks;
    }

    void poll()
    {
        if (m_context.cancel.stopRequested() && !m_isEnding) {
            m_isEnding = true;
            if (m_runs.current())
                say(u"Stopping: what was saved until now is kept."_s);
            m_runs.shutDown(false, [] { QCoreApplication::quit(); });
            m_runs.stopRun(); // who ends services does not wait for a large file
        }
        m_runs.poll();
        endIfReplaced();
        tellHost();
        tellBegin();
        m_timer.setInterval(m_runs.current() ? kPollBusyMs : kPollIdleMs);
    }

    // By an upgrade, say, under which it went on: no run could begin any more.
    void endIfReplaced()
    {
        if (m_isEnding || m_runs.current() || !m_runs.settings()->isNewer().value_or(false))
            return;
        m_isEnding = m_isReplaced = true;
        say(u"A newer version of Cairn has changed the settings. This one ends, so that its "
            u"service "
            "starts the new one."_s);
        m_runs.shutDown(false, [] { QCoreApplication::quit(); });
    }

    void say(const QString &text)
    {
        m_context.console.tell(text);
        m_context.console.flush();
    }

    QString nameOf(const std::string &job) { return jobName(*m_runs.settings(), job); }

    void tellHost()
    {
        if (m_wasHost == m_runs.isHost())
            return;
        m_wasHost = m_runs.isHost();
        say(*m_wasHost ? u"Runs the backups of this person."_s
                       : u"Another program runs the backups; waiting until it ends."_s);
    }

    void tellBegin()
    {
        const std::string now = m_runs.current() ? m_runs.current()->job : std::string();
        if (now != m_told && !now.empty())
            say(nameOf(now) % u": begins."_s);
        m_told = now;
    }

    // Once for as long as it lasts: it is tried again each minute.
    void tellNotBegun(const std::string &job)
    {
        const Problem *cause = m_runs.notBegun(job);
        const QString why = cause ? cause->text : QString();
        QString &told = m_toldNotBegun[job];
        if (why != told && cause)
            say(nameOf(job) % u": could not begin: "_s % why);
        told = why;
    }

    void tellEnd(const std::string &job)
    {
        tellNotBegun(job);
        // An attempt that has yet to wait leaves no run; the one before is no news.
        const auto run = RunStore(*m_runs.settings()).newest(job);
        if (run && *run && (*run)->ended && (*run)->id > m_newestRun) {
            m_newestRun = (*run)->id;
            const auto messages = RunStore(*m_runs.settings()).messages((*run)->id);
            const QString end = endText(**run, messages.value_or(std::vector<RunMessage>{}));
            const QString what = (*run)->kind == RunKind::Backup
                                     ? QString()
                                     : QString(toQString(runKindName((*run)->kind)) % u' ');
            say(nameOf(job) % u": "_s % what % end % (end.endsWith(u'.') ? u""_s : u"."_s));
        }
        m_told.clear();
    }

    // What a backup that is due waits for; each reason once.
    void tellTurns()
    {
        if (!m_runs.settings() || !m_runs.isHost())
            return;
        const auto jobs = JobStore(*m_runs.settings()).all();
        if (!jobs)
            return;
        for (const JobConfig &job : *jobs) {
            const Held held = m_runs.turnOf(job.id).held;
            Held &told = m_toldHeld[job.id];
            if (held != told && held != Held::No)
                say(displayText(job.name.toStdString()) % u": "_s % heldText(held) % u'.');
            told = held;
        }
    }

    Context &m_context;
    DriveMounts m_drives;
    QTimer m_timer;
    std::optional<bool> m_wasHost;
    std::string m_told;
    std::int64_t m_newestRun = 0; // of which was told, or which was before
    std::map<std::string, Held> m_toldHeld;
    std::map<std::string, QString> m_toldNotBegun;
    bool m_isEnding = false;
    bool m_isReplaced = false;
    RunHost m_runs; // its run uses the others
    std::unique_ptr<watch::HostWatch> m_watch;
    std::unique_ptr<AgentNotices> m_notices;
};

} // namespace

int runAgent(Context &context)
{
    for (const std::string &name : context.options.names())
        if (const OptionSpec *spec = findOption(name); !spec || !alwaysCounts(*spec)) {
            context.console.failText(u"--%1 has no effect here: the settings of the backups say "
                                     u"how they run."_s.arg(toQString(name)));
            return exitCode::WrongUse;
        }
    const auto folder = defaultSettingsFolder();
    if (!folder)
        return failed(context, folder.error());
    const auto store = context.world.openSecrets ? context.world.openSecrets() : nullptr;
    if (!store)
        return failed(context, Error{ErrorCode::NotFound,
                                     u"There is no place on this computer where passphrases "
                                     u"could be kept, so no backup could run."_s,
                                     {},
                                     {}});
    StoredSecrets secrets(*store);
    const StopSignals signals(context.cancel);
    Agent agent(context, secrets, *folder);
    if (const auto started = agent.start(); !started)
        return failed(context, started.error());
    QCoreApplication::exec();
    return agent.isReplaced() ? exitCode::Failed : exitCode::Success; // a service starts again then
}

} // namespace cairn::cli
