// SPDX-License-Identifier: MIT
#include "core/sqlite/database.h"
#include "core/sqlite/read_snapshot.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/sqlite_shell.h"
#include "tests/support/verify.h"

#include <QFileInfo>

#include <sys/stat.h>
#include <thread>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<Database> openTable(const FilePath &path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database)
        qFatal("%s", qPrintable(database.error().message));
    if (!(*database)->useWriteAheadLog() ||
        !(*database)->execute("CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, v, w)"))
        qFatal("no table");
    return std::move(*database);
}

Result<> insert(Database &database, std::int64_t id)
{
    CAIRN_LET(s, database.use("INSERT INTO t(id, v) VALUES(?, 'x')"));
    s->bind(1, id);
    return s->run();
}

std::int64_t rows(Database &database)
{
    return database.number("SELECT count(*) FROM t").value_or(-1);
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotSeesOneState()
    {
        ScratchFolder folder;
        const auto writer = openTable(folder / "db");
        VERIFY_OK(insert(*writer, 1));
        auto reader = Database::open(folder / "db", Database::Mode::ReadOnly);
        VERIFY_OK(reader);
        {
            const auto snapshot = ReadSnapshot::begin(**reader);
            VERIFY_OK(snapshot);
            QCOMPARE(rows(**reader), 1);
            VERIFY_OK(insert(*writer, 2));
            QCOMPARE(rows(**reader), 1);
        }
        QCOMPARE(rows(**reader), 2);
        QVERIFY(!(*reader)->inTransaction());
    }

    void aSnapshotWithinATransactionLeavesItOpen()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        auto transaction = Transaction::begin(*database);
        VERIFY_OK(transaction);
        VERIFY_OK(insert(*database, 1));
        VERIFY_OK(ReadSnapshot::begin(*database));
        QVERIFY(database->inTransaction());
        VERIFY_OK(transaction->commit());
        QCOMPARE(rows(*database), 1);
    }

    void valuesComeBackAsTheyWere()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        const std::string bytes("a\0b\xff", 4);
        auto put = database->prepare("INSERT INTO t(id, v, w) VALUES(?, ?, ?)");
        VERIFY_OK(put);
        VERIFY_OK(put->bind(1, std::numeric_limits<std::int64_t>::min())
                      .bindBytes(2, bytes)
                      .bind(3, std::string_view("t\xc3\xa4xt"))
                      .run());
        VERIFY_OK(
            put->bind(1, std::int64_t{7}).bind(2, ByteView()).bind(3, std::string_view()).run());
        VERIFY_OK(put->bind(1, std::int64_t{8}).bindNull(2).bindNull(3).run());
        auto get = database->prepare("SELECT id, v, w, typeof(v), typeof(w) FROM t ORDER BY id");
        VERIFY_OK(get);
        QCOMPARE(get->step().value_or(false), true);
        QCOMPARE(get->integer(0), std::numeric_limits<std::int64_t>::min());
        QCOMPARE(std::string(get->bytes(1)), bytes);
        QCOMPARE(std::string(get->text(2)), std::string("t\xc3\xa4xt"));
        QCOMPARE(get->step().value_or(false), true);
        // Empty is not NULL.
        QVERIFY(!get->isNull(1) && get->blob(1).empty());
        QCOMPARE(std::string(get->text(3)), std::string("blob"));
        QCOMPARE(std::string(get->text(4)), std::string("text"));
        QCOMPARE(get->step().value_or(false), true);
        QVERIFY(get->isNull(1) && get->isNull(2));
        QCOMPARE(get->step().value_or(true), false);
    }

    void usedStatementsAreKeptAndComeReset()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        for (std::int64_t id = 1; id <= 3; ++id)
            VERIFY_OK(insert(*database, id));
        constexpr const char *kSql = "SELECT id FROM t ORDER BY id";
        Statement *const first = database->use(kSql).value_or(nullptr);
        QVERIFY(first);
        QVERIFY(first->step().value_or(false)); // left in the middle
        QVERIFY(first->step().value_or(false));
        Statement *const second = database->use(kSql).value_or(nullptr);
        QCOMPARE(second, first);
        QVERIFY(second->step().value_or(false));
        QCOMPARE(second->integer(0), 1);
        second->reset();
        VERIFY_FAILS(database->use("SELECT nonsense FROM nowhere"), ErrorCode::Internal);
    }

    void aStatementThatFailedCanBeUsedAgain()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        VERIFY_OK(insert(*database, 1));
        VERIFY_FAILS(insert(*database, 1), ErrorCode::Internal); // the key is taken
        VERIFY_OK(insert(*database, 2));
        QCOMPARE(rows(*database), 2);
    }

    void numberFallsBackWithoutARow()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        QCOMPARE(database->number("SELECT id FROM t", 5).value_or(0), 5);
        QCOMPARE(database->number("SELECT max(id) FROM t", 6).value_or(0), 6);
        VERIFY_FAILS(database->number("SELEKT 1"), ErrorCode::Internal);
    }

    void whatIsNotCommittedIsRolledBack()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        {
            auto transaction = Transaction::begin(*database);
            VERIFY_OK(transaction);
            VERIFY_OK(insert(*database, 1));
            QVERIFY(database->inTransaction());
            Transaction moved = std::move(*transaction);
            VERIFY_OK(insert(*database, 2));
        }
        QVERIFY(!database->inTransaction());
        QCOMPARE(rows(*database), 0);
        {
            auto transaction = Transaction::begin(*database);
            VERIFY_OK(transaction);
            VERIFY_OK(insert(*database, 3));
            VERIFY_OK(transaction->commit());
        }
        QCOMPARE(rows(*database), 1);
        QCOMPARE(openTable(folder / "db")->number("SELECT id FROM t").value_or(0), 3);
    }

    void aFailedCommitRollsBack()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        database->beforeCommit = [] { return Result<>(fail(ErrorCode::NoSpace, u"full"_s)); };
        {
            auto transaction = Transaction::begin(*database);
            VERIFY_OK(transaction);
            VERIFY_OK(insert(*database, 1));
            VERIFY_FAILS(transaction->commit(), ErrorCode::NoSpace);
        }
        database->beforeCommit = {};
        QCOMPARE(rows(*database), 0);
        QVERIFY(!database->inTransaction());
    }

    void aFullDiskHasItsOwnError()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        VERIFY_OK(database->execute("PRAGMA max_page_count=1")); // no more than it has
        Result<> done;
        for (int i = 0; i < 10'000 && done; ++i)
            done = insert(*database, i);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::NoSpace);
        QCOMPARE(done.error().id, u"DATABASE_FULL"_s);
    }

    void transactionsDoNotNest()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        auto outer = Transaction::begin(*database);
        VERIFY_OK(outer);
        VERIFY_OK(insert(*database, 1));
        VERIFY_FAILS(Transaction::begin(*database), ErrorCode::Internal);
        VERIFY_OK(outer->commit()); // the refused one has not ended it
        QCOMPARE(rows(*database), 1);
    }

    void durabilityIsAskedForByTransaction()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        const auto level = [&] { return database->number("PRAGMA synchronous").value_or(-1); };
        {
            const auto relaxed = Transaction::begin(*database, Transaction::Durability::Relaxed);
            VERIFY_OK(relaxed);
            QCOMPARE(level(), 1);
        }
        const auto synced = Transaction::begin(*database);
        VERIFY_OK(synced);
        QCOMPARE(level(), 2);
    }

    void threadsTakeTurns()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        constexpr int kEach = 50;
        std::atomic<int> failures = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t)
            threads.emplace_back([&, t] {
                for (int i = 0; i < kEach; ++i) {
                    auto transaction =
                        Transaction::begin(*database, Transaction::Durability::Relaxed);
                    if (!transaction || !insert(*database, t * kEach + i) || !transaction->commit())
                        ++failures;
                }
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(failures.load(), 0);
        QCOMPARE(rows(*database), 4 * kEach);
    }

    void theFileIsPrivate()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        struct stat info = {};
        QCOMPARE(::stat((folder / "db").c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, mode_t{0600});
    }

    void aReaderCannotWriteAndSeesWhatIsCommitted()
    {
        ScratchFolder folder;
        const auto writer = openTable(folder / "db");
        const auto reader = Database::open(folder / "db", Database::Mode::ReadOnly);
        VERIFY_OK(reader);
        auto transaction = Transaction::begin(*writer);
        VERIFY_OK(transaction);
        VERIFY_OK(insert(*writer, 1));
        QCOMPARE(rows(**reader), 0);
        VERIFY_OK(transaction->commit());
        QCOMPARE(rows(**reader), 1);
        VERIFY_FAILS(insert(**reader, 2), ErrorCode::AccessDenied);
        VERIFY_FAILS(Database::open(folder / "none", Database::Mode::ReadOnly), ErrorCode::Io);
        QVERIFY(!fileExists(folder / "none"));
    }

    void aReaderLeavesOneFileBehind()
    {
        ScratchFolder folder;
        const auto logsThere = [&] {
            return fileExists(folder / "db-wal") || fileExists(folder / "db-shm");
        };
        VERIFY_OK(insert(*openTable(folder / "db"), 1));
        QVERIFY(!logsThere());
        {
            const auto reader = Database::open(folder / "db", Database::Mode::ReadOnly);
            VERIFY_OK(reader);
            QCOMPARE(rows(**reader), 1);
        }
        QVERIFY(!logsThere());
        {
            const auto writer = openTable(folder / "db");
            VERIFY_OK(insert(*writer, 2));
            QCOMPARE(Database::open(folder / "db", Database::Mode::ReadOnly)
                         .value()
                         ->number("SELECT count(*) FROM t")
                         .value_or(0),
                     2);
            VERIFY_OK(insert(*writer, 3)); // its log was not taken away
        }
        QVERIFY(!logsThere());
        QCOMPARE(rows(*openTable(folder / "db")), 3);
    }

    // Locks of POSIX end when the process closes any descriptor of the file: another program would
    // then take itself for the last one, and remove the log that this one goes on writing.
    void anotherConnectionLeavesTheLocksAlone()
    {
        const ScratchFolder scratch;
        const FilePath path = scratch / "job.sqlite";
        const auto database = openTable(path);
        VERIFY_OK(insert(*database, 1));
        for (const auto mode : {Database::Mode::ReadWrite, Database::Mode::ReadOnly})
            VERIFY_OK(Database::open(path, mode).map([](const auto &) {}));
        QCOMPARE(bySqlite(path, {u"SELECT id FROM t"_s}), QByteArray("1"));
        QVERIFY(QFileInfo::exists(QString::fromStdString(path.bytes() + "-wal")));
        VERIFY_OK(insert(*database, 2));
        QCOMPARE(bySqlite(path, {u"SELECT count(*) FROM t; PRAGMA integrity_check"_s}).simplified(),
                 QByteArray("2 ok"));
    }

    void anyPathWillDo()
    {
        ScratchFolder folder;
        const FilePath path = folder / "a b?%41#&\xff\xfe.sqlite";
        VERIFY_OK(insert(*openTable(path), 1));
        QVERIFY(fileExists(path));
        QCOMPARE(rows(**Database::open(path, Database::Mode::ReadOnly)), 1);
    }

    void checkpointLeavesOneFileThatStandsAlone()
    {
        ScratchFolder folder;
        const auto database = openTable(folder / "db");
        VERIFY_OK(insert(*database, 1));
        VERIFY_OK(database->checkpoint());
        writeFile(folder / "copy", readFile(folder / "db"));
        QCOMPARE(rows(*openTable(folder / "copy")), 1);
    }

    void damageIsSaidAsDamage()
    {
        ScratchFolder folder;
        const FilePath noise = folder.write("noise", std::string(8192, 'x'));
        const auto opened = Database::open(noise, Database::Mode::ReadWrite);
        VERIFY_FAILS(opened, ErrorCode::Corrupt);
        QCOMPARE(opened.error().id, u"DatabaseIsDamaged"_s);
        QCOMPARE(readFile(noise), std::string(8192, 'x'));
    }
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "test_database.moc"
