// SPDX-License-Identifier: MIT
#include "core/format/stream_shape.h"

#include <QTest>

#include <limits>

using namespace cairn;

class TestStreamShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The table of storage-format.md §4.2.
    void table_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<qint64>("blocks");
        QTest::addColumn<QList<qint64>>("lists");
        QTest::newRow("0") << qint64(0) << qint64(0) << QList<qint64>();
        QTest::newRow("1") << qint64(1) << qint64(1) << QList<qint64>();
        QTest::newRow("1024") << qint64(1024) << qint64(1) << QList<qint64>();
        QTest::newRow("1025") << qint64(1025) << qint64(2) << QList<qint64>{64};
        QTest::newRow("32768") << qint64(32768) << qint64(32) << QList<qint64>{1024};
        QTest::newRow("32769") << qint64(32769) << qint64(33) << QList<qint64>{1024, 32};
        QTest::newRow("65537") << qint64(65537) << qint64(65) << QList<qint64>{1024, 1024, 32};
    }
    void table()
    {
        QFETCH(qint64, size);
        QFETCH(qint64, blocks);
        QFETCH(QList<qint64>, lists);
        QCOMPARE(blockCount(size, 1024), std::int64_t(blocks));
        QCOMPARE(blocklistCount(size, 1024, 32), std::int64_t(lists.size()));
        for (qsizetype i = 0; i < lists.size(); ++i)
            QCOMPARE(blocklistLength(size, 1024, 32, i), std::int64_t(lists[i]));
        QCOMPARE(blocklistLength(size, 1024, 32, lists.size()), std::int64_t(0));
    }

    void listsAreCutAtWholeHashes()
    {
        // 48-byte hashes: 21 in 1 KiB, 16 bytes unused.
        QCOMPARE(hashesPerBlocklist(1024, 48), std::int64_t(21));
        QCOMPARE(blocklistLength(22 * 1024, 1024, 48, 0), std::int64_t(21 * 48));
        QCOMPARE(blocklistLength(22 * 1024, 1024, 48, 1), std::int64_t(48));
    }

    void blockLengthsAddUp()
    {
        for (const std::int64_t size : {0, 1, 1023, 1024, 1025, 10'000}) {
            std::int64_t sum = 0;
            for (std::int64_t i = 0; i < blockCount(size, 1024); ++i)
                sum += blockLength(size, 1024, i);
            QCOMPARE(sum, size);
            QCOMPARE(blockLength(size, 1024, blockCount(size, 1024)), std::int64_t(0));
            QCOMPARE(blockLength(size, 1024, -1), std::int64_t(0));
        }
    }

    void hugeSizesDoNotOverflow()
    {
        constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
        QCOMPARE(blockCount(kMax, 1024), kMax / 1024 + 1);
        QCOMPARE(blockLength(kMax, 1024, kMax / 1024), std::int64_t(1023));
    }
};

QTEST_GUILESS_MAIN(TestStreamShape)
#include "test_stream_shape.moc"
