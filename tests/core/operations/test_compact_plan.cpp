// SPDX-License-Identifier: MIT
// Which volumes a compaction takes up (engine.md §5), and which it must not (R13, R14).
#include "core/operations/compact.h"
#include "core/operations/compact_plan.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// The older version is dropped: all volumes of its file are waste.
void fillWithWaste(TestStore &store)
{
    store.options.compact.automatic = false;
    store.addVersion({{"old", store.noise(60'000)}, {"kept", store.noise(2000)}});
    store.addVersion({{"new", store.noise(12'000)}, {"newer", store.noise(5000)}});
    store.dropOlderVersions();
}

Result<CompactPlan> plan(TestStore &store, CompactOptions options = {})
{
    CAIRN_LET(needed, NeededBlocks::collect(store.job()));
    return planCompact(store.job(), needed, options, store.options.storage.dblockSize);
}

bool takes(const CompactPlan &plan, std::int64_t volume)
{
    const auto is = [volume](const CompactCandidate &c) { return c.volume.id == volume; };
    return std::ranges::any_of(plan.useless, is) || std::ranges::any_of(plan.rewrites, is);
}

} // namespace

class TestCompactPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anIndexOfTwoVolumesKeepsBoth()
    {
        TestStore store;
        fillWithWaste(store);
        const auto before = plan(store);
        VERIFY_OK(before);
        QVERIFY(before->useless.size() >= 3);
        const std::int64_t one = before->useless[0].volume.id;
        const std::int64_t two = before->useless[1].volume.id;
        const auto index = store.job().volumes.indexesOf(one);
        VERIFY_OK(index);
        VERIFY_OK(store.job().volumes.link(index->front(), two));
        const auto shared = plan(store);
        VERIFY_OK(shared);
        QVERIFY(!takes(*shared, one));
        QVERIFY(!takes(*shared, two));
        QCOMPARE(shared->useless.size(), before->useless.size() - 2);
        // Once the other volume is on its way out, the index may go with this one.
        VERIFY_OK(store.job().volumes.setState(two, VolumeState::Deleting));
        const auto after = plan(store);
        VERIFY_OK(after);
        QVERIFY(takes(*after, one));
    }

    void theCopyOfALostBlockIsNoWaste()
    {
        TestStore store;
        fillWithWaste(store);
        const auto before = plan(store);
        VERIFY_OK(before);
        const std::int64_t volume = before->useless[0].volume.id;
        // A block that the newest version needs, with a second place in a useless volume.
        const auto block =
            store.job().database().number("SELECT max(id) FROM block WHERE volume IS NOT NULL");
        VERIFY_OK(block);
        const auto main = store.job().database().number(
            ("SELECT volume FROM block WHERE id = " + std::to_string(*block)).c_str());
        VERIFY_OK(main);
        QVERIFY(*main != volume);
        const std::string sql = "INSERT INTO block_copy(block, volume) VALUES(" +
                                std::to_string(*block) + "," + std::to_string(volume) + ")";
        VERIFY_OK(store.job().database().execute(sql.c_str()));
        const auto spare = plan(store);
        VERIFY_OK(spare);
        QVERIFY(takes(*spare, volume));
        VERIFY_OK(store.job().volumes.setState(*main, VolumeState::Missing));
        const auto only = plan(store);
        VERIFY_OK(only);
        QVERIFY(!takes(*only, volume));
    }

    void aDatabaseWithHolesIsRefused_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("a stream") << QByteArray("DELETE FROM stream WHERE id = (SELECT min(id) "
                                                "FROM stream)");
        QTest::newRow("the last stream") << QByteArray("DELETE FROM stream WHERE id = (SELECT "
                                                       "max(id) FROM stream)");
        QTest::newRow("the last block") << QByteArray("DELETE FROM block WHERE id = (SELECT "
                                                      "max(id) FROM block)");
    }
    // What looks as if nothing needed it would be deleted.
    void aDatabaseWithHolesIsRefused()
    {
        QFETCH(QByteArray, sql);
        TestStore store;
        fillWithWaste(store);
        VERIFY_OK(store.job().database().execute("PRAGMA foreign_keys=OFF"));
        VERIFY_OK(store.job().database().execute(sql.constData()));
        const auto refused = plan(store);
        VERIFY_FAILS(refused, ErrorCode::Corrupt);
        QCOMPARE(refused.error().id, u"DatabaseIsDamaged"_s);
    }

    // As after a rebuild that found no blocklist: which blocks it named, nothing tells.
    void unknownContentKeepsEverything()
    {
        TestStore store;
        fillWithWaste(store);
        const std::int64_t id = store.job().database().number("SELECT max(id) FROM stream").value();
        BlockList unknown;
        unknown.appendRepeated(0, 12);
        unknown.append(0);
        unknown.append(1); // follows on nothing
        {
            const auto update =
                store.job().database().use("UPDATE stream SET blocks = ? WHERE id = ?");
            VERIFY_OK(update);
            const std::vector<std::uint8_t> packed = unknown.pack();
            (*update)->bind(1, ByteView(packed)).bind(2, id);
            VERIFY_OK((*update)->run());
        }
        const auto needed = NeededBlocks::collect(store.job());
        VERIFY_OK(needed);
        QVERIFY(!needed->isComplete());
        QVERIFY(needed->contains(1));
        const std::size_t volumes = store.usable(VolumeKind::Dblock).size();
        store.options.compact.automatic = true;
        const RunEnvironment environment = store.environment();
        VERIFY_FAILS(compact(environment, store.job(), store.settings, CompactReason::Asked),
                     ErrorCode::NeedsRepair);
        const auto automatic =
            compact(environment, store.job(), store.settings, CompactReason::SmallVolume);
        VERIFY_OK(automatic);
        QCOMPARE(store.usable(VolumeKind::Dblock).size(), volumes);
    }

    void smallVolumesAreJoinedWhenTheyFillOne()
    {
        TestStore store;
        store.options.compact.automatic = false;
        TestStore::Files files;
        for (int i = 0; i < 8; ++i) {
            files["file" + std::to_string(i)] = store.noise(3000);
            store.addVersion(files);
        }
        CompactOptions options;
        options.smallFileMaxCount = 100;
        options.smallFileSize = 8 * 1024;
        const auto full = plan(store, options); // together they are larger than a volume
        VERIFY_OK(full);
        const std::vector<VolumeRow> volumes = store.usable(VolumeKind::Dblock);
        QCOMPARE(full->rewrites.size(), volumes.size());
        // As much as a volume holds makes one that is no larger than they are.
        std::int64_t size = 0;
        for (const VolumeRow &volume : volumes)
            size += volume.size;
        const auto needed = NeededBlocks::collect(store.job());
        VERIFY_OK(needed);
        for (const std::int64_t larger : {0, 1}) {
            const auto joined = planCompact(store.job(), *needed, options, size - larger);
            VERIFY_OK(joined);
            QCOMPARE(joined->rewrites.size(), larger == 0 ? 0 : volumes.size());
        }
        options.smallFileSize = 10;
        const auto none = plan(store, options);
        VERIFY_OK(none);
        QVERIFY(none->rewrites.empty());
    }

    void wasteCountsAgainstTheVolumeSizeToo()
    {
        TestStore store;
        fillWithWaste(store);
        CompactOptions options;
        options.wastePercent = 100;
        options.smallFileMaxCount = 100;
        const auto high = plan(store, options);
        VERIFY_OK(high);
        QVERIFY(high->rewrites.empty());
        options.wastePercent = 1;
        const auto low = plan(store, options);
        VERIFY_OK(low);
        QVERIFY(low->useless.size() == high->useless.size());
        QVERIFY(low->wasteBytes > 0 && low->wasteBytes < low->dataBytes);
    }

    // As after a rebuild: how much a volume held when it was made, nothing tells.
    void wasteIsKnownFromTheBlocksAlone()
    {
        TestStore store;
        fillWithWaste(store);
        const auto told = plan(store);
        VERIFY_OK(told);
        VERIFY_OK(store.job().database().execute("UPDATE volume SET content_bytes = 0"));
        const auto counted = plan(store);
        VERIFY_OK(counted);
        QVERIFY(counted->wasteBytes > 0);
        QCOMPARE(counted->wasteBytes, told->wasteBytes);
        QCOMPARE(counted->dataBytes, told->dataBytes);
    }

    void littleOfAVolumeMayBeMoreThanOneIsToHold()
    {
        TestStore store;
        store.options.compact.automatic = false;
        const std::string stays = store.noise(12'000);
        store.addVersion({{"a stays", stays}, {"b goes", store.noise(40'000)}});
        store.addVersion({{"a stays", stays}, {"c small", store.noise(3000)}});
        store.dropOlderVersions();
        CompactOptions options;
        options.wastePercent = 90;
        options.smallFileMaxCount = 0;
        options.smallFileSize = 10 * 1024;
        const auto needed = NeededBlocks::collect(store.job());
        VERIFY_OK(needed);
        const auto usual = planCompact(store.job(), *needed, options, 1 << 20);
        VERIFY_OK(usual);
        const auto tiny = planCompact(store.job(), *needed, options, 100);
        VERIFY_OK(tiny);
        QVERIFY(!usual->rewrites.empty()); // the small ones
        QVERIFY(tiny->rewrites.size() > usual->rewrites.size());
    }

    void aDryRunTellsWhatWouldGo()
    {
        TestStore store;
        fillWithWaste(store);
        store.options.dryRun = true;
        const std::vector<std::string> before = store.remoteNames();
        const auto done =
            compact(store.environment(), store.job(), store.settings, CompactReason::Asked);
        VERIFY_OK(done);
        QVERIFY(done->dryRun);
        QCOMPARE(store.remoteNames(), before);
        const std::vector<ReportMessage> messages = store.report->messages();
        QVERIFY(std::ranges::any_of(messages, [](const ReportMessage &message) {
            return message.text.startsWith(u"Would delete "_s);
        }));
    }
};

QTEST_GUILESS_MAIN(TestCompactPlan)
#include "test_compact_plan.moc"
