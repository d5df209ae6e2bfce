// SPDX-License-Identifier: MIT
// Drives that come and go.
#include "app/gui/engine_proxy.h"

namespace cairn::gui {

void EngineProxy::takeDrives(const std::vector<Drive> &drives)
{
    m_drives = drives;
    for (const Drive &drive : m_drives) {
        if (drive.mountPoint.empty())
            continue;
        if (const auto waiting = m_actWhenMounted.extract(drive.id()))
            waiting.mapped()();
        if (const auto waiting = m_changeWhenMounted.extract(drive.id()))
            changeJob(waiting.mapped());
    }
    Q_EMIT drivesChanged();
}

void EngineProxy::whenMounted(const std::string &job, std::function<void()> act)
{
    const JobView *view = this->job(job);
    if (!view || !view->canMountDrive)
        return act();
    const QString drive = driveId(*view->job.drive);
    m_actWhenMounted[drive] = std::move(act);
    mountDrive(drive);
}

void EngineProxy::runJob(const std::string &job, bool savesEmpty)
{
    whenMounted(job, [this, job, savesEmpty] {
        post(m_engine, [host = m_engine, job, savesEmpty] { host->runJob(job, savesEmpty); });
    });
}

void EngineProxy::check(const std::string &job)
{
    whenMounted(job, [this, job] { post(m_engine, [host = m_engine, job] { host->check(job); }); });
}

void EngineProxy::mountDrive(const QString &drive)
{
    post(m_watch, [watch = m_watch, drive] { watch->mount(drive); });
}

void EngineProxy::startOnNewDrive(const std::string &job)
{
    const JobView *view = this->job(job);
    if (!view || !view->newDrive)
        return;
    const Drive &drive = *view->newDrive;
    JobConfig changed = view->job;
    changed.drive->uuid = drive.uuid;
    changed.drive->sizeBytes = drive.deviceBytes;
    if (!drive.canMount)
        return changeJob(changed);
    m_changeWhenMounted[drive.id()] = changed;
    mountDrive(drive.id());
}

void EngineProxy::ignoreNewDrive(const std::string &job)
{
    const JobView *view = this->job(job);
    if (view && view->newDrive)
        post(m_engine, [host = m_engine, job, drive = view->newDrive->id()] {
            host->ignoreDrive(job, drive);
        });
}

} // namespace cairn::gui
