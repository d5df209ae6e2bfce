// SPDX-License-Identifier: MIT
#include "core/base/quoted_words.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestQuotedWords final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsArePartedAsAShellWould_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("none") << u""_s << QStringList();
        QTest::newRow("blanks") << u"  a \t b\nc "_s << QStringList({u"a"_s, u"b"_s, u"c"_s});
        QTest::newRow("quotes") << u"a 'b c' \"d e\"f"_s
                                << QStringList({u"a"_s, u"b c"_s, u"d ef"_s});
        QTest::newRow("empty words") << u"'' \"\""_s << QStringList({u""_s, u""_s});
        QTest::newRow("backslash")
            << u"a\\ b \\\"c '\\d'"_s << QStringList({u"a b"_s, u"\"c"_s, u"\\d"_s});
        QTest::newRow("no shell") << u"$HOME `id` *; x"_s
                                  << QStringList({u"$HOME"_s, u"`id`"_s, u"*;"_s, u"x"_s});
        QTest::newRow("open quote") << u"'a b"_s << QStringList({u"a b"_s});
    }
    void wordsArePartedAsAShellWould()
    {
        QFETCH(const QString, text);
        QFETCH(const QStringList, words);
        QStringList found;
        for (const std::string &word : quotedWords(text.toStdString()))
            found << QString::fromStdString(word);
        QCOMPARE(found, words);
    }
};

QTEST_GUILESS_MAIN(TestQuotedWords)
#include "test_quoted_words.moc"
