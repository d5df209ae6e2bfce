// SPDX-License-Identifier: MIT
#include "core/operations/restore_share.h"

#include <QTest>

#include <atomic>
#include <map>
#include <thread>

using namespace cairn;

namespace {

// `blocks` blocks, each with `uses` uses.
std::shared_ptr<WantedVolume> volumeOf(std::int64_t blocks, std::int64_t uses = 1)
{
    auto volume = std::make_shared<WantedVolume>();
    for (std::int64_t block = 0; block < blocks; ++block)
        for (std::int64_t use = 0; use < uses; ++use)
            volume->uses.push_back({block, use, 1, nullptr});
    return volume;
}

std::size_t usesOf(RestoreShare &share)
{
    std::size_t count = 0;
    while (true) {
        const auto taken = share.take(8);
        if (taken.empty())
            return count;
        count += taken.size();
    }
}

std::vector<BlockNeed> needsOf(std::uint32_t volumes)
{
    std::vector<BlockNeed> needs;
    for (std::uint32_t volume = 1; volume <= volumes; ++volume)
        for (int i = 0; i < 3; ++i) {
            BlockNeed need;
            need.volume = volume;
            needs.push_back(need);
        }
    return needs;
}

} // namespace

class TestRestoreShare : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAllInOrder();
    void neverTearsABlockApart();
    void splitsWhatIsWorthIt();
    void roundGivesEachVolumeOnce();
    void everyUseIsDeliveredOnce();
    void aFailureEndsTheWait();
};

void TestRestoreShare::takesAllInOrder()
{
    RestoreShare share(volumeOf(20));
    std::int64_t next = 0;
    while (true) {
        const auto taken = share.take(8);
        if (taken.empty())
            break;
        for (const WantedBlockUse &use : taken)
            QCOMPARE(use.block, next++);
    }
    QCOMPARE(next, 20);
}

void TestRestoreShare::neverTearsABlockApart()
{
    RestoreShare share(volumeOf(40, 5));
    auto half = share.split();
    QVERIFY(half.has_value());
    for (RestoreShare *part : {&share, &*half})
        while (true) {
            const auto taken = part->take(8);
            if (taken.empty())
                break;
            QCOMPARE(taken.front().index, 0);
            QCOMPARE(taken.back().index, 4);
        }
}

void TestRestoreShare::splitsWhatIsWorthIt()
{
    RestoreShare small(volumeOf(10));
    QVERIFY(!small.split());
    RestoreShare large(volumeOf(1000));
    std::ignore = large.take(100);
    auto half = large.split();
    QVERIFY(half.has_value());
    QCOMPARE(usesOf(large), std::size_t{450});
    QCOMPARE(usesOf(*half), std::size_t{450});
    RestoreShare oneBlock(volumeOf(1, 1000)); // one half has all of it
    auto rest = oneBlock.split();
    QVERIFY(rest.has_value());
    QCOMPARE(usesOf(oneBlock) + usesOf(*rest), std::size_t{1000});
}

void TestRestoreShare::roundGivesEachVolumeOnce()
{
    const std::vector<BlockNeed> needs = needsOf(4);
    RestoreRound round(needs);
    QCOMPARE(round.volumes(), std::size_t{4});
    for (std::uint32_t volume = 1; volume <= 4; ++volume) {
        const auto next = round.next();
        QVERIFY(next.has_value());
        QCOMPARE(next->size(), std::size_t{3});
        QCOMPARE(next->front().volume, volume);
        round.noShare();
    }
    QVERIFY(!round.next());
    QVERIFY(round.takeOver() == nullptr);
}

// Four threads, two volumes: those that find none wait for the others to open theirs.
void TestRestoreShare::everyUseIsDeliveredOnce()
{
    constexpr std::int64_t kBlocks = 20000;
    const std::vector<BlockNeed> needs = needsOf(2);
    RestoreRound round(needs);
    std::vector<std::atomic<int>> delivered(kBlocks);
    std::atomic<int> takenOver{0};
    const auto deliver = [&](RestoreShare &share) {
        while (true) {
            const auto uses = round.take(share, 8);
            if (uses.empty())
                break;
            for (const WantedBlockUse &use : uses)
                ++delivered[static_cast<std::size_t>(use.block)];
            std::this_thread::yield();
        }
        round.drop(share);
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            while (round.next()) {
                std::this_thread::sleep_for(std::chrono::milliseconds(2));
                deliver(round.share(volumeOf(kBlocks)));
            }
            while (RestoreShare *share = round.takeOver()) {
                ++takenOver;
                deliver(*share);
            }
        });
    for (std::thread &thread : threads)
        thread.join();
    for (const auto &count : delivered)
        QCOMPARE(count.load(), 2);
    QVERIFY(takenOver > 0);
}

void TestRestoreShare::aFailureEndsTheWait()
{
    const std::vector<BlockNeed> needs = needsOf(1);
    RestoreRound round(needs);
    QVERIFY(round.next());
    std::thread waiting([&round] { QVERIFY(round.takeOver() == nullptr); });
    round.fail(Error{ErrorCode::NoSpace, QStringLiteral("full"), {}, {}});
    waiting.join();
    RestoreShare &share = round.share(volumeOf(100));
    QVERIFY(round.take(share, 8).empty());
    QVERIFY(round.failure() && round.failure()->code == ErrorCode::NoSpace);
}

QTEST_APPLESS_MAIN(TestRestoreShare)
#include "test_restore_share.moc"
