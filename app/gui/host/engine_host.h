// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/drive_watch.h"
#include "app/gui/host/time_left.h"
#include "app/gui/host/values.h"
#include "app/shared/watch/host_watch.h"
#include "core/config/job_import.h"
#include "core/config/power_settings.h"
#include "core/config/request_store.h"
#include "core/engine/engine.h"
#include "core/engine/run_host.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <thread>

namespace cairn::gui {

// Keeps secrets of jobs; calls may block for seconds.
class SecretVault : public SecretSource
{
public:
    // Where a passphrase would be kept now.
    enum class Place : quint8 { KeyStore, LockedKeyStore, SealedFile };
    virtual Place place() { return Place::SealedFile; }
    // Has the person open it; may wait for minutes.
    virtual Result<> unlock() { return {}; }
    virtual Result<> remember(const std::string &job, const Secret &passphrase) = 0;
    // Whether they can be had with nobody logged in.
    virtual Result<> setUnattended(const JobConfig &job, bool isUnattended) = 0;
    // A password of its options; of an unattended job so that it can be had then, too.
    virtual Result<> rememberOption(const JobConfig &job, const std::string &option,
                                    const Secret &secret) = 0;
};

// Lives in the engine's thread: the one place of the program that runs backups and writes settings.
// Runs go on in a thread of their own (run_host.h); what this object does itself takes
// milliseconds.
class EngineHost final : public QObject
{
    Q_OBJECT
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        Engine &engine;
        SecretVault &secrets;
        FilePath settingsFolder;
        // Of this computer; none: the runs know of neither battery nor sleep.
        std::function<watch::SurroundingsWatch::Watchers()> watchers{};
    };
    explicit EngineHost(World world, const KnownDrives &drives, QObject *parent = nullptr);
    ~EngineHost() override;

public Q_SLOTS:
    void start();
    void publish();
    // By hand: begins although all is paused. savesEmpty: also if the sources have no files any
    // more.
    void runJob(const std::string &job, bool savesEmpty);
    // Has the person open what keeps the secrets, then runs it. Ends with refused() if not.
    void unlock(const std::string &job);
    void check(const std::string &job); // what is stored; what cannot be done ends with refused()
    // Its schedule: turned off it is kept, until it is turned on again. Ends with refused() if not.
    void setScheduleOn(const std::string &job, bool on);
    // The command line that makes this backup. Ends with commandReady().
    void askCommand(cairn::gui::RequestId id, const std::string &job);
    // Its settings as a file (export_file.h); a password seals it. Ends with exported().
    void exportJob(cairn::gui::RequestId id, const JobConfig &job, const FilePath &file,
                   bool withSecrets, const Secret &password);
    // rebuild: makes the list of versions anew from the destination.
    void repair(const std::string &job, bool rebuild);
    // Those of these moments (unix s), whatever the job's rule says.
    void deleteVersions(const std::string &job, const std::vector<qint64> &moments);
    void moveQueued(const std::string &job, int to);
    // Those that are not named follow. Ends with reordered(); what cannot be done with refused()
    // too.
    void reorderJobs(const std::vector<std::string> &jobs);
    void ask(const std::string &job, RequestVerb verb);
    void saveJob(const JobConfig &job, const Secret &passphrase, bool runNow);
    // Of a backup that exists; its passphrase stays. A place that is new to it must be empty or
    // hold this very backup, whose list of versions is then read from there. Ends with jobSaved().
    void changeJob(const JobConfig &job);
    // The same of a place, where all that is stored is copied to and compared first; the old place
    // stays as it is. Tells jobMoving() on the way. A stop leaves the backup where it was; another
    // call goes on with what was copied.
    void moveJob(const JobConfig &job);
    void stopMove();
    // About these files (raw bytes), when they cannot be read, now and from now on. What cannot be
    // done ends with refused().
    void doNotWarn(const std::string &job, const std::vector<std::string> &paths);
    // withStored: also what is stored of it at the destination, and then only if all of that could
    // be removed. What cannot be done ends with refused().
    void removeJob(const std::string &job, bool withStored);
    // This drive, by its id, is not in the place of the job's; counts until the program ends.
    void ignoreDrive(const std::string &job, const QString &drive);
    // Takes over a backup that is at the place that `job` names: its settings, where it says them,
    // and its versions. It does not run by itself yet. Ends with adopted().
    void adopt(const JobConfig &job, const Secret &passphrase);
    void stopAdopting(); // then it ends with a problem, and nothing was added
    // Sets up backups that were read from elsewhere, but for those with an obstacle. Ends with
    // takenIn().
    void takeIn(const std::vector<ImportedJob> &jobs);
    // Out of the vault, which may take its time. Ends with passphraseRead().
    void readPassphrase(cairn::gui::RequestId id, const JobConfig &job);
    // Which of the job's options have a secret there. Ends with keptSecrets().
    void askKeptSecrets(cairn::gui::RequestId id, const JobConfig &job);
    void askSecretPlace(); // ends with secretPlace()
    void setPausedUntil(std::optional<qint64> time);
    void askPower();                            // ends with powerKnown()
    void setPower(const PowerSettings &wanted); // so does this; what is not done is refused()
    void drivesChanged();
    // Ends what goes on at its next file and finishes when all is stored; or at once, and the next
    // run goes on from there.
    void shutDown(bool now);
    // The session ends, or somebody ends the program from outside: what goes on stops in the middle
    // of a file and is made up for later; what does not stop soon is aborted.
    void endWithSession();
    // The session may be about to end: stops what goes on likewise, and begins nothing meanwhile.
    void setGoingDown(bool goingDown);
    // Keeps the passphrase if it opens what is stored. Ends with passphraseTried().
    void tryPassphrase(const std::string &job, const Secret &passphrase);
    // Takes the rights of other users away from the settings.
    void closeSettings();
    // Where they could not be read, or not be written.
    void openSettingsAgain();

    void runs(cairn::gui::RequestId id, const RunQuery &query);
    void runMessages(cairn::gui::RequestId id, qint64 run);

Q_SIGNALS:
    void snapshot(const cairn::gui::Snapshot &snapshot);
    void
    schedulesOff(const std::set<std::string> &jobs); // that can be turned on; before snapshot()
    void exported(cairn::gui::RequestId id, const QString &problem, const QStringList &remarks);
    void commandReady(cairn::gui::RequestId id, const QString &command, const QString &problem);
    void reordered(); // what is told from now on has the order that was wanted
    void jobSaved(const QString &job, const QString &problem);       // problem: empty if it was
    void jobMoving(const QString &job, qint64 copied, qint64 total); // bytes; total 0: not known
    void runEnded(const QString &job);
    void refused(const QString &reason);
    void adopting(const QString &name, const QString &computer); // what the passphrase opened
    void adopted(const QString &job, const QString &problem,     // problem: why not
                 const cairn::gui::AdoptedSettings &settings);
    void takenIn(int count, const QString &problem); // problem: why not all
    void passphraseRead(cairn::gui::RequestId id, const cairn::Secret &passphrase,
                        const QString &problem);
    void keptSecrets(cairn::gui::RequestId id, const QStringList &options);
    void secretPlace(cairn::gui::SecretVault::Place place);
    void powerKnown(const cairn::PowerSettings &power);
    void passphraseTried(const QString &job, const QString &problem); // problem: why not
    void runsReady(cairn::gui::RequestId id, const cairn::gui::RunPage &page);
    void runMessagesReady(cairn::gui::RequestId id, const cairn::gui::RunLog &log);
    void finished();

private:
    using Task = BackgroundTask;
    static constexpr int kPollBusyMs = 250;
    static constexpr int kPollIdleMs = 1000;
    void open();
    void poll();
    void changedRuns();
    Result<> opens(const JobConfig &job, const Secret &passphrase, bool isNew, Task &task);
    void ended(const std::string &job);
    void noteEnd(const JobView &view);
    Result<JobConfig> takeOver(JobConfig job, const Secret &passphrase, Task &task,
                               AdoptedSettings &came);
    Result<> keep(JobConfig job, const Secret &passphrase);
    [[nodiscard]] static QString whyNotKept(const Error &error); // the job, or its secrets
    Result<> settle(const JobConfig &job, const JobConfig &before, Task &task);
    [[nodiscard]] QString whyNotRemoved(const std::string &job);
    void removed(const std::string &job, const QString &problem);
    Result<QString> discard(const JobConfig &job, Task &task);
    void changed(const JobConfig &job, const Result<> &settled);
    // What of `job` a person may change; the rest as it is stored.
    [[nodiscard]] static JobConfig asStored(JobConfig job, const JobConfig &stored);
    [[nodiscard]] QString whyNotMoved(const std::string &job);
    Result<> copyStored(const JobConfig &job, const JobConfig &before, Task &task);
    void tellMove();
    [[nodiscard]] Result<QString> commandOf(const JobConfig &job);
    // What to do where another program runs the backups; the end of a sentence.
    [[nodiscard]] QString otherHost() const;
    // Runs `ask` on a thread of its own and what it returns, an act, on this one.
    void lookUp(std::function<std::function<void()>()> ask);
    [[nodiscard]] SettingsDatabase *settings() { return m_runs.settings(); }
    [[nodiscard]] bool isRunning(const std::string &job) const
    {
        return m_runs.current() && m_runs.current()->job == job;
    }
    [[nodiscard]] static std::vector<QString> drivesOf(const std::vector<JobConfig> &jobs);
    [[nodiscard]] std::optional<Drive> newDriveOf(const JobConfig &job,
                                                  std::vector<QString> known) const;
    [[nodiscard]] Result<Snapshot> read();
    void tellSchedulesOff();
    void followRun();
    void addSpeed(JobView &view);
    [[nodiscard]] StoredFacts factsOf(const JobConfig &job);
    [[nodiscard]] RunHost::Hooks hooks();

    World m_world;
    const KnownDrives &m_drives;
    RunHost m_runs;
    std::unique_ptr<watch::HostWatch> m_watch;
    QString m_failure;
    Trouble m_failureCause;
    QTimer m_timer;
    bool m_isDirty = true;
    std::unique_ptr<Task> m_adoption;
    std::unique_ptr<Task> m_settling;
    std::unique_ptr<Task> m_moving;
    std::list<std::unique_ptr<Task>> m_lookUps;
    std::unique_ptr<Task> m_removal; // of what is stored
    std::unique_ptr<Task> m_trial;   // of a passphrase
    Snapshot m_shown;
    std::set<std::string> m_schedulesOff;
    std::map<std::string, StoredFacts> m_facts;
    std::map<std::string, std::int64_t> m_lastEnded;           // job -> its run that ended last
    std::map<std::string, std::vector<QString>> m_otherDrives; // that are not the job's
    struct Speed
    {
        QElapsedTimer since;
        TimeLeft left;
    };
    std::map<std::string, Speed> m_speeds;
};

} // namespace cairn::gui
