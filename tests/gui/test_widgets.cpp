// SPDX-License-Identifier: MIT
#include "app/gui/style/app_style.h"
#include "app/gui/widgets/day_strip.h"
#include "app/gui/widgets/elided_label.h"
#include "app/gui/widgets/progress_strip.h"
#include "app/gui/widgets/timeline_scrubber.h"

#include <QAccessible>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

QList<Day> month()
{
    QList<Day> days;
    for (int day = 0; day < 27; ++day)
        days << Day{DayState::Saved, u"day %1"_s.arg(day)};
    days << Day{DayState::Warning, u"warned"_s} << Day{DayState::Missed, u"missed"_s}
         << Day{DayState::Missed, u"today"_s};
    return days;
}

QList<TimelineVersion> weekly(int count)
{
    QList<TimelineVersion> versions;
    const QDateTime first(QDate(2026, 3, 1), QTime(19, 0), Qt::UTC);
    for (int week = 0; week < count; ++week)
        versions << TimelineVersion{first.addDays(7 * week), week * 10};
    return versions;
}

} // namespace

class TestWidgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        auto *style = new AppStyle(Theme::light());
        style->setMotion(false);
        QApplication::setStyle(style);
    }

    void theDayStripSaysItsSum()
    {
        DayStrip strip;
        strip.setDays(month());
        QCOMPARE(strip.accessibleName(), u"Last 30 days: 27 saved, 1 warning, 2 missed"_s);
        auto *face = QAccessible::queryAccessibleInterface(&strip);
        QVERIFY(face);
        QCOMPARE(face->role(), QAccessible::Graphic);
        QCOMPARE(face->text(QAccessible::Name), strip.summary());
        strip.setDays({});
        QCOMPARE(strip.summary(), u"Last 30 days: no runs"_s);
    }

    void theNewestDayStandsAtTheEndEdge()
    {
        DayStrip strip;
        strip.setDays(month() + month());
        QCOMPARE(strip.days().size(), DayStrip::kDays);
        strip.resize(strip.sizeHint());
        const QPoint left(2, strip.height() / 2);
        const QPoint right(strip.width() - 2, strip.height() / 2);
        QCOMPARE(strip.days().at(strip.dayAt(right)).tip, u"today"_s);
        strip.setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(strip.days().at(strip.dayAt(left)).tip, u"today"_s);
    }

    void keysMoveAlongTheTimeline()
    {
        TimelineScrubber scrubber;
        scrubber.setVersions(weekly(20));
        QCOMPARE(scrubber.current(), 19);
        QSignalSpy changes(&scrubber, &TimelineScrubber::currentChanged);
        QTest::keyClick(&scrubber, Qt::Key_Right); // there is nothing newer
        QCOMPARE(changes.size(), 0);
        QTest::keyClick(&scrubber, Qt::Key_Left);
        QCOMPARE(scrubber.current(), 18);
        QTest::keyClick(&scrubber, Qt::Key_PageUp);
        QCOMPARE(scrubber.current(), 13); // 5 weeks back is the first at least a month away
        QTest::keyClick(&scrubber, Qt::Key_Home);
        QCOMPARE(scrubber.current(), 0);
        QTest::keyClick(&scrubber, Qt::Key_PageDown);
        QCOMPARE(scrubber.current(), 5);
        QTest::keyClick(&scrubber, Qt::Key_End);
        QCOMPARE(scrubber.current(), 19);
        QCOMPARE(changes.size(), 5);
        scrubber.setLayoutDirection(Qt::RightToLeft);
        QTest::keyClick(&scrubber, Qt::Key_Right); // the older ones are there now
        QCOMPARE(scrubber.current(), 18);
    }

    void aClickChoosesTheVersionUnderIt()
    {
        TimelineScrubber scrubber;
        scrubber.setVersions(weekly(10));
        scrubber.resize(scrubber.sizeHint());
        QTest::mouseClick(&scrubber, Qt::LeftButton, {}, QPoint(8, 20));
        QCOMPARE(scrubber.current(), 0);
        scrubber.setLayoutDirection(Qt::RightToLeft);
        QTest::mouseClick(&scrubber, Qt::LeftButton, {}, QPoint(8, 20));
        QCOMPARE(scrubber.current(), 9);
    }

    void theTimelineIsASliderForScreenReaders()
    {
        TimelineScrubber scrubber;
        scrubber.setVersions(weekly(20));
        auto *face = QAccessible::queryAccessibleInterface(&scrubber);
        QVERIFY(face);
        QCOMPARE(face->role(), QAccessible::Slider);
        QVERIFY(face->valueInterface());
        QCOMPARE(face->valueInterface()->currentValue().toInt(), 20);
        face->valueInterface()->setCurrentValue(2);
        QCOMPARE(scrubber.current(), 1);
        const QString text = face->text(QAccessible::Value);
        QVERIFY2(text.startsWith(u"Version 2 of 20, "_s), qPrintable(text));
        QVERIFY2(text.contains(u"8 March 2026"_s), qPrintable(text));
        QVERIFY2(text.endsWith(u"10 files changed"_s), qPrintable(text));
    }

    void anEmptyTimelineTakesKeysAndClicks()
    {
        TimelineScrubber scrubber;
        scrubber.resize(scrubber.sizeHint());
        QTest::keyClick(&scrubber, Qt::Key_Home);
        QTest::mouseClick(&scrubber, Qt::LeftButton);
        QCOMPARE(scrubber.current(), -1);
        QCOMPARE(scrubber.describe(-1), u"No versions"_s);
        QVERIFY(!scrubber.grab().isNull());
    }

    void aLongNameLosesItsMiddleOnly()
    {
        ElidedLabel label(QString(200, u'x'));
        label.resize(120, 30);
        QVERIFY(label.isElided());
        QVERIFY(label.minimumSizeHint().width() < 200);
        QCOMPARE(label.text().size(), 200);
        auto *face = QAccessible::queryAccessibleInterface(&label);
        QCOMPARE(face->text(QAccessible::Name), label.text());
        label.setText(u"short"_s);
        QVERIFY(!label.isElided());
    }

    void progressNeedsNoTextAndKeepsItsHeight()
    {
        ProgressStrip strip;
        QCOMPARE(strip.height(), 6);
        strip.setShare(0.38);
        QCOMPARE(strip.shown(), 380);
        auto *face = QAccessible::queryAccessibleInterface(&strip);
        QVERIFY(face && face->valueInterface());
        QCOMPARE(face->role(), QAccessible::ProgressBar);
        QCOMPARE(face->valueInterface()->currentValue().toInt(), 38);
        QVERIFY(strip.value() <= 0); // of that each change would be told
        strip.setUnknown();
        QVERIFY(strip.isUnknown());
        strip.setShare(2);
        QCOMPARE(strip.shown(), strip.maximum());
        QCOMPARE(strip.percent(), 100);
    }
};

QTEST_MAIN(TestWidgets)
#include "test_widgets.moc"
