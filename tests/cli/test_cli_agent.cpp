// SPDX-License-Identifier: MIT
// The command line beside the program that runs the backups, and what that leaves to be read.
#include "core/config/run_store.h"
#include "tests/cli/jobs_person.h"
#include "tests/support/verify.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <ctime>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 60'000;

// `cairn-cli agent` of a person; ends with this.
class Agent final
{
public:
    explicit Agent(const Person &person)
    {
        m_process.setProcessEnvironment(person.environment());
        m_process.start(QStringLiteral(CAIRN_CLI), {u"agent"_s});
    }
    ~Agent()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(kPatienceMs))
            m_process.kill();
    }
    Agent(const Agent &) = delete;
    Agent &operator=(const Agent &) = delete;

    [[nodiscard]] bool isHost()
    {
        while (!m_said.contains("Runs the backups"))
            if (!m_process.waitForReadyRead(kPatienceMs))
                return false;
            else
                m_said += m_process.readAllStandardOutput();
        return true;
    }
    [[nodiscard]] qint64 id() const { return m_process.processId(); }

private:
    QProcess m_process;
    QByteArray m_said;
};

std::size_t runsOf(const Person &person, RunKind kind)
{
    RunQuery query;
    query.kind = kind;
    return RunStore(*person.settings).page(query)->size();
}

} // namespace

class TestCliAgent final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIdleAgentDoesWhatIsAskedFor_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("said");
        QTest::newRow("test") << int(RunKind::Test) << u"The test went well."_s;
        QTest::newRow("repair") << int(RunKind::Repair) << u"The repair went well."_s;
        QTest::newRow("recreate") << int(RunKind::Repair) << u"The recreate went well."_s;
        QTest::newRow("delete") << int(RunKind::Delete) << u"The delete went well."_s;
    }
    void anIdleAgentDoesWhatIsAskedFor()
    {
        QFETCH(const int, kind);
        QFETCH(const QString, said);
        Person person;
        VERIFY_CODE(person.add({u"--unattended"_s}), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        Agent agent(person);
        QVERIFY(agent.isHost());
        const CliRun run =
            person.jobs({u"run"_s, u"Docs"_s, QString::fromUtf8(QTest::currentDataTag())});
        VERIFY_CODE(run, 0);
        QVERIFY2(run.out.contains(said), qPrintable(run.said()));
        QCOMPARE(runsOf(person, RunKind(kind)), 1U); // and not twice
        QCOMPARE(RunStore(*person.settings).newest(person.job().id).value()->host, agent.id());
    }

    // Its findings come from the agent, and so does the code that scripts look at.
    void whatATestFindsIsToldBesideAnAgent()
    {
        Person person;
        VERIFY_CODE(person.add({u"--unattended"_s}), 0);
        VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        const auto names = QDir(person.world.destination()).entryList({u"*dblock*"_s}, QDir::Files);
        QVERIFY(!names.isEmpty());
        QFile volume(person.world.destination() % u'/' % names.front());
        QVERIFY(volume.open(QIODevice::ReadWrite) && volume.seek(volume.size() / 2));
        volume.write("damage");
        volume.close();
        Agent agent(person);
        QVERIFY(agent.isHost());
        const CliRun run = person.jobs({u"run"_s, u"Docs"_s, u"test"_s});
        QVERIFY2(run.code == 3 && run.err.contains(names.front()), qPrintable(run.said()));
    }

    void aPauseIsSaidAndWaitedOut()
    {
        Person person;
        VERIFY_CODE(person.add({u"--unattended"_s}), 0);
        Agent agent(person);
        QVERIFY(agent.isHost());
        VERIFY_CODE(person.jobs({u"pause"_s, u"1h"_s}), 0);
        QProcess waiting;
        waiting.setProcessEnvironment(person.environment());
        waiting.start(QStringLiteral(CAIRN_CLI), {u"jobs"_s, u"run"_s, u"Docs"_s});
        waiting.setReadChannel(QProcess::StandardError);
        QByteArray said;
        while (!said.contains("jobs resume")) {
            QVERIFY(waiting.waitForReadyRead(kPatienceMs));
            said += waiting.readAllStandardError();
        }
        QVERIFY2(said.contains("Backups are paused until"), said.constData());
        QCOMPARE(runsOf(person, RunKind::Backup), 0U);
        VERIFY_CODE(person.jobs({u"resume"_s}), 0);
        QVERIFY(waiting.waitForFinished(kPatienceMs));
        QCOMPARE(waiting.exitCode(), 0);
        QCOMPARE(runsOf(person, RunKind::Backup), 1U);
    }

    void whatIsDueSaysWhatItWaitsFor()
    {
        Person person;
        VERIFY_CODE(person.add({u"--schedule=every 1 day at 19:00"_s, u"--unattended"_s}), 0);
        JobConfig job = person.job();
        job.schedule.rule.anchor = job.schedule.rule.anchor.addDays(-5);
        job.schedule.since = std::time(nullptr) - std::int64_t{3} * 86'400;
        VERIFY_OK(JobStore(*person.settings).save(job));
        const auto waits = [&person] {
            const CliRun run = person.jobs({u"list"_s, u"--json"_s});
            const QJsonObject listed =
                QJsonDocument::fromJson(run.out.toUtf8()).object()[u"Jobs"][0].toObject();
            return listed[u"WaitingFor"][u"Code"].toString();
        };
        QCOMPARE(waits(), u"NO_HOST"_s);
        QVERIFY(person.jobs({u"list"_s}).out.contains(u"due: waits for 'cairn-cli agent'"));
        VERIFY_CODE(person.jobs({u"pause"_s}), 0);
        QCOMPARE(waits(), u"PAUSED"_s);
        VERIFY_CODE(person.jobs({u"resume"_s}), 0);
        const QTime hour = QTime::currentTime().addSecs(2 * 3600);
        job.schedule.rule.times = {hour};
        job.schedule.rule.from = hour;
        job.schedule.rule.to = hour.addSecs(3600);
        VERIFY_OK(JobStore(*person.settings).save(job));
        QCOMPARE(waits(), u"OUTSIDE_HOURS"_s);
        QVERIFY(person.jobs({u"show"_s, u"Docs"_s}).out.contains(u"hours in which it may run"));
        job.drive = DriveRef{u"no-such-uuid"_s, u"Blue disk"_s, 1, FilePath("docs")};
        VERIFY_OK(JobStore(*person.settings).save(job));
        QCOMPARE(waits(), u"DRIVE_ABSENT"_s);
        // Nobody is asked for what could not begin.
        Agent agent(person);
        QVERIFY(agent.isHost());
        const CliRun run = person.jobs({u"run"_s, u"Docs"_s});
        QVERIFY2(run.code == 100 && run.err.contains(u"Blue disk"), qPrintable(run.said()));
    }

    void aJobKeepsItsLogFile()
    {
        Person person;
        VERIFY_CODE(person.add({u"--unattended"_s, u"--log-file="_s % person.world.text("job.log"),
                                u"--log-file-log-level=Information"_s}),
                    0);
        {
            Agent agent(person);
            QVERIFY(agent.isHost());
            VERIFY_CODE(person.jobs({u"run"_s, u"Docs"_s}), 0);
        }
        QFile log(person.world.text("job.log"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QVERIFY2(text.count("backup of Docs") == 1 && text.contains("Backup ended"),
                 text.constData());
        // One that cannot be written costs no backup, and is told of.
        VERIFY_CODE(person.jobs({u"edit"_s, u"Docs"_s, u"--unset=log-file"_s}), 0);
        JobConfig job = person.job();
        job.options["log-file"] = person.world.source().toStdString(); // a folder
        VERIFY_OK(JobStore(*person.settings).save(job));
        const CliRun run = person.jobs({u"run"_s, u"Docs"_s});
        QVERIFY2(run.code == 1 && run.err.contains(u"--log-file"), qPrintable(run.said()));
    }
};

QTEST_GUILESS_MAIN(TestCliAgent)
#include "test_cli_agent.moc"
