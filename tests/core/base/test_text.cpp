// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include <QTest>

using namespace cairn;

class TestText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCharacterSurvives();
    void refusesBadUtf8_data();
    void refusesBadUtf8();
    void stamps();
    void refusesBadStamps_data();
    void refusesBadStamps();
    void ticks();
    void sizes();
};

void TestText::everyCharacterSurvives()
{
    for (char32_t character = 0; character <= 0x10ffff;
         character += character < 0x3000 ? 1 : 0x101) {
        if (character >= 0xd800 && character <= 0xdfff)
            continue;
        std::string bytes;
        appendUtf8(bytes, character);
        char32_t back = 0;
        QCOMPARE(decodeUtf8(bytes, back), bytes.size());
        QCOMPARE(back, character);
        QVERIFY(isValidUtf8(bytes));
        QCOMPARE(toQString(bytes), QString::fromUcs4(&character, 1));
    }
}

void TestText::refusesBadUtf8_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("lone continuation") << QByteArray("\x80");
    QTest::newRow("overlong 2") << QByteArray("\xc0\xaf");
    QTest::newRow("overlong 3") << QByteArray("\xe0\x80\xaf");
    QTest::newRow("overlong 4") << QByteArray("\xf0\x80\x80\xaf");
    QTest::newRow("surrogate") << QByteArray("\xed\xa0\x80");
    QTest::newRow("too large") << QByteArray("\xf4\x90\x80\x80");
    QTest::newRow("five bytes") << QByteArray("\xf8\x88\x80\x80\x80");
    QTest::newRow("cut short") << QByteArray("\xe2\x82");
    QTest::newRow("no continuation") << QByteArray("\xc3(");
}

void TestText::refusesBadUtf8()
{
    QFETCH(const QByteArray, bytes);
    char32_t character = 0;
    QCOMPARE(decodeUtf8(bytes.toStdString(), character), std::size_t{0});
    QVERIFY(!isValidUtf8("good " + bytes.toStdString()));
}

void TestText::stamps()
{
    QCOMPARE(formatStamp(0), std::string("19700101T000000Z"));
    QCOMPARE(formatStamp(1'764'000'000), std::string("20251124T160000Z"));
    for (const std::int64_t seconds :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{951'782'399}, std::int64_t{951'782'400},
          std::int64_t{1'764'000'000}, std::int64_t{253'402'300'799}})
        QCOMPARE(parseStamp(formatStamp(seconds)).value(), seconds);
}

void TestText::refusesBadStamps_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text :
         {"", "20251124T160000", "20251124T160000z", "20251124 160000Z", "20251324T160000Z",
          "20250230T160000Z", "20251124T240000Z", "20251124T166000Z", "2025112AT160000Z",
          "20251124T160000Z ", "-0251124T160000Z"})
        QTest::addRow("'%s'", text) << QByteArray(text);
}

void TestText::refusesBadStamps()
{
    QFETCH(const QByteArray, text);
    QVERIFY(!parseStamp(text.toStdString()).has_value());
}

void TestText::ticks()
{
    QCOMPARE(ticksFromUnixNs(0), kTicksOfUnixEpoch);
    QCOMPARE(ticksFromUnixNs(199), kTicksOfUnixEpoch + 1);
    QCOMPARE(ticksFromUnixNs(-1), kTicksOfUnixEpoch - 1); // down, not towards zero
    QCOMPARE(ticksFromUnixNs(-100), kTicksOfUnixEpoch - 1);
}

void TestText::sizes()
{
    QCOMPARE(formatSize(0), QStringLiteral("0 bytes"));
    QCOMPARE(formatSize(1023), QStringLiteral("1023 bytes"));
    QCOMPARE(formatSize(1024), QStringLiteral("1.00 KiB"));
    QCOMPARE(formatSize(900'004), QStringLiteral("878.91 KiB")); // a point in every locale
    QCOMPARE(formatSize(5LL << 40), QStringLiteral("5.00 TiB"));
}

QTEST_GUILESS_MAIN(TestText)
#include "test_text.moc"
