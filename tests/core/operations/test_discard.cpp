// SPDX-License-Identifier: MIT
#include "core/operations/discard.h"
#include "tests/core/operations/test_compact_store.h"
#include "tests/support/verify.h"

#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

void fill(TestStore &store)
{
    store.options.compact.automatic = false;
    for (int i = 0; i < 3; ++i)
        store.addVersion({{"always", "the same"}, {"only" + std::to_string(i), store.noise(3000)}});
    store.plan->clear();
}

} // namespace

class TestDiscard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingOfTheBackupGoesAndNothingElse()
    {
        TestStore store;
        fill(store);
        const auto before = store.usable(VolumeKind::Dblock).size() +
                            store.usable(VolumeKind::Dindex).size() +
                            store.usable(VolumeKind::Dlist).size();
        const auto result = discard(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QVERIFY(result->left.empty());
        QCOMPARE(result->deletedFiles, static_cast<std::int64_t>(before));
        QVERIFY(result->deletedBytes > 9000);
        QCOMPARE(store.traced(BackendCall::Remove).size(), before);
        QVERIFY(store.traced(BackendCall::Put).empty());
        QCOMPARE(store.versions(), 0U);
        VERIFY_OK(store.job().checkConsistency());
    }

    // Versions go before what they are made of, and no content before the index that speaks of it.
    void listsGoFirstAndContentLast()
    {
        TestStore store;
        fill(store);
        VERIFY_OK(discard(store.environment(), store.job(), store.settings));
        std::vector<std::size_t> lists, contents;
        const auto removed = store.traced(BackendCall::Remove);
        for (std::size_t i = 0; i < removed.size(); ++i) {
            if (removed[i].find(".dlist.") != std::string::npos)
                lists.push_back(i);
            if (removed[i].find(".dblock.") != std::string::npos)
                contents.push_back(i);
        }
        QVERIFY(!lists.empty() && !contents.empty());
        QVERIFY(lists.back() < contents.front());
    }

    // Whatever fails, the next call goes on, and the database agrees with itself in between.
    void anotherCallGoesOnAfterAnyFailure()
    {
        for (std::uint64_t call = 0;; ++call) {
            TestStore store;
            fill(store);
            store.plan->failCall(call);
            const auto first = discard(store.environment(), store.job(), store.settings);
            VERIFY_OK(store.job().checkConsistency());
            if (store.plan->calls() <= call) { // each has had its turn
                VERIFY_OK(first);
                QVERIFY(call > 9 && first->left.empty());
                break;
            }
            store.plan->clear();
            const auto second = discard(store.environment(), store.job(), store.settings);
            VERIFY_OK(second);
            QVERIFY(second->left.empty());
            QCOMPARE(store.versions(), 0U);
            QCOMPARE(store.usable(VolumeKind::Dblock).size(), 0U);
            QCOMPARE(store.usable(VolumeKind::Dindex).size(), 0U);
        }
    }

    void aDryRunOnlyCounts()
    {
        TestStore store;
        fill(store);
        store.options.dryRun = true;
        const auto result = discard(store.environment(), store.job(), store.settings);
        VERIFY_OK(result);
        QVERIFY(result->dryRun);
        QVERIFY(result->deletedFiles >= 9);
        QCOMPARE(store.plan->calls(), 0U);
        QCOMPARE(store.versions(), 3U);
    }
};

QTEST_GUILESS_MAIN(TestDiscard)
#include "test_discard.moc"
