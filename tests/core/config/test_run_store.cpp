// SPDX-License-Identifier: MIT
#include "core/config/problem_store.h"
#include "core/config/request_store.h"
#include "core/config/run_store.h"

#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QDateTime>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestRunStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<ScratchFolder>();
        auto settings = SettingsDatabase::open(m_files, m_folder->path() / "settings");
        VERIFY_OK(settings);
        m_settings = std::move(*settings);
    }

    // A script that forbade a run does so again in five minutes.
    void whatAScriptEndedIsNotTriedAgain()
    {
        RunStore runs(*m_settings);
        const auto failed = [&runs](const char *code) {
            RunState state;
            state.result = RunResult::Failed;
            const std::int64_t run = runs.begin("job00001", RunKind::Backup, 10, 1).value();
            VERIFY_OK(runs.finish(run, 20, state, {},
                                  {{RunMessage::Severity::Error, code, u"no"_s, {}}}));
        };
        failed("DEST_UNREACHABLE");
        QCOMPARE(runs.tries("job00001")->failures, 1);
        failed("RunScriptTimeout");
        QCOMPARE(runs.tries("job00001")->failures, 0);
        QCOMPARE(runs.tries("job00001")->lastEnded, 20);
        failed("DEST_UNREACHABLE");
        QCOMPARE(runs.tries("job00001")->failures, 1);
    }

    void anotherConnectionSeesARunGoOnAndEnd()
    {
        const auto other = SettingsDatabase::open(m_files, m_settings->folder());
        VERIFY_OK(other);
        RunStore mine(*m_settings);
        RunStore theirs(**other);
        const std::int64_t run = mine.begin("job00001", RunKind::Backup, 100, 42).value();
        const RunState state{RunResult::Running, "files", 3, 9, 30, 90, true, 12, "/a/\xff", "X"};
        VERIFY_OK(mine.update(run, state));
        auto seen = theirs.open();
        VERIFY_OK(seen);
        QCOMPARE(seen->size(), 1U);
        QVERIFY(seen->front().state == state);
        QCOMPARE(seen->front().host, 42);
        RunState done = state;
        done.result = RunResult::Warning;
        const RunSummary summary{2, 1000, 1, 2, 3, 150, {12, 0, 3, 0, 1}};
        const std::vector<RunMessage> messages{
            {RunMessage::Severity::Warning, "FileUnreadable", u"ü"_s, "/a/\xff"},
            {RunMessage::Severity::Information, "Retry", u"again"_s, ""}};
        VERIFY_OK(mine.finish(run, 160, done, summary, messages));
        QVERIFY(theirs.open()->empty());
        const auto record = theirs.get(run);
        QVERIFY(record.value()->summary == summary);
        QCOMPARE((*record)->ended, std::optional<std::int64_t>(160));
        QVERIFY(theirs.messages(run).value() == messages);
    }

    void runsOfADeadHostAreMarked()
    {
        RunStore store(*m_settings);
        const std::int64_t run = store.begin("job00001", RunKind::Backup, 100, 42).value();
        QCOMPARE(store.closeInterrupted(500).value(), 1);
        QCOMPARE(store.closeInterrupted(500).value(), 0);
        QCOMPARE(store.get(run).value()->state.result, RunResult::Interrupted);
    }

    void pagesRunFromTheNewestBack()
    {
        RunStore store(*m_settings);
        for (int i = 0; i < 10; ++i)
            VERIFY_OK(store.begin(i % 2 ? "job00001" : "job00002",
                                  i < 5 ? RunKind::Backup : RunKind::Test, i, 1));
        auto page = store.page({{}, {}, {}, INT64_MAX, 4});
        QCOMPARE(page->size(), 4U);
        QCOMPARE(page->front().began, 9);
        page = store.page({{}, {}, {}, page->back().id, 100});
        QCOMPARE(page->size(), 6U);
        QCOMPARE(store.page({"job00001", RunKind::Test, {}, INT64_MAX, 100})->size(), 3U);
        QCOMPARE(store.page({{}, {}, RunResult::Saved, INT64_MAX, 100})->size(), 0U);
        const auto last = store.lastOfEachJob();
        QCOMPARE(last->size(), 2U);
        QCOMPARE(last->front().began, 9);
        QCOMPARE(last->back().began, 8);
    }

    void theStripShowsTheBestOfEachLocalDay()
    {
        const QTimeZone zone("Pacific/Auckland");
        const auto at = [&](int day, int hour) {
            return QDateTime(QDate(2026, 3, day), QTime(hour, 0), zone).toSecsSinceEpoch();
        };
        RunStore store(*m_settings);
        const auto add = [&](std::int64_t time, RunResult result, RunKind kind = RunKind::Backup) {
            const std::int64_t run = store.begin("job00001", kind, time, 1).value();
            RunState state;
            state.result = result;
            VERIFY_OK(store.finish(run, time + 1, state, {}, {}));
        };
        add(at(1, 0), RunResult::Failed);
        add(at(1, 23), RunResult::Saved);
        add(at(2, 5), RunResult::Partial);
        add(at(3, 5), RunResult::Failed);
        add(at(3, 6), RunResult::Saved, RunKind::Test);
        VERIFY_OK(store.noteMissed("job00001", at(4, 19), "DRIVE_ABSENT"));
        QCOMPARE(store.lastOfEachJob()->front().kind, RunKind::Test); // the last that ran
        const auto days = store.days("job00001", at(5, 12), 30, zone);
        VERIFY_OK(days);
        QCOMPARE(days->size(), 30U);
        QCOMPARE(days->back().day, QDate(2026, 3, 5));
        QCOMPARE(days->back().result, DayResult::None);
        QCOMPARE((*days)[28].result, DayResult::Missed);
        QCOMPARE((*days)[28].why, "DRIVE_ABSENT");
        QCOMPARE((*days)[27].result, DayResult::Failed);
        QCOMPARE((*days)[26].result, DayResult::Warning);
        QCOMPARE((*days)[25].result, DayResult::Saved);
        QCOMPARE((*days)[24].result, DayResult::None);
        QCOMPARE(store.days("job00002", at(5, 12), 30, zone)->at(25).result, DayResult::None);
    }

    // The clock was a year ahead for one run.
    void aSuccessInTheFutureSaysNothing()
    {
        RunStore store(*m_settings);
        const std::int64_t now = 1'800'000'000;
        const auto add = [&store](std::int64_t time) {
            RunState state;
            state.result = RunResult::Saved;
            const std::int64_t run = store.begin("job00001", RunKind::Backup, time, 1).value();
            VERIFY_OK(store.finish(run, time, state, {}, {}));
        };
        add(now - 5000);
        add(now + 365 * 86'400);
        QCOMPARE(store.lastSaved("job00001", now).value(), now - 5000);
        add(now + kClockTolerance); // may be the computer's clock that was put right
        QCOMPARE(store.lastSaved("job00001", now).value(), now + kClockTolerance);
        QCOMPARE(store.lastSaved("job00002", now).value(), 0);
    }

    void oldRunsAreForgottenWithTheirMessages()
    {
        RunStore store(*m_settings);
        const std::int64_t run = store.begin("job00001", RunKind::Backup, 1, 1).value();
        RunState saved;
        saved.result = RunResult::Saved;
        VERIFY_OK(store.finish(run, 2, saved, {}, {{}}));
        VERIFY_OK(store.begin("job00001", RunKind::Backup, 1, 1));
        const auto addMany = [&store](RunKind kind, RunResult result) {
            RunState state;
            state.result = result;
            for (int i = 0; i < 30; ++i)
                VERIFY_OK(
                    store.finish(store.begin("job00001", kind, 1, 1).value(), 2, state, {}, {}));
        };
        addMany(RunKind::Backup, RunResult::Saved);
        VERIFY_OK(store.forgetBefore(100));
        QCOMPARE(store.page({})->size(), 31U); // the newest stay
        QCOMPARE(m_settings->database().number("SELECT count(*) FROM run_message").value(), 0);
        // Neither what failed or was missed since nor other kinds and jobs drive out what is known
        // of the last good one.
        for (const RunResult result : {RunResult::Failed, RunResult::Missed})
            addMany(RunKind::Backup, result);
        addMany(RunKind::Test, RunResult::Saved);
        VERIFY_OK(
            store.finish(store.begin("job00002", RunKind::Backup, 1, 1).value(), 2, {}, {}, {}));
        VERIFY_OK(store.forgetBefore(100));
        RunQuery all;
        all.limit = 1000;
        QCOMPARE(store.page(all)->size(), 122U);
        VERIFY_OK(store.forgetBefore(2));
        QCOMPARE(store.lastSaved("job00001", 100).value(), 2);
    }

    void whatWasOverLongAgoIsForgotten()
    {
        ProblemStore problems(*m_settings);
        Problem problem;
        problem.code = "DEST_FULL";
        problem.paths = {"/a"};
        VERIFY_OK(problems.noteRun("job00001", RunKind::Backup, 10, {problem}, true));
        VERIFY_OK(problems.noteRun("job00001", RunKind::Backup, 20, {}, true));
        VERIFY_OK(problems.noteRun("job00001", RunKind::Backup, 30, {problem}, true));
        VERIFY_OK(problems.forgetBefore(20));
        QCOMPARE(problems.closed()->size(), 1U);
        VERIFY_OK(problems.forgetBefore(100));
        QVERIFY(problems.closed()->empty());
        QCOMPARE(problems.open()->size(), 1U);
        QCOMPARE(m_settings->database().number("SELECT count(*) FROM problem_path").value(), 1);
        RequestStore requests(*m_settings);
        const std::int64_t done = requests.add("job00001", RequestVerb::Run, 10).value();
        VERIFY_OK(requests.answer(done, 20));
        VERIFY_OK(requests.add("job00001", RequestVerb::Run, 10));
        VERIFY_OK(requests.forgetBefore(100));
        QVERIFY(!*requests.get(done));
        QCOMPARE(requests.open()->size(), 1U);
    }

    void aProblemStaysOneUntilALaterSuccess()
    {
        ProblemStore store(*m_settings);
        Problem problem;
        problem.code = "FILES_UNREADABLE";
        problem.paths = {"/b", "/a"};
        problem.count = 2;
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 10, {problem}, true));
        problem.paths = {"/c"};
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 20, {problem}, true));
        auto open = store.open("job00001");
        QCOMPARE(open->size(), 1U);
        QCOMPARE(open->front().opened, 10);
        QCOMPARE(open->front().seen, 20);
        QCOMPARE(open->front().paths, std::vector<std::string>{"/c"});
        // One that failed has not looked; one of another kind neither.
        Problem other;
        other.code = "DEST_UNREACHABLE";
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 30, {other}, false));
        VERIFY_OK(store.noteRun("job00001", RunKind::Test, 40, {}, true));
        VERIFY_OK(store.noteRun("job00002", RunKind::Backup, 40, {}, true));
        QCOMPARE(store.open()->size(), 2U);
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 50, {}, true));
        QVERIFY(store.open()->empty());
        QCOMPARE(store.closed()->size(), 2U);
        QCOMPARE(store.closed()->front().closed, std::optional<std::int64_t>(50));
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 60, {problem}, true));
        QCOMPARE(store.open()->front().opened, 60);
    }

    void whatNobodyWantsToHearOfIsTakenOut()
    {
        ProblemStore store(*m_settings);
        Problem problem;
        problem.code = "FILES_UNREADABLE";
        problem.paths = {"/a", "/b\xff", "/c"};
        problem.count = 3;
        Problem other;
        other.code = "DEST_FULL";
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 10, {problem, other}, true));
        VERIFY_OK(store.forget("job00001", "FILES_UNREADABLE", {"/b\xff", "/never met"}, 20));
        auto open = store.open();
        QCOMPARE(open->size(), 2U);
        QCOMPARE(open->front().paths, (std::vector<std::string>{"/a", "/c"}));
        QCOMPARE(open->front().count, 2);
        VERIFY_OK(store.forget("job00001", "FILES_UNREADABLE", {"/a", "/c"}, 30));
        QCOMPARE(store.open()->size(), 1U);
        QCOMPARE(store.open()->front().code, "DEST_FULL");
        QCOMPARE(store.closed()->front().closed, std::optional<std::int64_t>(30));
    }

    void damageIsOverWhenItIsRepaired()
    {
        ProblemStore store(*m_settings);
        Problem problem;
        problem.code = "DATA_DAMAGED";
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 10, {problem}, false));
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 20, {}, true));
        QCOMPARE(store.open()->size(), 1U);
        VERIFY_OK(store.noteRun("job00001", RunKind::Repair, 30, {}, true));
        QVERIFY(store.open()->empty());
    }

    void aListMadeAnewEndsTheProblemsOfTheOldOne()
    {
        ProblemStore store(*m_settings);
        Problem problem;
        problem.code = "STORE_AHEAD";
        VERIFY_OK(store.noteRun("job00001", RunKind::Backup, 10, {problem}, false));
        VERIFY_OK(store.noteRun("job00001", RunKind::Test, 20, {}, true));
        QCOMPARE(store.open()->size(), 1U);
        VERIFY_OK(store.noteRun("job00001", RunKind::Repair, 30, {}, true));
        QVERIFY(store.open()->empty());
    }

    void requestsWaitForAnAnswer()
    {
        RequestStore store(*m_settings);
        const std::int64_t pause = store.add("job00001", RequestVerb::Pause, 5).value();
        const std::int64_t run = store.add("job00001", RequestVerb::Run, 6).value();
        VERIFY_OK(store.add("job00002", RequestVerb::StopNow, 7));
        QCOMPARE(store.open()->size(), 3U);
        QCOMPARE(store.open("job00001")->front().verb, RequestVerb::Pause);
        VERIFY_OK(store.answer(pause, 9));
        QCOMPARE(store.get(pause).value()->answered, std::optional<std::int64_t>(9));
        VERIFY_OK(store.answerAll("job00001", 9));
        QCOMPARE(store.open("job00001")->front().id, run);
        VERIFY_OK(store.answerAll("job00002", 9));
        QCOMPARE(store.open()->size(), 1U);
    }

private:
    FileLayer m_files;
    std::unique_ptr<ScratchFolder> m_folder;
    std::unique_ptr<SettingsDatabase> m_settings;
};

QTEST_GUILESS_MAIN(TestRunStore)
#include "test_run_store.moc"
