// SPDX-License-Identifier: MIT
// What the window and the tray say of a backup that was not saved for too long.
#include "app/gui/english_plurals.h"
#include "app/gui/lateness.h"
#include "app/gui/texts.h"
#include "app/gui/tray_controller.h"

#include <QDateTime>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDay = 86'400;

} // namespace

class TestLateness final : public QObject
{
    Q_OBJECT

    EnglishPlurals m_english;
    qint64 m_now = QDateTime(QDate(2026, 11, 28), QTime(12, 0)).toSecsSinceEpoch();

    // A daily backup that was saved last so many days ago.
    [[nodiscard]] JobView viewOf(double daysAgo) const
    {
        JobView view;
        view.job.id = "d0c5d0c5";
        view.job.name = u"Documents"_s;
        view.job.createdAt = m_now - 400 * kDay;
        view.job.schedule = Schedule::daily(QDate(2025, 1, 1), 0);
        view.stored.versions = 3;
        view.stored.newest = view.stored.newestWhole = m_now - qint64(daysAgo * double(kDay));
        view.last.emplace();
        view.last->began = view.last->ended.emplace(view.stored.newest);
        view.last->state.result = RunResult::Saved;
        view.turn.next = m_now + 7 * 3600;
        return view;
    }
    [[nodiscard]] static Snapshot stateOf(const JobView &view)
    {
        Snapshot state;
        state.isOpen = true;
        state.jobs = {view};
        return state;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QCoreApplication::installTranslator(&m_english);
    }

    void lateIsSaidEverywhere_data()
    {
        QTest::addColumn<double>("days");
        QTest::addColumn<int>("tone");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("card");
        const QString next = u" · next run today 19:00"_s;
        QTest::newRow("fine") << 1.5 << int(Tone::Ok) << u"Your files are safe"_s
                              << u"Last run 1 day ago, complete"_s + next;
        QTest::newRow("late") << 2.5 << int(Tone::Warn) << u"“Documents” was not saved for 2 days"_s
                              << u"Not saved for 2 days"_s + next;
        QTest::newRow("overdue") << 5. << int(Tone::Warn)
                                 << u"“Documents” was not saved for 5 days"_s
                                 << u"Not saved for 5 days"_s + next;
        QTest::newRow("unprotected")
            << 15. << int(Tone::Fail) << u"“Documents” was not saved for 15 days"_s
            << u"Not saved for 15 days"_s + next;
    }
    void lateIsSaidEverywhere()
    {
        QFETCH(double, days);
        QFETCH(int, tone);
        QFETCH(QString, title);
        QFETCH(QString, card);
        const JobView view = viewOf(days);
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QCOMPARE(int(verdict.tone), tone);
        QCOMPARE(verdict.title, title);
        QCOMPARE(int(stateText(view, m_now).tone), tone);
        QCOMPARE(stateText(view, m_now).line, card);
        const QString tip = trayText(stateOf(view), m_now);
        QVERIFY2(tip.startsWith(title), qPrintable(tip));
        QVERIFY2(tip.endsWith(u"Next run today 19:00."_s), qPrintable(tip));
        if (days > 2) {
            QVERIFY(verdict.action == Verdict::Action::BackUp);
            QCOMPARE(verdict.job, view.job.id);
        }
    }

    void whatWasTakenOverIsNoRepair()
    {
        JobView view = viewOf(0.1);
        view.job.schedule = {};
        view.turn = {};
        view.last->kind = RunKind::Repair;
        QCOMPARE(stateText(view, m_now).line,
                 u"Its list was read 2 hours ago. Nothing was saved from here yet"_s);
        // What another computer wrote was not checked here.
        QCOMPARE(verdictOf(stateOf(view), m_now).body, u"Newest copy 2 hours ago."_s);
        QVERIFY(!factsText(view).contains(u"checked"_s));
        view.lastSaved = m_now - kDay;
        QCOMPARE(stateText(view, m_now).line, u"Repaired 2 hours ago"_s);
        QCOMPARE(verdictOf(stateOf(view), m_now).body,
                 u"Newest copy 2 hours ago, checked after writing."_s);
        QVERIFY(factsText(view).endsWith(u"checked after writing"_s));
    }

    void itSaysWhy()
    {
        JobView view = viewOf(5);
        view.turn.due = m_now - 4 * kDay;
        view.turn.held = Held::Battery;
        QVERIFY(verdictOf(stateOf(view), m_now)
                    .body.endsWith(u"It waits until the battery is charged."_s));
        QVERIFY(stateText(view, m_now).line.endsWith(u"waits until the battery is charged"_s));
        view.turn.held = Held::Settling; // in a moment it runs
        QVERIFY(verdictOf(stateOf(view), m_now).tone == Tone::Ok);
        view.turn.due.reset();
        Problem full;
        full.code = "DEST_FULL";
        view.last->state.result = RunResult::Failed;
        view.problems = {full};
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QCOMPARE(verdict.title, u"“Documents” was not saved for 5 days"_s);
        QVERIFY(stateText(view, m_now).line.startsWith(u"Not saved for 5 days. "_s));
    }

    void whatWasNeverSavedIsSaidSo()
    {
        JobView view = viewOf(0);
        view.stored = {};
        view.last.reset();
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QCOMPARE(verdict.title, u"“Documents” was never saved"_s);
        QCOMPARE(verdict.body, u"Its files exist on this computer alone."_s);
        QVERIFY(stateText(view, m_now).line.startsWith(u"Never saved"_s));
    }

    // A version that a stop cut short makes nothing safe.
    void aPartOfTheFilesIsNoCopyOfThem()
    {
        JobView view = viewOf(2);
        view.stored.newest = m_now - 60;
        view.last->state.result = RunResult::Partial;
        QVERIFY(verdictOf(stateOf(view), m_now).body.startsWith(u"Newest copy 2 days ago"_s));
        QCOMPARE(lastSuccessOf(view, m_now), m_now - 2 * kDay);
        view.stored.newestWhole = 0;
        view.lastSaved = 0;
        view.job.createdAt = m_now - 120;
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QCOMPARE(verdict.title, u"First backup not complete yet"_s);
        QCOMPARE(verdict.body, u"“Documents” was stopped. Its next run goes on from there."_s);
        QVERIFY(verdict.action == Verdict::Action::BackUp);
        QVERIFY(stateText(view, m_now).tone == Tone::Wait);
    }

    void aRunThatIsPausedIsCalledThat()
    {
        JobView view = viewOf(2);
        view.current = view.last;
        view.current->ended.reset();
        view.current->state.result = RunResult::Running;
        QCOMPARE(verdictOf(stateOf(view), m_now).title, u"Saving your files"_s);
        view.current->state.result = RunResult::Paused;
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QCOMPARE(verdict.title, u"“Documents” is paused"_s);
        QVERIFY(verdict.tone == Tone::Wait);
        QVERIFY(verdict.body.startsWith(u"Newest copy 2 days ago"_s));
    }

    void aDriveThatIsAwayIsNoFaultForAMonth()
    {
        JobView view = viewOf(20);
        view.job.drive = DriveRef{u"1234"_s, u"Blue disk"_s, 0, {}};
        view.isDriveAbsent = true;
        QCOMPARE(verdictOf(stateOf(view), m_now).title, u"Waiting for a drive"_s);
        view.stored.newest = view.stored.newestWhole = view.last->ended.emplace(m_now - 31 * kDay);
        const Verdict verdict = verdictOf(stateOf(view), m_now);
        QVERIFY(verdict.tone == Tone::Fail);
        QVERIFY2(verdict.body.contains(u"when “Blue disk” is connected"_s),
                 qPrintable(verdict.body));
        QVERIFY(verdict.action == Verdict::Action::None); // only the drive helps
        QVERIFY(stateText(view, m_now).line.contains(u"waits for the drive “Blue disk”"_s));
    }

    // A pause that somebody wanted is not undone by a day or two, but a fortnight is told.
    void aPauseIsToldFirstUntilNothingIsSafe()
    {
        Snapshot state = stateOf(viewOf(5));
        state.pausedUntil = m_now + 3600;
        QVERIFY(verdictOf(state, m_now).action == Verdict::Action::Resume);
        state.jobs = {viewOf(15)};
        const Verdict verdict = verdictOf(state, m_now);
        QVERIFY(verdict.tone == Tone::Fail);
        QVERIFY2(verdict.body.contains(u"Backups are paused until today 13:00."_s),
                 qPrintable(verdict.body));
        QVERIFY(!trayText(state, m_now).contains(u"Next run"_s));
    }

    void whatIsBeingDoneIsNotLate()
    {
        JobView view = viewOf(5);
        view.isQueued = true;
        QVERIFY(!isLate(shownLateness(view, m_now)));
    }

    void aMissedDaySaysWhy()
    {
        const QList<Day> days = daysOf({{QDate(2026, 11, 26), DayResult::Missed, "DRIVE_ABSENT"},
                                        {QDate(2026, 11, 27), DayResult::Missed, ""},
                                        {QDate(2026, 11, 28), DayResult::Missed, "PAUSED"}});
        QVERIFY(days[0].tip.endsWith(u": missed, the drive was not connected"_s));
        QVERIFY(days[1].tip.endsWith(u": missed, the computer was off, or nobody was logged in"_s));
        QVERIFY(days[2].tip.endsWith(u": missed, backups were paused"_s));
    }
};

QTEST_MAIN(TestLateness)
#include "test_lateness.moc"
