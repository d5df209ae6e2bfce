// SPDX-License-Identifier: MIT
#include "core/config/schedule_text.h"

#include "tests/support/sample_job.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace Qt::StringLiterals;

using Unit = ScheduleRule::Unit;

namespace {

const QDate kToday(2026, 11, 26); // a Thursday

ScheduleRule rule(Unit unit, int interval = 1)
{
    ScheduleRule rule;
    rule.unit = unit;
    rule.interval = interval;
    rule.anchor = kToday;
    return rule;
}

ScheduleRule with(ScheduleRule rule, std::vector<QTime> times, std::uint8_t weekdays = 0,
                  int nth = 0, int monthDay = 0)
{
    rule.times = std::move(times);
    rule.weekdays = weekdays;
    rule.nth = nth;
    rule.monthDay = monthDay;
    return rule;
}

} // namespace

Q_DECLARE_METATYPE(cairn::ScheduleRule)

class TestScheduleText final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysARule_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<ScheduleRule>("expected");
        const QTime evening(19, 0);
        QTest::newRow("days") << QByteArray("every 1 day at 19:00 on mon,wed")
                              << with(rule(Unit::Days), {evening}, 0b101);
        QTest::newRow("upper case") << QByteArray("EVERY DAY AT 19:00 ON FRI")
                                    << with(rule(Unit::Days), {evening}, 0b10000);
        QTest::newRow("no time") << QByteArray("every 3 days")
                                 << with(rule(Unit::Days, 3), {evening});
        QTest::newRow("several times")
            << QByteArray("every day at 7:30 and 19:00, 21")
            << with(rule(Unit::Days), {QTime(7, 30), evening, QTime(21, 0)});
        QTest::newRow("weekdays") << QByteArray("every day on weekdays at 19:00")
                                  << with(rule(Unit::Days), {evening}, 0b11111);
        QTest::newRow("weeks") << QByteArray("every 2 weeks on Mondays and thursday at 19:00")
                               << with(rule(Unit::Weeks, 2), {evening}, 0b1001);
        QTest::newRow("n-th weekday") << QByteArray("every 1 month on third monday at 15:00")
                                      << with(rule(Unit::Months), {QTime(15, 0)}, 1, 3);
        QTest::newRow("last weekday") << QByteArray("every month on the last fri,sat at 15:00")
                                      << with(rule(Unit::Months), {QTime(15, 0)}, 0b110000, -1);
        QTest::newRow("day of the month") << QByteArray("every 3 months on day 15 at 15:00")
                                          << with(rule(Unit::Months, 3), {QTime(15, 0)}, 0, 0, 15);
        QTest::newRow("ordinal day") << QByteArray("every month on the 2nd at 15:00")
                                     << with(rule(Unit::Months), {QTime(15, 0)}, 0, 0, 2);
        QTest::newRow("last day") << QByteArray("every month on last day at 15:00")
                                  << with(rule(Unit::Months), {QTime(15, 0)}, 0, 0, 31);
        const ScheduleRule thirdMonday = with(rule(Unit::Months), {QTime(15, 0)}, 1, 3);
        for (const char *text :
             {"3 pm every 3rd Monday", "3pm every third monday", "every 3rd mon at 15",
              "every month on 3rd monday at 15:00", "on the third Monday of every month at 3:00 PM",
              "15:00 every month on the 3rd monday"})
            QTest::newRow(text) << QByteArray(text) << thirdMonday;
        QTest::newRow("last friday") << QByteArray("every last friday at 12 am")
                                     << with(rule(Unit::Months), {QTime(0, 0)}, 0b10000, -1);
        QTest::newRow("weekdays alone") << QByteArray("every mon,thu at 12pm")
                                        << with(rule(Unit::Weeks), {QTime(12, 0)}, 0b1001);
        ScheduleRule window = rule(Unit::Minutes, 15);
        window.from = QTime(8, 0);
        window.to = QTime(18, 0);
        QTest::newRow("minutes") << QByteArray("every 15 minutes between 08:00 and 18:00")
                                 << window;
        QTest::newRow("hours of twelve")
            << QByteArray("every 15 minutes between 8am and 6 pm") << window;
        QTest::newRow("hours") << QByteArray("every 6 hours at 3:00")
                               << with(rule(Unit::Hours, 6), {QTime(3, 0)});
        ScheduleRule later = with(rule(Unit::Weeks, 3), {evening});
        later.anchor = QDate(2026, 12, 7);
        QTest::newRow("a first day") << QByteArray("every 3 weeks starting 2026-12-07") << later;
    }
    void saysARule()
    {
        QFETCH(QByteArray, text);
        QFETCH(ScheduleRule, expected);
        const auto schedule = parseScheduleText(text.toStdString(), kToday);
        VERIFY_OK(schedule);
        QVERIFY2(schedule->rule == expected, qPrintable(scheduleText(*schedule, kToday)));
        QVERIFY(!schedule->onConnect);
        const QString written = scheduleText(*schedule, kToday);
        const auto again = parseScheduleText(written.toStdString(), kToday);
        VERIFY_OK(again);
        QVERIFY2(*again == *schedule, qPrintable(written));
    }

    void conditionsStandBesideIt()
    {
        const auto schedule =
            parseScheduleText("on connect every day at 19:00 with 40% battery not metered", kToday);
        VERIFY_OK(schedule);
        QVERIFY(schedule->onConnect);
        QCOMPARE(schedule->leastBattery, 40);
        QVERIFY(schedule->notOnMetered);
        QCOMPARE(scheduleText(*schedule, kToday),
                 u"every day at 19:00 and on connect with 40% battery not metered"_s);
    }

    void somethingElseThanARule()
    {
        const auto byHand = parseScheduleText(" By  hand ", kToday);
        VERIFY_OK(byHand);
        QVERIFY(*byHand == Schedule());
        QCOMPARE(scheduleText(*byHand, kToday), u"by hand"_s);
        const auto onConnect = parseScheduleText("on connect", kToday);
        VERIFY_OK(onConnect);
        QVERIFY(onConnect->onConnect && onConnect->rule == ScheduleRule());
        QCOMPARE(scheduleText(*onConnect, kToday), u"on connect"_s);
    }

    void theLastDayOfAMonthIsCalledSo()
    {
        const auto schedule = parseScheduleText("every month on 31st at 15:00", kToday);
        VERIFY_OK(schedule);
        QCOMPARE(scheduleText(*schedule, kToday), u"every month on last day at 15:00"_s);
    }

    void theFirstDayIsSaidWhereItMatters()
    {
        Schedule schedule = Schedule::daily(QDate(2020, 1, 1), 0);
        QCOMPARE(scheduleText(schedule, kToday), u"every day at 19:00"_s);
        schedule.rule.interval = 2;
        QVERIFY(scheduleText(schedule, kToday).endsWith(u"starting 2020-01-01"_s));
        schedule = Schedule::daily(kToday.addDays(1), 0);
        QVERIFY(scheduleText(schedule, kToday).endsWith(u"starting 2026-11-27"_s));
        schedule = Schedule::daily(QDate(2020, 1, 1), 0);
        schedule.rule.unit = Unit::Weeks; // on the weekday of that day
        QVERIFY(scheduleText(schedule, kToday).endsWith(u"starting 2020-01-01"_s));
    }

    void anyScheduleComesBack()
    {
        Schedule schedule = test::sampleJob().schedule;
        schedule.since = 0;
        for (const Unit unit : {Unit::Days, Unit::Weeks}) {
            schedule.rule.unit = unit;
            schedule.rule.interval = 2;
            const auto again =
                parseScheduleText(scheduleText(schedule, kToday).toStdString(), kToday);
            VERIFY_OK(again);
            QVERIFY2(*again == schedule, qPrintable(scheduleText(schedule, kToday)));
        }
        schedule.rule.times.clear(); // midnight, not the 19:00 of one that says nothing
        const auto again = parseScheduleText(scheduleText(schedule, kToday).toStdString(), kToday);
        QCOMPARE(again->rule.times, std::vector<QTime>{QTime(0, 0)});
    }

    void whatCannotBeIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text : {"",
                                 "every",
                                 "every day at",
                                 "every day at 25:00",
                                 "every day on",
                                 "every day on xyz",
                                 "every fortnight",
                                 "sometimes",
                                 "every 0 days",
                                 "every 1 minute",
                                 "every 5000 days",
                                 "by hand every day",
                                 "every day every week",
                                 "at 19:00",
                                 "on mon",
                                 "every month on mon",
                                 "every day on third monday",
                                 "every week on day 3",
                                 "every month on day 32",
                                 "every day between 8:00",
                                 "every hour at 1:00,2:00",
                                 "every day starting soon",
                                 "every day with much battery",
                                 "every day with 101% battery",
                                 "not metered"})
            QTest::newRow(text) << QByteArray(text);
        QTest::newRow("long") << QByteArray(5000, 'a');
    }
    void whatCannotBeIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto schedule = parseScheduleText(text.toStdString(), kToday);
        VERIFY_FAILS(schedule, ErrorCode::InvalidArgument);
        QVERIFY(!schedule.error().message.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestScheduleText)
#include "test_schedule_text.moc"
