// SPDX-License-Identifier: MIT
#include "core/schedule/notice_rules.h"

#include <QDateTime>
#include <QTest>

#include <set>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kHour = 3600;
constexpr std::int64_t kDay = 24 * kHour;
const QTimeZone kZone("Europe/Berlin");
// A Monday, 10:00 there.
const std::int64_t kMonday = QDateTime(QDate(2026, 3, 2), QTime(10, 0), kZone).toSecsSinceEpoch();

NoticeFacts factsOf(NoticeFacts::Job job, std::int64_t now = kMonday)
{
    NoticeFacts facts;
    facts.jobs.push_back(std::move(job));
    facts.now = now;
    return facts;
}

NoticeDecision decide(const NoticeFacts &facts, const NoticeMemory &memory = {})
{
    return decideNotices(facts, memory, kZone);
}

QStringList keysOf(const NoticeDecision &decision)
{
    QStringList keys;
    for (const Notice &notice : decision.tell)
        keys << QString::fromStdString(notice.key);
    return keys;
}

// Shows what is decided, as the window does.
void show(const NoticeDecision &decision, std::int64_t now, NoticeMemory &memory)
{
    for (const Notice &notice : decision.tell)
        memory.marks[notice.key].told = now;
    if (decision.seen)
        memory.lastSeen = *decision.seen;
}

NoticeMemory toldAt(const std::string &key, std::int64_t told, std::int64_t snoozed = 0)
{
    NoticeMemory memory;
    memory.marks[key] = {told, snoozed};
    return memory;
}

} // namespace

class TestNoticeRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsToldOfASuccess()
    {
        NoticeMemory memory;
        for (std::int64_t hour = 0; hour < 60 * 24; ++hour) {
            NoticeFacts facts = factsOf({"a"}, kMonday + hour * kHour);
            facts.atLogin = hour % 24 == 0;
            facts.runs = facts.complete = 24;
            const NoticeDecision decision = decide(facts, memory);
            QVERIFY(decision.tell.empty());
            show(decision, facts.now, memory);
        }
    }

    void theFirstBackupIsToldOnce()
    {
        const NoticeFacts facts = factsOf({.id = "a", .firstVersion = kMonday - 60});
        const NoticeDecision decision = decide(facts);
        QCOMPARE(keysOf(decision), QStringList(u"first/a"_s));
        QVERIFY(decision.tell.front().urgency == NoticeUrgency::Low);
        QVERIFY(decision.tell.front().actions == std::vector{NoticeAction::Show});
        NoticeMemory memory;
        show(decision, facts.now, memory);
        for (int hour = 1; hour < 100; ++hour)
            QVERIFY(
                decide(factsOf({.id = "a", .firstVersion = kMonday - 60}, kMonday + hour * kHour),
                       memory)
                    .tell.empty());
        QVERIFY(decide(factsOf({.id = "a", .firstVersion = kMonday - 2 * kDay})).tell.empty());
    }

    void onlyProblemsThatWaitForAPersonAreTold_data()
    {
        QTest::addColumn<bool>("told");
        for (const char *code :
             {"DEST_AUTH", "DEST_FULL", "DEST_READONLY", "DEST_FOREIGN", "HOST_CHANGED",
              "PASS_WRONG", "PASS_LOCKED", "PASS_MISSING", "SOURCE_MISSING", "SOURCE_EMPTY",
              "CHANGE_UNUSUAL", "DATA_DAMAGED", "SPACE_TEMP", "STORE_SHRUNK", "STORE_AHEAD",
              "SELFTEST", "INTERNAL", "REPORT_FAILED"})
            QTest::newRow(code) << true;
        for (const char *code : {"DRIVE_ABSENT", "DEST_UNREACHABLE", "HELD", "RUN_INTERRUPTED",
                                 "CATALOG_LOST", "FILES_UNREADABLE", "CLOCK", "AnyRemark"})
            QTest::newRow(code) << false;
    }
    void onlyProblemsThatWaitForAPersonAreTold()
    {
        QFETCH(const bool, told);
        const NoticeDecision decision =
            decide(factsOf({.id = "a", .problems = {{QTest::currentDataTag(), kMonday}}}));
        QCOMPARE(decision.tell.size(), std::size_t(told ? 1 : 0));
        if (told)
            QVERIFY(decision.tell.front().code == QTest::currentDataTag());
    }

    void aProblemIsToldAgainOnlyOfARunOfAnotherDayThatMetIt()
    {
        const std::string key = "problem/a/DEST_FULL";
        const auto told = [&](std::int64_t seen, std::int64_t toldBefore, std::int64_t now) {
            return !decide(factsOf({.id = "a", .problems = {{"DEST_FULL", seen}}}, now),
                           toldAt(key, toldBefore))
                        .tell.empty();
        };
        QVERIFY(!told(kMonday + kHour, kMonday, kMonday + kHour)); // the same day
        QVERIFY(!told(kMonday - 1, kMonday, kMonday + kDay));      // nothing has run since
        QVERIFY(told(kMonday + kDay - 1, kMonday, kMonday + kDay));
        // Ten in the evening and the next midnight are two days, and one evening.
        QVERIFY(!told(kMonday + 15 * kHour, kMonday + 12 * kHour, kMonday + 15 * kHour));
        QVERIFY(told(kMonday + 24 * kHour, kMonday + 12 * kHour, kMonday + 24 * kHour));
    }

    void levels_data()
    {
        QTest::addColumn<int>("nag");
        QTest::addColumn<bool>("inUse");
        QTest::addColumn<bool>("atLogin");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *name, NagLevel nag, bool inUse, bool atLogin,
                            const char *key) {
            QTest::newRow(name) << int(nag) << inUse << atLogin << QString::fromLatin1(key);
        };
        row("fine", NagLevel::Fine, true, true, "");
        row("late", NagLevel::Late, true, true, "");
        row("overdue in use", NagLevel::Overdue, true, false, "late/a");
        row("overdue, nobody there", NagLevel::Overdue, false, false, "");
        row("overdue at login, nobody there", NagLevel::Overdue, false, true, "");
        row("unprotected in use", NagLevel::Unprotected, true, false, "late/a");
        row("unprotected at login", NagLevel::Unprotected, false, true, "late/a");
        row("unprotected, nobody there", NagLevel::Unprotected, false, false, "");
        row("drive in use", NagLevel::DriveReminder, true, false, "drive/a");
        row("drive, nobody there", NagLevel::DriveReminder, false, true, "");
    }
    void levels()
    {
        QFETCH(const int, nag);
        QFETCH(const bool, inUse);
        QFETCH(const bool, atLogin);
        QFETCH(const QString, key);
        NoticeFacts facts = factsOf({.id = "a", .nag = static_cast<NagLevel>(nag)});
        facts.inUse = inUse;
        facts.atLogin = atLogin;
        const NoticeDecision decision = decide(facts);
        QCOMPARE(keysOf(decision), key.isEmpty() ? QStringList() : QStringList(key));
        if (facts.jobs[0].nag == NagLevel::DriveReminder && !key.isEmpty())
            QVERIFY(decision.tell.front().actions.back() == NoticeAction::RemindInAWeek);
        if (facts.jobs[0].nag == NagLevel::Unprotected && !key.isEmpty())
            QVERIFY(decision.tell.front().urgency == NoticeUrgency::Critical);
    }

    void remindingInAWeekIsObeyed()
    {
        const NoticeMemory memory = toldAt("drive/a", kMonday, kMonday + kSnoozeSeconds);
        const auto told = [&](std::int64_t after) {
            return !decide(factsOf({.id = "a", .nag = NagLevel::DriveReminder}, kMonday + after),
                           memory)
                        .tell.empty();
        };
        QVERIFY(!told(kDay));
        QVERIFY(!told(6 * kDay + 23 * kHour));
        QVERIFY(told(7 * kDay));
    }

    void anAbsenceEndsWithOneDigest()
    {
        NoticeMemory memory;
        memory.lastSeen = kMonday - 6 * kDay;
        NoticeFacts facts = factsOf({"a"});
        facts.runs = 6;
        facts.complete = 5;
        const NoticeDecision decision = decide(facts, memory);
        QCOMPARE(keysOf(decision), QStringList(u"digest"_s));
        QCOMPARE(decision.tell.front().runs, 6);
        QCOMPARE(decision.tell.front().complete, 5);
        show(decision, facts.now, memory);
        facts.now += 300;
        QVERIFY(decide(facts, memory).tell.empty());
        facts.inUse = false; // while she is away nobody is told
        memory = {};
        memory.lastSeen = kMonday - 6 * kDay;
        QVERIFY(decide(facts, memory).tell.empty());
        QVERIFY(!decide(facts, memory).seen);
    }

    void aNightAwayIsNoAbsence()
    {
        NoticeMemory memory;
        memory.lastSeen = kMonday - 14 * kHour;
        NoticeFacts facts = factsOf({"a"});
        facts.runs = facts.complete = 3;
        QVERIFY(decide(facts, memory).tell.empty());
        facts.now = memory.lastSeen + 4 * kDay;
        facts.runs = facts.complete = 0; // the computer was off
        QVERIFY(decide(facts, memory).tell.empty());
    }

    void whatIsOverIsTakenBack()
    {
        NoticeMemory memory = toldAt("problem/a/DEST_FULL", kMonday - kHour);
        memory.marks["late/a"] = {kMonday - kHour, 0};
        memory.marks["first/a"] = {kMonday - kHour, 0};
        QVERIFY(decide(factsOf({"a"}), memory).over ==
                (std::vector<std::string>{"late/a", "problem/a/DEST_FULL"}));
        const NoticeFacts still = factsOf({.id = "a",
                                           .nag = NagLevel::Overdue,
                                           .problems = {{"DEST_FULL", kMonday - 2 * kHour}}});
        QVERIFY(decide(still, memory).over.empty());
    }

    void unwantedCausesAreNotTold()
    {
        NoticeFacts facts = factsOf({.id = "a", .problems = {{"DEST_FULL", kMonday}}});
        facts.unwanted = {NoticeCause::Problem};
        QVERIFY(decide(facts).tell.empty());
    }

    void aClockThatWasWrongSilencesNothingForLong()
    {
        const NoticeFacts facts = factsOf({.id = "a", .nag = NagLevel::Overdue});
        QCOMPARE(decide(facts, toldAt("late/a", kMonday + 300 * kDay)).tell.size(), 1U);
        QCOMPARE(decide(facts, toldAt("late/a", 1, kMonday + 300 * kDay)).tell.size(), 1U);
        QCOMPARE(decide(facts, toldAt("late/a", kMonday + kHour)).tell.size(), 0U);
    }

    // Over the change of the clocks, at all hours, with a program that is started again and a
    // problem that each run meets anew.
    void atMostOneNoticeACauseAndDay()
    {
        NoticeMemory memory;
        std::set<std::pair<std::string, QDate>> told;
        int lateDays = 0;
        for (std::int64_t minute = 0; minute < 60 * 24 * 60; minute += 7) {
            const std::int64_t now = kMonday + minute * 60;
            const std::int64_t day = minute / (24 * 60);
            NoticeFacts facts =
                factsOf({.id = "a",
                         .nag = day < 3    ? NagLevel::Fine
                                : day < 14 ? NagLevel::Overdue
                                           : NagLevel::Unprotected,
                         .problems = {{"DEST_FULL", now - 30}, {"SOURCE_EMPTY", now - 30}}},
                        now);
            facts.jobs.push_back({.id = "b", .nag = NagLevel::DriveReminder});
            facts.atLogin = minute % 91 == 0;
            facts.inUse = minute / 60 % 24 < 14;
            facts.runs = 3;
            const NoticeDecision decision = decide(facts, memory);
            const QDate today = QDateTime::fromSecsSinceEpoch(now, kZone).date();
            for (const Notice &notice : decision.tell) {
                QVERIFY2(told.emplace(notice.key, today).second, notice.key.c_str());
                lateDays += notice.key == "late/a" ? 1 : 0;
            }
            show(decision, now, memory);
        }
        QVERIFY2(lateDays >= 56, qPrintable(QString::number(lateDays))); // and every day it is told
    }
};

QTEST_GUILESS_MAIN(TestNoticeRules)
#include "test_notice_rules.moc"
