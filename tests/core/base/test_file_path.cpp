// SPDX-License-Identifier: MIT
#include "core/base/file_path.h"

#include <QTest>

using namespace cairn;

class TestFilePath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joins();
    void splits_data();
    void splits();
    void showsWhatCannotBeShown_data();
    void showsWhatCannotBeShown();
};

void TestFilePath::joins()
{
    QCOMPARE((FilePath("/a") / "b").bytes(), std::string("/a/b"));
    QCOMPARE((FilePath("/a/") / "b").bytes(), std::string("/a/b"));
    QCOMPARE((FilePath("/") / "b").bytes(), std::string("/b"));
    QCOMPARE((FilePath() / "b").bytes(), std::string("b"));
    QCOMPARE((FilePath("/a") / "\xff\n").bytes(), std::string("/a/\xff\n"));
    QVERIFY(FilePath("/a") < FilePath("/b"));
}

void TestFilePath::splits_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("parent");
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("two") << QByteArray("/a/b") << QByteArray("/a") << QByteArray("b");
    QTest::newRow("one") << QByteArray("/a") << QByteArray("/") << QByteArray("a");
    QTest::newRow("root") << QByteArray("/") << QByteArray("/") << QByteArray("/");
    QTest::newRow("slash behind") << QByteArray("/a/b//") << QByteArray("/a") << QByteArray("b");
    QTest::newRow("relative") << QByteArray("a") << QByteArray(".") << QByteArray("a");
}

void TestFilePath::splits()
{
    QFETCH(const QByteArray, path);
    QFETCH(const QByteArray, parent);
    QFETCH(const QByteArray, name);
    const FilePath value(path.toStdString());
    QCOMPARE(value.parent().bytes(), parent.toStdString());
    QCOMPARE(std::string(value.name()), name.toStdString());
}

void TestFilePath::showsWhatCannotBeShown_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << QByteArray("/a b/\xc3\xa4") << QString::fromUtf8("/a b/\xc3\xa4");
    QTest::newRow("emoji") << QByteArray("\xf0\x9f\x98\x80")
                           << QString::fromUtf8("\xf0\x9f\x98\x80");
    QTest::newRow("newline") << QByteArray("a\nb") << QStringLiteral("a\\x0ab");
    QTest::newRow("escape") << QByteArray("\x1b[31m") << QStringLiteral("\\x1b[31m");
    QTest::newRow("not UTF-8") << QByteArray("a\xff\xfe") << QStringLiteral("a\\xff\\xfe");
    QTest::newRow("cut short") << QByteArray("a\xe2\x82") << QStringLiteral("a\\xe2\\x82");
    QTest::newRow("direction") << QByteArray("a\xe2\x80\xae"
                                             "fdp")
                               << QStringLiteral("a\\xe2\\x80\\xaefdp");
    QTest::newRow("C1") << QByteArray("a\xc2\x9b") << QStringLiteral("a\\xc2\\x9b");
}

void TestFilePath::showsWhatCannotBeShown()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, shown);
    QCOMPARE(displayText(bytes.toStdString()), shown);
    QCOMPARE(FilePath(bytes.toStdString()).display(), shown);
}

QTEST_GUILESS_MAIN(TestFilePath)
#include "test_file_path.moc"
