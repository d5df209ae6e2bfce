// SPDX-License-Identifier: MIT
// What the hosts say, passed on.
#include "app/gui/engine_proxy.h"

#include "app/gui/host/udisks_probe.h"

namespace cairn::gui {

void EngineProxy::connectHosts()
{
    connect(m_engine, &EngineHost::snapshot, this, [this](const Snapshot &state) {
        m_state = state;
        sortAsWanted();
        mountWanted();
        Q_EMIT stateChanged();
    });
    connect(m_engine, &EngineHost::reordered, this, [this] { --m_reorders; });
    connect(m_engine, &EngineHost::schedulesOff, this,
            [this](const std::set<std::string> &jobs) { m_schedulesOff = jobs; });
    connect(m_engine, &EngineHost::exported, this, &EngineProxy::exported);
    connect(m_engine, &EngineHost::commandReady, this, &EngineProxy::commandReady);
    connect(m_engine, &EngineHost::jobSaved, this, &EngineProxy::jobSaved);
    connect(m_engine, &EngineHost::jobMoving, this, &EngineProxy::jobMoving);
    connect(m_engine, &EngineHost::jobSaved, m_catalog, &CatalogHost::forget);
    connect(m_engine, &EngineHost::runEnded, this, &EngineProxy::runEnded);
    connect(m_engine, &EngineHost::runEnded, m_catalog, &CatalogHost::forget);
    connect(m_engine, &EngineHost::refused, this, &EngineProxy::refused);
    connect(m_engine, &EngineHost::passphraseRead, this, &EngineProxy::passphraseRead);
    connect(m_engine, &EngineHost::keptSecrets, this, &EngineProxy::keptSecrets);
    connect(m_engine, &EngineHost::secretPlace, this, &EngineProxy::secretPlace);
    connect(m_engine, &EngineHost::powerKnown, this, &EngineProxy::powerKnown);
    connect(m_engine, &EngineHost::adopting, this, &EngineProxy::adopting);
    connect(m_engine, &EngineHost::adopted, this, &EngineProxy::adopted);
    connect(m_restore, &RestoreHost::progress, this, &EngineProxy::restoreProgress);
    connect(m_restore, &RestoreHost::ended, this, [this](const RestoreEnd &end) {
        m_isRestoring = false;
        Q_EMIT restoreEnded(end);
    });
    connect(
        m_restore, &RestoreHost::fetched, this,
        [this](const QString &job, qint64 bytesPerSecond) { m_fetchSpeeds[job] = bytesPerSecond; });
    connect(m_restore, &RestoreHost::undone, this, &EngineProxy::undone);
    connect(m_restore, &RestoreHost::undoListed, this, &EngineProxy::undoListed);
    connect(m_restore, &RestoreHost::planned, this, &EngineProxy::planReady);
    connect(m_restore, &RestoreHost::previewed, this, &EngineProxy::previewReady);
    connect(m_restore, &RestoreHost::copied, this, &EngineProxy::copyReady);
    connect(m_engine, &EngineHost::finished, this, &EngineProxy::finished);
    connect(m_engine, &EngineHost::passphraseTried, this, &EngineProxy::passphraseTried);
    connect(m_engine, &EngineHost::runsReady, this, &EngineProxy::runsReady);
    connect(m_engine, &EngineHost::runMessagesReady, this, &EngineProxy::runMessagesReady);
    connect(m_reports, &ReportHost::tested, this, &EngineProxy::reportTested);
    connect(m_reports, &ReportHost::scriptTried, this, &EngineProxy::scriptTried);
    connect(m_notices, &NoticeHost::known, this, &EngineProxy::noticesKnown);
    connect(m_watch, &DriveWatch::drivesChanged, this, &EngineProxy::takeDrives);
    connect(m_watch, &DriveWatch::mounted, this, [this](const QString &drive, const QString &why) {
        if (!why.isEmpty() && m_actWhenMounted.erase(drive) + m_changeWhenMounted.erase(drive) > 0)
            Q_EMIT refused(why);
        Q_EMIT driveMounted(drive, why);
    });
    connect(m_watch, &DriveWatch::drivesChanged, m_engine, &EngineHost::drivesChanged);
    connect(m_catalog, &CatalogHost::versionsReady, this, &EngineProxy::versionsReady);
    connect(m_catalog, &CatalogHost::foldersReady, this, &EngineProxy::foldersReady);
    connect(m_catalog, &CatalogHost::pageReady, this, &EngineProxy::pageReady);
    connect(m_catalog, &CatalogHost::counted, this, &EngineProxy::counted);
    connect(m_catalog, &CatalogHost::rowFound, this, &EngineProxy::rowFound);
    connect(m_catalog, &CatalogHost::historyReady, this, &EngineProxy::historyReady);
    for (DiskLook *look : {m_disk, m_comparison})
        connect(look, &DiskLook::looked, this,
                [this, look](quint64 order, const std::vector<DiskAnswer> &answers) {
                    if (order == look->order())
                        Q_EMIT lookedAtDisk(answers);
                });
    connect(m_catalog, &CatalogHost::sumReady, this, &EngineProxy::sumReady);
    connect(m_catalog, &CatalogHost::largestReady, this, &EngineProxy::largestReady);
    connect(m_catalog, &CatalogHost::found, this, &EngineProxy::found);
    connect(m_catalog, &CatalogHost::namesMissing, m_sizes, &WorkHost::indexNames);
    connect(m_sizes, &WorkHost::namesIndexed, this, &EngineProxy::namesReady);
    connect(m_catalog, &CatalogHost::keepPreviewReady, this, &EngineProxy::keepPreviewReady);
    connect(m_catalog, &CatalogHost::freedReady, this, &EngineProxy::freedReady);
    connect(m_files, &WorkHost::listed, this, &EngineProxy::listed);
    connect(m_files, &WorkHost::testStep, this, &EngineProxy::testStep);
    connect(m_files, &WorkHost::tested, this, &EngineProxy::tested);
    connect(m_files, &WorkHost::pathTested, this, &EngineProxy::pathTested);
    connect(m_files, &WorkHost::pathsTested, this, &EngineProxy::pathsTested);
    connect(m_files, &WorkHost::textSaved, this, &EngineProxy::textSaved);
    connect(m_files, &WorkHost::autostart, this, &EngineProxy::autostart);
    connect(m_files, &WorkHost::fileSaved, this, &EngineProxy::fileSaved);
    connect(m_files, &WorkHost::importsFound, this, &EngineProxy::importsFound);
    connect(m_files, &WorkHost::importRead, this, &EngineProxy::importRead);
    connect(m_engine, &EngineHost::takenIn, this, &EngineProxy::takenIn);
    connect(m_files, &WorkHost::usualFolders, this, &EngineProxy::usualFolders);
    connect(m_search, &BackupSearch::found, this, &EngineProxy::backupFound);
    connect(m_search, &BackupSearch::ended, this, &EngineProxy::backupsSearched);
    connect(m_folders, &FolderSizes::sized, this, &EngineProxy::foldersSized);
    connect(m_sizes, &WorkHost::measured, this, &EngineProxy::measured);
    connect(m_sizes, &WorkHost::rulesCounted, this, &EngineProxy::rulesCounted);
}

// A backup that is due and whose drive is connected but not mounted. Once for each time that it
// is due: whoever takes the drive out again does not want it back at once.
void EngineProxy::mountWanted()
{
    for (const JobView &view : m_state.jobs) {
        if (!view.canMountDrive || !view.turn.due || m_state.pausedUntil)
            continue;
        std::int64_t &mountedFor = m_mountedFor[view.job.id];
        if (mountedFor == *view.turn.due)
            continue;
        mountedFor = *view.turn.due;
        mountDrive(driveId(*view.job.drive));
    }
}

std::vector<std::unique_ptr<DriveProbe>> EngineProxy::makeProbes()
{
    std::vector<std::unique_ptr<DriveProbe>> probes;
    probes.push_back(std::make_unique<UDisksProbe>([] { return QDBusConnection::systemBus(); }));
    probes.push_back(std::make_unique<MountsProbe>());
    return probes;
}

} // namespace cairn::gui
