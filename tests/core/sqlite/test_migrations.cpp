// SPDX-License-Identifier: MIT
#include "core/sqlite/migrations.h"

#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;

namespace {

constexpr const char *kSteps[] = {"CREATE TABLE a(x)", "ALTER TABLE a ADD COLUMN y; "
                                                       "INSERT INTO a VALUES(1, 2)"};
constexpr Schema kOld{77, std::span(kSteps).first(1)};
constexpr Schema kNew{77, kSteps};

} // namespace

class TestMigrations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEmptyFileGetsEveryStepOnce()
    {
        const ScratchFolder folder;
        for (int i = 0; i < 2; ++i) {
            const auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
            VERIFY_OK(database);
            VERIFY_OK(migrate(**database, kNew));
            QCOMPARE((*database)->number("SELECT count(*) FROM a").value(), 1);
            QCOMPARE(schemaState(**database, kNew).value(), SchemaState::Current);
        }
    }

    void anOlderFileGetsWhatItLacks()
    {
        const ScratchFolder folder;
        const auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
        VERIFY_OK(migrate(**database, kOld));
        QCOMPARE(schemaState(**database, kNew).value(), SchemaState::Older);
        VERIFY_OK((*database)->execute("INSERT INTO a VALUES(5)"));
        VERIFY_OK(migrate(**database, kNew));
        QCOMPARE((*database)->number("SELECT count(*) FROM a").value(), 2);
    }

    void aFailingStepLeavesTheFileAsItWas()
    {
        const ScratchFolder folder;
        constexpr const char *kBroken[] = {"CREATE TABLE a(x)", "CREATE TABLE b(x); nonsense"};
        const auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
        VERIFY_OK(migrate(**database, kOld));
        QVERIFY(!migrate(**database, Schema{77, kBroken}));
        QCOMPARE((*database)->number("PRAGMA user_version").value(), 1);
        QCOMPARE((*database)->number("SELECT count(*) FROM sqlite_schema").value(), 1);
    }

    void whatIsNewerOrForeignIsLeftAlone()
    {
        const ScratchFolder folder;
        const auto database = Database::open(folder / "db", Database::Mode::ReadWrite);
        VERIFY_OK(migrate(**database, kNew));
        VERIFY_FAILS(migrate(**database, kOld), ErrorCode::Unsupported);
        VERIFY_FAILS(migrate(**database, Schema{78, kSteps}), ErrorCode::InvalidArgument);
        QCOMPARE((*database)->number("PRAGMA user_version").value(), 2);
    }
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "test_migrations.moc"
