// SPDX-License-Identifier: MIT
#include "app/gui/texts.h"

#include <QApplication>
#include <QLocale>
#include <QTest>
#include <QTextLayout>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

// The parts of a text in the order in which they stand from left to right, in a paragraph that
// runs from right to left.
QString asSeen(const QString &text)
{
    QTextLayout layout(text);
    QTextOption option;
    option.setTextDirection(Qt::RightToLeft);
    layout.setTextOption(option);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(10'000);
    layout.endLayout();
    std::vector<std::pair<qreal, QChar>> letters;
    for (int i = 0; i < int(text.size()); ++i)
        if (text[i].isLetterOrNumber() || text[i].isPunct() || text[i].isSymbol())
            letters.emplace_back(std::min(line.cursorToX(i, QTextLine::Leading),
                                          line.cursorToX(i, QTextLine::Trailing)),
                                 text[i]);
    std::ranges::sort(letters, {}, [](const auto &letter) { return letter.first; });
    QString seen;
    for (const auto &[x, letter] : letters)
        seen += letter;
    return seen;
}

} // namespace

// Texts that every page is made of.
class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); } // the texts are English here
    void cleanup() { QApplication::setLayoutDirection(Qt::LeftToRight); }

    void sizesAreShort()
    {
        QCOMPARE(sizeText(184'000), u"184 kB"_s);
        QCOMPARE(sizeText(1'234'567), u"1.2 MB"_s);
        QCOMPARE(sizeText(214'000'000'000), u"214 GB"_s);
        QCOMPARE(speedText(41'000'000), u"41.0 MB/s"_s);
    }

    void aFigureKeepsItsOrderInAMirroredSentence()
    {
        QVERIFY(!asSeen(u"\u05D0 184 kB \u05D0"_s).contains("184kB"_L1)); // what would happen
        QApplication::setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(asSeen(u"\u05D0 "_s + sizeText(184'000)), u"184kB\u05D0"_s);
        QCOMPARE(asSeen(u"\u05D0 "_s + speedText(41'000'000)), u"41.0MB/s\u05D0"_s);
        QCOMPARE(asSeen(u"\u05D0 "_s + figureText(u"−"_s + sizeText(5000))), u"−5kB\u05D0"_s);
    }
};

QTEST_MAIN(TestTexts)
#include "test_texts.moc"
