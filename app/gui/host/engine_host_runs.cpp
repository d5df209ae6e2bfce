// SPDX-License-Identifier: MIT
// The runs of the host, as the window asks for them.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"

#include <algorithm>

namespace cairn::gui {

namespace {

// Why nothing that has to be noted can begin; empty: it can, or they are not open.
QString whyReadOnly(const SettingsDatabase *settings)
{
    return settings && settings->readOnlyReason() ? windowText(*settings->readOnlyReason())
                                                  : QString();
}

} // namespace

void EngineHost::runJob(const std::string &job, bool savesEmpty)
{
    if (const QString whyNot = whyReadOnly(settings()); !whyNot.isEmpty())
        return Q_EMIT refused(whyNot);
    m_runs.ask(job, savesEmpty ? RequestVerb::RunEmpty : RequestVerb::Run);
}

void EngineHost::unlock(const std::string &job)
{
    lookUp([this, job]() -> std::function<void()> {
        const auto unlocked = m_world.secrets.unlock();
        return [this, job, unlocked] {
            if (unlocked)
                runJob(job, false);
            else
                Q_EMIT refused(windowText(unlocked.error()));
        };
    });
}

void EngineHost::check(const std::string &job)
{
    if (const QString whyNot = whyReadOnly(settings()); !whyNot.isEmpty())
        return Q_EMIT refused(whyNot);
    const auto view = std::ranges::find_if(
        m_shown.jobs, [&job](const JobView &shown) { return shown.job.id == job; });
    if (view == m_shown.jobs.end())
        return;
    // Its row is written by the run, which may have just begun.
    if (view->current || m_runs.isQueued(job) || m_runs.isAtWork(job))
        return Q_EMIT refused(tr("“%1” is busy at the moment. What is stored can be checked when "
                                 "that is done.")
                                  .arg(view->job.name));
    m_runs.ask(job, RequestVerb::Test);
}

void EngineHost::runHere(const std::string &job, const JobTask &task, const QString &whyNot)
{
    if (!settings())
        return;
    if (const QString readOnly = whyReadOnly(settings()); !readOnly.isEmpty())
        return Q_EMIT refused(readOnly);
    if (!m_runs.isHost())
        return Q_EMIT refused(whyNot);
    m_runs.enqueue({job, task, true});
}

void EngineHost::repair(const std::string &job, bool rebuild)
{
    JobTask task;
    task.kind = RunKind::Repair;
    task.rebuild = rebuild;
    runHere(job, task,
            rebuild ? tr("Another program is running backups at the moment, so the list was not "
                         "rebuilt. Try again when it is done.")
                    : tr("Another program is running backups at the moment, so nothing was "
                         "repaired. Try again when it is done."));
}

void EngineHost::deleteVersions(const std::string &job, const std::vector<qint64> &moments)
{
    if (moments.empty())
        return; // to the engine that would mean: by the rule
    JobTask task;
    task.kind = RunKind::Delete;
    task.versions.assign(moments.begin(), moments.end());
    runHere(job, task,
            tr("Another program is running backups at the moment, so no version was deleted. Try "
               "again when it is done."));
}

void EngineHost::moveQueued(const std::string &job, int to)
{
    m_runs.move(job, static_cast<std::size_t>(std::max(to, 0)));
}

void EngineHost::ended(const std::string &job)
{
    m_facts.erase(job);
    m_isDirty = true;
    Q_EMIT runEnded(QString::fromStdString(job));
}

void EngineHost::setPausedUntil(std::optional<qint64> time)
{
    m_runs.setPausedUntil(time);
}

void EngineHost::drivesChanged()
{
    m_runs.lookAgain();
    publish();
}

void EngineHost::shutDown(bool now)
{
    m_runs.shutDown(now, [this] { Q_EMIT finished(); });
}

} // namespace cairn::gui
