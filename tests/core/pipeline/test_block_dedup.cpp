// SPDX-License-Identifier: MIT
#include "core/pipeline/block_dedup.h"

#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

#include <set>
#include <thread>

namespace cairn::test {

class TestBlockDedup final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void newBlocksGetIdsInARow();
    void aBlockIsClaimedOnce();
    void committedBlocksAreKnown();
    void theSizeBelongsToTheIdentity();
    void whatIsStoredStaysStored();
    void whatIsLostIsStoredAgainOnce_data();
    void whatIsLostIsStoredAgainOnce();
    void oneOfManyThreadsStoresIt();

private:
    Digest digest(const std::string &content) const
    {
        return hashOf(m_lab->settings.blockHash, asBytes(content));
    }
    std::int64_t addVolume(VolumeState state);

    std::unique_ptr<PipelineLab> m_lab;
};

void TestBlockDedup::init()
{
    m_lab = std::make_unique<PipelineLab>();
}

std::int64_t TestBlockDedup::addVolume(VolumeState state)
{
    VolumeRow row;
    row.name = newVolumeName(m_lab->settings, VolumeKind::Dblock, m_lab->random);
    row.state = state;
    return need(m_lab->job().volumes.add(row));
}

void TestBlockDedup::newBlocksGetIdsInARow()
{
    VERIFY_OK(m_lab->job().blocks.insert({41, digest("old"), 3, addVolume(VolumeState::Verified)}));
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    const std::vector<BlockDedup::Request> requests{
        {digest("a"), 1}, {digest("b"), 1}, {digest("old"), 3}, {digest("a"), 1}, {digest("c"), 1}};
    std::vector<BlockDedup::Claim> claims(requests.size());
    VERIFY_OK(dedup->claim(requests, claims));
    QCOMPARE(claims[0].id, 42);
    QCOMPARE(claims[1].id, 43);
    QCOMPARE(claims[2].id, 41);
    QCOMPARE(claims[3].id, 42); // twice in one call
    QCOMPARE(claims[4].id, 44);
    QVERIFY(claims[0].store && claims[1].store && claims[4].store);
    QVERIFY(!claims[2].store && !claims[3].store);
}

void TestBlockDedup::aBlockIsClaimedOnce()
{
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    const auto first = need(dedup->claim(digest("x"), 1));
    QVERIFY(first.store && !first.moved);
    for (int i = 0; i < 3; ++i) {
        const auto again = need(dedup->claim(digest("x"), 1));
        QVERIFY(!again.store);
        QCOMPARE(again.id, first.id);
    }
}

void TestBlockDedup::committedBlocksAreKnown()
{
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    const auto claim = need(dedup->claim(digest("x"), 1));
    const std::vector<BlockRow> rows{{claim.id, digest("x"), 1, addVolume(VolumeState::Confirmed)}};
    VERIFY_OK(m_lab->job().blocks.insert(rows[0]));
    dedup->committed(rows);
    const auto again = need(dedup->claim(digest("x"), 1));
    QVERIFY(!again.store);
    QCOMPARE(again.id, claim.id);
}

void TestBlockDedup::theSizeBelongsToTheIdentity()
{
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    const auto one = need(dedup->claim(digest("x"), 1));
    const auto two = need(dedup->claim(digest("x"), 2)); // as if two contents had one hash
    QVERIFY(two.store);
    QVERIFY(one.id != two.id);
}

void TestBlockDedup::whatIsStoredStaysStored()
{
    for (const VolumeState state : {VolumeState::Confirmed, VolumeState::Verified}) {
        init();
        VERIFY_OK(m_lab->job().blocks.insert({7, digest("x"), 1, addVolume(state)}));
        const auto dedup = need(BlockDedup::create(m_lab->job()));
        const auto claim = need(dedup->claim(digest("x"), 1));
        QVERIFY(!claim.store);
        QCOMPARE(claim.id, 7);
    }
}

void TestBlockDedup::whatIsLostIsStoredAgainOnce_data()
{
    QTest::addColumn<int>("state"); // of its volume; -1: none
    QTest::newRow("nowhere") << -1;
    for (const VolumeState state : {VolumeState::Missing, VolumeState::Damaged,
                                    VolumeState::Uploading, VolumeState::Deleting})
        QTest::newRow(stateName(state)) << static_cast<int>(state);
}

// R7: a block counts only while its volume is confirmed.
void TestBlockDedup::whatIsLostIsStoredAgainOnce()
{
    QFETCH(const int, state);
    const std::int64_t volume = state < 0 ? 0 : addVolume(static_cast<VolumeState>(state));
    VERIFY_OK(m_lab->job().blocks.insert({7, digest("x"), 1, volume}));
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    const auto first = need(dedup->claim(digest("x"), 1));
    QCOMPARE(first.id, 7); // under its old id, so that old versions get it back
    QVERIFY(first.store && first.moved);
    const auto second = need(dedup->claim(digest("x"), 1));
    QCOMPARE(second.id, 7);
    QVERIFY(!second.store);
}

void TestBlockDedup::oneOfManyThreadsStoresIt()
{
    const auto dedup = need(BlockDedup::create(m_lab->job()));
    std::atomic<int> stored{0};
    std::mutex mutex;
    std::set<std::int64_t> ids;
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                const auto claim = need(dedup->claim(digest(std::to_string(i)), 1));
                stored += claim.store ? 1 : 0;
                const std::scoped_lock lock(mutex);
                ids.insert(claim.id);
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(stored.load(), 200);
    QCOMPARE(ids.size(), std::size_t{200});
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestBlockDedup)
#include "test_block_dedup.moc"
