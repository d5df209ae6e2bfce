// SPDX-License-Identifier: MIT
// Backups that are given up, with what is stored of them or without.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/job_store.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

QString EngineHost::otherHost() const
{
    const auto note = hostOf(m_world.files, m_world.settingsFolder);
    return note && *note && (*note)->what == u"agent"_s
               ? tr("The background service does. Stop it with “systemctl --user stop "
                    "cairn-agent” and try again; start it again afterwards.")
               : tr("Another program does. End it, or wait until it is done, and try again.");
}

// Empty: it may be.
QString EngineHost::whyNotRemoved(const std::string &job)
{
    if (!settings())
        return m_failure;
    const auto open = RunStore(*settings()).open();
    const bool runs = !open || std::ranges::any_of(
                                   *open, [&job](const RunRecord &run) { return run.job == job; });
    if (runs || isRunning(job))
        return tr("This backup is running. Stop it first; then it can be deleted.");
    if (m_removal)
        return tr("Another backup is being deleted. Try again when that is done.");
    return {};
}

void EngineHost::removeJob(const std::string &job, bool withStored)
{
    QString problem = whyNotRemoved(job);
    if (problem.isEmpty() && withStored && !m_runs.isHost())
        problem = tr("Nothing at the destination was removed, since this window does not run the "
                     "backups at the moment.") %
                  u' ' % otherHost();
    if (!problem.isEmpty())
        return Q_EMIT refused(problem);
    m_runs.drop(job);
    const auto stored = JobStore(*settings()).get(job);
    if (!withStored || !stored || !*stored)
        return removed(job, {});
    m_removal = std::make_unique<Task>();
    m_removal->job = job;
    m_runs.bar(job);
    Task &task = *m_removal;
    task.thread = std::thread([this, config = **stored, &task] {
        const auto left = discard(config, task);
        const QString why = left ? *left : windowText(left.error());
        QMetaObject::invokeMethod(
            this,
            [this, id = config.id, why] {
                m_removal.reset();
                removed(id, why);
            },
            Qt::QueuedConnection);
    });
    publish();
}

// On a thread of its own. What is left to say; empty: nothing is left.
Result<QString> EngineHost::discard(const JobConfig &job, Task &task)
{
    CAIRN_LET(secrets, m_world.secrets.secretsOf(job));
    CAIRN_LET(plan, planOf(job, secrets, placesNow(job, m_drives)));
    auto outcome = m_world.engine.discard(plan.request, task.cancel, task.progress);
    if (outcome.fatal && outcome.fatal->id == QLatin1String("DatabaseDoesNotExist"))
        return QString(); // nothing was ever stored
    if (outcome.fatal)
        return fail(std::move(*outcome.fatal));
    if (outcome.value->left.empty())
        return QString();
    return tr("%n file(s) of this backup could not be removed from the destination. The backup "
              "stays listed, so that it can be tried again.",
              nullptr, int(std::min<std::size_t>(outcome.value->left.size(), INT_MAX)));
}

void EngineHost::removed(const std::string &job, const QString &problem)
{
    m_facts.erase(job);
    m_runs.unbar(job);
    if (problem.isEmpty())
        std::ignore = JobStore(*settings()).remove(job);
    publish();
    if (!problem.isEmpty())
        Q_EMIT refused(problem);
    Q_EMIT runEnded(QString::fromStdString(job)); // whoever shows its versions looks again
}

} // namespace cairn::gui
