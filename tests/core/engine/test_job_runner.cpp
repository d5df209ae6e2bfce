// SPDX-License-Identifier: MIT
// Jobs from their settings to the history, and what other programs ask of a run meanwhile.
#include "backends/local/local_backend.h"
#include "core/config/job_store.h"
#include "core/config/problem_store.h"
#include "core/config/request_store.h"
#include "core/config/take_over.h"
#include "core/engine/host_lock.h"
#include "core/engine/job_runner.h"
#include "core/engine/requested_task.h"
#include "core/engine/stored_secrets.h"
#include "core/storage/forwarding_backend.h"
#include "tests/support/keeping_sender.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <filesystem>
#include <thread>

#include <sys/file.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// Calls the test back before the first volume goes out.
class TellingBackend final : public ForwardingBackend
{
public:
    TellingBackend(std::unique_ptr<Backend> inner, std::function<void()> &beforePut)
        : ForwardingBackend(std::move(inner))
        , m_beforePut(beforePut)
    {
    }
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override
    {
        if (const auto act = std::exchange(m_beforePut, {}))
            act();
        return ForwardingBackend::put(name, file, tempName, cancel);
    }

private:
    std::function<void()> &m_beforePut;
};

class GivenSecrets final : public SecretSource
{
public:
    Result<JobSecrets> secretsOf(const JobConfig &) override
    {
        ++asked;
        return JobSecrets{passphrase, {}};
    }
    Secret passphrase{"a passphrase"};
    int asked = 0;
};

// Calls the test back instead of waiting.
class WaitingClock final : public Clock
{
public:
    explicit WaitingClock(std::function<void()> meanwhile)
        : m_meanwhile(std::move(meanwhile))
    {
    }
    std::int64_t nowNs() override { return systemClock().nowNs(); }
    std::int64_t monotonicNs() override { return systemClock().monotonicNs(); }
    void sleep(std::chrono::nanoseconds) override
    {
        ++waits;
        m_meanwhile();
    }
    int waits = 0;

private:
    std::function<void()> m_meanwhile;
};

// A person's computer: settings, a source, a destination.
struct Computer
{
    Computer()
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").bytes()));
        registerLocalBackend(local);
        backends.add("file",
                     [this](const DestinationUrl &url,
                            const BackendContext &context) -> Result<std::unique_ptr<Backend>> {
                         CAIRN_LET(backend, local.open(url, context));
                         return std::unique_ptr<Backend>(
                             std::make_unique<TellingBackend>(std::move(backend), beforePut));
                     });
        settings = SettingsDatabase::open(files, folder / "settings").value();
        std::ignore = files.makeDirectories(folder / "source");
        writeFile(folder / "source" / "a.txt", "content of a");
        writeFile(folder / "source" / "b.txt", "content of b");
        job.id = "1a2b3c4d";
        job.name = u"Documents"_s;
        job.destination = (folder / "store").bytes();
        job.sources = {folder / "source"};
        places.ownFolders = {folder / "settings", folder / "data"};
    }
    Result<JobRunReport> run(RunKind kind = RunKind::Backup)
    {
        JobRunner runner({files, systemClock(), engine, secrets, folder / "settings"});
        Progress progress;
        StopManner manner;
        return runner.run(job, {kind, {true, 0}}, places, cancel, manner, progress);
    }
    [[nodiscard]] RunRecord record(const Result<JobRunReport> &report)
    {
        return RunStore(*settings).get(report->run).value().value();
    }
    // The newest version, whole; where it went.
    [[nodiscard]] FilePath restore()
    {
        CancelToken ownCancel;
        Progress progress;
        JobRequest request = planOf(job, JobSecrets{secrets.passphrase, {}}, places)->request;
        request.options.restore.target = folder / "restored";
        request.isReported = false;
        const auto restored = engine.restore(request, {}, ownCancel, progress);
        if (!restored.value)
            qFatal("%s", qPrintable(restored.fatal ? restored.fatal->message : QString()));
        return request.options.restore.target;
    }
    // From the thread of the run, as another program does.
    void request(RequestVerb verb)
    {
        const auto other = SettingsDatabase::open(files, folder / "settings").value();
        std::ignore = RequestStore(*other).add(job.id, verb, 1).value();
    }

    ScratchFolder folder;
    FileLayer files;
    BackendRegistry local;
    BackendRegistry backends;
    std::function<void()> beforePut;
    KeepingSender sender;
    Engine engine{files, systemClock(), systemRandom(), backends, &sender};
    std::unique_ptr<SettingsDatabase> settings;
    GivenSecrets secrets;
    JobConfig job;
    JobPlaces places;
    CancelToken cancel;
};

void waitUntil(const std::function<bool()> &holds)
{
    while (!holds())
        std::this_thread::yield();
}

} // namespace

class TestJobRunner final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsAreReportedAlsoThoseThatCannotBegin()
    {
        Computer computer;
        computer.job.options["send-mail-to"] = "ada@example.org";
        computer.job.options["send-mail-subject"] = "%backup-name% %PARSEDRESULT% %backup-id%";
        computer.job.schedule = Schedule::daily(QDate(2026, 1, 5), 1'700'000'000);
        computer.job.options["send-mail-body"] = "next %next-scheduled-run%";
        VERIFY_OK(computer.run());
        QCOMPARE(computer.sender.mails().size(), 1U);
        QCOMPARE(computer.sender.mails()[0].subject, u"Documents Success 1a2b3c4d"_s);
        QVERIFY2(computer.sender.mails()[0].body.startsWith("next 20"_L1),
                 qPrintable(computer.sender.mails()[0].body));
        computer.secrets.passphrase = Secret();
        VERIFY_OK(computer.run());
        QCOMPARE(computer.sender.mails().size(), 2U);
        QCOMPARE(computer.sender.mails()[1].subject, u"Documents Fatal 1a2b3c4d"_s);
    }

    void aBackupEndsInItsRow()
    {
        Computer computer;
        auto report = computer.run();
        VERIFY_OK(report);
        QVERIFY2(!report->common().fatal,
                 report->common().fatal ? qPrintable(report->common().fatal->message) : "");
        QVERIFY(!report->notStored);
        RunRecord record = computer.record(report);
        QCOMPARE(record.state.result, RunResult::Saved);
        QCOMPARE(record.summary.added, 2);
        QCOMPARE(record.summary.newBytes > 0, true);
        QVERIFY(record.state.bytesSent > 0);
        QVERIFY(record.summary.versionTime > 0);
        QVERIFY(record.ended);
        QCOMPARE(record.host, qint64{::getpid()});
        QCOMPARE(record.state.phase, "complete");
        report = computer.run();
        VERIFY_OK(report);
        QCOMPARE(computer.record(report).state.result, RunResult::NothingNew);
        QCOMPARE(computer.record(report).summary.exitCode, exitCode::NothingNew);
        for (const RunKind kind : {RunKind::Test, RunKind::Repair, RunKind::Delete}) {
            report = computer.run(kind);
            VERIFY_OK(report);
            QCOMPARE(computer.record(report).kind, kind);
            QVERIFY(computer.record(report).state.result != RunResult::Failed);
        }
    }

    void aVersionSaysWhatMadeIt()
    {
        Computer computer;
        computer.job.skipSets = {SkipSet::Trash};
        VERIFY_OK(computer.run());
        JobRequest request;
        request.destination = DestinationUrl::parse(computer.job.destination).value();
        request.options.storage.passphrase = computer.secrets.passphrase;
        auto setup = computer.engine.storedSetup(request, computer.cancel);
        VERIFY_OK(setup);
        QVERIFY(setup->job == computer.job);
        request.options.storage.passphrase = Secret("another");
        VERIFY_FAILS(computer.engine.storedSetup(request, computer.cancel),
                     ErrorCode::WrongPassphrase);
    }

    void whatSkipSetsKeepOutIsCounted()
    {
        Computer computer;
        computer.job.rules = {{false, "*/b.txt"}};
        computer.job.skipSets = {SkipSet::Trash, SkipSet::VmImages};
        writeFile(computer.folder / "source" / "one.vdi", "a disk");
        writeFile(computer.folder / "source" / "two.qcow2", "a disk");
        std::ignore = computer.files.makeDirectories(computer.folder / "source/.Trash-1000/files");
        const auto report = computer.run();
        VERIFY_OK(report);
        const RunSummary summary = computer.record(report).summary;
        QCOMPARE(summary.added, 1);
        const decltype(RunSummary::leftOut) expected{0, 1, 0, 0, 2};
        QVERIFY(summary.leftOut == expected);
    }

    void anUnencryptedVersionDoesNot()
    {
        Computer computer;
        computer.job.encrypted = false;
        VERIFY_OK(computer.run());
        JobRequest request;
        request.destination = DestinationUrl::parse(computer.job.destination).value();
        const auto setup = computer.engine.storedSetup(request, computer.cancel);
        VERIFY_FAILS(setup, ErrorCode::NotFound);
        QCOMPARE(setup.error().id, u"TaskSetupMissing"_s);
    }

    void anImportedJobGoesOnWithWhatIsThere()
    {
        Computer computer;
        VERIFY_OK(computer.run());
        removeTree(computer.folder / "data"); // another computer
        auto report = computer.run();
        QVERIFY(report->common().fatal); // nobody said so (R3)
        QCOMPARE(report->common().fatal->id, u"ExtraRemoteFiles"_s);
        VERIFY_OK(setTakeOver(*computer.settings, computer.job.id, true));
        computer.secrets.passphrase = Secret("another");
        report = computer.run();
        QCOMPARE(computer.record(report).state.result, RunResult::Failed);
        QVERIFY(wantsTakeOver(*computer.settings, computer.job.id).value());
        computer.secrets.passphrase = Secret("a passphrase");
        report = computer.run();
        QVERIFY2(!report->common().fatal,
                 report->common().fatal ? qPrintable(report->common().fatal->message) : "");
        QCOMPARE(computer.record(report).kind, RunKind::Backup);
        QCOMPARE(computer.record(report).state.result, RunResult::NothingNew);
        QVERIFY(!wantsTakeOver(*computer.settings, computer.job.id).value());
    }

    // One run, whatever it takes: its scripts run once, and others hear of a backup.
    void whatIsTakenOverIsReportedAsABackup()
    {
        Computer computer;
        VERIFY_OK(computer.run());
        removeTree(computer.folder / "data");
        VERIFY_OK(setTakeOver(*computer.settings, computer.job.id, true));
        const FilePath script = computer.folder / "script";
        const FilePath calls = computer.folder / "calls";
        writeFile(script, "#!/bin/sh\necho $DUPLICATI__EVENTNAME $DUPLICATI__OPERATIONNAME >>'" +
                              calls.bytes() + "'\n");
        std::filesystem::permissions(script.bytes(), std::filesystem::perms::owner_all);
        computer.job.options["run-script-before"] = script.bytes();
        computer.job.options["run-script-after"] = script.bytes();
        computer.job.options["send-mail-to"] = "ada@example.org";
        computer.job.options["send-mail-level"] = "Error,Fatal";
        computer.job.options["send-mail-subject"] = "%OPERATIONNAME% %PARSEDRESULT%";
        computer.secrets.passphrase = Secret("another");
        VERIFY_OK(computer.run());
        QCOMPARE(computer.sender.mails().size(), 1U);
        QCOMPARE(computer.sender.mails()[0].subject, u"Backup Fatal"_s);
        computer.secrets.passphrase = Secret("a passphrase");
        VERIFY_OK(computer.run());
        QCOMPARE(readFile(calls), "BEFORE Backup\nAFTER Backup\nBEFORE Backup\nAFTER Backup\n");
    }

    void anImportedJobMayBeginAnew()
    {
        Computer computer;
        VERIFY_OK(setTakeOver(*computer.settings, computer.job.id, true));
        const auto report = computer.run();
        QCOMPARE(computer.record(report).state.result, RunResult::Saved);
        QVERIFY(!wantsTakeOver(*computer.settings, computer.job.id).value());
    }

    void readsTheSetupOfRealDuplicati()
    {
        const FilePath store(REAL_STORE);
        Computer computer;
        JobRequest request;
        request.destination = DestinationUrl::parse(store.bytes()).value();
        request.options.storage.passphrase = Secret("violet tractor 9 & \"half\" ✓ moon");
        const auto setup = computer.engine.storedSetup(request, computer.cancel);
        VERIFY_OK(setup);
        QCOMPARE(setup->job.name, u"Home documents"_s);
    }

    void othersSeeARunPauseItAndLetItGoOn()
    {
        Computer computer;
        bool sawRunning = false;
        bool sawPaused = false;
        computer.beforePut = [&] {
            const auto other =
                SettingsDatabase::open(computer.files, computer.folder / "settings").value();
            RunStore runs(*other);
            sawRunning = runs.open()->size() == 1;
            computer.request(RequestVerb::Pause);
            waitUntil([&] { return runs.open()->front().state.result == RunResult::Paused; });
            sawPaused = computer.cancel.pauseRequested();
            computer.request(RequestVerb::Resume);
            waitUntil([&] { return runs.open()->front().state.result == RunResult::Running; });
        };
        const auto report = computer.run();
        VERIFY_OK(report);
        QVERIFY(sawRunning && sawPaused);
        QCOMPARE(computer.record(report).state.result, RunResult::Saved);
        QVERIFY(RequestStore(*computer.settings).open()->empty());
    }

    void othersStopARun_data()
    {
        QTest::addColumn<int>("verb");
        QTest::addColumn<bool>("paused");
        QTest::addColumn<bool>("isFinished"); // the file that is being read
        QTest::newRow("after the file") << int(RequestVerb::StopAfterFile) << false << true;
        QTest::newRow("now") << int(RequestVerb::StopNow) << false << false;
        QTest::newRow("after the file, while it is paused")
            << int(RequestVerb::StopAfterFile) << true << true;
        QTest::newRow("now, while it is paused") << int(RequestVerb::StopNow) << true << false;
    }

    void othersStopARun()
    {
        QFETCH(int, verb);
        QFETCH(bool, paused);
        QFETCH(bool, isFinished);
        Computer computer;
        // More than what may wait between reading and sending: it is begun and not read to its end.
        constexpr std::size_t kLarge = std::size_t{40} << 20;
        const std::string large = SeededRandom(3).bytes(kLarge);
        writeFile(computer.folder / "source" / "large", large);
        computer.job.options = {{"dblock-size", "1mb"},
                                {"asynchronous-concurrent-upload-limit", "1"}};
        computer.beforePut = [&] {
            if (paused)
                computer.request(RequestVerb::Pause);
            computer.request(static_cast<RequestVerb>(verb));
            waitUntil([&] { return computer.cancel.stopRequested(); });
        };
        const auto report = computer.run();
        VERIFY_OK(report);
        QVERIFY(report->common().interrupted);
        QVERIFY(RequestStore(*computer.settings).open()->empty());
        // All that there is may have been read when the stop came; then the version is whole.
        const RunResult result = computer.record(report).state.result;
        QVERIFY(result == RunResult::Partial || (isFinished && result == RunResult::Saved));
        QVERIFY(ProblemStore(*computer.settings).open()->empty());
        const FilePath target = computer.restore();
        const auto small = computer.files.readWhole(target / "a.txt", 100);
        QCOMPARE(asText(*small), std::string_view("content of a"));
        const auto restored = computer.files.readWhole(target / "large", kLarge);
        QCOMPARE(restored.has_value(), isFinished);
        QVERIFY(!isFinished || asText(*restored) == large);
    }

    void aMissingSourceIsAProblemUntilItIsBack()
    {
        Computer computer;
        computer.job.sources.push_back(computer.folder / "elsewhere");
        const auto report = computer.run();
        VERIFY_OK(report);
        QCOMPARE(computer.record(report).state.result, RunResult::Warning);
        ProblemStore problems(*computer.settings);
        QCOMPARE(problems.open()->size(), 1U);
        QCOMPARE(problems.open()->front().code, "SOURCE_MISSING");
        QVERIFY(!RunStore(*computer.settings).messages(report->run)->empty());
        VERIFY_OK(computer.files.makeDirectories(computer.folder / "elsewhere"));
        writeFile(computer.folder / "elsewhere" / "c", "c");
        VERIFY_OK(computer.run());
        QVERIFY(problems.open()->empty());
    }

    void withoutItsDriveAJobAsksForNoSecret()
    {
        Computer computer;
        computer.job.drive = DriveRef{u"uuid-1"_s, u"Blue"_s, 1, FilePath("backup")};
        computer.secrets.passphrase = Secret();
        const auto absent = computer.run();
        VERIFY_FAILS(absent, ErrorCode::NotFound);
        QCOMPARE(absent.error().id, u"DRIVE_ABSENT"_s);
        QCOMPARE(computer.secrets.asked, 0);
        QVERIFY(RunStore(*computer.settings).page({})->empty());
        QVERIFY(ProblemStore(*computer.settings).open()->empty());
    }

    void aDriveKeepsItsDatabaseWhereverItIsMounted()
    {
        Computer computer;
        computer.job.drive = DriveRef{u"uuid-1"_s, u"Blue"_s, 1, FilePath("backup")};
        const auto absent = computer.run();
        VERIFY_FAILS(absent, ErrorCode::NotFound);
        QCOMPARE(absent.error().id, u"DRIVE_ABSENT"_s);
        QVERIFY(RunStore(*computer.settings).page({})->empty());
        computer.places.driveMount = computer.folder / "media" / "one";
        VERIFY_OK(computer.files.makeDirectories(computer.places.driveMount));
        VERIFY_OK(computer.run());
        VERIFY_OK(computer.files.rename(computer.places.driveMount, computer.folder / "two"));
        computer.places.driveMount = computer.folder / "two";
        const auto report = computer.run();
        VERIFY_OK(report);
        QCOMPARE(computer.record(report).state.result, RunResult::NothingNew);
    }

    void manyFilesThatAreGoneAreSavedSoWhenSomebodySaysSo()
    {
        Computer computer;
        for (int i = 0; i < 100; ++i)
            writeFile(computer.folder / "source" / std::to_string(i), "x");
        VERIFY_OK(computer.run());
        std::filesystem::remove_all((computer.folder / "source").bytes());
        VERIFY_OK(computer.files.makeDirectories(computer.folder / "source"));
        QCOMPARE(computer.record(computer.run()).state.result, RunResult::Failed);
        QCOMPARE(ProblemStore(*computer.settings).open()->front().code, "SOURCE_EMPTY");
        const auto task = taskOf(RequestVerb::RunEmpty);
        QVERIFY(task && task->kind == RunKind::Backup && task->savesEmpty);
        QCOMPARE(verbOf(*task), RequestVerb::RunEmpty);
        JobRunner runner({computer.files, systemClock(), computer.engine, computer.secrets,
                          computer.folder / "settings"});
        Progress progress;
        StopManner manner;
        const auto saved =
            runner.run(computer.job, *task, computer.places, computer.cancel, manner, progress);
        QCOMPARE(computer.record(saved).state.result, RunResult::Saved);
        QVERIFY(ProblemStore(*computer.settings).open()->empty());
    }

    void aMissingPassphraseIsNoted()
    {
        Computer computer;
        computer.secrets.passphrase = Secret();
        const auto report = computer.run();
        VERIFY_OK(report);
        QCOMPARE(computer.record(report).state.result, RunResult::Failed);
        QCOMPARE(ProblemStore(*computer.settings).open()->front().code, "PASS_MISSING");
    }

    void secretsComeOutOfAStore()
    {
        class Store final : public SecretStore
        {
        public:
            std::map<SecretName, Secret> kept;
            Result<Secret> read(const SecretName &name) override
            {
                if (const auto found = kept.find(name); found != kept.end())
                    return found->second;
                return cairn::fail(ErrorCode::NotFound, id, u"no"_s);
            }
            Result<> write(const SecretName &, const Secret &) override { return {}; }
            Result<> remove(const SecretName &) override { return {}; }
            const char *id = kSecretMissingId;
        } store;
        JobConfig job;
        job.id = "1a2b3c4d";
        job.destination = "ftp://host/folder";
        store.kept[{job.id, kPassphraseKind}] = Secret("a");
        store.kept[{job.id, "auth-password"}] = Secret("b");
        const auto secrets = StoredSecrets(store).secretsOf(job);
        VERIFY_OK(secrets);
        QCOMPARE(secrets->passphrase.reveal(), "a");
        QCOMPARE(secrets->options.size(), 1U);
        QCOMPARE(secrets->options.at("auth-password").reveal(), "b");
        job.destination = "/folder";
        QVERIFY(secretOptionsOf(job).empty());
        store.kept.clear();
        QVERIFY(StoredSecrets(store).secretsOf(job)->passphrase.empty());
        store.id = kSecretsLockedId; // not the same as not being there
        QVERIFY(!StoredSecrets(store).secretsOf(job));
        // Unattended, the passphrase is in the sealed file, and a mail may go without a password.
        store.kept[{job.id, kPassphraseKind}] = Secret("a");
        job.options["send-mail-to"] = "me@example.com";
        QVERIFY(!StoredSecrets(store).secretsOf(job));
        job.unattended = true;
        const auto alone = StoredSecrets(store).secretsOf(job);
        VERIFY_OK(alone);
        QCOMPARE(alone->passphrase.reveal(), "a");
        QVERIFY(alone->options.empty());
    }

    void whatIsOursIsNeverSaved()
    {
        Computer computer;
        computer.job.sources = {computer.folder.path()}; // settings, data and store too
        const auto report = computer.run();
        VERIFY_OK(report);
        const auto *backup = std::get_if<Outcome<BackupResult>>(&report->outcome);
        QVERIFY(backup && backup->value);
        QCOMPARE(backup->value->addedFiles, 2);
    }

    void aLookAtTheHostKeepsNobodyFromBeingIt()
    {
        Computer computer;
        const FilePath folder = computer.folder / "settings";
        VERIFY_OK(HostLock::acquire(computer.files, systemClock(), *computer.settings, "agent"));
        auto look = computer.files.open(folder / "engine.lock", OpenMode::Read);
        VERIFY_OK(look);
        QCOMPARE(::flock(look->fd(), LOCK_SH | LOCK_NB), 0);
        WaitingClock clock([&] { ::flock(look->fd(), LOCK_UN); });
        VERIFY_OK(HostLock::acquire(computer.files, clock, *computer.settings, "desktop"));
        QVERIFY(clock.waits > 0);
    }

    void oneProgramHostsTheEngine()
    {
        Computer computer;
        const FilePath folder = computer.folder / "settings";
        QVERIFY(!hostOf(computer.files, folder).value());
        RunStore runs(*computer.settings);
        const std::int64_t left = runs.begin("job00001", RunKind::Backup, 1, 1).value();
        {
            const auto host =
                HostLock::acquire(computer.files, systemClock(), *computer.settings, "desktop");
            VERIFY_OK(host);
            QCOMPARE(runs.get(left).value()->state.result, RunResult::Interrupted);
            const auto second =
                HostLock::acquire(computer.files, systemClock(), *computer.settings, "agent");
            VERIFY_FAILS(second, ErrorCode::InUse);
            QCOMPARE(second.error().id, u"HELD"_s);
            QVERIFY(second.error().message.contains(u"desktop"_s));
            const auto note = hostOf(computer.files, folder);
            QCOMPARE((*note)->process, qint64{::getpid()});
            QCOMPARE((*note)->what, u"desktop"_s);
        }
        QVERIFY(!hostOf(computer.files, folder).value());
    }
};

QTEST_GUILESS_MAIN(TestJobRunner)
#include "test_job_runner.moc"
