// SPDX-License-Identifier: MIT
#include "core/operations/complete_indexes.h"
#include "core/operations/rebuild.h"
#include "core/operations/reconcile.h"
#include "core/operations/repair.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

Result<RepairResult> repairOf(TestStore &store)
{
    store.report = std::make_unique<RunReport>();
    return repair(store.environment(), store.job(), store.settings);
}

// Without the database: what a rebuild makes of the destination alone.
Result<RebuildResult> rebuildOf(TestStore &store)
{
    store.report = std::make_unique<RunReport>();
    CAIRN_LET(job, JobDatabase::create(store.folder() / (store.random.hexId() + ".sqlite")));
    return rebuildDatabase(store.environment(), *job, {});
}

std::vector<TestStore::Files> contentsOf(TestStore &store)
{
    std::vector<TestStore::Files> all;
    for (std::size_t i = 0; i < store.versions(); ++i)
        all.push_back(store.read(i));
    return all;
}

} // namespace

class TestRepair : public QObject
{
    Q_OBJECT

private:
    static void fill(TestStore &store)
    {
        TestStore::Files files{{"lists", store.noise(40 * 1024)}, {"small", "hello"}};
        store.addVersion(files);
        files["more"] = store.noise(9000);
        store.addVersion(files);
    }

private Q_SLOTS:
    void aSoundBackupStaysAsItIs()
    {
        TestStore store;
        fill(store);
        const std::vector<std::string> before = store.remoteNames();
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->indexesMade + result->listsMade + result->blocksRecovered +
                     result->brokenFiles,
                 0);
        QCOMPARE(store.remoteNames(), before);
        QCOMPARE(store.report->count(Severity::Warning), 0);
    }

    // Parses as a list that is encrypted with "bak".
    void copiesOfOthersAreNoVersions()
    {
        TestStore store;
        fill(store);
        writeFile(store.folder() / "remote/duplicati-20990101T000000Z.dlist.zip.aes.bak", "mine");
        VERIFY_OK(repairOf(store));
        QCOMPARE(store.report->count(Severity::Warning) + store.report->count(Severity::Error), 0);
    }

    void missingIndexesAreMadeAnew_data()
    {
        QTest::addColumn<bool>("flipped");
        QTest::newRow("missing") << false;
        QTest::newRow("damaged") << true;
    }
    void missingIndexesAreMadeAnew()
    {
        QFETCH(bool, flipped);
        TestStore store;
        fill(store);
        const std::vector<VolumeRow> indexes = store.usable(VolumeKind::Dindex);
        for (const VolumeRow &index : indexes) {
            if (flipped) {
                store.flipByte(index.name, -50);
                VERIFY_OK(store.job().volumes.setState(index.id, VolumeState::Damaged));
            } else {
                store.erase(index.name);
            }
        }
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->indexesMade, static_cast<std::int64_t>(indexes.size()));
        QCOMPARE(result->brokenFiles, 0);
        if (flipped) // only the next backup removes them
            for (const VolumeRow &index : indexes)
                store.erase(index.name);
        const auto rebuilt = rebuildOf(store);
        VERIFY_OK(rebuilt);
        QCOMPARE(rebuilt->dblocksRead, 0); // lists and all
        QCOMPARE(rebuilt->blocksMissing, 0);
    }

    // Content that repeats has the same list many times.
    void aListThatRepeatsIsIndexedOnce()
    {
        TestStore store;
        store.addVersion({{"same", std::string(100 * 1024, 'x')}});
        const std::vector<TestStore::Files> before = contentsOf(store);
        for (const VolumeRow &index : store.usable(VolumeKind::Dindex))
            store.erase(index.name);
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->indexesMade, 1);
        QCOMPARE(contentsOf(store), before);
        const auto rebuilt = rebuildOf(store);
        VERIFY_OK(rebuilt);
        QCOMPARE(rebuilt->dblocksRead, 0);
    }

    // Blocklists of a run that was killed: no stream tells what is in them, only the volume.
    void aDamagedVolumeCostsItsIndexAlone_data()
    {
        QTest::addColumn<int>("harm");
        QTest::newRow("none") << 0;
        QTest::newRow("a flipped bit") << 1;
        QTest::newRow("gone since it was listed") << 2;
    }
    void aDamagedVolumeCostsItsIndexAlone()
    {
        QFETCH(int, harm);
        TestStore store;
        fill(store);
        for (const VolumeRow &index : store.usable(VolumeKind::Dindex))
            VERIFY_OK(store.job().volumes.setState(index.id, VolumeState::Missing));
        VERIFY_OK(store.job().database().execute(
            "DELETE FROM entry; DELETE FROM stream; DELETE FROM version;"));
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        const auto holdsLists = [&](const VolumeRow &row) {
            return !store.job().blocks.listsIn(row.id).value().empty();
        };
        const auto holder = std::ranges::find_if(dblocks, holdsLists);
        QVERIFY(holder != dblocks.end() && dblocks.size() > 1);
        if (harm == 1)
            store.flipByte(holder->name, 400);
        if (harm == 2)
            store.erase(holder->name);
        const auto completed = completeIndexes(store.environment(), store.job(), store.settings);
        VERIFY_OK(completed);
        QCOMPARE(completed->notMade, harm == 0 ? 0 : 1);
        QCOMPARE(completed->made + completed->notMade, static_cast<std::int64_t>(dblocks.size()));
        QCOMPARE(store.reported(Severity::Error, u"IndexNotMade"_s), harm != 0);
        const VolumeState states[] = {VolumeState::Confirmed, VolumeState::Damaged,
                                      VolumeState::Missing};
        QCOMPARE(store.job().volumes.get(holder->id).value()->state, states[harm]);
    }

    void aDestinationOutOfReachIsNoDamage()
    {
        TestStore store;
        fill(store);
        for (const VolumeRow &index : store.usable(VolumeKind::Dindex))
            VERIFY_OK(store.job().volumes.setState(index.id, VolumeState::Missing));
        VERIFY_OK(store.job().database().execute(
            "DELETE FROM entry; DELETE FROM stream; DELETE FROM version;"));
        store.plan->clear();
        store.plan->failFrom(0, ErrorCode::Transient);
        VERIFY_FAILS(completeIndexes(store.environment(), store.job(), store.settings),
                     ErrorCode::Transient);
        QVERIFY(store.rows(VolumeKind::Dblock, VolumeState::Damaged).empty());
    }

    void aRebuiltDatabaseGetsIndexesToo()
    {
        TestStore store;
        fill(store);
        const std::vector<VolumeRow> indexes = store.usable(VolumeKind::Dindex);
        for (const VolumeRow &index : indexes)
            store.erase(index.name);
        const FilePath path = store.folder() / "new.sqlite";
        VERIFY_OK(recreateDatabase(store.environment(), path, {}));
        const auto job = JobDatabase::open(path, Database::Mode::ReadWrite);
        VERIFY_OK(job);
        const auto result = repair(store.environment(), **job, store.settings);
        VERIFY_OK(result);
        QCOMPARE(result->indexesMade, static_cast<std::int64_t>(indexes.size()));
        const auto rebuilt = rebuildOf(store);
        VERIFY_OK(rebuilt);
        QCOMPARE(rebuilt->dblocksRead, 0);
    }

    void aMissingListIsMadeAnew()
    {
        TestStore store;
        fill(store);
        const std::vector<TestStore::Files> before = contentsOf(store);
        const std::vector<VersionRow> versions = store.job().versions.visible().value();
        const std::string gone = store.usable(VolumeKind::Dlist).front().name;
        store.erase(gone);
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->listsMade, 1);
        QCOMPARE(contentsOf(store), before);
        const std::vector<VersionRow> after = store.job().versions.visible().value();
        QCOMPARE(after.at(0).time, versions.at(0).time);
        QCOMPARE(after.at(1).time, versions.at(1).time + 1); // R31
        QCOMPARE(store.report->count(Severity::Warning), 0); // all is healed
        QCOMPARE(store.report->count(Severity::Error), 0);
        const auto rebuilt = rebuildOf(store);
        VERIFY_OK(rebuilt);
        QCOMPARE(rebuilt->versions, 2);
        QCOMPARE(rebuilt->blocksMissing, 0);
        const auto again = repairOf(store);
        VERIFY_OK(again);
        QCOMPARE(again->listsMade, 0);
    }

    // Versions that follow one another within seconds: which of them lose their list, and where the
    // versions stand afterwards, both oldest first, in seconds after the first one.
    void aListIsMadeAnewWhereASecondIsFree_data()
    {
        QTest::addColumn<QList<int>>("before");
        QTest::addColumn<QList<int>>("lost");
        QTest::addColumn<QList<int>>("after");
        QTest::newRow("after it") << QList{0, 2} << QList{0} << QList{1, 2};
        QTest::newRow("before it") << QList{0, 1} << QList{0} << QList{-1, 1};
        QTest::newRow("the newest") << QList{0, 1} << QList{1} << QList{0, 2};
        QTest::newRow("nowhere near") << QList{0, 1, 2} << QList{1} << QList{0, 3, 4};
        QTest::newRow("further on") << QList{0, 1, 2, 3, 9} << QList{1} << QList{0, 4, 5, 6, 9};
        QTest::newRow("all") << QList{0, 1, 2} << QList{0, 1, 2} << QList{-1, 4, 5};
    }
    void aListIsMadeAnewWhereASecondIsFree()
    {
        QFETCH(QList<int>, before);
        QFETCH(QList<int>, lost);
        QFETCH(QList<int>, after);
        TestStore store;
        for (int i = 0; i < before.size(); ++i) {
            store.betweenVersions = std::chrono::seconds(i == 0 ? 60 : before[i] - before[i - 1]);
            store.addVersion({{"file", std::to_string(i)}});
        }
        const std::vector<TestStore::Files> contents = contentsOf(store);
        std::vector<VersionRow> versions = store.job().versions.visible().value();
        const std::int64_t start = versions.back().time;
        for (const int at : lost)
            store.erase(store.job()
                            .volumes.get(versions.at(versions.size() - 1 - std::size_t(at)).dlist)
                            .value()
                            ->name);
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->listsMade, lost.size());
        QCOMPARE(store.report->count(Severity::Warning) + store.report->count(Severity::Error), 0);
        QCOMPARE(contentsOf(store), contents);
        QList<int> times;
        versions = store.job().versions.visible().value();
        for (const VersionRow &version : versions)
            times.prepend(static_cast<int>(version.time - start));
        QCOMPARE(times, after);
        // What made room is deleted by the next backup alone; then a rebuild sees the same.
        const RunEnvironment run = store.environment();
        VERIFY_OK(
            reconcile(run, store.job(), store.settings, **run.openBackend(), ReconcileMode::Clean));
        QCOMPARE(store.usable(VolumeKind::Dlist).size(), std::size_t(before.size()));
        const auto rebuilt = rebuildOf(store);
        VERIFY_OK(rebuilt);
        QCOMPARE(rebuilt->versions, before.size());
        QCOMPARE(rebuilt->blocksMissing, 0);
    }

    void lostBlocksAreNamed()
    {
        TestStore store;
        fill(store);
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        store.erase(dblocks.back().name); // the newest: what only the second version has
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QVERIFY(result->brokenFiles > 0);
        QCOMPARE(result->broken.size(), static_cast<std::size_t>(result->brokenFiles));
        QCOMPARE(QString::fromStdString(result->broken.front().path), u"/more"_s);
        QVERIFY(store.reported(Severity::Error, u"BrokenFile"_s));
    }

    // Blocks around a flipped byte are whole; the list that was in there can be computed.
    void whatADamagedVolumeHoldsIsSalvaged()
    {
        TestStore store("");
        fill(store);
        const VolumeRow hurt = store.usable(VolumeKind::Dblock).front();
        store.flipByte(hurt.name, 2000);
        VERIFY_OK(store.job().volumes.setState(hurt.id, VolumeState::Damaged));
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QVERIFY(result->blocksRecovered > 10);
        QCOMPARE(store.job().volumes.get(hurt.id).value()->state, VolumeState::Damaged);
        QVERIFY(std::ranges::count(store.remoteNames(), hurt.name) == 1); // P6
        QCOMPARE(store.job()
                     .database()
                     .number("SELECT count(*) FROM block b JOIN volume v ON v.id = b.volume "
                             "WHERE v.state NOT IN (2, 3)")
                     .value(),
                 1);                      // the block that was hit
        QCOMPARE(result->brokenFiles, 2); // one file, two versions
    }

    void aVolumeThatIsSoundIsTakenBack()
    {
        TestStore store;
        fill(store);
        const VolumeRow row = store.usable(VolumeKind::Dblock).front();
        VERIFY_OK(store.job().volumes.setState(row.id, VolumeState::Damaged));
        const std::vector<std::string> before = store.remoteNames();
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->brokenFiles, 0);
        QCOMPARE(store.job().volumes.get(row.id).value()->state, VolumeState::Confirmed);
        QCOMPARE(store.remoteNames(), before);
    }

    void sourcesGiveTheirBlocksBack()
    {
        TestStore store;
        // The store's files lie in the root of its source: give them a real place.
        const std::string content = store.noise(30 * 1024);
        const std::string name =
            store.folder().bytes().substr(1) + "/source"; // below "/", where it looks for it
        store.addVersion({{name, content}});
        const FilePath source = store.folder() / "source";
        writeFile(source, content);
        const EntryRow row = [&] {
            std::vector<EntryRow> rows = store.job().entries.page(1, 1, {}, 1000).value();
            return rows.front();
        }();
        timespec times[2] = {{0, UTIME_OMIT}, {row.mtime / 1'000'000'000, 0}};
        QCOMPARE(::utimensat(AT_FDCWD, source.c_str(), times, 0), 0);
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        for (const VolumeRow &dblock : dblocks)
            store.erase(dblock.name);
        const auto result = repairOf(store);
        VERIFY_OK(result);
        // 30 data blocks and their list; the made-up metadata is not the file's.
        QCOMPARE(result->blocksRecovered, 31);
        QCOMPARE(result->brokenFiles, 1);

        writeFile(source, store.noise(30 * 1024));
        QCOMPARE(::utimensat(AT_FDCWD, source.c_str(), times, 0), 0);
        const std::vector<VolumeRow> again = store.usable(VolumeKind::Dblock);
        for (const VolumeRow &dblock : again)
            store.erase(dblock.name);
        const auto other = repairOf(store);
        VERIFY_OK(other);
        QCOMPARE(other->blocksRecovered, 1); // the list, from the database; no block that lies
    }

    void aDryRunOnlyTells()
    {
        TestStore store;
        fill(store);
        store.erase(store.usable(VolumeKind::Dindex).front().name);
        store.erase(store.usable(VolumeKind::Dlist).front().name);
        store.options.dryRun = true;
        const std::vector<std::string> before = store.remoteNames();
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QVERIFY(store.reported(Severity::Information, u"DryRun"_s));
        QCOMPARE(store.remoteNames(), before);
        QCOMPARE(store.rows(VolumeKind::Dindex, VolumeState::Missing).size(), std::size_t{0});
    }

    // Decided by repair, carried out by the next backup (reliability.md §3).
    void whatWasReplacedIsSettled()
    {
        TestStore store;
        fill(store);
        const VolumeRow gone = store.usable(VolumeKind::Dindex).front();
        store.erase(gone.name);
        const VolumeRow hurt = store.usable(VolumeKind::Dlist).front();
        VERIFY_OK(store.job().volumes.setState(hurt.id, VolumeState::Damaged));
        VERIFY_OK(repairOf(store));
        QCOMPARE(store.job().volumes.get(gone.id).value()->state, VolumeState::Deleted);
        QCOMPARE(store.job().volumes.get(hurt.id).value()->state, VolumeState::Deleting);
        QVERIFY(std::ranges::count(store.remoteNames(), hurt.name) == 1); // P6
        const RunEnvironment run = store.environment();
        VERIFY_OK(
            reconcile(run, store.job(), store.settings, **run.openBackend(), ReconcileMode::Clean));
        QCOMPARE(store.job().volumes.get(hurt.id).value()->state, VolumeState::Deleted);
        QVERIFY(std::ranges::count(store.remoteNames(), hurt.name) == 0);
    }

    // Of a version that was deleted: nobody misses it.
    void whatNobodyNeedsIsNotMissed()
    {
        TestStore store;
        fill(store);
        const VolumeRow gone =
            store.usable(VolumeKind::Dblock).back(); // of the newest version alone
        store.erase(gone.name);
        const VersionRow newest = store.job().versions.visible().value().front();
        VERIFY_OK(store.job().entries.dropVersion(newest.id - 1, newest.id, kStillSo));
        VERIFY_OK(store.job().versions.erase(newest.id));
        const auto result = repairOf(store);
        VERIFY_OK(result);
        QCOMPARE(result->brokenFiles, 0);
        QCOMPARE(store.job().volumes.get(gone.id).value()->state, VolumeState::Deleted);
        QCOMPARE(store.job().blocks.countIn(gone.id).value_or(-1), 0);
    }
};

QTEST_GUILESS_MAIN(TestRepair)
#include "test_repair.moc"
