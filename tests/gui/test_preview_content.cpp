// SPDX-License-Identifier: MIT
#include "app/gui/host/preview_content.h"

#include <QBuffer>
#include <QTest>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

class TestPreviewContent : public QObject
{
    Q_OBJECT

private:
    static QByteArray picture(int width, int height, const char *format)
    {
        QImage image(width, height, QImage::Format_RGB32);
        image.fill(Qt::darkGreen);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!image.save(&buffer, format))
            qFatal("no picture");
        return bytes;
    }

private Q_SLOTS:
    void utf8IsText()
    {
        const auto content = previewOf(u"Grüße\n"_s.toUtf8(), true);
        QCOMPARE(content.kind, PreviewContent::Kind::Text);
        QCOMPARE(content.text, u"Grüße\n"_s);
        QVERIFY(content.isWhole);
        QCOMPARE(previewOf({}, true).kind, PreviewContent::Kind::Text);
    }

    void aCharacterCutAtTheEndIsNoDamage()
    {
        const QByteArray bytes = u"ab\U0001F512"_s.toUtf8();
        for (qsizetype cut = 1; cut < 4; ++cut) {
            const auto content = previewOf(bytes.chopped(cut), false);
            QCOMPARE(content.kind, PreviewContent::Kind::Text);
            QCOMPARE(content.text, u"ab"_s);
            QVERIFY(!content.isWhole);
            QVERIFY(previewOf(bytes.chopped(cut), true).text != u"ab"_s); // here it is
        }
    }

    void textsOfOtherDaysAreTexts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("text");
        QTest::newRow("Windows-1252") << QByteArray("Gr\xfc\xdf"
                                                    "e \x84"
                                                    "bald\x93, 5 \x80\r\n")
                                      << u"Grüße „bald“, 5 €\r\n"_s;
        QTest::newRow("UTF-16, little end first") << QByteArray("\xff\xfe"
                                                                "G\0\xfc\0",
                                                                6)
                                                  << u"Gü"_s;
        QTest::newRow("UTF-16, big end first") << QByteArray("\xfe\xff\0G\0\xfc", 6) << u"Gü"_s;
        QTest::newRow("UTF-8 that says so") << QByteArray("\xef\xbb\xbfG\xc3\xbc") << u"Gü"_s;
    }
    void textsOfOtherDaysAreTexts()
    {
        QFETCH(const QByteArray, bytes);
        const auto content = previewOf(bytes, true);
        QCOMPARE(content.kind, PreviewContent::Kind::Text);
        QTEST(content.text, "text");
    }

    void dataIsNotTakenForAnOldText()
    {
        // The first has a control character, the second a byte that no letter has.
        for (const char *bytes : {"\xfc\x02", "\xfc\x81"})
            QCOMPARE(previewOf(bytes, true).kind, PreviewContent::Kind::Bytes);
    }

    void otherBytesAreWrittenOut()
    {
        const auto content = previewOf(QByteArray("\0\x01%1 abc", 8), true);
        QCOMPARE(content.kind, PreviewContent::Kind::Bytes);
        QCOMPARE(content.text.simplified(), u"000000 00 01 25 31 20 61 62 63 ..%1 abc"_s);
        QVERIFY(content.isWhole);
        QVERIFY(!previewOf(QByteArray(5000, '\0'), true).isWhole);
    }

    void picturesAreKnownByTheirContentAndShownSmaller()
    {
        const QByteArray bytes = picture(3200, 200, "png");
        QVERIFY(isPicture(bytes.first(100)));
        const auto content = pictureOf(bytes);
        QCOMPARE(content.kind, PreviewContent::Kind::Image);
        QCOMPARE(content.image.size(), QSize(1600, 100));
        QVERIFY(!isPicture("no picture"));
        QVERIFY(!isPicture("<svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/>"));
        QCOMPARE(pictureOf(bytes.first(100)).kind, PreviewContent::Kind::Failed);
    }

    // 60,000 by 60,000 pixels would take 14 GB.
    void aPictureThatIsTooLargeIsNotReadAsOne()
    {
        QByteArray bytes = picture(10, 10, "bmp");
        const auto put = [&bytes](qsizetype at, quint32 value) {
            for (int i = 0; i < 4; ++i)
                bytes[at + i] = char(value >> (8 * i));
        };
        put(18, 60000);
        put(22, 60000);
        QVERIFY(!isPicture(bytes));
    }
};

QTEST_GUILESS_MAIN(TestPreviewContent)
#include "test_preview_content.moc"
