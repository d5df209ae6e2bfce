// SPDX-License-Identifier: MIT
#include "core/base/folded_text.h"

#include <QTest>

using namespace cairn;

class TestFoldedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleTakeForTheSameIsTheSame_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("folded");
        const auto row = [](const char *name, const char *folded) {
            QTest::newRow(folded) << QByteArray(name) << QByteArray(folded);
        };
        row("README.MD", "readme.md"); // also in a Turkish locale
        row("TITLE I", "title i");
        row("\xc3\x9c"
            "bung",
            "ubung");
        row("u\xcc\x88"
            "bung2",
            "ubung2"); // taken apart, as some systems write it
        row("Stra\xc3\x9f"
            "e",
            "strasse");
        row("STRA\xe1\xba\x9e"
            "E2",
            "strasse2");
        row("\xef\xac\x81le", "file");
        row("\xc4\xb0zmir", "izmir");
        row("a\xff", "a\\xff");
        row("", "");
    }
    void whatPeopleTakeForTheSameIsTheSame()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, folded);
        QCOMPARE(QByteArray::fromStdString(foldedText(name.toStdString())), folded);
    }
};

QTEST_GUILESS_MAIN(TestFoldedText)
#include "test_folded_text.moc"
