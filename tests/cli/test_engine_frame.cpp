// SPDX-License-Identifier: MIT
// What surrounds every operation: the judgement of its result, the lock, the temporary folder.
#include "core/engine/database_copy.h"
#include "core/engine/job_lock.h"
#include "core/engine/outcome.h"
#include "core/engine/temp_folder.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestEngineFrame final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesByTheWorstEvent_data();
    void judgesByTheWorstEvent();
    void refusesASecondLock();
    void survivesAHolderThatWasKilled();
    void removesItsTempFolder();
    void sweepsWhatDeadProcessesLeft();
    void copiesADatabaseWithItsLog();

private:
    FileLayer m_files;
};

void TestEngineFrame::judgesByTheWorstEvent_data()
{
    QTest::addColumn<RunFacts>("facts");
    QTest::addColumn<int>("code");
    QTest::addColumn<ParsedResult>("result");
    const auto row = [](const char *name, const RunFacts &facts, int code, ParsedResult result) {
        QTest::newRow(name) << facts << code << result;
    };
    using enum ParsedResult;
    using enum Operation;
    row("success", {}, 0, Success);
    row("nothing new", {.nothingNew = true}, 1, Success);
    row("warnings", {.warnings = 2}, 2, Warning);
    row("warnings, nothing new", {.warnings = 1, .nothingNew = true}, 2, Warning);
    row("errors before warnings", {.warnings = 1, .errors = 1}, 3, Error);
    row("partial", {.partial = true}, 50, Warning);
    row("partial before errors", {.errors = 1, .partial = true}, 50, Error);
    row("failed", {.failed = true, .partial = true}, 100, Fatal);
    row("restore with broken files", {.operation = Restore, .faults = true}, 3, Error);
    row("restore with errors", {.operation = Restore, .errors = 1}, 3, Error);
    row("restore, stopped", {.operation = Restore, .stopped = true}, 2, Warning);
    row("test found damage", {.operation = Test, .faults = true}, 3, Error);
    row("test of nothing", {.operation = Test, .nothingNew = true}, 100, Fatal);
    row("compact with warnings", {.operation = Compact, .warnings = 1}, 2, Warning);
    row("repair leaves files broken", {.operation = Repair, .faults = true}, 3, Error);
}

void TestEngineFrame::judgesByTheWorstEvent()
{
    QFETCH(RunFacts, facts);
    QFETCH(int, code);
    QFETCH(ParsedResult, result);
    const Judgement judgement = judge(facts);
    QCOMPARE(judgement.exitCode, code);
    QCOMPARE(judgement.result, result);
}

void TestEngineFrame::refusesASecondLock()
{
    const test::ScratchFolder folder;
    const FilePath database = folder / "job.sqlite";
    {
        const auto first = JobLock::acquire(m_files, systemClock(), database, "backup");
        QVERIFY(first);
        const auto second = JobLock::acquire(m_files, systemClock(), database, "repair");
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::InUse);
        QCOMPARE(second.error().id, u"DatabaseInUse"_s);
        const QString holder = u"in use by process %1 (backup, since "_s.arg(::getpid());
        QVERIFY2(second.error().message.contains(holder), qPrintable(second.error().message));
    }
    QVERIFY(JobLock::acquire(m_files, systemClock(), database, "repair"));
}

void TestEngineFrame::survivesAHolderThatWasKilled()
{
    const test::ScratchFolder folder;
    const FilePath database = folder / "job.sqlite";
    const pid_t child = ::fork();
    if (child == 0) {
        const auto lock = JobLock::acquire(m_files, systemClock(), database, "backup");
        ::_exit(lock ? 0 : 1);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(status, 0);
    QVERIFY(test::fileExists(lockFileOf(database)));
    QVERIFY(JobLock::acquire(m_files, systemClock(), database, "backup"));
}

void TestEngineFrame::removesItsTempFolder()
{
    const test::ScratchFolder folder;
    FilePath path;
    {
        auto temp = TempFolder::create(m_files, systemClock(), systemRandom(), folder.path());
        QVERIFY(temp);
        path = temp->path();
        struct stat facts = {};
        QCOMPARE(::stat(path.c_str(), &facts), 0);
        QCOMPARE(facts.st_mode & 07777U, 0700U);
        test::writeFile(path / "volume", "x");
        TempFolder moved = std::move(*temp);
        QCOMPARE(moved.path(), path);
    }
    QVERIFY(!test::fileExists(path));
}

void TestEngineFrame::sweepsWhatDeadProcessesLeft()
{
    const test::ScratchFolder folder;
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    ::waitpid(child, nullptr, 0); // a number that nobody has now
    const std::string hex(8, 'a');
    const FilePath dead = folder / ("cairn-" + std::to_string(child) + '-' + hex);
    const FilePath other = folder / ("cairn-" + std::to_string(child) + "-notes");
    QVERIFY(m_files.makeDirectories(dead));
    QVERIFY(m_files.makeDirectories(other));
    test::writeFile(dead / "volume", "x");
    const auto living = TempFolder::create(m_files, systemClock(), systemRandom(), folder.path());
    QVERIFY(living);
    QVERIFY(!test::fileExists(dead));
    QVERIFY(test::fileExists(other)); // not one of ours
    const auto second = TempFolder::create(m_files, systemClock(), systemRandom(), folder.path());
    QVERIFY(second);
    QVERIFY(test::fileExists(living->path()));
}

void TestEngineFrame::copiesADatabaseWithItsLog()
{
    const test::ScratchFolder folder;
    const FilePath from = folder.write("a.sqlite", "database");
    folder.write("a.sqlite-wal", "log");
    const FilePath to = folder / "b.sqlite";
    QVERIFY(copyDatabase(m_files, from, to));
    QCOMPARE(test::readFile(to), "database");
    QCOMPARE(test::readFile(folder / "b.sqlite-wal"), "log");
    QVERIFY(!copyDatabase(m_files, from, to));
}

QTEST_GUILESS_MAIN(TestEngineFrame)
#include "test_engine_frame.moc"
