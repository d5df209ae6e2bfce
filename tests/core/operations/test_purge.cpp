// SPDX-License-Identifier: MIT
#include "core/operations/purge.h"
#include "core/operations/reconcile.h"
#include "core/operations/repair.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

using Contents = std::vector<TestStore::Files>; // of each version, the newest first

void fill(TestStore &store)
{
    store.options.compact.automatic = false;
    TestStore::Files files{{"keep", "the same"}, {"gone", store.noise(3000)}};
    store.addVersion(files);
    files["gone"] = store.noise(5000);
    files["later"] = store.noise(2000);
    store.addVersion(files);
    files["last"] = "of the newest alone";
    store.addVersion(files);
    store.plan->clear();
}

Contents contentsOf(TestStore &store)
{
    Contents all;
    for (std::size_t i = 0; i < store.versions(); ++i)
        all.push_back(store.read(i));
    return all;
}

Contents without(Contents all, const std::string &name)
{
    for (TestStore::Files &files : all)
        files.erase(name);
    return all;
}

Result<PurgeResult> purgeOf(TestStore &store, const std::string &path)
{
    return purge(store.environment(), store.job(), store.settings, {{path}, {}});
}

// The volumes that hold what one file alone needs.
std::vector<std::string> volumesOf(TestStore &store, const std::string &name)
{
    std::vector<std::string> names;
    const std::int64_t version = store.job().versions.visible().value().front().id;
    const std::int64_t root = store.job().entries.findFolderByPath("/", '/').value();
    const auto row = store.job().entries.find(root, name, version).value();
    for (const VolumeRow &volume : store.usable(VolumeKind::Dblock)) {
        const std::vector<BlockRow> blocks = store.job().blocks.ofVolume(volume.id).value();
        for (const BlockRow &block : blocks)
            if (row && block.id == row->content)
                names.push_back(volume.name);
    }
    return names;
}

} // namespace

class TestPurge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileGoesOutOfAllVersionsAndNothingElse()
    {
        TestStore store;
        fill(store);
        const Contents expected = without(contentsOf(store), "gone");
        const auto lists = store.usable(VolumeKind::Dlist);
        const auto result = purgeOf(store, "/gone");
        VERIFY_OK(result);
        QCOMPARE(result->versions.size(), std::size_t{3});
        QCOMPARE(result->versions[0].files, std::int64_t{1});
        QCOMPARE(result->versions[0].bytes, std::int64_t{5000});
        QCOMPARE(result->versions[2].bytes, std::int64_t{3000});
        QVERIFY(contentsOf(store) == expected);
        for (const VolumeRow &old : lists) // each was made anew under a name of its own (R31)
            for (const std::string &name : store.remoteNames())
                QVERIFY(name != old.name);
        VERIFY_OK(store.job().checkConsistency());
    }

    void onlyTheVersionsThatAreChosen()
    {
        TestStore store;
        fill(store);
        Contents expected = contentsOf(store);
        expected[1].erase("later");
        store.options.selection.versions = {1};
        VERIFY_OK(purgeOf(store, "/later"));
        QVERIFY(contentsOf(store) == expected);
    }

    // With what it alone needed, if compacting is wanted.
    void itsSpaceIsReclaimed()
    {
        TestStore store;
        fill(store);
        const Contents expected = without(contentsOf(store), "gone");
        store.options.compact.automatic = true;
        const auto result = purgeOf(store, "/gone");
        VERIFY_OK(result);
        QVERIFY(result->compacted && result->compacted->deletedFiles > 0);
        QVERIFY(contentsOf(store) == expected);
    }

    void aVersionOfWhichNothingIsLeftIsRefused()
    {
        TestStore store;
        fill(store);
        const Contents before = contentsOf(store);
        store.plan->clear();
        const auto result = purgeOf(store, "/*");
        VERIFY_FAILS(result, ErrorCode::InvalidArgument);
        QCOMPARE(result.error().id, u"PurgeWouldRemoveEntireFileset"_s);
        QCOMPARE(store.plan->calls(), 0U);
        QVERIFY(contentsOf(store) == before);
    }

    void whatIsToGoMustBeSaid()
    {
        TestStore store;
        fill(store);
        const auto result = purge(store.environment(), store.job(), store.settings, {});
        VERIFY_FAILS(result, ErrorCode::InvalidArgument);
        QCOMPARE(store.plan->calls(), 0U);
    }

    void aDryRunTellsAndChangesNothing()
    {
        TestStore store;
        fill(store);
        store.options.dryRun = true;
        const auto result = purgeOf(store, "/gone");
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QCOMPARE(result->versions.size(), std::size_t{3});
        QCOMPARE(store.plan->calls(), 0U);
    }

    // Whatever fails, every version is whole, with the file or without, and another call goes on.
    void anotherCallGoesOnAfterAnyFailure()
    {
        for (std::uint64_t call = 0;; ++call) {
            TestStore store;
            fill(store);
            const Contents before = contentsOf(store);
            const Contents expected = without(before, "gone");
            store.plan->clear();
            store.plan->failCall(call);
            const auto first = purgeOf(store, "/gone");
            const bool isOver = store.plan->calls() <= call; // each has had its turn
            store.plan->clear();
            VERIFY_OK(store.job().checkConsistency());
            const Contents between = contentsOf(store);
            QCOMPARE(between.size(), before.size());
            for (std::size_t i = 0; i < between.size(); ++i)
                QVERIFY(between[i] == before[i] || between[i] == expected[i]);
            if (isOver) {
                VERIFY_OK(first);
                QVERIFY(call > 5);
                break;
            }
            VERIFY_OK(purgeOf(store, "/gone"));
            QVERIFY(contentsOf(store) == expected);
        }
    }

    void whatIsLostIsGivenUpAndTheRestStays()
    {
        TestStore store;
        fill(store);
        const Contents expected = without(contentsOf(store), "last");
        const std::vector<std::string> volumes = volumesOf(store, "last");
        QCOMPARE(volumes.size(), std::size_t{1});
        store.erase(volumes.front());
        VERIFY_OK(repair(store.environment(), store.job(), store.settings)); // finds it out
        const auto result = purgeBroken(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QCOMPARE(result->versions.size(), std::size_t{1});
        QVERIFY(contentsOf(store) == expected);
        QVERIFY(store.job().blocks.lost().value().empty());
        VERIFY_OK(store.job().checkConsistency());
        // And is clean: nothing more to give up.
        const auto again = purgeBroken(store.environment(), store.job(), store.settings);
        VERIFY_OK(again);
        QVERIFY(again->versions.empty());
    }

    void neverTheLastOfAllVersions()
    {
        TestStore store;
        store.options.compact.automatic = false;
        store.addVersion({{"only", store.noise(3000)}});
        for (const VolumeRow &volume : store.usable(VolumeKind::Dblock))
            store.erase(volume.name);
        std::ignore = repair(store.environment(), store.job(), store.settings);
        const auto result = purgeBroken(store.environment(), store.job(), store.settings);
        VERIFY_FAILS(result, ErrorCode::NeedsRepair);
        QCOMPARE(result.error().id, u"AllFilesetsBroken"_s);
        QCOMPARE(store.versions(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestPurge)
#include "test_purge.moc"
