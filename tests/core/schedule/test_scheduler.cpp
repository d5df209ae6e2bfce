// SPDX-License-Identifier: MIT
#include "core/schedule/scheduler.h"
#include "core/schedule/turn_facts.h"

#include "core/schedule/schedule_rule.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kMinute = 60;
constexpr std::int64_t kHour = 3600;

const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

// A local time in Berlin: "2026-11-26 19:00".
std::int64_t at(const QString &text)
{
    const QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s);
    return instantOf(time.date(), time.time(), berlin());
}

TurnFacts dailyAt19(const QString &lastBegan)
{
    TurnFacts facts;
    facts.schedule = Schedule::daily(QDate(2026, 1, 1), at(u"2026-01-01 08:00"_s));
    facts.lastBegan = at(lastBegan);
    facts.lastEnded = facts.lastBegan + kMinute;
    return facts;
}

Turn turnAt(const TurnFacts &facts, const QString &now, const Surroundings &around = {})
{
    return turnOf(facts, around, at(now), berlin());
}

} // namespace

class TestScheduler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Not before the next try, which may be hours away.
    void aFailedRunIsTriedAgainWhenTheNetworkIsBack()
    {
        TurnFacts facts = dailyAt19(u"2026-11-26 19:00"_s);
        facts.failures = 4;
        Surroundings around;
        around.awakeSince = at(u"2026-11-26 08:00"_s);
        around.onlineSince = around.awakeSince; // it was there all the time
        QVERIFY(!turnAt(facts, u"2026-11-26 20:00"_s, around).due);
        around.online = false;
        QVERIFY(!turnAt(facts, u"2026-11-26 20:00"_s, around).due);
        around.online = true;
        around.onlineSince = at(u"2026-11-26 20:00"_s);
        QVERIFY(turnAt(facts, u"2026-11-26 20:00"_s, around).mayBegin());
        facts.lastBegan = at(u"2026-11-26 20:00"_s); // once for each time
        facts.lastEnded = facts.lastBegan + kMinute;
        QVERIFY(!turnAt(facts, u"2026-11-26 20:02"_s, around).due);
        around.onlineSince = facts.lastEnded + 5; // comes and goes
        QCOMPARE(turnAt(facts, u"2026-11-26 20:01"_s, around).next, facts.lastEnded + kMinute);
        facts.failures = 0;
        QVERIFY(!turnAt(facts, u"2026-11-26 20:10"_s, around).due);
    }

    void aFailedRunIsTriedAgainWhenItsDriveIsBack()
    {
        TurnFacts facts = dailyAt19(u"2026-11-26 19:00"_s);
        facts.failures = 4;
        facts.driveSince = at(u"2026-11-26 08:00"_s);
        QVERIFY(!turnAt(facts, u"2026-11-26 20:00"_s).due);
        facts.driveSince = at(u"2026-11-26 20:00"_s);
        QVERIFY(turnAt(facts, u"2026-11-26 20:00"_s).mayBegin());
        facts.isDriveAbsent = true;
        QVERIFY(!turnAt(facts, u"2026-11-26 20:00"_s).due);
    }

    void runsWhenItsTimeHasCome()
    {
        const TurnFacts facts = dailyAt19(u"2026-11-25 19:00"_s);
        QVERIFY(!turnAt(facts, u"2026-11-26 18:59"_s).due);
        QCOMPARE(turnAt(facts, u"2026-11-26 18:59"_s).next, at(u"2026-11-26 19:00"_s));
        const Turn turn = turnAt(facts, u"2026-11-26 19:00"_s);
        QVERIFY(turn.mayBegin());
        QCOMPARE(turn.next, at(u"2026-11-27 19:00"_s));
    }

    void aNewScheduleOwesNothingFromBefore()
    {
        TurnFacts facts;
        facts.schedule = Schedule::daily(QDate(2026, 11, 26), at(u"2026-11-26 20:00"_s));
        QVERIFY(!turnAt(facts, u"2026-11-26 20:01"_s).due);
        QVERIFY(turnAt(facts, u"2026-11-27 19:00"_s).mayBegin());
    }

    void whatWasMissedIsMadeUpOnceWhenTheComputerHasSettled()
    {
        const TurnFacts facts = dailyAt19(u"2026-11-01 19:00"_s);
        Surroundings around;
        around.awakeSince = at(u"2026-11-26 09:00"_s);
        const Turn early = turnAt(facts, u"2026-11-26 09:01"_s, around);
        QCOMPARE(early.due, at(u"2026-11-02 19:00"_s));
        QCOMPARE(early.held, Held::Settling);
        QVERIFY(turnAt(facts, u"2026-11-26 09:02"_s, around).mayBegin());
        QVERIFY(!turnAt(dailyAt19(u"2026-11-26 09:02"_s), u"2026-11-26 09:10"_s, around).due);
    }

    void aRunThatComesOnTimeNeedNotSettle()
    {
        Surroundings around;
        around.awakeSince = at(u"2026-11-26 18:59"_s);
        QVERIFY(turnAt(dailyAt19(u"2026-11-25 19:00"_s), u"2026-11-26 19:00"_s, around).mayBegin());
    }

    void conditionsPostpone_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("metered");
        QTest::addColumn<bool>("absent");
        QTest::addColumn<int>("held");
        QTest::newRow("mains") << -1 << false << false << int(Held::No);
        QTest::newRow("full enough") << 40 << false << false << int(Held::No);
        QTest::newRow("too low") << 39 << false << false << int(Held::Battery);
        QTest::newRow("metered") << -1 << true << false << int(Held::Metered);
        QTest::newRow("no drive") << 10 << true << true << int(Held::DriveAbsent);
    }

    void conditionsPostpone()
    {
        QFETCH(int, percent);
        QFETCH(bool, metered);
        QFETCH(bool, absent);
        QFETCH(int, held);
        TurnFacts facts = dailyAt19(u"2026-11-25 19:00"_s);
        facts.schedule.leastBattery = 40;
        facts.schedule.notOnMetered = true;
        facts.isDriveAbsent = absent;
        Surroundings around;
        around.onBattery = percent >= 0;
        around.batteryPercent = std::max(percent, 0);
        around.metered = metered;
        const Turn turn = turnAt(facts, u"2026-11-26 19:00"_s, around);
        QCOMPARE(int(turn.held), held);
        QCOMPARE(turn.due, at(u"2026-11-26 19:00"_s)); // and is not lost
    }

    void theMainsAreWaitedForIfTheJobSaysSo()
    {
        JobConfig job;
        job.schedule = dailyAt19(u"2026-11-25 19:00"_s).schedule;
        job.options["disable-on-battery"] = "true";
        Surroundings around;
        around.onBattery = true; // with 100 %
        const QString now = u"2026-11-26 19:00"_s;
        QCOMPARE(turnAt(turnFactsOf(job, {}), now, around).held, Held::Battery);
        QVERIFY(turnAt(turnFactsOf(job, {}), now, {}).mayBegin());
        job.options["disable-on-battery"] = "false";
        QVERIFY(turnAt(turnFactsOf(job, {}), now, around).mayBegin());
    }

    void whatIsMadeUpKeepsToTheHoursAllowed()
    {
        TurnFacts facts = dailyAt19(u"2026-11-20 19:00"_s);
        facts.schedule.rule.from = QTime(18, 0);
        facts.schedule.rule.to = QTime(22, 0);
        QCOMPARE(turnAt(facts, u"2026-11-26 09:00"_s).held, Held::Hours);
        QVERIFY(turnAt(facts, u"2026-11-26 18:00"_s).mayBegin());
    }

    void aFailedRunIsTriedAgainLaterAndLater_data()
    {
        QTest::addColumn<int>("failures");
        QTest::addColumn<qint64>("delay");
        QTest::newRow("first") << 1 << qint64(5 * kMinute);
        QTest::newRow("second") << 2 << qint64(15 * kMinute);
        QTest::newRow("third") << 3 << qint64(kHour);
        QTest::newRow("fourth") << 4 << qint64(6 * kHour);
        QTest::newRow("hundredth") << 100 << qint64(6 * kHour);
    }

    void aFailedRunIsTriedAgainLaterAndLater()
    {
        QFETCH(int, failures);
        QFETCH(qint64, delay);
        TurnFacts facts = dailyAt19(u"2026-11-25 20:00"_s);
        facts.failures = failures;
        const std::int64_t retry = facts.lastEnded + delay;
        const Turn before = turnOf(facts, {}, retry - 1, berlin());
        QVERIFY(!before.due);
        QCOMPARE(before.next, retry);
        QVERIFY(turnOf(facts, {}, retry, berlin()).mayBegin());
        facts.schedule.rule.unit = ScheduleRule::Unit::ByHand; // a person decides
        QVERIFY(!turnOf(facts, {}, retry, berlin()).due);
    }

    void aDriveThatIsConnectedIsReasonEnough()
    {
        TurnFacts facts = dailyAt19(u"2026-11-25 19:00"_s);
        facts.schedule.rule.unit = ScheduleRule::Unit::ByHand;
        facts.driveSince = at(u"2026-11-26 10:00"_s);
        QVERIFY(!turnAt(facts, u"2026-11-26 10:00"_s).due);
        facts.schedule.onConnect = true;
        QVERIFY(turnAt(facts, u"2026-11-26 10:00"_s).mayBegin());
        facts.lastBegan = at(u"2026-11-26 10:00"_s); // that was it
        QVERIFY(!turnAt(facts, u"2026-11-26 18:00"_s).due);
        facts.driveSince = at(u"2026-11-26 10:59"_s); // a loose plug
        QVERIFY(!turnAt(facts, u"2026-11-26 18:00"_s).due);
        facts.driveSince = at(u"2026-11-26 11:00"_s);
        QVERIFY(turnAt(facts, u"2026-11-26 18:00"_s).mayBegin());
    }

    void aClockThatIsWrongMakesNothingDueTwice()
    {
        // Set back by an hour: what ran in it has run.
        const TurnFacts ahead = dailyAt19(u"2026-11-26 19:00"_s);
        QVERIFY(!turnAt(ahead, u"2026-11-26 18:30"_s).due);
        QVERIFY(!turnAt(ahead, u"2026-11-26 19:00"_s).due);
        QVERIFY(turnAt(ahead, u"2026-11-27 19:00"_s).mayBegin());
        // By a month: what it noted ahead holds nothing up.
        QVERIFY(turnAt(dailyAt19(u"2026-12-24 19:00"_s), u"2026-11-26 12:00"_s).mayBegin());
        QVERIFY(!turnAt(dailyAt19(u"2026-11-26 12:00"_s), u"2026-11-26 18:00"_s).due);
        TurnFacts failed = dailyAt19(u"2026-12-24 19:00"_s);
        failed.failures = 4;
        QVERIFY(turnAt(failed, u"2026-11-26 12:00"_s).mayBegin());
        TurnFacts decided = dailyAt19(u"2026-11-25 19:00"_s);
        decided.schedule.since = at(u"2031-01-01 00:00"_s);
        QVERIFY(turnAt(decided, u"2026-11-26 19:00"_s).mayBegin());
        // Set forward by ten years: one run, although thousands were planned.
        const TurnFacts behind = dailyAt19(u"2026-11-25 19:00"_s);
        QVERIFY(turnAt(behind, u"2036-11-26 12:00"_s).mayBegin());
        QVERIFY(!turnAt(dailyAt19(u"2036-11-26 12:00"_s), u"2036-11-26 12:01"_s).due);
    }

    void eachDayWithoutARunIsToldOnce()
    {
        const TurnFacts facts = dailyAt19(u"2026-11-20 19:00"_s);
        const auto missed =
            missedDays(facts.schedule.rule, facts.lastBegan, at(u"2026-11-23 09:00"_s), berlin());
        QCOMPARE(missed, (std::vector{at(u"2026-11-21 19:00"_s), at(u"2026-11-22 19:00"_s)}));
        QVERIFY(
            missedDays(facts.schedule.rule, facts.lastBegan, at(u"2026-11-21 20:00"_s), berlin())
                .empty());
        QCOMPARE(missedDays(facts.schedule.rule, 0, at(u"2026-11-23 09:00"_s), berlin()).size(),
                 std::size_t{30});
        QVERIFY(missedDays(ScheduleRule(), 0, at(u"2026-11-23 09:00"_s), berlin()).empty());
    }

    // A day at a time through a year with both changes of the clocks.
    void aYearHasEachOfItsRuns()
    {
        TurnFacts facts = dailyAt19(u"2026-01-01 19:00"_s);
        facts.schedule.rule.times = {QTime(2, 30)};
        int runs = 0;
        const std::int64_t end = at(u"2027-01-02 00:00"_s);
        for (std::int64_t now = at(u"2026-01-02 00:00"_s); now < end; now += 10 * kMinute) {
            if (!turnOf(facts, {}, now, berlin()).mayBegin())
                continue;
            ++runs;
            facts.lastBegan = now;
            facts.lastEnded = now + kMinute;
        }
        QCOMPARE(runs, 365);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "test_scheduler.moc"
