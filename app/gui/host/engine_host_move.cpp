// SPDX-License-Identifier: MIT
// Backups that go to another place together with what is stored of them.
#include "app/gui/host/engine_host.h"

#include "app/shared/error_table.h"
#include "core/config/job_store.h"
#include "core/engine/drive_mount.h"

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QString moveProblem(const Error &error)
{
    if (error.code == ErrorCode::Cancelled)
        return EngineHost::tr("The copying was stopped; the backup stays where it was. What was "
                              "copied is kept, and the next try goes on with it.");
    if (error.id == "CopyOntoItself"_L1)
        return EngineHost::tr("That is where the backup is already. Nothing was changed.");
    if (error.id == "CopyOfDamaged"_L1)
        return EngineHost::tr("The backup is damaged where it is now, so it stays there. Check and "
                              "repair it; then it can be moved.");
    if (error.id == "CopyArrivedDamaged"_L1)
        return EngineHost::tr("A file is damaged at the new place, so the backup stays where it "
                              "was. Empty the new folder, or choose another.");
    if (error.id == "DEST_FOREIGN"_L1)
        return EngineHost::tr("That folder belongs to another backup. Nothing of it was changed.");
    return windowText(error);
}

} // namespace

void EngineHost::moveJob(const JobConfig &job)
{
    const QString id = QString::fromStdString(job.id);
    const QString problem = whyNotMoved(job.id);
    const auto stored =
        settings() ? JobStore(*settings()).get(job.id) : Result<std::optional<JobConfig>>();
    if (!problem.isEmpty() || !stored || !*stored)
        return Q_EMIT jobSaved(id, problem.isEmpty() ? tr("This backup is not there any more.")
                                                     : problem);
    m_moving = std::make_unique<Task>(job.id);
    m_runs.bar(job.id);
    Task &task = *m_moving;
    task.thread = std::thread([this, wanted = asStored(job, **stored), before = **stored, &task] {
        auto moved = copyStored(wanted, before, task);
        if (moved)
            moved = settle(wanted, before, task);
        if (moved && wanted.unattended != before.unattended)
            moved = m_world.secrets.setUnattended(wanted, wanted.unattended);
        QMetaObject::invokeMethod(
            this,
            [this, wanted, problem = moved ? QString() : moveProblem(moved.error())] {
                m_moving.reset();
                m_runs.unbar(wanted.id);
                if (problem.isEmpty())
                    return changed(wanted, {});
                publish();
                Q_EMIT jobSaved(QString::fromStdString(wanted.id), problem);
            },
            Qt::QueuedConnection);
    });
    tellMove();
}

void EngineHost::stopMove()
{
    if (m_moving)
        m_moving->cancel.requestStop();
}

// Empty: it may be.
QString EngineHost::whyNotMoved(const std::string &job)
{
    if (!settings())
        return m_failure;
    if (m_moving || m_settling || isRunning(job))
        return tr("The place cannot be changed while the backup is busy. Try again afterwards.");
    if (!m_runs.isHost())
        return tr("Nothing was copied, since this window does not run the backups at the moment.") %
               u' ' % otherHost();
    return {};
}

// On a thread of its own.
Result<> EngineHost::copyStored(const JobConfig &job, const JobConfig &before, Task &task)
{
    CAIRN_LET(secrets, m_world.secrets.secretsOf(job));
    CAIRN_LET(from, planOf(before, secrets, placesNow(before, m_drives)));
    CAIRN_LET(to, planOf(job, secrets, placesNow(job, m_drives)));
    auto outcome = m_world.engine.copyStore(from.request, to.request, task.cancel, task.progress);
    return outcome.fatal ? Result<>(fail(std::move(*outcome.fatal))) : Result<>();
}

void EngineHost::tellMove()
{
    if (!m_moving)
        return;
    const Progress &progress = m_moving->progress;
    Q_EMIT jobMoving(QString::fromStdString(m_moving->job), progress.bytesDone,
                     progress.bytesTotal);
    QTimer::singleShot(kPollBusyMs, this, &EngineHost::tellMove);
}

} // namespace cairn::gui
