// SPDX-License-Identifier: MIT
#include "core/db/block_list.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <numeric>
#include <set>

using namespace cairn;
using namespace cairn::test;

namespace {

using Ids = std::vector<std::int64_t>;
using Packed = std::vector<std::uint8_t>;

BlockList listOf(const Ids &ids)
{
    BlockList list;
    for (const std::int64_t id : ids)
        list.append(id);
    return list;
}

Ids idsOf(const BlockList &list)
{
    Ids ids;
    list.forEach([&](std::int64_t index, std::int64_t id) {
        QCOMPARE(index, static_cast<std::int64_t>(ids.size()));
        ids.push_back(id);
    });
    return ids;
}

// Runs, repeats and jumps, as files of all kinds have them.
Ids someIds(SeededRandom &random)
{
    Ids ids;
    for (std::uint64_t piece = random.below(6); piece > 0; --piece) {
        std::int64_t id = static_cast<std::int64_t>(random.below(40));
        const std::int64_t step = static_cast<std::int64_t>(random.below(3)) - 1;
        for (std::uint64_t count = random.below(8); count > 0; --count, id += step)
            ids.push_back(std::max<std::int64_t>(0, id));
    }
    return ids;
}

} // namespace

class TestBlockList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repeatedIdsAreAsAppendedOneByOne()
    {
        SeededRandom random(testSeed(2));
        for (int round = 0; round < 3000; ++round) {
            const Ids ids = someIds(random);
            BlockList list = listOf(ids);
            BlockList expected = list;
            const std::int64_t id = static_cast<std::int64_t>(random.below(45));
            const std::int64_t count = static_cast<std::int64_t>(random.below(6));
            list.appendRepeated(id, count);
            for (std::int64_t i = 0; i < count; ++i)
                expected.append(id);
            QCOMPARE(idsOf(list), idsOf(expected));
            QCOMPARE(list.pack(), expected.pack());
        }
        BlockList huge; // at once
        huge.appendRepeated(0, std::int64_t{1} << 39);
        QCOMPARE(huge.count(), std::int64_t{1} << 39);
    }

    void packedListsComeBack()
    {
        SeededRandom random(testSeed(1));
        for (int round = 0; round < 3000; ++round) {
            const Ids ids = someIds(random);
            const BlockList list = listOf(ids);
            QCOMPARE(list.count(), static_cast<std::int64_t>(ids.size()));
            const Result<BlockList> back = BlockList::unpack(list.pack());
            VERIFY_OK(back);
            QCOMPARE(idsOf(*back), ids);
            QCOMPARE(back->count(), list.count());
            QCOMPARE(back->pack(), list.pack());
        }
    }

    void piecesAndRangesCoverTheList()
    {
        SeededRandom random(testSeed(2));
        for (int round = 0; round < 1000; ++round) {
            const Ids ids = someIds(random);
            const BlockList list = listOf(ids);
            Ids fromPieces;
            list.forEachPiece(
                [&](std::int64_t index, std::int64_t first, std::int64_t count, std::int64_t step) {
                    QCOMPARE(index, static_cast<std::int64_t>(fromPieces.size()));
                    for (std::int64_t i = 0; i < count; ++i)
                        fromPieces.push_back(first + i * step);
                });
            QCOMPARE(fromPieces, ids);
            std::set<std::int64_t> inRanges;
            list.forEachRange([&](std::int64_t first, std::int64_t count) {
                for (std::int64_t i = 0; i < count; ++i)
                    inRanges.insert(first + i);
            });
            QCOMPARE(inRanges, std::set<std::int64_t>(ids.begin(), ids.end()));
        }
    }

    void newFilesAndHolesStaySmall()
    {
        Ids run(1'000'000);
        std::iota(run.begin(), run.end(), 4'000'000);
        QVERIFY(listOf(run).pack().size() <= 8);
        QVERIFY(listOf(Ids(1'000'000, 17)).pack().size() <= 6);
    }

    void anEmptyListIsNothing()
    {
        QVERIFY(BlockList().pack().empty());
        const Result<BlockList> back = BlockList::unpack({});
        VERIFY_OK(back);
        QCOMPARE(back->count(), 0);
    }

    void hostileBytesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("delta alone") << QByteArray("\x02", 1);
        QTest::newRow("endless number") << QByteArray(20, '\xff');
        QTest::newRow("cut in a number") << QByteArray("\x02\x80", 2);
        QTest::newRow("no blocks") << QByteArray("\x02\x01", 2);
        QTest::newRow("negative id") << QByteArray("\x01\x03", 2);
        QTest::newRow("id beyond all")
            << QByteArray("\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03", 11);
        QTest::newRow("distance of the lowest number")
            << QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01\x03", 11);
        QTest::newRow("count beyond all")
            << QByteArray("\x02\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11);
        QByteArray sum;
        for (int i = 0; i < 3; ++i) // 2^39 blocks each
            sum += QByteArray("\x00\x80\x80\x80\x80\x80\x20", 7);
        QTest::newRow("counts that add up beyond all") << sum;
    }
    void hostileBytesAreRefused()
    {
        QFETCH(QByteArray, bytes);
        const Packed packed(bytes.begin(), bytes.end());
        const Result<BlockList> list = BlockList::unpack(packed);
        VERIFY_FAILS(list, ErrorCode::Corrupt);
        QCOMPARE(list.error().id, QStringLiteral("DatabaseIsDamaged"));
    }

    void anyBytesAreRefusedOrMakeAList()
    {
        SeededRandom random(testSeed(3));
        for (int round = 0; round < 20'000; ++round) {
            const std::string bytes = random.bytes(random.below(24));
            const Result<BlockList> list = BlockList::unpack(asBytes(bytes));
            if (!list)
                continue;
            const Result<BlockList> again = BlockList::unpack(list->pack());
            VERIFY_OK(again);
            QCOMPARE(again->count(), list->count());
        }
    }
};

QTEST_GUILESS_MAIN(TestBlockList)
#include "test_block_list.moc"
