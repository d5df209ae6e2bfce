// SPDX-License-Identifier: MIT
#include "core/engine/search_query.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

using Words = std::vector<std::string>;

SearchQuery parse(const QString &text)
{
    return parseSearchQuery(text, QTimeZone::utc());
}

} // namespace

class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreFolded()
    {
        QCOMPARE(parse(u"  Über  IBAN "_s).words, (Words{"uber", "iban"}));
        QCOMPARE(parse(u"name:Foo"_s).words, Words{"foo"});
    }
    void quotesKeepSpacesAndMeanings()
    {
        QCOMPARE(parse(u"\"two words\" three"_s).words, (Words{"two words", "three"}));
        QCOMPARE(parse(u"\">10mb\""_s).words, Words{">10mb"});
        QCOMPARE(parse(u"name:\"a b\""_s).words, Words{"a b"});
        QCOMPARE(parse(u"\"open end"_s).words, Words{"open end"});
    }
    void endingsAreAlternatives()
    {
        const SearchQuery query = parse(u"EXT:.PDF,jpg ext:TIF"_s);
        QCOMPARE(query.extensions, (Words{"pdf", "jpg", "tif"}));
        QVERIFY(query.matchesName("a.pdf") && query.matchesName("b.tif"));
        QVERIFY(!query.matchesName("pdf") && !query.matchesName("a.xpdf") &&
                !query.matchesName("a.pdf.txt"));
    }
    void sizesHaveUnits_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("bytes");
        QTest::newRow("bytes") << u">10"_s << qint64{10};
        QTest::newRow("b") << u">10b"_s << qint64{10};
        QTest::newRow("k") << u">2K"_s << qint64{2048};
        QTest::newRow("mb") << u">10mb"_s << qint64{10 << 20};
        QTest::newRow("MB") << u">10MB"_s << qint64{10 << 20};
        QTest::newRow("decimals") << u">1.5gb"_s << qint64{3} * (1 << 29);
        QTest::newRow("comma") << u">1,5gb"_s << qint64{3} * (1 << 29);
    }
    void sizesHaveUnits()
    {
        QFETCH(QString, text);
        QFETCH(qint64, bytes);
        QCOMPARE(parse(text).largerThan.value_or(-1), bytes);
        text[0] = u'<';
        const SearchQuery query = parse(text);
        QCOMPARE(query.smallerThan.value_or(-1), bytes);
        QVERIFY(query.matchesFacts(bytes - 1, 0) && !query.matchesFacts(bytes, 0));
        QVERIFY(!query.matchesFacts(-1, 0)); // a folder
    }
    void datesBeginTheirSpan()
    {
        const qint64 may = QDateTime(QDate(2026, 5, 1), QTime(0, 0), Qt::UTC).toSecsSinceEpoch();
        QCOMPARE(parse(u"before:2026-05"_s).changedBefore.value_or(0), may);
        QCOMPARE(parse(u"after:2026-5-1"_s).changedFrom.value_or(0), may);
        QCOMPARE(parse(u"after:2026"_s).changedFrom.value_or(0), may - 120 * 86400);
        const SearchQuery query = parse(u"before:2026-05"_s);
        QVERIFY(query.matchesFacts(1, (may - 1) * 1'000'000'000));
        QVERIFY(!query.matchesFacts(1, may * 1'000'000'000));
        QVERIFY(!query.matchesFacts(1, 0));
    }
    void whatIsBeingTypedNarrowsNothing_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"", " ", "\"", "ext:", "ext:,", "before:", "before:20",
                                 "after:2026-", "before:2026-13", ">", "<", "name:"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatIsBeingTypedNarrowsNothing()
    {
        QFETCH(QString, text);
        QVERIFY(parse(text).isEmpty());
    }
    void whatHasNoMeaningIsText()
    {
        QCOMPARE(parse(u">abc"_s).words, Words{">abc"});
        QCOMPARE(parse(u"<10zb"_s).words, Words{"<10zb"});
        QCOMPARE(parse(u"c:foo"_s).words, Words{"c:foo"});
        QCOMPARE(parse(u":x"_s).words, Words{":x"});
        QCOMPARE(parse(u">99999999999999tb"_s).words, Words{">99999999999999tb"});
    }
};

QTEST_GUILESS_MAIN(TestSearchQuery)
#include "test_search_query.moc"
