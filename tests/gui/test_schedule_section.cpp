// SPDX-License-Identifier: MIT
// When a backup runs: in words, and in the form of the editor.
#include "app/gui/editor/schedule_section.h"
#include "app/gui/english_plurals.h"
#include "app/gui/schedule_text.h"
#include "tests/support/sample_job.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSpinBox>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cairn::Schedule)

namespace {

using Unit = ScheduleRule::Unit;

Schedule every(int interval, Unit unit, std::vector<QTime> times = {})
{
    Schedule schedule;
    schedule.rule.unit = unit;
    schedule.rule.interval = interval;
    schedule.rule.anchor = QDate(2026, 1, 5); // a Monday
    schedule.rule.times = std::move(times);
    return schedule;
}

Schedule monthly(int nth, std::uint8_t weekdays, int monthDay)
{
    Schedule schedule = every(1, Unit::Months, {QTime(15, 0)});
    schedule.rule.nth = nth;
    schedule.rule.weekdays = weekdays;
    schedule.rule.monthDay = monthDay;
    return schedule;
}

Schedule within(Schedule schedule, QTime from, QTime to)
{
    schedule.rule.from = from;
    schedule.rule.to = to;
    return schedule;
}

template<typename Widget>
Widget *part(const QWidget &section, const QString &name)
{
    auto *found = section.findChild<Widget *>(name);
    Q_ASSERT(found);
    return found;
}

} // namespace

class TestScheduleSection final : public QObject
{
    Q_OBJECT

    EnglishPlurals m_english;

    static void rules()
    {
        QTest::addColumn<Schedule>("schedule");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("by hand") << Schedule() << u"Runs when you press “Back up now”."_s;
        QTest::newRow("daily") << every(1, Unit::Days, {QTime(19, 0)}) << u"Every day at 19:00."_s;
        QTest::newRow("twice a day") << every(1, Unit::Days, {QTime(7, 30), QTime(19, 0)})
                                     << u"Every day at 07:30, 19:00."_s;
        Schedule workdays = every(1, Unit::Days, {QTime(12, 0)});
        workdays.rule.weekdays = 0b0011111;
        QTest::newRow("workdays") << workdays << u"Every day on Monday to Friday at 12:00."_s;
        Schedule weekly = every(2, Unit::Weeks, {QTime(9, 0)});
        weekly.rule.weekdays = 0b1000010;
        QTest::newRow("weekly") << weekly << u"Every 2 weeks on Tuesday, Sunday at 09:00."_s;
        QTest::newRow("by its anchor")
            << every(1, Unit::Weeks, {QTime(9, 0)}) << u"Every week on Monday at 09:00."_s;
        QTest::newRow("third Monday")
            << monthly(3, 1, 0) << u"Every month on the third Monday at 15:00."_s;
        QTest::newRow("last Friday")
            << monthly(-1, 16, 0) << u"Every month on the last Friday at 15:00."_s;
        QTest::newRow("31st") << monthly(0, 0, 31) << u"Every month on day 31 at 15:00."_s;
        QTest::newRow("minutes") << within(every(15, Unit::Minutes), QTime(8, 0), QTime(18, 0))
                                 << u"Every 15 minutes between 08:00 and 18:00."_s;
        QTest::newRow("hours") << every(1, Unit::Hours) << u"Every hour."_s;
        Schedule drive = every(1, Unit::Days, {QTime(19, 0)});
        drive.onConnect = true;
        QTest::newRow("with its drive")
            << drive << u"Every day at 19:00, and when its drive is connected."_s;
        Schedule driveAlone;
        driveAlone.onConnect = true;
        QTest::newRow("its drive alone") << driveAlone << u"Runs when its drive is connected."_s;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::installTranslator(&m_english);
        QLocale::setDefault(QLocale::c());
    }

    void aScheduleIsSaidInASentence_data() { rules(); }
    void aScheduleIsSaidInASentence()
    {
        QFETCH(Schedule, schedule);
        QTEST(scheduleSentence(schedule), "sentence");
    }

    void theFormChangesNothingByItself_data() { rules(); }
    void theFormChangesNothingByItself()
    {
        QFETCH(Schedule, schedule);
        JobConfig job = cairn::test::sampleJob(); // on a drive
        job.schedule = schedule;
        job.schedule.leastBattery = 25;
        job.schedule.since = 1'000'000;
        const ScheduleSection section(job);
        QVERIFY2(section.problem().isEmpty(), qPrintable(section.problem()));
        JobConfig now = job;
        section.apply(now);
        QVERIFY(now == job);
    }

    void whatIsSetIsWhatRuns()
    {
        JobConfig job = cairn::test::sampleJob();
        job.schedule = {};
        job.unattended = false;
        const ScheduleSection section(job);
        part<QComboBox>(section, u"schedule.unit"_s)
            ->setCurrentIndex(part<QComboBox>(section, u"schedule.unit"_s)->findText(u"months"_s));
        part<QComboBox>(section, u"schedule.monthKind"_s)->setCurrentText(u"third"_s);
        part<QComboBox>(section, u"schedule.monthWeekday"_s)->setCurrentText(u"Monday"_s);
        part<QTimeEdit>(section, u"schedule.time.1"_s)->setTime(QTime(15, 0));
        part<QCheckBox>(section, u"schedule.onBattery"_s)->setChecked(true);
        part<QSpinBox>(section, u"schedule.leastBattery"_s)->setValue(30);
        part<QCheckBox>(section, u"schedule.unattended"_s)->setChecked(true);
        QCOMPARE(part<QLabel>(section, u"schedule.sentence"_s)->text(),
                 u"Every month on the third Monday at 15:00."_s);
        QCOMPARE(part<QLabel>(section, u"schedule.next"_s)->text().count(u"15:00"_s), 5);
        JobConfig now = job;
        section.apply(now);
        QCOMPARE(now.schedule.rule.nth, 3);
        QCOMPARE(now.schedule.leastBattery, 30);
        QVERIFY(now.unattended);
        QVERIFY(now.schedule.since > 0); // nothing is owed from before
    }

    void timesComeAndGo()
    {
        JobConfig job = cairn::test::sampleJob();
        job.schedule = every(1, Unit::Days, {QTime(19, 0)});
        const ScheduleSection section(job);
        part<QToolButton>(section, u"schedule.time.more"_s)->click();
        part<QTimeEdit>(section, u"schedule.time.2"_s)->setTime(QTime(7, 0));
        JobConfig now = job;
        section.apply(now);
        QCOMPARE(now.schedule.rule.times, (std::vector{QTime(7, 0), QTime(19, 0)}));
        part<QToolButton>(section, u"schedule.time.fewer"_s)->click();
        section.apply(now);
        QCOMPARE(now.schedule.rule.times, (std::vector{QTime(19, 0)}));
    }

    void whatWouldNeverRunIsSaid()
    {
        JobConfig job = cairn::test::sampleJob();
        job.schedule = within(every(1, Unit::Days, {QTime(19, 0)}), QTime(8, 0), QTime(9, 0));
        QVERIFY(ScheduleSection(job).problem().contains(u"time of day"_s));
        job.schedule = every(7, Unit::Days, {QTime(19, 0)}); // a Monday each
        job.schedule.rule.weekdays = 1U << 2U;
        QVERIFY(ScheduleSection(job).problem().contains(u"days"_s));
        QVERIFY(!ScheduleSection(job).problem().contains(u"time of day"_s));
    }

    void theNextRunsOfAllBackupsComeInTheirOrder()
    {
        const qint64 noon =
            QDateTime(QDate(2026, 3, 2), QTime(12, 0), QTimeZone::utc()).toSecsSinceEpoch();
        Snapshot state;
        for (const auto &[name, hour] : {std::pair{"late", 20}, {"early", 7}, {"by hand", 0}}) {
            JobView view;
            view.job.name = QString::fromLatin1(name);
            view.job.schedule = Schedule::daily(QDate(2026, 1, 1), 0);
            view.job.schedule.rule.times = {QTime(hour, 0)};
            if (hour == 0)
                view.job.schedule = {};
            state.jobs.push_back(view);
        }
        const QStringList lines = plannedTexts(state, noon, 3, QTimeZone::utc());
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].endsWith(": late"_L1) && lines[1].endsWith(": early"_L1) &&
                lines[2].endsWith(": late"_L1));
        QVERIFY(plannedTexts(Snapshot(), noon, 3).isEmpty());
    }
};

QTEST_MAIN(TestScheduleSection)
#include "test_schedule_section.moc"
