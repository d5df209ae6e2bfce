// SPDX-License-Identifier: MIT
#include "core/config/task_schedule.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

using Unit = ScheduleRule::Unit;

namespace {

constexpr int kMonday = 0;

std::uint8_t bits(std::initializer_list<int> days)
{
    unsigned bits = 0;
    for (const int day : days)
        bits |= 1U << day;
    return static_cast<std::uint8_t>(bits);
}

} // namespace

class TestTaskSchedule final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repetitionsBecomeUnits_data()
    {
        QTest::addColumn<QString>("repeat");
        QTest::addColumn<int>("unit");
        QTest::addColumn<int>("interval");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *repeat, Unit unit, int interval, bool same = true) {
            QTest::newRow(repeat) << QString::fromLatin1(repeat) << int(unit) << interval << same;
        };
        row("1D", Unit::Days, 1);
        row("3D", Unit::Days, 3);
        row("1W", Unit::Weeks, 1);
        row("1W2D", Unit::Days, 9);
        row("1M", Unit::Months, 1);
        row("1Y", Unit::Months, 12);
        row("1Y6M", Unit::Months, 18);
        row("6h", Unit::Hours, 6);
        row("90m", Unit::Minutes, 90);
        row("1h30m", Unit::Minutes, 90);
        row("3600", Unit::Hours, 1);
        row("1D12h", Unit::Hours, 36); // an exact length of time there too
        row(" 2 D ", Unit::Days, 2);
        row("1M1D", Unit::Months, 1, false);
        row("400s", Unit::Minutes, 7, false);
        row("2D1m", Unit::Hours, 48, false);
        row("nonsense", Unit::ByHand, 1, false);
        row("1d", Unit::ByHand, 1, false);
        row("99999999D", Unit::ByHand, 1, false);
        row("1m", Unit::ByHand, 1, false); // below what a rule here can have
        row("", Unit::ByHand, 1);
    }
    void repetitionsBecomeUnits()
    {
        QFETCH(QString, repeat);
        QFETCH(int, unit);
        QFETCH(int, interval);
        QFETCH(bool, same);
        const auto taken =
            scheduleFrom({u"2026-11-24T12:00:00Z"_s, repeat, {}}, QTimeZone("Europe/Berlin"));
        QCOMPARE(int(taken.schedule.rule.unit), unit);
        QCOMPARE(taken.schedule.rule.interval, interval);
        QCOMPARE(taken.remarks.isEmpty(), same);
    }

    void timeAndDayAreLocal()
    {
        const auto taken =
            scheduleFrom({u"2026-11-29T23:15:42Z"_s, u"1M"_s, {}}, QTimeZone("Europe/Berlin"));
        QCOMPARE(taken.schedule.rule.anchor, QDate(2026, 11, 30)); // the day there, not in UTC
        QCOMPARE(taken.schedule.rule.times, std::vector<QTime>{QTime(0, 15)});
        QVERIFY(checkSchedule(taken.schedule).has_value());
    }

    void aMissingTimeIsSaid()
    {
        for (const char *time : {"", "0001-01-01T00:00:00Z", "tomorrow"}) {
            const auto taken = scheduleFrom({QString::fromLatin1(time), u"1D"_s, {}});
            QCOMPARE(taken.schedule.rule.times, std::vector<QTime>{QTime(13, 0)});
            QCOMPARE(taken.remarks.size(), 1);
        }
    }

    void allowedDaysAreKept()
    {
        const QTimeZone zone("UTC");
        const QStringList workdays{u"mon"_s, u"tue"_s, u"wed"_s, u"thu"_s, u"fri"_s};
        auto taken = scheduleFrom({u"2026-11-24T12:00:00Z"_s, u"1D"_s, workdays}, zone);
        QCOMPARE(taken.schedule.rule.weekdays, bits({0, 1, 2, 3, 4}));
        QVERIFY(taken.remarks.isEmpty());
        taken = scheduleFrom({u"2026-11-24T12:00:00Z"_s, u"2h"_s, workdays}, zone);
        QCOMPARE(taken.schedule.rule.weekdays, bits({0, 1, 2, 3, 4}));
        QStringList all = workdays;
        all << u"sat"_s << u"sun"_s;
        taken = scheduleFrom({u"2026-11-24T12:00:00Z"_s, u"1D"_s, all}, zone);
        QCOMPARE(taken.schedule.rule.weekdays, std::uint8_t{0}); // no restriction
        taken = scheduleFrom({u"2026-11-24T12:00:00Z"_s, u"3D"_s, workdays}, zone);
        QCOMPARE(taken.remarks.size(), 1); // there it moves to the next allowed day
    }

    void weeksRunOnTheFirstAllowedDay()
    {
        // A Saturday; Duplicati goes on to Monday and stays with it.
        const auto taken = scheduleFrom({u"2026-11-28T09:00:00Z"_s, u"3W"_s, {u"mon"_s, u"tue"_s}},
                                        QTimeZone("UTC"));
        QCOMPARE(taken.schedule.rule.anchor, QDate(2026, 11, 30));
        QCOMPARE(taken.schedule.rule.weekdays, bits({kMonday}));
        QCOMPARE(taken.schedule.rule.interval, 3);
    }

    void namesOfDays()
    {
        QCOMPARE(weekdayFromName(u"Monday"), 0);
        QCOMPARE(weekdayFromName(u"SUN"), 6);
        QCOMPARE(weekdayFromName(u"fri"), 4); // whatever a locale makes of an I
        QCOMPARE(weekdayFromName(u"FRIDAY"), 4);
        QCOMPARE(weekdayFromName(u"mo"), -1);
        QCOMPARE(weekdayFromName(u"mondays"), -1);
        QCOMPARE(weekdayName(2), u"wed"_s);
        QCOMPARE(weekdayFullName(2), u"Wednesday"_s);
    }

    void comesBackFromDuplicatisForm_data()
    {
        QTest::addColumn<QString>("repeat");
        QTest::addColumn<QStringList>("days");
        for (const char *repeat : {"1D", "3D", "1W", "2W", "1M", "18M", "6h", "90m", "36h"})
            QTest::newRow(repeat) << QString::fromLatin1(repeat) << QStringList();
        QTest::newRow("workdays") << u"1D"_s << QStringList{u"mon"_s, u"fri"_s};
    }
    void comesBackFromDuplicatisForm()
    {
        QFETCH(QString, repeat);
        QFETCH(QStringList, days);
        const QTimeZone zone("America/New_York");
        const TaskSchedule task{u"2026-07-24T12:00:00Z"_s, repeat, days};
        const auto given = taskScheduleFrom(scheduleFrom(task, zone).schedule, zone);
        QVERIFY(given.task.has_value());
        QCOMPARE(given.task->time, task.time);
        QCOMPARE(given.task->repeat, task.repeat);
        QCOMPARE(given.task->days, task.days);
        QVERIFY(given.remarks.isEmpty());
    }

    void severalDaysOfAWeekAreDailyThere()
    {
        Schedule schedule = Schedule::daily(QDate(2026, 11, 26), 0);
        schedule.rule.unit = Unit::Weeks;
        schedule.rule.weekdays = bits({0, 3});
        const auto given = taskScheduleFrom(schedule, QTimeZone("UTC"));
        QCOMPARE(given.task->repeat, u"1D"_s);
        QCOMPARE(given.task->days, (QStringList{u"mon"_s, u"thu"_s}));
    }

    void aDayOfTheMonthIsTheBase()
    {
        Schedule schedule = Schedule::daily(QDate(2026, 11, 26), 0);
        schedule.rule.unit = Unit::Months;
        schedule.rule.monthDay = 3;
        const auto given = taskScheduleFrom(schedule, QTimeZone("UTC"));
        QCOMPARE(given.task->time, u"2026-12-03T19:00:00Z"_s);
        QCOMPARE(given.task->repeat, u"1M"_s);
    }

    void whatCannotBeSaidThereIsRemarked()
    {
        Schedule third = Schedule::daily(QDate(2026, 11, 26), 0);
        third.rule.unit = Unit::Months;
        third.rule.weekdays = bits({kMonday});
        third.rule.nth = 3;
        QVERIFY(!taskScheduleFrom(third).task);
        QCOMPARE(taskScheduleFrom(third).remarks.size(), 1);
        Schedule window = Schedule::daily(QDate(2026, 11, 26), 0);
        window.rule.unit = Unit::Minutes;
        window.rule.interval = 15;
        window.rule.from = QTime(8, 0);
        window.rule.to = QTime(18, 0);
        QVERIFY(!taskScheduleFrom(window).task);
        Schedule twice = Schedule::daily(QDate(2026, 11, 26), 0);
        twice.rule.times.emplace_back(7, 0);
        QVERIFY(taskScheduleFrom(twice).task.has_value());
        QCOMPARE(taskScheduleFrom(twice).remarks.size(), 1);
        Schedule connected;
        connected.onConnect = true;
        QVERIFY(!taskScheduleFrom(connected).task);
        QCOMPARE(taskScheduleFrom(connected).remarks.size(), 1);
        Schedule careful = Schedule::daily(QDate(2026, 11, 26), 0);
        careful.leastBattery = 40;
        careful.notOnMetered = true;
        QCOMPARE(taskScheduleFrom(careful).remarks.size(), 2);
        QVERIFY(taskScheduleFrom({}).remarks.isEmpty()); // by hand, there too
    }
};

QTEST_GUILESS_MAIN(TestTaskSchedule)
#include "test_task_schedule.moc"
