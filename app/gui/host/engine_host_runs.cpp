// SPDX-License-Identifier: MIT
// The runs of the host: whose turn it is, and when.
#include "app/gui/host/engine_host.h"

#include "app/gui/host/engine_host_task.h"
#include "core/config/job_store.h"
#include "core/engine/drive_mount.h"
#include "core/engine/job_place.h"
#include "core/engine/search.h"

#include <algorithm>

namespace cairn::gui {

void EngineHost::runJob(const std::string &job)
{
    if (!m_settings)
        return;
    if (m_lock.isHeld())
        enqueue({job, {}, true});
    else
        ask(job, RequestVerb::Run);
}

void EngineHost::repair(const std::string &job, bool rebuild)
{
    if (!m_settings)
        return;
    if (!m_lock.isHeld())
        return Q_EMIT refused(rebuild ? tr("Another program is running backups at the moment, so "
                                           "the list was not rebuilt. Try again when it is done.")
                                      : tr("Another program is running backups at the moment, so "
                                           "nothing was repaired. Try again when it is done."));
    JobTask task;
    task.kind = RunKind::Repair;
    task.rebuild = rebuild;
    enqueue({job, task, true});
}

bool EngineHost::isQueued(const std::string &job) const
{
    return std::ranges::find(m_queue, job, &Waiting::job) != m_queue.end();
}

void EngineHost::enqueue(const Waiting &wanted)
{
    if (m_removal && m_removal->job == wanted.job)
        return; // there will be nothing to run
    const auto waiting = std::ranges::find(m_queue, wanted.job, &Waiting::job);
    const bool isRunning = m_run && m_run->job == wanted.job;
    if (waiting != m_queue.end())
        waiting->isByHand = waiting->isByHand || wanted.isByHand;
    else if (!isRunning || wanted.task.kind != RunKind::Backup)
        m_queue.push_back(wanted);
    startNext();
}

void EngineHost::moveQueued(const std::string &job, int to)
{
    const auto from = std::ranges::find(m_queue, job, &Waiting::job);
    if (from == m_queue.end())
        return;
    const Waiting moved = *from;
    m_queue.erase(from);
    m_queue.insert(m_queue.begin() + std::clamp<qsizetype>(to, 0, qsizetype(m_queue.size())),
                   moved);
    publish();
}

// While all is paused only what a person has started since is taken.
void EngineHost::startNext()
{
    const auto mayBegin = [this](const Waiting &waiting) {
        return waiting.isByHand || !m_pausedUntil;
    };
    while (!m_run && !m_isEnding) {
        const auto next = std::ranges::find_if(m_queue, mayBegin);
        if (next == m_queue.end())
            break;
        const Waiting taken = *next;
        m_queue.erase(next);
        const auto job = JobStore(*m_settings).get(taken.job);
        if (job && *job)
            begin(**job, taken.task);
    }
    publish();
    m_timer.start(m_run ? kPollBusyMs : kPollIdleMs);
}

void EngineHost::begin(const JobConfig &job, const JobTask &task)
{
    m_run = std::make_unique<Task>();
    m_run->job = job.id;
    Task &run = *m_run;
    const JobPlaces places = placesNow(job, m_drives);
    run.thread = std::thread([this, job, task, places, &run] {
        JobRunner runner({m_world.files, m_world.clock, m_world.engine, m_world.secrets,
                          m_world.settingsFolder});
        const auto report = runner.run(job, task, places, run.cancel, run.progress);
        std::ignore = report; // stands in the history; a drive that is absent is shown as such
        updateNames(job, run.cancel);
        QMetaObject::invokeMethod(
            this, [this, id = job.id] { ended(id); }, Qt::QueuedConnection);
    });
}

// A search asks for it again where it failed.
void EngineHost::updateNames(const JobConfig &job, const CancelToken &cancel)
{
    const auto database = databaseOf(m_world.files, m_world.random, job);
    if (database && m_world.files.exists(*database))
        std::ignore = updateNameIndex(m_world.files, *database, cancel);
}

void EngineHost::ended(const std::string &job)
{
    m_run.reset();
    m_facts.erase(job);
    m_isDirty = true;
    Q_EMIT runEnded(QString::fromStdString(job));
    if (m_isEnding) {
        publish();
        Q_EMIT finished();
        return;
    }
    startNext();
}

void EngineHost::setPausedUntil(std::optional<qint64> time)
{
    if (m_settings)
        std::ignore = m_settings->setPausedUntil(time);
    if (m_run) {
        if (time)
            m_run->cancel.pause();
        else
            m_run->cancel.resume();
    }
    for (Waiting &waiting : m_queue)
        waiting.isByHand = false; // "all" has those in it
    publish();
    endPause();
}

// The time is over, or somebody ended it: what it held back goes on.
void EngineHost::endPause()
{
    const bool hadPause = m_hadPause;
    m_hadPause = m_pausedUntil && *m_pausedUntil > m_world.clock.nowSeconds();
    if (!hadPause || m_hadPause || !m_settings)
        return;
    m_pausedUntil.reset();
    if (m_run)
        m_run->cancel.resume();
    startNext();
    m_isDirty = true; // for the requests of others
}

void EngineHost::shutDown(bool now)
{
    m_isEnding = true;
    m_queue.clear();
    if (!m_run) {
        Q_EMIT finished();
        return;
    }
    if (now)
        m_run->cancel.requestAbort();
    else
        m_run->cancel.requestStop();
    m_run->cancel.resume();
}

} // namespace cairn::gui
