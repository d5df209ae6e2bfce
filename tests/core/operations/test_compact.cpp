// SPDX-License-Identifier: MIT
#include "core/operations/compact.h"
#include "core/operations/compact_ledger.h"
#include "core/pipeline/volume_journal.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kFileSize = 2500; // three blocks and a list

// Two versions of 40 files; the newer one keeps every fourth. With the older one dropped, three
// quarters of several dblocks are waste.
void fillWithWaste(TestStore &store)
{
    store.options.compact.automatic = false;
    TestStore::Files all;
    TestStore::Files some;
    for (int i = 0; i < 40; ++i) {
        const std::string name = "file" + std::to_string(i);
        all[name] = store.noise(kFileSize) + std::string(500, 'x');
        if (i % 4 == 0)
            some[name] = all[name];
    }
    store.addVersion(all);
    store.addVersion(some);
    store.dropOlderVersions();
    store.options.compact.automatic = true;
    store.plan->clear();
    store.report = std::make_unique<RunReport>();
}

Result<CompactResult> run(TestStore &store, CompactReason reason = CompactReason::Asked)
{
    return compact(store.environment(), store.job(), store.settings, reason);
}

// Everything that must be true of a store at rest.
void checkSound(TestStore &store)
{
    VERIFY_OK(store.job().checkConsistency());
    std::size_t expected = 0;
    for (const VolumeKind kind : {VolumeKind::Dblock, VolumeKind::Dindex, VolumeKind::Dlist}) {
        for (const VolumeRow &row : store.usable(kind)) {
            const std::vector<std::string> names = store.remoteNames();
            QVERIFY2(std::binary_search(names.begin(), names.end(), row.name), row.name.c_str());
            ++expected;
        }
    }
    QCOMPARE(store.remoteNames().size(), expected);
}

std::int64_t wasteOf(TestStore &store)
{
    const auto needed = store.job().database().number(
        "SELECT count(*) FROM block b WHERE NOT EXISTS (SELECT 1 FROM volume v "
        "WHERE v.id = b.volume AND v.state IN (2, 3))");
    return needed ? *needed : -1;
}

} // namespace

class TestCompact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wasteIsReclaimedAndContentStays_data()
    {
        QTest::addColumn<QString>("encryption");
        QTest::newRow("encrypted") << u"aes"_s;
        QTest::newRow("plain") << QString();
    }
    void wasteIsReclaimedAndContentStays()
    {
        QFETCH(QString, encryption);
        TestStore store(encryption.toStdString());
        fillWithWaste(store);
        const TestStore::Files before = store.read(0);
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        const std::size_t sources = dblocks.size();
        std::int64_t size = 0;
        for (const VolumeRow &row : dblocks)
            size += row.size;
        QVERIFY(sources >= 5);
        store.plan->clear();
        const auto result = run(store);
        VERIFY_OK(result);
        QCOMPARE(result->downloadedFiles, static_cast<std::int64_t>(sources));
        QCOMPARE(result->downloadedBytes, size);
        QCOMPARE(result->deletedFiles, 2 * static_cast<std::int64_t>(sources));
        QVERIFY(result->uploadedFiles >= 4);
        QVERIFY(result->uploadedFiles < result->deletedFiles);
        QVERIFY(result->uploadedBytes < result->deletedBytes / 2);
        QVERIFY(store.read(0) == before);
        checkSound(store);
        QCOMPARE(wasteOf(store), 0);
        const auto copies = store.job().database().number("SELECT count(*) FROM block_copy");
        VERIFY_OK(copies);
        QCOMPARE(*copies, 0);
        QCOMPARE(store.report->count(Severity::Error), 0);
        // Once more: nothing is left to do.
        store.plan->clear();
        const auto again = run(store);
        VERIFY_OK(again);
        QCOMPARE(again->deletedFiles, 0);
        QCOMPARE(store.plan->calls(), 0U);
        // Nor is the destination opened for that.
        VERIFY_OK(compact(store.cutOff(), store.job(), store.settings, CompactReason::Asked));
    }

    // R13, R14: no source goes before its blocks are confirmed elsewhere; a dindex before its
    // dblock.
    void theOrderOfEffects()
    {
        TestStore store;
        store.options.transfer.parallelUploads = 1;
        fillWithWaste(store);
        VERIFY_OK(run(store));
        bool putSeen = false;
        bool indexPutSeen = false;
        std::string lastRemoved;
        for (const TraceEntry &entry : store.plan->trace()) {
            const bool isIndex = entry.name.find(".dindex.") != std::string::npos;
            if (entry.call == BackendCall::Put) {
                putSeen = true;
                indexPutSeen = indexPutSeen || isIndex;
            }
            if (entry.call != BackendCall::Remove)
                continue;
            QVERIFY(putSeen && indexPutSeen);
            QVERIFY(isIndex || lastRemoved.find(".dindex.") != std::string::npos);
            lastRemoved = entry.name;
        }
        QVERIFY(!lastRemoved.empty());
    }

    void uselessVolumesAreDeletedWithoutBeingRead()
    {
        TestStore store;
        store.options.compact.automatic = false;
        store.addVersion({{"old", store.noise(30'000)}});
        const std::size_t useless = store.usable(VolumeKind::Dblock).size();
        store.addVersion({{"new", store.noise(12'000)}});
        store.dropOlderVersions();
        const TestStore::Files before = store.read(0);
        store.plan->clear();
        const auto result = run(store);
        VERIFY_OK(result);
        // The metadata block that both share keeps the volume it is in.
        QCOMPARE(result->deletedFiles, 2 * static_cast<std::int64_t>(useless - 1));
        QCOMPARE(result->downloadedFiles, 0);
        QVERIFY(store.traced(BackendCall::Get).empty());
        QVERIFY(store.read(0) == before);
        checkSound(store);
    }

    void littleWasteIsLeftAlone()
    {
        TestStore store;
        fillWithWaste(store);
        store.options.compact.wastePercent = 90;
        const auto result = run(store);
        VERIFY_OK(result);
        QCOMPARE(result->downloadedFiles, 0);
        QCOMPARE(store.plan->calls(BackendCall::Put), 0U);
    }

    void manySmallVolumesBecomeFewer()
    {
        TestStore store;
        store.options.compact.smallFileMaxCount = 4;
        TestStore::Files files;
        for (int i = 0; i < 4; ++i) {
            files["file" + std::to_string(i)] = store.noise(300);
            store.addVersion(files);
        }
        VERIFY_OK(run(store, CompactReason::SmallVolume));
        QCOMPARE(store.usable(VolumeKind::Dblock).size(), 4U); // not yet too many
        files["file4"] = store.noise(300);
        store.addVersion(files);
        VERIFY_OK(run(store, CompactReason::SmallVolume));
        QCOMPARE(store.usable(VolumeKind::Dblock).size(), 1U);
        QVERIFY(store.read(0) == files);
        checkSound(store);
    }

    void automaticOnesAreSwitchedOffAndPaced()
    {
        TestStore store;
        fillWithWaste(store);
        store.options.compact.automatic = false;
        VERIFY_OK(run(store, CompactReason::VersionsDropped));
        QCOMPARE(store.plan->calls(), 0U);
        store.options.compact.automatic = true;
        store.options.compact.interval = std::chrono::hours(24);
        VERIFY_OK(store.job().setValue("last-compact", std::to_string(store.clock.nowSeconds())));
        store.clock.advance(std::chrono::hours(23));
        VERIFY_OK(run(store, CompactReason::VersionsDropped));
        QCOMPARE(store.plan->calls(), 0U);
        store.clock.advance(std::chrono::hours(1));
        const auto result = run(store, CompactReason::VersionsDropped);
        VERIFY_OK(result);
        QVERIFY(result->deletedFiles > 0);
        // The clock went back: the one noted is no reason to wait for it.
        VERIFY_OK(store.job().setValue("last-compact",
                                       std::to_string(store.clock.nowSeconds() + 86'400)));
        VERIFY_OK(run(store, CompactReason::VersionsDropped));
        const auto noted = store.job().value("last-compact", "");
        VERIFY_OK(noted);
        QCOMPARE(*noted, std::to_string(store.clock.nowSeconds()));
    }

    void aDestinationThatDoesNotOpenChangesNothing()
    {
        TestStore store;
        fillWithWaste(store);
        const std::vector<std::string> before = store.remoteNames();
        for (const int opens : {0, 1, 2}) {
            RunEnvironment environment = store.environment();
            const auto open = environment.openBackend;
            environment.openBackend = [open, left = opens]() mutable {
                if (left-- > 0)
                    return open();
                return Result<std::unique_ptr<Backend>>(
                    fail(ErrorCode::Transient, u"no more connections"_s));
            };
            VERIFY_FAILS(compact(environment, store.job(), store.settings, CompactReason::Asked),
                         ErrorCode::Transient);
            QVERIFY(store.remoteNames() == before);
            VERIFY_OK(store.job().checkConsistency());
        }
    }

    void dryRunOnlyTells()
    {
        TestStore store;
        fillWithWaste(store);
        store.options.dryRun = true;
        const auto result = run(store);
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QCOMPARE(store.plan->calls(), 0U);
        QVERIFY(store.reported(Severity::Information, u"CompactVolume"_s));
    }

    void aDamagedSourceIsNotCompactedButReported()
    {
        TestStore store;
        fillWithWaste(store);
        const VolumeRow victim = store.usable(VolumeKind::Dblock).at(1);
        store.flipByte(victim.name, 700);
        const auto result = run(store);
        VERIFY_OK(result);
        QVERIFY(result->deletedFiles > 0); // the others were
        QVERIFY(store.reported(Severity::Error, u"DamagedVolume"_s));
        const auto row = store.job().volumes.get(victim.id);
        VERIFY_OK(row);
        QCOMPARE((*row)->state, VolumeState::Damaged);
        const std::vector<std::string> names = store.remoteNames();
        QVERIFY(std::binary_search(names.begin(), names.end(), victim.name));
        // From now on nothing is deleted (R16).
        VERIFY_FAILS(run(store), ErrorCode::NeedsRepair);
    }

    void aSourceThatIsGoneIsReported()
    {
        TestStore store;
        fillWithWaste(store);
        const VolumeRow victim = store.usable(VolumeKind::Dblock).at(1);
        store.erase(victim.name);
        VERIFY_OK(run(store));
        QVERIFY(store.reported(Severity::Error, u"MissingVolume"_s));
        const auto row = store.job().volumes.get(victim.id);
        VERIFY_OK(row);
        QCOMPARE((*row)->state, VolumeState::Missing);
    }

    void withoutRoomNothingIsBegun()
    {
        TestStore store;
        fillWithWaste(store);
        constexpr std::int64_t kMore = std::int64_t{1} << 50;
        store.options.storage.dblockSize = kMore;
        const std::string sql = "UPDATE volume SET size = size + " + std::to_string(kMore);
        VERIFY_OK(store.job().database().execute(sql.c_str()));
        const auto result = run(store);
        VERIFY_FAILS(result, ErrorCode::NoSpace);
        QCOMPARE(result.error().id, u"TempSpace"_s);
        QCOMPARE(store.plan->calls(BackendCall::Put), 0U);
        QCOMPARE(store.plan->calls(BackendCall::Remove), 0U);
    }

    void archivesThatCannotBeWrittenAreKept()
    {
        TestStore store;
        fillWithWaste(store);
        store.settings.compression = "7z";
        VERIFY_OK(run(store));
        QVERIFY(store.reported(Severity::Information, u"CompactNotZip"_s));
        QCOMPARE(store.plan->calls(BackendCall::Put), 0U);
        TestStore without;
        without.addVersion({{"new", without.noise(100)}});
        without.settings.compression = "7z";
        VERIFY_OK(run(without));
        QVERIFY(!without.reported(Severity::Information, u"CompactNotZip"_s));
    }

    void anAbortLeavesEverythingReadable()
    {
        TestStore store;
        fillWithWaste(store);
        const TestStore::Files before = store.read(0);
        store.cancel.requestAbort();
        VERIFY_FAILS(run(store), ErrorCode::Cancelled);
        TestStore later(TestStore::Attach{store.folder()});
        QVERIFY(later.read(0) == before);
        VERIFY_OK(later.job().checkConsistency());
    }

    void aStopLeavesUselessVolumesForNextTime()
    {
        TestStore store;
        store.options.compact.automatic = false;
        store.addVersion({{"old", store.noise(30'000)}});
        store.addVersion({{"new", store.noise(12'000)}});
        store.dropOlderVersions();
        store.plan->clear();
        store.cancel.requestStop();
        VERIFY_OK(run(store));
        QCOMPARE(store.plan->calls(BackendCall::Remove), 0U);
        const auto noted = store.job().value("last-compact", "never");
        VERIFY_OK(noted);
        QCOMPARE(*noted, std::string("never")); // the pace of automatic ones counts whole ones
        TestStore later(TestStore::Attach{store.folder()});
        VERIFY_OK(run(later));
        QVERIFY(later.plan->calls(BackendCall::Remove) > 0);
    }

    void damageOnTheWayIsNotDamageInTheStore()
    {
        TestStore store;
        fillWithWaste(store);
        const TestStore::Files before = store.read(0);
        store.plan->clear();
        store.plan->at(BackendCall::Get, 2, {FaultKind::FlipOut, ErrorCode::Transient});
        VERIFY_OK(run(store));
        QCOMPARE(store.report->count(Severity::Error), 0);
        QVERIFY(store.rows(VolumeKind::Dblock, VolumeState::Damaged).empty());
        QVERIFY(store.read(0) == before);
        checkSound(store);
    }

    void aRefusedIndexKeepsItsDblock()
    {
        TestStore store;
        fillWithWaste(store);
        store.plan->at(BackendCall::Remove, 0, {FaultKind::RefusedDelete, ErrorCode::AccessDenied});
        VERIFY_OK(run(store));
        const auto index = store.rows(VolumeKind::Dindex, VolumeState::Deleting);
        QCOMPARE(index.size(), 1U);
        const auto dblock = store.rows(VolumeKind::Dblock, VolumeState::Deleting);
        QCOMPARE(dblock.size(), 1U);
        const std::vector<std::string> names = store.remoteNames();
        QVERIFY(std::binary_search(names.begin(), names.end(), dblock[0].name));
        VERIFY_OK(store.job().checkConsistency());
    }

    void aStopEndsItInOrder()
    {
        TestStore store;
        fillWithWaste(store);
        const TestStore::Files before = store.read(0);
        store.cancel.requestStop();
        VERIFY_OK(run(store));
        QVERIFY(store.read(0) == before);
        checkSound(store);
    }

    // Each remote call fails in turn: no content is lost, and a later run does the rest.
    void everyFailureLeavesEverythingReadable()
    {
        for (std::uint64_t call = 0;; call += 5) {
            TestStore store;
            fillWithWaste(store);
            const TestStore::Files before = store.read(0);
            store.plan->clear();
            store.plan->failCall(call);
            std::ignore = run(store); // what it says is not the point
            const bool failed = store.plan->hasFailed();
            store.plan->clear();
            store.reopen();
            QVERIFY(store.read(0) == before);
            VERIFY_OK(store.job().checkConsistency());
            VERIFY_OK(run(store));
            QVERIFY(store.read(0) == before);
            VERIFY_OK(store.job().checkConsistency());
            if (!failed)
                break;
        }
    }

    // The last look before a volume goes: whoever asks for too much gets nothing (R13).
    void aVolumeThatIsNeededIsNeverReclaimed()
    {
        TestStore store;
        fillWithWaste(store);
        const RunEnvironment environment = store.environment();
        const auto needed = NeededBlocks::collect(store.job());
        VERIFY_OK(needed);
        VolumeJournal journal(environment, store.job(), *environment.openBackend(), store.settings);
        CompactResult result;
        VolumeReclaimer reclaimer(environment, store.job(), journal, *needed, result);
        const std::vector<VolumeRow> dblocks = store.usable(VolumeKind::Dblock);
        const auto blocks = store.job().blocks.ofVolume(dblocks.front().id);
        VERIFY_OK(blocks);
        const auto isNeeded = [&](const BlockRow &block) { return needed->contains(block.id); };
        const auto block = std::ranges::find_if(*blocks, isNeeded);
        QVERIFY(block != blocks->end());
        const std::vector<std::string> before = store.remoteNames();
        VERIFY_FAILS(reclaimer.reclaim(dblocks.front(), {}), ErrorCode::Internal);
        // Said to have been moved, but there is no copy.
        VERIFY_FAILS(reclaimer.reclaim(dblocks.front(), {{block->id, dblocks.back().id}}),
                     ErrorCode::Internal);
        store.cancel.requestAbort();
        VERIFY_FAILS(reclaimer.reclaim(dblocks.front(), {}), ErrorCode::Cancelled);
        QCOMPARE(store.remoteNames(), before);
        checkSound(store);
    }
};

QTEST_GUILESS_MAIN(TestCompact)
#include "test_compact.moc"
