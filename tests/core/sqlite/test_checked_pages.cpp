// SPDX-License-Identifier: MIT
#include "core/sqlite/checked_pages.h"
#include "core/sqlite/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/sqlite_shell.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <random>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kPage = 4096;
constexpr const char *kTable = "CREATE TABLE t(id INTEGER PRIMARY KEY, name BLOB NOT NULL)";

std::unique_ptr<Database> openChecked(const FilePath &path)
{
    auto database = Database::open(path, Database::Mode::ReadWrite);
    if (!database || !(*database)->useCheckedPages() || !(*database)->useWriteAheadLog())
        qFatal("no database");
    return std::move(*database);
}

Result<> insert(Database &database, std::int64_t id, std::string_view name)
{
    CAIRN_LET(s, database.use("INSERT OR REPLACE INTO t(id, name) VALUES(?, ?)"));
    s->bind(1, id).bindBytes(2, name);
    return s->run();
}

// Names that take a few bytes, or pages of their own.
std::string someName(std::mt19937 &random)
{
    const std::size_t size = random() % 4 == 0 ? random() % 20000 : random() % 40;
    std::string name(size, 'a');
    for (char &letter : name)
        letter = static_cast<char>('a' + random() % 26);
    return name;
}

Result<std::vector<std::string>> names(const FilePath &path)
{
    CAIRN_LET(database, Database::open(path, Database::Mode::ReadOnly));
    CAIRN_LET(s, database->prepare("SELECT id, name FROM t ORDER BY id"));
    return s.all([](const Statement &row) {
        return std::to_string(row.integer(0)) + ' ' + std::string(row.bytes(1));
    });
}

void makeFull(const FilePath &path, int count)
{
    std::mt19937 random(7);
    const auto database = openChecked(path);
    VERIFY_OK(database->execute(kTable));
    for (int id = 1; id <= count; ++id)
        VERIFY_OK(insert(*database, id, someName(random)));
    VERIFY_OK(database->checkpoint());
}

} // namespace

class TestCheckedPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangedByteNeverShows()
    {
        ScratchFolder folder;
        makeFull(folder / "db", 200);
        const std::string whole = readFile(folder / "db");
        const auto want = names(folder / "db");
        VERIFY_OK(want);
        std::mt19937 random(1);
        int noticed = 0;
        constexpr int kTimes = 300;
        for (int i = 0; i < kTimes; ++i) {
            std::string spoilt = whole;
            // Each byte of the header once, then anywhere.
            const std::size_t at = i < 100 ? static_cast<std::size_t>(i) : random() % whole.size();
            spoilt[at] = static_cast<char>(spoilt[at] ^ 1 << random() % 8);
            const FilePath path = folder.write("spoilt", spoilt);
            const auto got = names(path);
            if (got) {
                QCOMPARE(*got, *want); // a reserve of another size, or a page that nobody needs
                continue;
            }
            QCOMPARE(got.error().id, u"DatabaseIsDamaged"_s);
            ++noticed;
        }
        QVERIFY2(noticed > kTimes * 9 / 10, qPrintable(QString::number(noticed)));
    }

    void aPageAtThePlaceOfAnotherIsDamage()
    {
        ScratchFolder folder;
        makeFull(folder / "db", 200);
        std::string bytes = readFile(folder / "db");
        std::swap_ranges(bytes.begin() + 3 * kPage, bytes.begin() + 4 * kPage,
                         bytes.begin() + 4 * kPage);
        VERIFY_FAILS(names(folder.write("swapped", bytes)), ErrorCode::Corrupt);
    }

    void aDatabaseWithoutRoomForChecksIsLeftAsItIs()
    {
        ScratchFolder folder;
        {
            auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
            VERIFY_OK(database);
            VERIFY_OK((*database)->execute(kTable));
            VERIFY_OK(insert(**database, 1, "plain"));
            QVERIFY(!(*database)->hasCheckedPages());
        }
        std::string bytes = readFile(folder / "db");
        const std::size_t at = bytes.rfind("plain");
        QVERIFY(at != std::string::npos);
        bytes[at] = 'q';
        const auto got = names(folder.write("db", bytes));
        VERIFY_OK(got);
        QCOMPARE(got->front(), std::string("1 qlain"));
    }

    void vacuumGivesItsPagesChecks()
    {
        ScratchFolder folder;
        auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
        VERIFY_OK(database);
        VERIFY_OK((*database)->useWriteAheadLog());
        VERIFY_OK((*database)->execute(kTable));
        VERIFY_OK(insert(**database, 1, "name"));
        // It knew the file when its pages had no checks, and writes the log back.
        auto other = Database::open(folder / "db", Database::Mode::ReadOnly);
        VERIFY_OK(other);
        QCOMPARE((*other)->number("SELECT count(*) FROM t").value_or(-1), 1);
        VERIFY_OK((*database)->useCheckedPages());
        VERIFY_OK((*database)->vacuum());
        database->reset();
        VERIFY_OK((*other)->checkpoint());
        other->reset();
        auto again = Database::open(folder / "db", Database::Mode::ReadOnly);
        VERIFY_OK(again);
        QCOMPARE((*again)->number("SELECT count(*) FROM t").value_or(-1), 1);
        QVERIFY((*again)->hasCheckedPages());
        std::string bytes = readFile(folder / "db");
        const std::size_t at = bytes.rfind("name");
        bytes[at] = 'N';
        VERIFY_FAILS(names(folder.write("spoilt", bytes)), ErrorCode::Corrupt);
    }

    void anotherConnectionMayWriteTheLogBack()
    {
        ScratchFolder folder;
        auto early = Database::open(folder / "db", Database::Mode::ReadWrite); // still empty
        VERIFY_OK(early);
        const auto writer = openChecked(folder / "db");
        VERIFY_OK(writer->execute(kTable));
        VERIFY_OK(writer->checkpoint()); // page 1 is written
        for (int id = 1; id <= 50; ++id)
            VERIFY_OK(insert(*writer, id, std::string(500, 'x')));
        VERIFY_OK((*early)->checkpoint());
        const auto got = names(folder / "db");
        VERIFY_OK(got);
        QCOMPARE(got->size(), std::size_t{50});
    }

    void aLongLifeGivesNoFalseAlarm()
    {
        ScratchFolder folder;
        std::mt19937 random(3);
        auto database = openChecked(folder / "db");
        VERIFY_OK(database->execute(kTable));
        std::unique_ptr<Database> reader;
        for (int step = 0; step < 400; ++step) {
            {
                auto transaction = Transaction::begin(*database);
                VERIFY_OK(transaction);
                for (int i = 0; i < 10; ++i)
                    VERIFY_OK(insert(*database, random() % 300, someName(random)));
                if (random() % 5 == 0)
                    VERIFY_OK(database->execute("DELETE FROM t WHERE id % 3 <> 0")); // gaps
                if (random() % 4 != 0)
                    VERIFY_OK(transaction->commit());
            }
            if (random() % 10 == 0)
                VERIFY_OK(database->checkpoint());
            if (random() % 60 == 0)
                VERIFY_OK(database->vacuum());
            if (random() % 30 == 0)
                database = openChecked(folder / "db");
            auto opened = Database::open(folder / "db", Database::Mode::ReadOnly);
            VERIFY_OK(opened);
            reader = std::move(*opened);
            QCOMPARE(reader->number("SELECT count(*) FROM t WHERE hex(name) = 'no'").value_or(-1),
                     0);
        }
        reader.reset();
        VERIFY_OK(database->checkpoint());
        database.reset();
        VERIFY_OK(names(folder / "db"));
        QCOMPARE(bySqlite(folder / "db", {u"PRAGMA integrity_check"_s}), QByteArray("ok"));
    }

    void whatAnotherProgramWroteCountsAsDamage()
    {
        ScratchFolder folder;
        makeFull(folder / "db", 20);
        QCOMPARE(bySqlite(folder / "db", {u"UPDATE t SET name = 'x' WHERE id = 3"_s}),
                 QByteArray());
        VERIFY_FAILS(names(folder / "db"), ErrorCode::Corrupt);
    }
};

QTEST_GUILESS_MAIN(TestCheckedPages)
#include "test_checked_pages.moc"
