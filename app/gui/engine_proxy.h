// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/backup_search.h"
#include "app/gui/host/catalog_host.h"
#include "app/gui/host/disk_look.h"
#include "app/gui/host/drive_watch.h"
#include "app/gui/host/engine_host.h"
#include "app/gui/host/folder_sizes.h"
#include "app/gui/host/notice_host.h"
#include "app/gui/host/report_host.h"
#include "app/gui/host/restore_host.h"
#include "app/gui/host/work_host.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <map>
#include <set>

namespace cairn::gui {

// The only thing that pages talk to. Lives in the window's thread; whatever is asked is done in
// another and comes back as a signal, with the number that the question got.
class EngineProxy final : public QObject
{
    Q_OBJECT
public:
    EngineProxy(EngineHost::World engine, const BackendRegistry &backends,
                QObject *parent = nullptr);
    // For a test: who tells of drives.
    EngineProxy(EngineHost::World engine, const BackendRegistry &backends,
                std::vector<std::unique_ptr<DriveProbe>> probes, QObject *parent = nullptr);
    ~EngineProxy() override;

    void start(); // after the window is shown
    [[nodiscard]] const Snapshot &state() const { return m_state; }
    [[nodiscard]] const JobView *job(const std::string &id) const;
    [[nodiscard]] const std::vector<Drive> &drives() const { return m_drives; }

    // Mounts the backup's drive before, where it is connected and not mounted. savesEmpty: also if
    // the sources have no files any more.
    void runJob(const std::string &job, bool savesEmpty = false);
    // Has the person unlock the key store, then runs it; what is not done is refused().
    void unlock(const std::string &job);
    void check(const std::string &job);                  // what is stored; likewise
    void mountDrive(const QString &drive);               // by its id; ends with driveMounted()
    void setScheduleOn(const std::string &job, bool on); // what is not done is refused()
    // Its schedule was turned off, and can be turned on.
    [[nodiscard]] bool isScheduleOff(const std::string &job) const;
    RequestId askCommand(const std::string &job); // ends with commandReady()
    RequestId exportJob(const JobConfig &job, const FilePath &file, bool withSecrets,
                        const Secret &password); // ends with exported()
    // Goes on, or begins anew, on the drive that is in the place of the job's. Ends with jobSaved()
    // or refused().
    void startOnNewDrive(const std::string &job);
    void ignoreNewDrive(const std::string &job);
    void repair(const std::string &job, bool rebuild);
    void deleteVersions(const std::string &job, const std::vector<qint64> &moments); // unix s
    void moveQueued(const std::string &job, int to);
    void reorderJobs(const std::vector<std::string> &jobs); // what is not done is refused()
    void ask(const std::string &job, RequestVerb verb);
    void saveJob(const JobConfig &job, const Secret &passphrase, bool runNow);
    // What of a backup that exists already is changed; its passphrase is not. Ends with jobSaved().
    void changeJob(const JobConfig &job);
    // With all that is stored; tells jobMoving() until then.
    void moveJob(const JobConfig &job);
    void stopMove();
    // About these files, when they cannot be read; what is not done is refused().
    void doNotWarn(const std::string &job, const std::vector<std::string> &paths);
    void removeJob(const std::string &job, bool withStored); // what is not done is refused()
    RequestId readPassphrase(const JobConfig &job);
    RequestId askKeptSecrets(const JobConfig &job); // ends with keptSecrets()
    void askSecretPlace();
    void adopt(const JobConfig &job, const Secret &passphrase); // ends with adopted()
    void stopAdopting();
    RequestId findImports(); // ends with importsFound()
    RequestId readImport(const FilePath &file, const Secret &password);
    void takeIn(const std::vector<ImportedJob> &jobs); // ends with takenIn()
    void setPausedUntil(std::optional<qint64> time);
    void askPower();                            // ends with powerKnown()
    void setPower(const PowerSettings &wanted); // so does this; what is not done is refused()
    RequestId askPlan(const RestoreOrder &order);
    void restore(const RestoreOrder &order);
    void stopRestore();
    [[nodiscard]] bool isRestoring() const { return m_isRestoring; }
    void undo(const std::vector<FilePath> &records);
    void listUndo();
    RequestId askPreview(const JobConfig &job, qint64 versionTime, const std::string &path,
                         qint64 size);
    RequestId askCopy(const JobConfig &job, qint64 versionTime, const std::string &path);
    void stopLooking(); // for a preview, a copy or a plan
    void tryPassphrase(const std::string &job, const Secret &passphrase);
    void closeSettings();
    void openSettingsAgain();
    RequestId testReport(const JobConfig &job, const JobSecrets &typed); // ends with reportTested()
    // Runs one of the job's scripts now; ends with scriptTried().
    RequestId tryScript(const JobConfig &job, const std::string &command, RunScripts::Event event);
    void stopTrial(); // of a report or a script
    void rememberSecrets(const JobConfig &job, const JobSecrets &secrets); // of its options
    void shutDown(bool now = false);
    void endWithSession();             // ends with finished(), within seconds
    void setGoingDown(bool goingDown); // stops what goes on, and begins nothing meanwhile
    void noteNotice(const std::string &key, const NoticeMark &mark); // it was told
    void noteSeen(qint64 time);                                      // somebody is at the computer

    RequestId askRuns(const RunQuery &query);
    RequestId askRunMessages(qint64 run);
    RequestId askVersions(const JobConfig &job);
    RequestId askLargestNew(const JobConfig &job, qint64 versionTime); // ends with largestReady()
    RequestId askFolders(const JobConfig &job, VersionId version, const std::string &parent,
                         bool withDeleted);
    RequestId askPage(const JobConfig &job, const FolderView &view, qint64 offset, qint64 limit);
    RequestId askCount(const JobConfig &job, const FolderView &view); // ends with counted()
    RequestId findRow(const JobConfig &job, const FolderView &view, const QString &text,
                      qint64 from); // ends with rowFound()
    RequestId askHistory(const JobConfig &job, const std::string &path);
    // What is at the places of these now; told by lookedAtDisk(), unless that is stopped before.
    void lookAtDisk(const JobConfig &job, const std::vector<DiskQuestion> &questions);
    // By their content; told one by one, by the same signal.
    void compareWithDisk(const JobConfig &job, const std::vector<DiskQuestion> &questions);
    void stopLookingAtDisk(); // ends both
    // Ends with sumReady(), twice; a newer question ends the one before.
    RequestId askSum(const JobConfig &job, const std::vector<RestorePart> &parts);
    // As the last fetch of something of this backup went, bytes a second; 0: there was none yet.
    [[nodiscard]] qint64 fetchSpeed(const std::string &job) const;
    RequestId search(const std::vector<JobConfig> &jobs, const SearchOrder &order);

    // What the job's rule would do to the versions there are; a newer question ends the one before.
    RequestId askKeepPreview(const JobConfig &job);
    // What these versions alone hold (moments, unix s). Ends with freedReady(), unless one of these
    // two is asked anew before.
    RequestId askFreed(const JobConfig &job, const std::vector<qint64> &moments);

    RequestId listSource(const FilePath &folder);
    RequestId findUsualFolders(); // ends with usualFolders()
    RequestId measure(const JobConfig &job);
    void sizeFolders(const std::vector<FilePath> &folders); // told by foldersSized()
    void stopSizing();
    // What each rule of the job decides about; a newer question ends the one before.
    RequestId countRules(const JobConfig &job);
    RequestId testPath(const JobConfig &job, const FilePath &path);
    // The same of many; an answer for each, in their order.
    RequestId testPaths(const JobConfig &job, const std::vector<FilePath> &paths);
    // On drives and in the home folder; told by backupFound().
    void searchBackups();
    void stopSearchingBackups();
    RequestId testDestination(const std::string &url, DestinationUse use);
    void stopTest();
    void saveText(const QString &path, const QString &text);            // ends with textSaved()
    RequestId saveFile(const QString &path, const QByteArray &content); // ends with fileSaved()
    void askAutostart();                                                // ends with autostart()
    void setAutostart(bool on);                                         // so does this

Q_SIGNALS:
    void stateChanged();
    void drivesChanged();
    void exported(cairn::gui::RequestId id, const QString &problem, const QStringList &remarks);
    void commandReady(cairn::gui::RequestId id, const QString &command, const QString &problem);
    void driveMounted(const QString &drive, const QString &problem);
    void jobSaved(const QString &job, const QString &problem);
    void jobMoving(const QString &job, qint64 copied, qint64 total); // bytes; total 0: not known
    void runEnded(const QString &job);
    void reportTested(cairn::gui::RequestId id, bool isGood, const QString &answer);
    void scriptTried(cairn::gui::RequestId id, bool isGood, const QString &answer);
    void noticesKnown(const cairn::NoticeMemory &memory);        // once
    void refused(const QString &reason);                         // what was asked for just now
    void adopting(const QString &name, const QString &computer); // what the passphrase opened
    void adopted(const QString &job, const QString &problem,
                 const cairn::gui::AdoptedSettings &settings);
    void importsFound(cairn::gui::RequestId id, const std::vector<cairn::FilePath> &files);
    void importRead(cairn::gui::RequestId id, const cairn::gui::ImportReading &reading);
    void takenIn(int count, const QString &problem);
    void passphraseRead(cairn::gui::RequestId id, const cairn::Secret &passphrase,
                        const QString &problem);
    void keptSecrets(cairn::gui::RequestId id, const QStringList &options);
    void secretPlace(cairn::gui::SecretVault::Place place);
    void powerKnown(const cairn::PowerSettings &power);
    void restoreProgress(const cairn::gui::RestoreProgress &progress);
    void restoreEnded(const cairn::gui::RestoreEnd &end);
    void undone(const QString &text, bool isWhole);
    void undoListed(const std::vector<cairn::gui::UndoChoice> &choices);
    void planReady(cairn::gui::RequestId id, const cairn::gui::RestorePlan &plan);
    void previewReady(cairn::gui::RequestId id, const cairn::gui::PreviewContent &content);
    void copyReady(cairn::gui::RequestId id, const cairn::gui::OpenCopy &copy);
    void finished();
    void textSaved(const QString &problem);
    void autostart(bool on, const QString &problem);
    void fileSaved(cairn::gui::RequestId id, const QString &problem);
    void usualFolders(cairn::gui::RequestId id, const std::vector<cairn::FilePath> &folders);
    void passphraseTried(const QString &job, const QString &problem);
    void runsReady(cairn::gui::RequestId id, const cairn::gui::RunPage &page);
    void runMessagesReady(cairn::gui::RequestId id, const cairn::gui::RunLog &log);

    void versionsReady(cairn::gui::RequestId id, const cairn::gui::CatalogVersions &answer);
    void foldersReady(cairn::gui::RequestId id, const cairn::gui::CatalogFolders &answer);
    void pageReady(cairn::gui::RequestId id, const cairn::gui::CatalogRows &answer);
    void counted(cairn::gui::RequestId id, qint64 rows); // -1: that failed
    void rowFound(cairn::gui::RequestId id, qint64 row);
    void historyReady(cairn::gui::RequestId id, const cairn::gui::CatalogHistory &answer);
    void lookedAtDisk(const std::vector<cairn::gui::DiskAnswer> &answers);
    void sumReady(cairn::gui::RequestId id, const cairn::SelectionSum &sum);
    void largestReady(cairn::gui::RequestId id, const cairn::gui::LargestFiles &answer);
    void found(cairn::gui::RequestId id, const cairn::gui::SearchAnswer &answer);
    void namesReady(const QString &job); // a search finds its names now
    void keepPreviewReady(cairn::gui::RequestId id, const cairn::gui::KeepAnswer &answer);
    void freedReady(cairn::gui::RequestId id, qint64 bytes); // at the destination; -1: not known
    void listed(cairn::gui::RequestId id, const cairn::gui::SourceListing &listing);
    void foldersSized(const std::vector<cairn::gui::FolderSize> &sizes);
    void measured(cairn::gui::RequestId id, const cairn::gui::SourceSize &size);
    void rulesCounted(cairn::gui::RequestId id, const cairn::gui::RuleCounts &counts);
    void pathTested(cairn::gui::RequestId id, const cairn::gui::PathAnswer &answer);
    void pathsTested(cairn::gui::RequestId id, const std::vector<cairn::gui::PathAnswer> &answers);
    void backupFound(const cairn::gui::FoundBackup &backup);
    void backupsSearched();
    void testStep(cairn::gui::RequestId id, const cairn::gui::TestStep &step);
    void tested(cairn::gui::RequestId id, const cairn::gui::DestinationFacts &facts,
                const cairn::gui::PlaceLook &look);

private:
    template<typename Host, typename Act>
    void post(Host *host, Act act)
    {
        QMetaObject::invokeMethod(host, std::move(act), Qt::QueuedConnection);
    }
    void connectHosts();
    void takeDrives(const std::vector<Drive> &drives);
    void mountWanted();
    void sortAsWanted();
    void whenMounted(const std::string &job, std::function<void()> act);
    [[nodiscard]] static std::vector<std::unique_ptr<DriveProbe>> makeProbes();

    QThread m_engineThread, m_catalogThread, m_filesThread, m_sizesThread, m_foldersThread,
        m_searchThread, m_restoreThread, m_diskThread, m_comparisonThread, m_reportThread;
    KnownDrives m_knownDrives;
    EngineHost *m_engine; // each in its thread, deleted when that ends
    CatalogHost *m_catalog;
    RestoreHost *m_restore;
    WorkHost *m_files;
    WorkHost *m_sizes;
    FolderSizes *m_folders;
    BackupSearch *m_search;
    DiskLook *m_disk;
    DiskLook *m_comparison; // may take as long as the files are large
    NoticeHost *m_notices;
    ReportHost *m_reports;
    DriveWatch *m_watch;
    Snapshot m_state;
    bool m_isRestoring = false;
    std::map<QString, qint64> m_fetchSpeeds; // by job
    std::vector<Drive> m_drives;
    std::set<std::string> m_schedulesOff;
    std::map<QString, std::function<void()>> m_actWhenMounted; // by drive
    std::map<QString, JobConfig> m_changeWhenMounted;
    std::vector<std::string> m_wantedOrder;           // of the jobs
    int m_reorders = 0;                               // that the engine has yet to do
    std::map<std::string, std::int64_t> m_mountedFor; // by job: since when it is due
    RequestId m_next = 1;
};

} // namespace cairn::gui
