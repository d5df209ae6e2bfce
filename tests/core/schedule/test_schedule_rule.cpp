// SPDX-License-Identifier: MIT
#include "core/schedule/schedule_rule.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(cairn::ScheduleRule)

namespace {

using Unit = ScheduleRule::Unit;

QTimeZone zoneOf(const char *id)
{
    return QTimeZone(QByteArray(id));
}

// "2026-03-29 02:30+01:00": what a clock on the wall shows, and its offset.
QString shown(std::int64_t instant, const QTimeZone &zone)
{
    const QDateTime local = QDateTime::fromSecsSinceEpoch(instant, zone);
    const int minutes = local.offsetFromUtc() / 60;
    return local.toString(u"ddd yyyy-MM-dd HH:mm"_s) +
           u"%1%2:%3"_s.arg(minutes < 0 ? u"-"_s : u"+"_s)
               .arg(std::abs(minutes) / 60, 2, 10, QChar(u'0'))
               .arg(std::abs(minutes) % 60, 2, 10, QChar(u'0'));
}

std::int64_t utc(const QString &text)
{
    return QDateTime::fromString(text + u":00Z"_s, Qt::ISODate).toSecsSinceEpoch();
}

ScheduleRule every(int interval, Unit unit, QDate anchor, std::vector<QTime> times = {})
{
    ScheduleRule rule;
    rule.unit = unit;
    rule.interval = interval;
    rule.anchor = anchor;
    rule.times = std::move(times);
    return rule;
}

ScheduleRule onWeekdays(ScheduleRule rule, std::uint8_t weekdays, int nth = 0)
{
    rule.weekdays = weekdays;
    rule.nth = nth;
    return rule;
}

ScheduleRule onMonthDay(ScheduleRule rule, int day)
{
    rule.monthDay = day;
    return rule;
}

ScheduleRule between(ScheduleRule rule, QTime from, QTime to)
{
    rule.from = from;
    rule.to = to;
    return rule;
}

constexpr std::uint8_t kMonday = 1;
constexpr std::uint8_t kWeekend = 0x60;
constexpr std::uint8_t kWorkdays = 0x1f;

} // namespace

class TestScheduleRule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nextRunsByTheWallClock_data()
    {
        QTest::addColumn<ScheduleRule>("rule");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QString>("after"); // UTC
        QTest::addColumn<QStringList>("runs");
        const QDate jan(2026, 1, 1); // a Thursday
        const QTime one(13, 0);
        const QTime half(2, 30);
        const auto row = [](const char *name, const ScheduleRule &rule, const char *zone,
                            const char *after, const QStringList &runs) {
            QTest::newRow(name) << rule << QByteArray(zone) << QString::fromLatin1(after) << runs;
        };
        row("daily stays over the change in spring", every(1, Unit::Days, jan, {one}),
            "Europe/Berlin", "2026-03-28T00:00",
            {u"Sat 2026-03-28 13:00+01:00"_s, u"Sun 2026-03-29 13:00+02:00"_s,
             u"Mon 2026-03-30 13:00+02:00"_s});
        row("and in autumn", every(1, Unit::Days, jan, {one}), "Europe/Berlin", "2026-10-24T12:00",
            {u"Sun 2026-10-25 13:00+01:00"_s, u"Mon 2026-10-26 13:00+01:00"_s});
        row("a time that is skipped comes as much later, once", every(1, Unit::Days, jan, {half}),
            "Europe/Berlin", "2026-03-28T12:00",
            {u"Sun 2026-03-29 03:30+02:00"_s, u"Mon 2026-03-30 02:30+02:00"_s});
        row("New York the same", every(1, Unit::Days, jan, {half}), "America/New_York",
            "2026-03-07T12:00", {u"Sun 2026-03-08 03:30-04:00"_s, u"Mon 2026-03-09 02:30-04:00"_s});
        row("a time that is shown twice runs at the first", every(1, Unit::Days, jan, {half}),
            "Europe/Berlin", "2026-10-24T12:00",
            {u"Sun 2026-10-25 02:30+02:00"_s, u"Mon 2026-10-26 02:30+01:00"_s});
        row("not again between the two", every(1, Unit::Days, jan, {half}), "Europe/Berlin",
            "2026-10-25T00:45", {u"Mon 2026-10-26 02:30+01:00"_s});
        row("a change by half an hour", every(1, Unit::Days, jan, {QTime(2, 15)}),
            "Australia/Lord_Howe", "2026-10-02T20:00",
            {u"Sun 2026-10-04 02:45+11:00"_s, u"Mon 2026-10-05 02:15+11:00"_s});
        row("a change at midnight", every(1, Unit::Days, jan, {QTime(0, 30)}), "America/Sao_Paulo",
            "2026-11-02T12:00", {u"Tue 2026-11-03 00:30-03:00"_s});
        row("midnight that is skipped", every(1, Unit::Days, QDate(2017, 1, 1), {QTime(0, 0)}),
            "America/Sao_Paulo", "2017-10-14T12:00",
            {u"Sun 2017-10-15 01:00-02:00"_s, u"Mon 2017-10-16 00:00-02:00"_s});
        row("a day that is skipped", every(1, Unit::Days, QDate(2011, 1, 1), {one}), "Pacific/Apia",
            "2011-12-29T12:00",
            {u"Thu 2011-12-29 13:00-10:00"_s, u"Sat 2011-12-31 13:00+14:00"_s,
             u"Sun 2012-01-01 13:00+14:00"_s});
        row("every other day is counted from the anchor", every(2, Unit::Days, jan, {one}), "UTC",
            "2026-02-26T13:00", {u"Sat 2026-02-28 13:00+00:00"_s, u"Mon 2026-03-02 13:00+00:00"_s});
        row("two times a day", every(1, Unit::Days, jan, {QTime(18, 0), QTime(6, 0)}), "UTC",
            "2026-05-01T06:00", {u"Fri 2026-05-01 18:00+00:00"_s, u"Sat 2026-05-02 06:00+00:00"_s});
        row("weekends at nine", onWeekdays(every(1, Unit::Weeks, jan, {QTime(9, 0)}), kWeekend),
            "Asia/Kolkata", "2026-11-26T00:00",
            {u"Sat 2026-11-28 09:00+05:30"_s, u"Sun 2026-11-29 09:00+05:30"_s,
             u"Sat 2026-12-05 09:00+05:30"_s});
        row("every third week on its Monday",
            onWeekdays(every(3, Unit::Weeks, QDate(2026, 1, 5), {QTime(15, 0)}), kMonday), "UTC",
            "2026-01-05T15:00", {u"Mon 2026-01-26 15:00+00:00"_s, u"Mon 2026-02-16 15:00+00:00"_s});
        row("weekly on the weekday of the anchor", every(1, Unit::Weeks, jan, {one}), "UTC",
            "2026-11-26T13:00", {u"Thu 2026-12-03 13:00+00:00"_s});
        row("3 pm every 3rd Monday",
            onWeekdays(every(1, Unit::Months, jan, {QTime(15, 0)}), kMonday, 3), "Europe/London",
            "2026-02-16T15:00", {u"Mon 2026-03-16 15:00+00:00"_s, u"Mon 2026-04-20 15:00+01:00"_s});
        row("last Monday",
            onWeekdays(every(1, Unit::Months, jan, {one}), kMonday, ScheduleRule::kLast), "UTC",
            "2026-02-01T00:00", {u"Mon 2026-02-23 13:00+00:00"_s, u"Mon 2026-03-30 13:00+00:00"_s});
        row("a fifth Monday, where there is one",
            onWeekdays(every(1, Unit::Months, jan, {one}), kMonday, 5), "UTC", "2026-01-01T00:00",
            {u"Mon 2026-03-30 13:00+00:00"_s, u"Mon 2026-06-29 13:00+00:00"_s});
        row("the 31st does not drift", onMonthDay(every(1, Unit::Months, jan, {one}), 31), "UTC",
            "2026-01-31T13:00",
            {u"Sat 2026-02-28 13:00+00:00"_s, u"Tue 2026-03-31 13:00+00:00"_s,
             u"Thu 2026-04-30 13:00+00:00"_s});
        row("a leap day", onMonthDay(every(12, Unit::Months, QDate(2024, 2, 29), {one}), 0), "UTC",
            "2027-01-01T00:00", {u"Sun 2027-02-28 13:00+00:00"_s, u"Tue 2028-02-29 13:00+00:00"_s});
        row("the 1st at half past midnight in Paris",
            onMonthDay(every(1, Unit::Months, jan, {QTime(0, 30)}), 1), "Europe/Paris",
            "2026-02-15T00:00",
            {u"Sun 2026-03-01 00:30+01:00"_s, u"Wed 2026-04-01 00:30+02:00"_s,
             u"Fri 2026-05-01 00:30+02:00"_s});
        row("every hour goes on over the change", every(1, Unit::Hours, jan), "Europe/Berlin",
            "2026-10-24T23:30",
            {u"Sun 2026-10-25 02:00+02:00"_s, u"Sun 2026-10-25 02:00+01:00"_s,
             u"Sun 2026-10-25 03:00+01:00"_s});
        row("every hour on workdays", onWeekdays(every(1, Unit::Hours, jan), kWorkdays), "UTC",
            "2026-11-27T22:30", {u"Fri 2026-11-27 23:00+00:00"_s, u"Mon 2026-11-30 00:00+00:00"_s});
        row("every 20 minutes, at night",
            between(every(20, Unit::Minutes, jan), QTime(22, 0), QTime(6, 0)), "UTC",
            "2026-11-26T05:30", {u"Thu 2026-11-26 05:40+00:00"_s, u"Thu 2026-11-26 22:00+00:00"_s});
        row("ten minutes after years without", every(10, Unit::Minutes, QDate(2001, 1, 1)), "UTC",
            "2026-11-26T05:31", {u"Thu 2026-11-26 05:40+00:00"_s});
        row("not before it begins", every(1, Unit::Days, QDate(2027, 6, 1), {one}), "UTC",
            "2026-11-26T00:00", {u"Tue 2027-06-01 13:00+00:00"_s});
        row("a clock far in the past", every(1, Unit::Days, jan, {one}), "UTC", "1970-01-01T00:00",
            {u"Thu 2026-01-01 13:00+00:00"_s});
        row("and far in the future", every(1, Unit::Days, jan, {one}), "UTC", "2999-12-31T13:00",
            {u"Wed 3000-01-01 13:00+00:00"_s});
    }
    void nextRunsByTheWallClock()
    {
        QFETCH(ScheduleRule, rule);
        QFETCH(QByteArray, zone);
        QFETCH(QString, after);
        QFETCH(QStringList, runs);
        const QTimeZone at(zone);
        QVERIFY2(at.isValid(), zone.constData());
        QStringList got;
        for (const std::int64_t run : nextRuns(rule, utc(after), at, static_cast<int>(runs.size())))
            got.push_back(shown(run, at));
        QCOMPARE(got, runs);
    }

    void someRulesNeverRun()
    {
        const QDate day(2026, 1, 1);
        const QTimeZone zone = zoneOf("UTC");
        const std::int64_t now = utc(u"2026-11-26T00:00"_s);
        QVERIFY(!nextRun(ScheduleRule(), now, zone));
        QVERIFY(!nextRun(every(1, Unit::Days, QDate()), now, zone));
        QVERIFY(
            !nextRun(between(every(1, Unit::Days, day, {QTime(13, 0)}), QTime(1, 0), QTime(2, 0)),
                     now, zone));
        QVERIFY(!nextRun(between(every(1440, Unit::Minutes, day), QTime(1, 0), QTime(2, 0)), now,
                         zone));
        QVERIFY(!nextRun(onWeekdays(every(7, Unit::Days, day), kMonday), now, zone));
        QVERIFY(nextRuns(ScheduleRule(), now, zone, 5).empty());
    }

    void aRuleThatNeverRunsIsFound()
    {
        const QTimeZone zone = zoneOf("Europe/Berlin");
        const std::int64_t now = utc(u"2026-11-24T00:00"_s);
        const QDate tuesday(2026, 11, 24);
        const auto why = [&](const ScheduleRule &rule) {
            const auto checked = checkComesTrue(rule, now, zone);
            return checked ? QString() : checked.error().message;
        };
        QCOMPARE(why(ScheduleRule()), QString()); // by hand
        const ScheduleRule early =
            onWeekdays(every(1, Unit::Days, tuesday, {QTime(7, 0)}), 0b11111);
        QCOMPARE(why(early), QString());
        QVERIFY(why(between(early, QTime(8, 0), QTime(18, 0))).contains(u"hours"));
        QVERIFY(why(onWeekdays(every(7, Unit::Days, tuesday), kMonday)).contains(u"2026-11-24"));
        QCOMPARE(why(onWeekdays(every(3, Unit::Days, tuesday), kMonday)), QString());
        QVERIFY(
            !why(between(every(1440, Unit::Minutes, tuesday), QTime(2, 0), QTime(3, 0))).isEmpty());
    }

    // Whatever the rule and the zone: later than asked, in order, and none is left out when one
    // asks from anywhere between two.
    void eachRunIsFoundFromAnywhereBefore()
    {
        const QDate day(2025, 12, 31);
        const std::vector<ScheduleRule> rules{
            every(1, Unit::Days, day, {QTime(2, 30), QTime(0, 0)}), every(45, Unit::Minutes, day),
            onWeekdays(every(2, Unit::Weeks, day, {QTime(2, 0)}), 0x41),
            onWeekdays(every(1, Unit::Months, day, {QTime(3, 0)}), 0x7f, 2),
            onMonthDay(every(1, Unit::Months, day, {QTime(23, 59)}), 31)};
        for (const char *id : {"Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe",
                               "Pacific/Apia", "Africa/Casablanca", "UTC"}) {
            const QTimeZone zone = zoneOf(id);
            for (const ScheduleRule &rule : rules) {
                const auto runs = nextRuns(rule, utc(u"2026-01-01T00:00"_s), zone, 60);
                QCOMPARE(runs.size(), std::size_t{60});
                for (std::size_t i = 1; i < runs.size(); ++i) {
                    QVERIFY(runs[i] > runs[i - 1]);
                    for (const std::int64_t from :
                         {runs[i - 1], (runs[i - 1] + runs[i]) / 2, runs[i] - 1})
                        QCOMPARE(nextRun(rule, from, zone).value_or(0), runs[i]);
                }
            }
        }
    }

    void howFarRunsAreApart()
    {
        const QDate day(2026, 1, 1);
        const QTimeZone zone = zoneOf("UTC");
        const std::int64_t now = utc(u"2026-11-26T00:00"_s);
        QCOMPARE(plannedInterval(ScheduleRule(), now, zone), 0);
        QCOMPARE(plannedInterval(every(6, Unit::Hours, day), now, zone), 6 * 3600);
        QCOMPARE(plannedInterval(every(1, Unit::Days, day), now, zone), 86'400);
        QCOMPARE(plannedInterval(onWeekdays(every(1, Unit::Weeks, day), kWorkdays), now, zone),
                 3 * 86'400);
    }
};

QTEST_GUILESS_MAIN(TestScheduleRule)
#include "test_schedule_rule.moc"
