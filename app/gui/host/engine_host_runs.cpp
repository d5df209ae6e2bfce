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

void EngineHost::repair(const std::string &job, bool rebuild)
{
    if (const QString whyNot = whyReadOnly(settings()); !whyNot.isEmpty())
        return Q_EMIT refused(whyNot);
    m_runs.ask(job, rebuild ? RequestVerb::Recreate : RequestVerb::Repair);
}

void EngineHost::deleteVersions(const std::string &job, const std::vector<qint64> &moments)
{
    if (moments.empty())
        return; // to the engine that would mean: by the rule
    if (const QString whyNot = whyReadOnly(settings()); !whyNot.isEmpty())
        return Q_EMIT refused(whyNot);
    m_runs.ask(job, RequestVerb::Delete, {moments.begin(), moments.end()});
}

void EngineHost::moveQueued(const std::string &job, int to)
{
    m_runs.move(job, static_cast<std::size_t>(std::max(to, 0)));
}

void EngineHost::ended(const std::string &job)
{
    m_facts.erase(job);
    m_lastEnded.erase(job); // this end is told already
    m_isDirty = true;
    Q_EMIT runEnded(QString::fromStdString(job));
}

// A run of another program may have been too short to be seen going on.
void EngineHost::noteEnd(const JobView &view)
{
    const std::string &job = view.job.id;
    if (isRunning(job) || (view.last && !view.last->ended))
        return;
    const std::int64_t last = view.last ? view.last->id : 0;
    const auto [known, isFirst] = m_lastEnded.try_emplace(job, last);
    if (isFirst || known->second == last)
        return;
    known->second = last;
    m_facts.erase(job);
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

void EngineHost::setGoingDown(bool goingDown)
{
    m_runs.setGoingDown(goingDown);
}

void EngineHost::endWithSession()
{
    constexpr std::chrono::seconds kPatience(4); // a session gives its programs ten or so
    shutDown(false);
    m_runs.stopRun();
    QTimer::singleShot(kPatience, this, [this] { shutDown(true); });
}

} // namespace cairn::gui
