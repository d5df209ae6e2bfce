// SPDX-License-Identifier: MIT
#include "app/cli/progress_line.h"
#include "app/shared/units.h"

#include <QTest>

using namespace cairn;
using namespace cairn::cli;
using namespace Qt::StringLiterals;

class TestCliProgressLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsSpeedAndRemainingTime();
    void whatWaitsToBeSentIsNotDone();
    void isNeverWiderThanTheTerminal();
    void escapesControlCharacters();
    void shortensInTheMiddle();
    void writesUnits();
};

void TestCliProgressLine::showsSpeedAndRemainingTime()
{
    Progress progress;
    progress.phase = Phase::Files;
    progress.totalKnown = true;
    progress.bytesTotal = 100 << 20;
    progress.filesDone = 1234;
    ProgressLine line;
    std::ignore = line.text(progress, 0, 120);
    progress.bytesDone = 10 << 20;
    const QString text = line.text(progress, 1'000'000'000, 120);
    QVERIFY2(text.contains(u"1,234 files"_s), qPrintable(text));
    QVERIFY2(text.contains(u"10.00 MiB of 100.00 MiB"_s), qPrintable(text));
    QVERIFY2(text.contains(u"10.00 MiB/s"_s), qPrintable(text));
    QVERIFY2(text.contains(u"0:09 left"_s), qPrintable(text));
}

void TestCliProgressLine::whatWaitsToBeSentIsNotDone()
{
    Progress progress;
    progress.bytesDone = 100 << 20; // which makes volumes of half that size
    progress.bytesSealed = 50 << 20;
    QCOMPARE(progress.bytesSettled(), 0);
    progress.bytesPassed = 10 << 20;
    QCOMPARE(progress.bytesSettled(), std::int64_t{20 << 20});
    progress.bytesUploaded = 25 << 20;
    QCOMPARE(progress.bytesSettled(), std::int64_t{50 << 20});
    progress.bytesSealed = 100 << 20; // more was read meanwhile: it does not fall
    QCOMPARE(progress.bytesSettled(), std::int64_t{50 << 20});
    progress.bytesUploaded = 100 << 20;
    QCOMPARE(progress.bytesSettled(), std::int64_t{100 << 20});
}

void TestCliProgressLine::isNeverWiderThanTheTerminal()
{
    Progress progress;
    progress.phase = Phase::Files;
    progress.setCurrent("/home/someone/" + std::string(300, 'x') + "/end.txt");
    ProgressLine line;
    for (int columns = 1; columns < 200; ++columns)
        QVERIFY(line.text(progress, 0, columns).size() < columns);
    QVERIFY(line.text(progress, 0, 100).endsWith(u"end.txt"_s));
}

void TestCliProgressLine::escapesControlCharacters()
{
    Progress progress;
    progress.setCurrent("/a\n\x1b[31mb\xff");
    const QString text = ProgressLine().text(progress, 0, 120);
    QVERIFY(!text.contains(u'\n'));
    QVERIFY(!text.contains(u'\x1b'));
}

void TestCliProgressLine::shortensInTheMiddle()
{
    QCOMPARE(shortened(u"/short"_s, 10), u"/short"_s);
    QCOMPARE(shortened(u"0123456789"_s, 7), u"01…6789"_s);
}

void TestCliProgressLine::writesUnits()
{
    QCOMPARE(clockText(42), u"0:42"_s);
    QCOMPARE(clockText(3723), u"1:02:03"_s);
    QCOMPARE(countText(1, u"file"_s, u"files"_s), u"1 file"_s);
    QCOMPARE(countText(1'234'567, u"file"_s, u"files"_s), u"1,234,567 files"_s);
    QCOMPARE(durationText(400'000'000), u"0.4 s"_s);
    QCOMPARE(durationText(200'000'000'000), u"3 min 20 s"_s);
    QCOMPARE(isoTime(1'000'000), u"1970-01-01T00:00:00.001Z"_s);
}

QTEST_GUILESS_MAIN(TestCliProgressLine)
#include "test_cli_progress_line.moc"
