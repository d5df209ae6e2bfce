// SPDX-License-Identifier: MIT
#include "core/config/compressed_extensions.h"

#include <QTest>

using namespace cairn;

class TestCompressedExtensions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAtWhatFollowsTheLastDot_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("compressed");
        QTest::newRow("first of the list") << QByteArray("a.3g2") << true;
        QTest::newRow("last of the list") << QByteArray("a.zst") << true;
        QTest::newRow("upper case") << QByteArray("IMG.JPG") << true;
        QTest::newRow("an I, which a Turkish locale lowers differently")
            << QByteArray("CLIP.AVI") << true;
        QTest::newRow("text") << QByteArray("a.txt") << false;
        QTest::newRow("none") << QByteArray("zip") << false;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("dot at the end") << QByteArray("zip.") << false;
        QTest::newRow("only the last counts") << QByteArray("a.zip.txt") << false;
        QTest::newRow("hidden file") << QByteArray(".gz") << true;
        QTest::newRow("in a path") << QByteArray("/a/b.d/c.7z") << true;
        QTest::newRow("a folder's name does not count") << QByteArray("/a/b.zip/c") << false;
        QTest::newRow("bytes that are no text") << QByteArray("\xff\xfe.zip") << true;
    }
    void looksAtWhatFollowsTheLastDot()
    {
        QFETCH(QByteArray, name);
        QTEST(CompressedExtensions().contains(name.toStdString()), "compressed");
    }

    void ownListReplacesTheBuiltInOne()
    {
        const auto list = CompressedExtensions::fromText("  .Foo a comment\n"
                                                         "no dot\r\n"
                                                         ".\n"
                                                         "\n"
                                                         ".bar\r\n"
                                                         "# .baz");
        QVERIFY(list.contains("x.foo"));
        QVERIFY(list.contains("x.BAR"));
        QVERIFY(!list.contains("x.baz"));
        QVERIFY(!list.contains("x.zip"));
        QVERIFY(!CompressedExtensions::fromText("").contains("x.zip"));
    }
};

QTEST_APPLESS_MAIN(TestCompressedExtensions)
#include "test_compressed_extensions.moc"
