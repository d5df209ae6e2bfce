// SPDX-License-Identifier: MIT
// What surrounds every operation: the judgement of its result, the lock, the temporary folder.
#include "backends/memory/memory_backend.h"
#include "core/engine/database_copy.h"
#include "core/engine/engine.h"
#include "core/engine/job_lock.h"
#include "core/engine/outcome.h"
#include "core/engine/temp_folder.h"
#include "core/storage/forwarding_backend.h"
#include "tests/support/page_residency.h"
#include "tests/support/scratch_folder.h"

#include <QTest>

#include <mutex>
#include <set>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

// Notes at what priorities volumes are sent.
class WatchedBackend final : public ForwardingBackend
{
public:
    struct Seen
    {
        std::mutex mutex;
        std::set<std::pair<long, int>> priorities; // I/O class, niceness
        std::set<std::thread::id> threads;
    };
    WatchedBackend(std::unique_ptr<Backend> inner, Seen &seen)
        : ForwardingBackend(std::move(inner))
        , m_seen(seen)
    {
    }
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override
    {
        {
            const std::scoped_lock lock(m_seen.mutex);
            m_seen.priorities.emplace(::syscall(SYS_ioprio_get, 1, 0) >> 13,
                                      ::getpriority(PRIO_PROCESS, 0));
            m_seen.threads.insert(std::this_thread::get_id());
        }
        return ForwardingBackend::put(name, file, tempName, cancel);
    }

private:
    Seen &m_seen;
};

} // namespace

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
    void everyThreadOfARunStandsBack_data();
    void everyThreadOfARunStandsBack();
    void aBackupKeepsLargeFilesOutOfMemory();

private:
    JobRequest jobIn(const test::ScratchFolder &folder);
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

// Not encrypted, to a destination in memory.
JobRequest TestEngineFrame::jobIn(const test::ScratchFolder &folder)
{
    JobRequest job;
    job.destination.scheme = "memory";
    job.destination.host = "store";
    job.options.storage.database = folder / "job.sqlite";
    job.options.storage.tempFolder = folder.path();
    job.options.storage.encryptionModule.clear();
    job.options.storage.encryptionModuleGiven = true;
    return job;
}

void TestEngineFrame::everyThreadOfARunStandsBack_data()
{
    QTest::addColumn<bool>("idleDisk");
    QTest::addColumn<int>("niceness");
    QTest::newRow("as the caller") << false << 0;
    QTest::newRow("--use-background-io-priority") << true << 0;
    QTest::newRow("scheduled") << false << kScheduledNiceness;
}

// A dblock is sent by a thread that the run has started, the dlist by the run's own.
void TestEngineFrame::everyThreadOfARunStandsBack()
{
    QFETCH(bool, idleDisk);
    QFETCH(int, niceness);
    const std::pair<long, int> own(::syscall(SYS_ioprio_get, 1, 0) >> 13,
                                   ::getpriority(PRIO_PROCESS, 0));
    const test::ScratchFolder folder;
    QVERIFY(m_files.makeDirectories(folder / "source"));
    test::writeFile(folder / "source" / "file", std::string(5000, 'x'));
    WatchedBackend::Seen seen;
    const auto store = std::make_shared<MemoryStore>();
    BackendRegistry registry;
    registry.add(
        "memory",
        [&](const DestinationUrl &, const BackendContext &) -> Result<std::unique_ptr<Backend>> {
            return std::make_unique<WatchedBackend>(std::make_unique<MemoryBackend>(store), seen);
        });
    Engine engine(m_files, systemClock(), systemRandom(), registry);
    JobRequest job = jobIn(folder);
    job.options.pipeline.backgroundIoPriority = idleDisk;
    job.niceness = niceness;
    CancelToken cancel;
    Progress progress;
    const auto outcome = engine.backup(job, {folder / "source"}, cancel, progress);
    QVERIFY2(outcome.value, qPrintable(outcome.fatal ? outcome.fatal->message : QString()));
    QVERIFY(seen.threads.size() >= 2);
    const std::pair<long, int> expected(idleDisk ? 3 : own.first, std::max(own.second, niceness));
    QVERIFY((seen.priorities == std::set{expected}));
    QCOMPARE(::getpriority(PRIO_PROCESS, 0), own.second);
}

void TestEngineFrame::aBackupKeepsLargeFilesOutOfMemory()
{
    constexpr std::uint64_t kSize = 20 << 20;
    const test::ScratchFolder folder;
    if (test::isAllMemory(folder.path()))
        QSKIP("the temporary folder is in memory");
    QVERIFY(m_files.makeDirectories(folder / "source"));
    test::writeFile(folder / "source" / "file", std::string(kSize, 'x'));
    const auto file = m_files.open(folder / "source" / "file", OpenMode::Read);
    QVERIFY(file);
    QVERIFY(test::dropFromMemory(file->fd()));
    BackendRegistry registry;
    registerMemoryBackend(registry, std::make_shared<MemoryStore>());
    Engine engine(m_files, systemClock(), systemRandom(), registry);
    CancelToken cancel;
    Progress progress;
    const auto outcome = engine.backup(jobIn(folder), {folder / "source"}, cancel, progress);
    QVERIFY2(outcome.value, qPrintable(outcome.fatal ? outcome.fatal->message : QString()));
    const std::uint64_t left = test::residentBytes(file->fd(), 0, kSize);
    QVERIFY2(left <= kSize / 20, qPrintable(QString::number(left)));
}

QTEST_GUILESS_MAIN(TestEngineFrame)
#include "test_engine_frame.moc"
