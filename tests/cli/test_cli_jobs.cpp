// SPDX-License-Identifier: MIT
// `cairn-cli jobs` on the settings that other programs share with it.
#include "core/config/job_store.h"
#include "core/config/problem_store.h"
#include "core/config/request_store.h"
#include "core/engine/host_lock.h"
#include "core/secrets/sealed_file_store.h"
#include "tests/cli/cli_run.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <thread>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

struct Person
{
    Person()
    {
        settings = SettingsDatabase::open(files, world / "config" / "cairn").value();
        writeFile(world / "source/a.txt", "content of a");
        job.id = "1a2b3c4d";
        job.name = u"Documents"_s;
        job.destination = (world / "destination").bytes();
        job.sources = {world / "source"};
        SealedFileStore secrets(files, systemRandom(), settings->folder(),
                                world / "state" / "cairn");
        std::ignore = secrets.write({job.id, kPassphraseKind}, Secret("open sesame"));
    }
    [[nodiscard]] QProcessEnvironment environment() const
    {
        QProcessEnvironment environment = world.environment();
        environment.insert(u"XDG_CONFIG_HOME"_s, world.text("config"));
        environment.insert(u"XDG_STATE_HOME"_s, world.text("state"));
        // No key store, wherever the test runs.
        environment.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, u"unix:path="_s % world.text("no-bus"));
        return environment;
    }
    [[nodiscard]] CliRun run(const QStringList &arguments) const
    {
        return world.run(arguments, environment());
    }
    Result<> save() { return JobStore(*settings).save(job); }
    // A backup that takes minutes, until somebody ends it.
    Result<> saveSlow()
    {
        writeSource(4 << 20);
        job.options = {{"throttle-upload", "20kb"}, {"dblock-size", "1mb"}};
        return save();
    }
    void writeSource(std::size_t bytes) const
    {
        std::string content(bytes, '\0');
        systemRandom().fill({reinterpret_cast<std::uint8_t *>(content.data()), content.size()});
        writeFile(world / "source/large", content);
    }
    void start(QProcess &process) const
    {
        process.setProcessEnvironment(environment());
        process.start(QStringLiteral(CAIRN_CLI), {u"jobs"_s, u"run"_s, u"documents"_s});
    }
    // Waits until the settings tell of a run that sends.
    std::optional<RunRecord> waitForRun(const QProcess &process) const
    {
        RunStore runs(*settings);
        while (process.state() != QProcess::NotRunning) {
            const auto open = runs.open();
            if (open && !open->empty() && open->front().state.phase != "begin")
                return open->front();
            std::this_thread::yield();
        }
        return std::nullopt;
    }

    CliWorld world;
    FileLayer files;
    std::unique_ptr<SettingsDatabase> settings;
    JobConfig job;
};

} // namespace

class TestCliJobs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAndShowsWhatIsSetUp()
    {
        Person person;
        QVERIFY(person.run({u"jobs"_s, u"list"_s}).out.contains(u"No backups"_s));
        VERIFY_OK(person.save());
        CliRun run = person.run({u"jobs"_s, u"list"_s});
        QVERIFY2(run.code == 0 && run.out.contains(u"Documents"_s) &&
                     run.out.contains(u"never run"_s),
                 qPrintable(run.said()));
        run = person.run({u"jobs"_s, u"show"_s, u"DOCUMENTS"_s, u"--json"_s});
        const QJsonObject shown = QJsonDocument::fromJson(run.out.toUtf8()).object();
        QCOMPARE(shown[u"Id"].toString(), u"1a2b3c4d"_s);
        QCOMPARE(shown[u"Sources"].toArray().size(), 1);
        run = person.run({u"jobs"_s, u"list"_s, u"--json"_s});
        QCOMPARE(QJsonDocument::fromJson(run.out.toUtf8()).object()[u"Jobs"].toArray().size(), 1);
        QVERIFY(person.run({u"help"_s, u"jobs"_s}).out.contains(u"jobs run NAME"_s));
    }

    void wrongUseEndsWith200_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("unknown verb") << QStringList{u"walk"_s};
        QTest::newRow("no name") << QStringList{u"run"_s};
        QTest::newRow("unknown name") << QStringList{u"run"_s, u"Nobody"_s};
        QTest::newRow("unknown work") << QStringList{u"run"_s, u"Documents"_s, u"dance"_s};
    }

    void wrongUseEndsWith200()
    {
        QFETCH(QStringList, words);
        Person person;
        VERIFY_OK(person.save());
        const CliRun run = person.run(QStringList{u"jobs"_s} + words);
        QCOMPARE(run.code, 200);
        QVERIFY(!run.err.isEmpty());
    }

    void runsAJobWithTheExitCodesOfBackup()
    {
        Person person;
        VERIFY_OK(person.save());
        CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        run = person.run({u"jobs"_s, u"run"_s, u"1a2b3c4d"_s});
        QVERIFY2(run.code == 1, qPrintable(run.said()));
        run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s, u"test"_s});
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        RunStore runs(*person.settings);
        QCOMPARE(runs.page({})->size(), 3U);
        QCOMPARE(runs.page({})->back().state.result, RunResult::Saved);
        run = person.run({u"jobs"_s, u"show"_s, u"Documents"_s});
        QVERIFY2(run.out.contains(u"test went well"_s), qPrintable(run.said()));
    }

    void aTestNamesWhatIsDamaged()
    {
        Person person;
        VERIFY_OK(person.save());
        CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        const QDir store(person.world.destination());
        const QStringList volumes = store.entryList({u"*.dblock.*"_s}, QDir::Files);
        QCOMPARE(volumes.size(), 1);
        const FilePath volume(store.filePath(volumes.front()).toStdString());
        std::string content = readFile(volume);
        content[content.size() / 2] = static_cast<char>(content[content.size() / 2] ^ 1);
        writeFile(volume, content);
        run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s, u"test"_s});
        QCOMPARE(run.code, 3);
        QVERIFY2(run.out.contains(volumes.front()), qPrintable(run.said()));
        QCOMPARE(ProblemStore(*person.settings).open()->front().code, "DATA_DAMAGED");
    }

    void optionsThatWouldBeIgnoredAreRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::newRow("a dry run") << u"--dry-run"_s;
        QTest::newRow("retention") << u"--keep-versions=1"_s;
        QTest::newRow("a filter") << u"--exclude=*.txt"_s;
    }

    void optionsThatWouldBeIgnoredAreRefused()
    {
        QFETCH(QString, option);
        Person person;
        VERIFY_OK(person.save());
        const CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s, option});
        QCOMPARE(run.code, 200);
        QVERIFY2(run.err.contains(option.section(u'=', 0, 0)), qPrintable(run.said()));
        QVERIFY(RunStore(*person.settings).page({})->empty());
        QVERIFY(!fileExists(person.world / "destination"));
    }

    void noBackupHoldsTheSealedFileOrItsKey()
    {
        Person person;
        const QString target = person.world.destination();
        CliRun run =
            person.run({u"backup"_s, target, person.world.text("config"),
                        person.world.text("state"), person.world.source(), u"--no-encryption"_s});
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        run = person.run({u"list"_s, target, u"*"_s, u"--no-encryption"_s});
        QVERIFY2(run.out.contains(u"a.txt"_s), qPrintable(run.said()));
        QVERIFY2(run.out.contains(u"settings.sqlite"_s), qPrintable(run.said()));
        QVERIFY2(!run.out.contains(u"secrets.sealed"_s), qPrintable(run.said()));
        QVERIFY2(!run.out.contains(u"secrets.key"_s), qPrintable(run.said()));
    }

    void withoutItsPassphraseAJobFails()
    {
        Person person;
        VERIFY_OK(person.save());
        VERIFY_OK(person.files.remove(person.world / "state" / "cairn" / "secrets.key"));
        const CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QCOMPARE(run.code, 100);
        QVERIFY2(run.err.contains(u"PASS_MISSING"_s), qPrintable(run.said()));
        QCOMPARE(ProblemStore(*person.settings).open()->front().code, "PASS_MISSING");
    }

    void manyFilesThatAreGoneAreSavedSoForOneRun()
    {
        Person person;
        VERIFY_OK(person.save());
        for (int i = 0; i < 100; ++i)
            writeFile(person.world / "source" / std::to_string(i), "x");
        QCOMPARE(person.run({u"jobs"_s, u"run"_s, u"Documents"_s}).code, 0);
        const auto names = person.files.list(person.world / "source");
        VERIFY_OK(names);
        for (const std::string &name : *names)
            VERIFY_OK(person.files.remove(person.world / "source" / name));
        CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QCOMPARE(run.code, 100);
        QVERIFY2(run.err.contains(u"--allow-empty-source"_s), qPrintable(run.said()));
        run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s, u"--allow-empty-source"_s});
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        // It is for runs, and kept only where it is a setting.
        run = person.run({u"jobs"_s, u"list"_s, u"--allow-empty-source"_s});
        QVERIFY2(run.code != 0, qPrintable(run.said()));
        QVERIFY(JobStore(*person.settings).get(person.job.id)->value().options.empty());
    }

    void anotherProcessSeesARunAndStopsIt()
    {
        Person person;
        person.writeSource(40 << 20); // more than is read ahead
        person.job.options = {{"throttle-upload", "1mb"}, {"dblock-size", "1mb"}};
        VERIFY_OK(person.save());
        QProcess process;
        person.start(process);
        QVERIFY(process.waitForStarted());
        const auto seen = person.waitForRun(process);
        QVERIFY2(seen, process.readAllStandardError().constData());
        QCOMPARE(seen->host, process.processId());
        QCOMPARE((*hostOf(person.files, person.settings->folder()))->process, process.processId());
        // Meanwhile nobody else runs backups.
        const CliRun second = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QCOMPARE(second.code, 100);
        QVERIFY2(second.err.contains(u"HELD"_s), qPrintable(second.said()));
        VERIFY_OK(RequestStore(*person.settings).add(person.job.id, RequestVerb::StopNow, 1));
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 50);
        RunStore runs(*person.settings);
        QCOMPARE(runs.get(seen->id).value()->state.result, RunResult::Partial);
        QVERIFY(RequestStore(*person.settings).open()->empty());
    }

    void aKilledRunIsMarkedByTheNext()
    {
        Person person;
        VERIFY_OK(person.saveSlow());
        QProcess process;
        person.start(process);
        const auto seen = person.waitForRun(process);
        QVERIFY(seen);
        process.kill();
        QVERIFY(process.waitForFinished());
        RunStore runs(*person.settings);
        QCOMPARE(runs.open()->size(), 1U);
        person.job.options.clear();
        VERIFY_OK(person.save());
        const CliRun run = person.run({u"jobs"_s, u"run"_s, u"Documents"_s});
        QVERIFY2(run.code == 0 || run.code == 2, qPrintable(run.said()));
        QCOMPARE(runs.get(seen->id).value()->state.result, RunResult::Interrupted);
    }
};

QTEST_GUILESS_MAIN(TestCliJobs)
#include "test_cli_jobs.moc"
