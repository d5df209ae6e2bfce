// SPDX-License-Identifier: MIT
// Runs on a bus of its own (dbus-run-session), where a played notification service answers; with
// the real engine behind.
#include "app/gui/english_plurals.h"
#include "app/gui/lateness.h"
#include "app/gui/notice_text.h"
#include "app/gui/notices.h"
#include "tests/gui/gui_program.h"
#include "tests/support/played_service.h"
#include "tests/support/scratch_folder.h"

#include <QDir>
#include <QTest>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QString kService = u"org.freedesktop.Notifications"_s;
const QString kRoot = u"/org/freedesktop/Notifications"_s;
constexpr qint64 kNow = 1'764'000'000;
constexpr qint64 kDay = 86'400;

enum Argument { Replaces = 1, Summary = 3, Body, Actions };

JobView viewOf(const QString &name)
{
    JobView view;
    view.job.id = kJob;
    view.job.name = name;
    view.job.createdAt = kNow - 400 * kDay;
    view.job.schedule = Schedule::daily(QDate(2025, 1, 1), 0);
    return view;
}

RunRecord runOf(RunResult result, qint64 ended)
{
    RunRecord run;
    run.job = kJob;
    run.ended = ended;
    run.state.result = result;
    return run;
}

} // namespace

class TestNotices final : public QObject
{
    Q_OBJECT

    ScratchFolder m_scratch;
    EnglishPlurals m_english;

    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = kJob;
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        return job;
    }
    [[nodiscard]] static QStringList titlesOf(const PlayedService &desktop)
    {
        QStringList titles;
        for (const QVariantList &call : desktop.calls(u"Notify"_s))
            titles << call[Summary].toString();
        return titles;
    }

private Q_SLOTS:
    void initTestCase() { QCoreApplication::installTranslator(&m_english); }

    void aRunThatFoundNothingNewIsASuccess()
    {
        Snapshot state;
        JobView view = viewOf(u"Files"_s);
        view.stored.newest = view.stored.newestWhole = kNow - 100 * kDay;
        view.stored.versions = 3;
        view.last = runOf(RunResult::Failed, kNow - kDay);
        view.lastSaved = kNow - 2 * kDay; // it found that nothing had changed
        state.jobs = {view};
        QCOMPARE(lastSuccessOf(view, kNow), kNow - 2 * kDay);
        QVERIFY(noticeFactsOf(state, {}, kNow).jobs[0].nag == NagLevel::Fine);
        state.jobs[0].lastSaved = 0;
        QVERIFY(noticeFactsOf(state, {}, kNow).jobs[0].nag == NagLevel::Unprotected);
        state.jobs[0].current = runOf(RunResult::Running, 0);
        QVERIFY(noticeFactsOf(state, {}, kNow).jobs[0].nag == NagLevel::Fine);
    }

    // Else one run under a clock that was ahead would silence the notices until then.
    void aSuccessInTheFutureIsNone()
    {
        Snapshot state;
        JobView view = viewOf(u"Files"_s);
        view.stored.newest = view.stored.newestWhole = kNow + 300 * kDay;
        view.last = runOf(RunResult::Saved, kNow + 300 * kDay);
        view.lastSaved = kNow - 20 * kDay;
        view.job.createdAt = kNow + 299 * kDay;
        state.jobs = {view};
        QCOMPARE(lastSuccessOf(view, kNow), kNow - 20 * kDay);
        QVERIFY(noticeFactsOf(state, {}, kNow).jobs[0].nag == NagLevel::Unprotected);
        QCOMPARE(notSavedText(view, kNow), u"“Files” was not saved for 20 days"_s);
    }

    void runsSinceSomebodyWasHereAreCounted()
    {
        Snapshot state;
        state.recent = {runOf(RunResult::Saved, kNow), runOf(RunResult::Failed, kNow - kDay),
                        runOf(RunResult::Missed, kNow - kDay),
                        runOf(RunResult::Saved, kNow - 9 * kDay)};
        NoticeMemory memory;
        memory.lastSeen = kNow - 5 * kDay;
        const NoticeFacts facts = noticeFactsOf(state, memory, kNow);
        QCOMPARE(facts.runs, 2);
        QCOMPARE(facts.complete, 1);
    }

    void noticesAreSaidInWords()
    {
        Snapshot state;
        JobView view = viewOf(u"Photos"_s);
        view.stored.newest = view.stored.newestWhole = kNow - 16 * kDay;
        view.job.drive = DriveRef{u"1234"_s, u"Blue disk"_s, 0, {}};
        state.jobs = {view};
        Notice notice;
        notice.job = kJob;
        notice.cause = NoticeCause::DriveReminder;
        notice.actions = {NoticeAction::Show, NoticeAction::RemindInAWeek};
        auto text = noticeText(notice, state, kNow);
        QCOMPARE(text.title, u"“Photos” waits for the drive “Blue disk”"_s);
        QCOMPARE(text.body, u"“Photos” was not saved for 16 days. Connect the drive to save what "
                            "is new."_s);
        QCOMPARE(text.actions[1], std::pair(u"remind-in-a-week"_s, u"Remind me in a week"_s));
        notice.cause = NoticeCause::Late;
        notice.unprotected = true;
        text = noticeText(notice, state, kNow);
        QCOMPARE(text.title, u"“Photos” was not saved for 16 days"_s);
        QCOMPARE(text.body, u"What is new since then exists on this computer alone."_s);
        state.jobs[0].stored = {};
        QCOMPARE(noticeText(notice, state, kNow).body,
                 u"Its files exist on this computer alone."_s);
        notice = {.key = "digest", .cause = NoticeCause::Digest, .runs = 6, .complete = 6};
        QCOMPARE(noticeText(notice, state, kNow).title,
                 u"While you were away: 6 backups, all complete"_s);
        notice.complete = 5;
        QCOMPARE(noticeText(notice, state, kNow).title,
                 u"While you were away: 6 backups, 5 of them complete"_s);
    }

    void whatHappensIsToldOnceAndTakenBack()
    {
        const PlayedService desktop(kService, kRoot, u"notification_daemon"_s,
                                    u"{\"capabilities\": \"body actions\"}"_s);
        QTRY_VERIFY_WITH_TIMEOUT(desktop.isThere(), kPatienceMs);
        QDir().mkpath(QString::fromStdString((m_scratch / "source").bytes()));
        m_scratch.write("source/a", "some text");
        QDir().mkpath(QString::fromStdString((m_scratch / "destination").bytes()));
        {
            GuiProgram program(m_scratch / "settings");
            Notifier notifier(QDBusConnection::sessionBus(), [](const Notifier::Message &) {});
            Notices notices(program.proxy, notifier, {.firstLook = 0ms});
            QSignalSpy wanted(&notices, &Notices::showWanted);
            QCOMPARE(program.save(job(), Secret("secret")), QString());
            QVERIFY(program.run(kJob));
            QTRY_COMPARE_WITH_TIMEOUT(titlesOf(desktop),
                                      QStringList(u"“Files” is saved for the first time"_s),
                                      kPatienceMs);
            QVERIFY(QDir().rename(QString::fromStdString((m_scratch / "source").bytes()),
                                  QString::fromStdString((m_scratch / "elsewhere").bytes())));
            QVERIFY(program.run(kJob));
            QTRY_COMPARE_WITH_TIMEOUT(titlesOf(desktop).size(), 2, kPatienceMs);
            const QVariantList call = desktop.calls(u"Notify"_s).constLast();
            // Whether files are safe.
            QVERIFY2(call[Body].toString().contains(u"Saved versions keep"_s),
                     qPrintable(call[Body].toString()));
            QVERIFY(desktop.emitSignal(kService, u"ActionInvoked"_s, u"us"_s, {2U, u"show"_s}));
            QTRY_COMPARE_WITH_TIMEOUT(wanted.size(), 1, kPatienceMs);
            QCOMPARE(wanted[0][0].value<std::string>(), std::string(kJob));
            QVERIFY(program.run(kJob)); // meets it again on the same day
            notices.look();
            QCOMPARE(titlesOf(desktop).size(), 2);
        }
        // Another start of the program does not repeat it either, and success takes it back.
        GuiProgram program(m_scratch / "settings");
        VERIFY_OK(program.vault.remember(kJob, Secret("secret"))); // it lives in memory
        Notifier notifier(QDBusConnection::sessionBus(), [](const Notifier::Message &) {});
        Notices notices(program.proxy, notifier, {.firstLook = 0ms});
        QTRY_VERIFY_WITH_TIMEOUT(program.proxy.state().isOpen, kPatienceMs);
        QVERIFY(program.run(kJob));
        notices.look();
        QCOMPARE(titlesOf(desktop).size(), 2);
        QVERIFY(QDir().rename(QString::fromStdString((m_scratch / "elsewhere").bytes()),
                              QString::fromStdString((m_scratch / "source").bytes())));
        QVERIFY(program.run(kJob));
        notices.look();
        QCOMPARE(titlesOf(desktop).size(), 2);
    }
};

QTEST_MAIN(TestNotices)
#include "test_notices.moc"
