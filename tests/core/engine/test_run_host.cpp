// SPDX-License-Identifier: MIT
// Backups that run by themselves: whose turn it is, who runs them, and a year of it.
#include "tests/core/engine/run_host_lab.h"

#include "core/config/power_settings.h"
#include "core/config/problem_store.h"
#include "core/schedule/notice_rules.h"

#include <random>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

bool isGood(RunResult result)
{
    return result == RunResult::Saved || result == RunResult::NothingNew;
}

// One that also runs when its drive is connected.
JobConfig addOnDrive(Computer &computer)
{
    JobConfig job = computer.add("0000000a", computer.daily());
    job.schedule.onConnect = true;
    job.drive = DriveRef{u"uuid-1"_s, u"Blue disk"_s, 0, FilePath("backup")};
    computer.keep(job);
    std::ignore = computer.files.makeDirectories(computer.folder / "drive");
    return job;
}

} // namespace

class TestRunHost final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void runsByItselfAtItsTime()
    {
        Computer computer(at(u"2026-11-26 18:00"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.start();
        QVERIFY(computer.host->isHost());
        computer.live(59 * kMinute);
        QVERIFY(computer.runs().empty());
        QCOMPARE(computer.host->turnOf(job.id).next, at(u"2026-11-26 19:00"_s));
        computer.live(25 * kHour);
        QCOMPARE(computer.began(RunResult::Saved), (std::vector{at(u"2026-11-26 19:00"_s)}));
        QCOMPARE(computer.began(RunResult::NothingNew), (std::vector{at(u"2026-11-27 19:00"_s)}));
    }

    void makesUpForWhatWasMissedAndTellsTheDays()
    {
        Computer computer(at(u"2026-11-20 08:00"_s));
        computer.add("0000000a", computer.daily());
        computer.clock.setWallTime(at(u"2026-11-23 08:00"_s)); // the computer was off
        computer.start();
        computer.live(kMinute);
        QVERIFY(computer.began(RunResult::Saved).empty()); // it has just been started
        computer.live(2 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
        QCOMPARE(computer.began(RunResult::Missed),
                 (std::vector{at(u"2026-11-20 19:00"_s), at(u"2026-11-21 19:00"_s),
                              at(u"2026-11-22 19:00"_s)}));
        computer.live(kHour);
        QCOMPARE(computer.runs().size(), std::size_t{4});
    }

    void aSleepCountsLikeAStart()
    {
        Computer computer(at(u"2026-11-26 18:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.live(kMinute);
        computer.sleep(14 * kHour);
        computer.live(kMinute);
        QVERIFY(computer.runs().empty() ||
                computer.began(RunResult::Missed).size() == computer.runs().size());
        computer.live(2 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    void aListThatIsLostIsMadeAnewAndTheBackupFollows()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        JobConfig job = computer.add("0000000a", {});
        const FilePath list = computer.folder / "list.sqlite";
        job.options["dbpath"] = list.bytes();
        computer.keep(job);
        computer.start();
        computer.host->enqueue({job.id, {}, true});
        computer.settle();
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
        std::string damaged = readFile(list);
        std::ranges::fill(damaged, 'x');
        writeFile(list, damaged);
        writeFile(computer.folder / "source" / "b.txt", "content of b");
        computer.host->enqueue({job.id, {}, true});
        computer.settle();
        std::vector<RunKind> kinds;
        for (const RunRecord &run : computer.runs())
            kinds.insert(kinds.begin(), run.kind);
        QCOMPARE(kinds,
                 (std::vector{RunKind::Backup, RunKind::Backup, RunKind::Repair, RunKind::Backup}));
        QCOMPARE(computer.runs().front().state.result, RunResult::Saved);
        QVERIFY(computer.openProblems().empty());
    }

    // What is asked of all backups counts beside what their own schedules ask.
    void onBatteryAllWaitWhereThatIsWanted()
    {
        Computer computer(at(u"2026-11-26 18:00"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        VERIFY_OK(setPowerSettings(*computer.settings, {50, true}));
        computer.start();
        computer.live(5 * kMinute);
        Surroundings around;
        around.onBattery = true;
        around.batteryPercent = 40;
        computer.host->setSurroundings(around);
        computer.clock.setWallTime(at(u"2026-11-26 19:01"_s));
        computer.live(3 * kMinute);
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Battery);
        around.batteryPercent = 60;
        around.metered = true;
        computer.host->setSurroundings(around);
        computer.live(kMinute);
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Metered);
        VERIFY_OK(setPowerSettings(*computer.settings, {}));
        computer.live(3 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    // The time at which it seemed to have woken lay ahead, and each run that was late with it.
    void aClockThatIsSetBackHoldsNoRun()
    {
        Computer computer(at(u"2026-11-26 18:00"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.start();
        computer.live(kMinute);
        computer.clock.setWallTime(at(u"2027-11-26 12:00"_s));
        Surroundings around; // of a watch that saw it wake then
        around.awakeSince = computer.clock.nowSeconds();
        computer.host->setSurroundings(around);
        computer.poll();
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Settling);
        computer.clock.setWallTime(at(u"2026-11-26 20:00"_s));
        computer.live(3 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    void aDriveThatWasConnectedInTheFutureStartsItsBackup()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        const JobConfig job = addOnDrive(computer);
        computer.start();
        computer.live(5 * kMinute);
        computer.host->setPausedUntil(at(u"2026-11-26 12:30"_s));
        computer.clock.setWallTime(at(u"2026-11-26 12:25"_s));
        computer.drives.mount = computer.folder / "drive";
        computer.poll();
        computer.clock.setWallTime(at(u"2026-11-26 12:06"_s));
        computer.host->setPausedUntil(std::nullopt);
        computer.live(3 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    void nothingRunsTwiceAndTheNextProgramGoesOn()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        Posts otherPosts;
        auto other = std::make_unique<RunHost>(
            RunHost::World{computer.files, computer.clock, systemRandom(), computer.engine,
                           computer.secrets, computer.folder / "settings", computer.drives, "other",
                           false, berlin()},
            RunHost::Hooks{[&](std::function<void()> act) { otherPosts.add(std::move(act)); },
                           [] {}, [](const std::string &) {}});
        VERIFY_OK(other->open());
        QVERIFY(!other->isHost());
        for (int minute = 0; minute < 5; ++minute) {
            other->poll();
            computer.poll();
            computer.clock.advance(1min);
        }
        QVERIFY(!other->current());
        QCOMPARE(computer.runs().size(), std::size_t{1});
        other->ask("0000000a", RequestVerb::Run); // whoever looks on asks the host
        computer.poll();
        QCOMPARE(computer.runs().size(), std::size_t{2});
        computer.host.reset();
        other->poll();
        QVERIFY(other->isHost());
        computer.clock.setWallTime(at(u"2026-11-27 19:00"_s));
        other->poll();
        computer.clock.advance(2min);
        other->poll();
        while (other->current())
            otherPosts.doOne();
        QCOMPARE(computer.runs().size(), std::size_t{3});
    }

    void whatIsAskedForWhileABackupGoesOnIsThatBackup()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.isSlow = true;
        computer.host->enqueue({"0000000a", {}, true});
        QTRY_COMPARE(computer.runs().size(), std::size_t{1});
        computer.askFromElsewhere("0000000a");
        computer.endSlowness();
        QCOMPARE(computer.runs().size(), std::size_t{1});
    }

    // Its thread still makes names ready; whoever asked then waited for ever.
    void whatIsAskedForAsABackupEndsBeginsAfterIt()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.host->enqueue({"0000000a", {}, true});
        QVERIFY(computer.host->isAtWork("0000000a"));
        QTRY_VERIFY(!computer.runs().empty() && computer.runs().front().ended);
        QVERIFY(computer.host->current());
        QVERIFY(!computer.host->isAtWork("0000000a"));
        computer.askFromElsewhere("0000000a");
        computer.settle();
        QCOMPARE(computer.runs().size(), std::size_t{2});
    }

    void aBackupAskedForDuringATestFollowsIt()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.host->enqueue({"0000000a", {}, true});
        computer.settle();
        JobTask test;
        test.kind = RunKind::Test;
        computer.host->enqueue({"0000000a", test, true});
        QVERIFY(computer.host->isAtWork("0000000a"));
        computer.host->enqueue({"0000000a", {}, true});
        computer.settle();
        const auto runs = computer.runs();
        QCOMPARE(runs.size(), std::size_t{3});
        QCOMPARE(int(runs[1].kind), int(RunKind::Test));
        QCOMPARE(int(runs[0].kind), int(RunKind::Backup));
    }

    void whatIsPausedWaitsAndThenRuns()
    {
        Computer computer(at(u"2026-11-26 18:30"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.host->setPausedUntil(at(u"2026-11-26 21:00"_s));
        computer.live(2 * kHour);
        QVERIFY(computer.runs().empty());
        computer.host->enqueue({"0000000a", {}, true}); // by hand all the same
        computer.settle();
        QCOMPARE(computer.runs().size(), std::size_t{1});
        computer.live(24 * kHour);
        QCOMPARE(computer.runs().size(), std::size_t{2});
    }

    // `jobs pause`, or the window while an agent is the host.
    void aPauseOfAnotherProgramHoldsTheRunThatGoesOn()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.isSlow = true;
        computer.host->enqueue({"0000000a", {}, true});
        const CancelToken &run = computer.host->current()->cancel;
        VERIFY_OK(computer.settings->setPausedUntil(at(u"2026-11-26 14:00"_s)));
        computer.host->poll();
        QVERIFY(run.pauseRequested());
        VERIFY_OK(computer.settings->setPausedUntil(std::nullopt));
        computer.host->setResting(true);
        computer.host->poll();
        QVERIFY(run.pauseRequested()); // until the computer has slept
        computer.host->setResting(false);
        QVERIFY(!run.pauseRequested());
        computer.endSlowness();
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    // It was started in spite of the pause, which other changes of the settings do not renew.
    void aRunByHandGoesOnInAPauseUntilThereIsAnother()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.host->setPausedUntil(at(u"2026-11-26 14:00"_s));
        computer.isSlow = true;
        computer.host->enqueue({"0000000a", {}, true});
        const CancelToken &run = computer.host->current()->cancel;
        computer.askFromElsewhere("0000000b");
        QVERIFY(!run.pauseRequested());
        VERIFY_OK(computer.settings->setPausedUntil(at(u"2026-11-26 15:00"_s)));
        computer.host->poll();
        QVERIFY(run.pauseRequested());
        computer.clock.setWallTime(at(u"2026-11-26 15:01"_s));
        computer.host->poll();
        QVERIFY(!run.pauseRequested());
        computer.endSlowness();
    }

    void aRunWithoutItsSecretsWaitsWhereNobodyIs()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.secrets.isLocked = true;
        computer.start(true);
        computer.live(10 * kMinute);
        QVERIFY(computer.runs().empty());
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Locked);
        computer.secrets.isLocked = false;
        computer.live(2 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    // It was told that the key store was locked.
    void aRunThatCouldNotBeginTellsWhyAndIsTriedAgain()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.start(true);
        computer.spoilSettings();
        computer.live(3 * kMinute);
        const Turn turn = computer.host->turnOf(job.id);
        QVERIFY(!turn.due);
        QCOMPARE(turn.held, Held::No);
        QCOMPARE(turn.next, computer.clock.nowSeconds() + kMinute);
        QCOMPARE(computer.openProblems(), (std::vector<std::string>{"CONFIG_NEWER"}));
        QCOMPARE(computer.host->notBegun(job.id)->code, "CONFIG_NEWER");
        computer.healSettings();
        computer.live(2 * kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
        QVERIFY(computer.openProblems().empty());
        QVERIFY(!computer.host->notBegun(job.id));
    }

    void whyARunCouldNotBeginIsKnownAlsoWhereItCannotBeWritten()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.start();
        VERIFY_OK(computer.settings->database().execute(
            "CREATE TRIGGER full BEFORE INSERT ON problem BEGIN SELECT raise(ABORT, 'full'); END"));
        computer.spoilSettings();
        computer.live(2 * kMinute);
        QVERIFY(computer.openProblems().empty());
        QCOMPARE(computer.host->notBegun(job.id)->code, "CONFIG_NEWER");
        computer.healSettings();
    }

    void aSecretThatIsNotThereIsNoLockedOne()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        const JobConfig job = computer.add("0000000a", computer.daily());
        computer.secrets.isLocked = true;
        computer.secrets.why = kSecretMissingId;
        computer.start(true);
        computer.live(2 * kMinute);
        QCOMPARE(computer.host->turnOf(job.id).held, Held::No);
        QCOMPARE(computer.openProblems(), (std::vector<std::string>{"PASS_MISSING"}));
        QVERIFY(computer.runs().empty());
    }

    void aFullDestinationIsTriedAgainAndHeals()
    {
        Computer computer(at(u"2026-11-26 18:59"_s));
        computer.add("0000000a", computer.daily());
        computer.isFull = true;
        computer.start();
        computer.live(2 * kHour);
        QCOMPARE(computer.began(RunResult::Failed).size(), std::size_t{4}); // 0, 5, 20, 80 min
        QCOMPARE(ProblemStore(*computer.settings).open()->size(), std::size_t{1}); // one cause
        computer.isFull = false;
        computer.live(7 * kHour);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
        QVERIFY(ProblemStore(*computer.settings).open()->empty());
    }

    // The rest of a weekly backup waited a week.
    void whatEndedWithItsProgramIsMadeUp_data()
    {
        QTest::addColumn<bool>("now");
        QTest::newRow("after the files that are read") << false;
        QTest::newRow("at once") << true;
    }
    void whatEndedWithItsProgramIsMadeUp()
    {
        QFETCH(bool, now);
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.beginSlowRun("0000000a");
        bool isDone = false;
        computer.host->shutDown(now, [&isDone] { isDone = true; });
        computer.host->stopRun();
        computer.endSlowness();
        QVERIFY(isDone);
        QCOMPARE(computer.runs().size(), std::size_t{1});
        QVERIFY(!isGood(computer.runs().front().state.result));
        computer.host.reset();
        computer.start();
        computer.live(10 * kMinute);
        QCOMPARE(computer.runs().size(), std::size_t{2});
        QVERIFY(isGood(computer.runs().front().state.result));
    }

    void whatAPersonStoppedWaitsForItsTime()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.beginSlowRun("0000000a");
        computer.host->ask("0000000a", RequestVerb::StopNow);
        computer.host->shutDown(false, [] {}); // what a person wished stays that
        computer.endSlowness();
        computer.host.reset();
        computer.start();
        computer.live(2 * kHour);
        QCOMPARE(computer.runs().size(), std::size_t{1});
        QVERIFY(!isGood(computer.runs().front().state.result));
    }

    void aDriveStartsItsBackupWhenItIsConnected()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        const JobConfig job = addOnDrive(computer);
        computer.start();
        computer.live(30 * kHour, 10 * kMinute);
        QCOMPARE(computer.host->turnOf(job.id).held, Held::DriveAbsent);
        QVERIFY(computer.began(RunResult::Failed).empty());
        QCOMPARE(computer.began(RunResult::Missed).size(), std::size_t{1}); // the first day
        QCOMPARE(computer.runs().front().state.waitingFor, "DRIVE_ABSENT");
        computer.drives.mount = computer.folder / "drive";
        computer.live(kMinute);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    // ui.md §2: the window of one program shows and steers what another runs.
    void aProgramThatIsNotTheHostSeesItsQueueAndAsksIt()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        for (const char *job : {"0000000a", "0000000b", "0000000c"})
            computer.add(job, Schedule());
        computer.beginSlowRun("0000000a");
        computer.host->enqueue({"0000000b", {}, false});
        computer.host->poll();
        RunHost window({computer.files, computer.clock, systemRandom(), computer.engine,
                        computer.secrets, computer.folder / "settings", computer.drives, "window",
                        false, berlin()},
                       {[](const std::function<void()> &) {}, [] {}, [](const std::string &) {}});
        VERIFY_OK(window.open());
        QVERIFY(!window.isHost());
        window.poll();
        QCOMPARE(window.queue().size(), std::size_t{1});
        QVERIFY(window.isQueued("0000000b"));

        const std::vector<std::int64_t> moments{1'764'000'000, 1'764'003'600};
        window.ask("0000000c", RequestVerb::Delete, moments);
        window.ask("0000000b", RequestVerb::StopNow); // it has not begun: then it does not
        computer.host->poll();
        QCOMPARE(computer.host->queue().size(), std::size_t{1});
        QCOMPARE(computer.host->queue().front().job, "0000000c");
        QVERIFY(computer.host->queue().front().task.kind == RunKind::Delete);
        QCOMPARE(computer.host->queue().front().task.versions, moments);
        QVERIFY(RequestStore(*computer.settings).open()->empty());
        window.poll();
        QVERIFY(!window.isQueued("0000000b") && window.isQueued("0000000c"));
        computer.endSlowness();
    }

    void aMissedDaySaysWhatHeldItsRun()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000a", computer.daily());
        computer.start();
        computer.live(kMinute);
        computer.host->setPausedUntil(at(u"2026-11-29 12:00"_s));
        computer.live(46 * kHour, 10 * kMinute); // to the 28th, 10:00
        const auto missed = computer.began(RunResult::Missed);
        QCOMPARE(missed.size(), std::size_t{2});
        for (const RunRecord &run : computer.runs())
            if (run.state.result == RunResult::Missed)
                QCOMPARE(run.state.waitingFor, kPausedCode);
    }

    // A day that ended with the drive away is no day on which the computer was off.
    void whatHeldARunIsKnownToAProgramThatStartsLater()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        addOnDrive(computer);
        computer.start();
        computer.live(10 * kHour, 10 * kMinute);
        computer.host.reset();
        computer.clock.setWallTime(at(u"2026-11-28 12:00"_s));
        computer.start();
        computer.live(kMinute);
        std::map<QDate, std::string> why;
        for (const RunRecord &run : computer.runs())
            why[dayOf(run.began)] = run.state.waitingFor;
        QCOMPARE(why.size(), std::size_t{2});
        QCOMPARE(why[QDate(2026, 11, 26)], "DRIVE_ABSENT");
        QCOMPARE(why[QDate(2026, 11, 27)], ""); // off
    }

    void whatIsYearsOldIsForgotten()
    {
        Computer computer(at(u"2026-11-26 12:00"_s));
        computer.add("0000000b", computer.daily());
        RequestStore requests(*computer.settings);
        const std::int64_t old = at(u"2024-12-01 12:00"_s);
        const std::int64_t request = requests.add("0000000a", RequestVerb::Run, old).value();
        VERIFY_OK(requests.answer(request, old));
        for (int i = 0; i < 40; ++i)
            VERIFY_OK(RunStore(*computer.settings).noteMissed("0000000a", old, {}));
        computer.start();
        computer.live(24 * kHour, kHour);
        const std::int64_t now = computer.clock.nowSeconds();
        computer.clock.setWallTime(at(u"2031-01-01 12:00"_s));
        computer.poll();
        computer.clock.setWallTime(now);
        computer.live(24 * kHour, kHour);
        QCOMPARE(computer.runs("0000000a").size(), std::size_t{40}); // not yet two years
        computer.live(7 * 24 * kHour, kHour);
        QCOMPARE(computer.runs("0000000a").size(), std::size_t{30});
        QVERIFY(!*requests.get(request));
    }

    void aYearEndsWithEachDueRunMadeOrExplained_data()
    {
        QTest::addColumn<unsigned>("seed");
        const unsigned seed = qEnvironmentVariableIntValue("CAIRN_SEED");
        QTest::addRow("%u", seed) << seed;
    }

    // Nights, sleeps, days off, a drive that is away for weeks, a full destination, a wrong clock,
    // crashes, and both changes of the clocks.
    void aYearEndsWithEachDueRunMadeOrExplained()
    {
        QFETCH(unsigned, seed);
        std::mt19937 random(seed + 1);
        const auto chance = [&random](unsigned percent) { return random() % 100 < percent; };
        const std::int64_t begin = at(u"2026-01-01 08:00"_s);
        Computer computer(begin);
        Schedule monthly = computer.daily();
        monthly.rule.unit = ScheduleRule::Unit::Months;
        monthly.rule.nth = 3;
        monthly.rule.weekdays = 1;
        monthly.rule.times = {QTime(15, 0)};
        Schedule nightly = computer.daily();
        nightly.rule.times = {QTime(2, 30)};
        nightly.rule.weekdays = 0b1000001;
        computer.add("0000000a", computer.daily());
        computer.add("0000000b", monthly);
        computer.add("0000000c", nightly);
        JobConfig onDrive = computer.add("0000000d", monthly);
        onDrive.schedule.rule.nth = 0;
        onDrive.schedule.rule.unit = ScheduleRule::Unit::Weeks;
        onDrive.drive = DriveRef{u"uuid-1"_s, u"Blue disk"_s, 0, FilePath("backup")};
        computer.keep(onDrive);
        std::ignore = computer.files.makeDirectories(computer.folder / "drive");
        computer.start();
        Person person;
        int crashes = 0;
        for (QDate day(2026, 1, 1); day.year() == 2026; day = day.addDays(1)) {
            const std::int64_t morning = instantOf(day, QTime(8, 0), berlin());
            computer.isFull = day.month() == 5 && day.day() < 4;
            computer.drives.mount = chance(20) ? computer.folder / "drive" : FilePath();
            if (day.day() == 17 || computer.isFull)
                writeFile(computer.folder / "source" / day.toString().toStdString(), "new");
            if (chance(10))
                continue; // a day off
            computer.clock.setWallTime(morning);
            if (day == QDate(2026, 6, 10)) { // for two hours it believes to be in another year
                computer.clock.setWallTime(at(u"2031-01-01 12:00"_s));
                person.live(computer, 2);
                computer.clock.setWallTime(morning + 2 * kHour);
            }
            if (chance(5)) { // killed in a run: its row stays open
                ++crashes;
                computer.live(10 * kMinute, 5 * kMinute);
                std::ignore =
                    RunStore(*computer.settings)
                        .begin("0000000a", RunKind::Backup, computer.clock.nowSeconds(), 1)
                        .value();
                computer.host.reset();
                computer.start();
            }
            const bool sleeps = chance(30);
            person.live(computer, sleeps ? 4 : 15);
            if (sleeps) {
                computer.sleep(9 * kHour);
                person.live(computer, 2);
            }
        }
        QVERIFY(crashes > 0);
        judgeYear(computer, begin);
        person.judge();
    }

private:
    // Somebody who is told what the rules of notices say, every hour.
    struct Person
    {
        NoticeMemory memory;
        std::map<std::pair<std::string, QDate>, int> told;

        void live(Computer &computer, int hours)
        {
            for (int hour = 0; hour < hours; ++hour) {
                computer.live(kHour, 30 * kMinute);
                look(computer);
            }
        }
        void look(Computer &computer)
        {
            NoticeFacts facts;
            facts.now = computer.clock.nowSeconds();
            const auto jobs = JobStore(*computer.settings).all();
            const auto problems = ProblemStore(*computer.settings).open();
            for (const JobConfig &job : *jobs) {
                NoticeFacts::Job one;
                one.id = job.id;
                one.nag = nagLevel(
                    nagFactsOf(*computer.settings, job, computer.drives, facts.now, berlin())
                        .value());
                for (const Problem &problem : *problems)
                    if (problem.job == job.id)
                        one.problems.push_back({problem.code, problem.seen});
                facts.jobs.push_back(std::move(one));
            }
            for (const Notice &notice : decideNotices(facts, memory, berlin()).tell) {
                ++told[{notice.key, dayOf(facts.now)}];
                memory.marks[notice.key] = {facts.now, 0};
            }
        }
        void judge() const
        {
            std::map<QString, int> spring, autumn;
            for (const auto &[what, count] : told) {
                QVERIFY2(count == 1, what.first.c_str());
                const QString key = QString::fromStdString(what.first);
                ++(what.second < QDate(2026, 6, 10) ? spring : autumn)[key];
            }
            // The wrong clock ends no reminder of the drive that is away; what runs is not late.
            QVERIFY(spring[u"drive/0000000d"_s] > 3);
            QVERIFY(autumn[u"drive/0000000d"_s] > 3);
            QCOMPARE(spring[u"problem/0000000a/DEST_FULL"_s], 3); // a day each
            for (const char *job : {"late/0000000a", "late/0000000b", "late/0000000c"})
                QVERIFY2(spring[QLatin1String(job)] + autumn[QLatin1String(job)] <= 2, job);
        }
    };

    static void judgeYear(Computer &computer, std::int64_t begin)
    {
        const std::int64_t now = computer.clock.nowSeconds();
        const auto jobs = JobStore(*computer.settings).all();
        VERIFY_OK(jobs);
        for (const JobConfig &job : *jobs) {
            const auto runs = computer.runs(job.id);
            std::map<QDate, int> good, told, cutOff;
            for (const RunRecord &run : runs) {
                ++told[dayOf(run.began)];
                if (run.state.result == RunResult::Interrupted)
                    ++cutOff[dayOf(run.began)];
                if (isGood(run.state.result))
                    ++good[dayOf(run.began)];
                QVERIFY(run.ended.has_value());
            }
            int due = 0;
            for (auto slot = nextRun(job.schedule.rule, begin, berlin());
                 slot && dayOf(*slot) < dayOf(now);
                 slot = nextRun(job.schedule.rule, *slot, berlin())) {
                ++due;
                QVERIFY2(told.contains(dayOf(*slot)) || madeUpSameNight(told, *slot),
                         qPrintable(job.name + u" "_s + dayOf(*slot).toString(Qt::ISODate)));
            }
            QVERIFY(due > 10);
            for (const auto &[day, count] : good) // a made up run and that of the day itself
                QVERIFY2(count <= 2 + cutOff[day],
                         qPrintable(job.name + u" "_s + day.toString(Qt::ISODate)));
            QVERIFY(good.size() > std::size_t(due) / 4);
        }
    }
    // A time in the night of a computer that was off is made up in the morning of the same day.
    static bool madeUpSameNight(const std::map<QDate, int> &told, std::int64_t slot)
    {
        return told.contains(dayOf(slot + 12 * kHour));
    }
};

QTEST_GUILESS_MAIN(TestRunHost)
#include "test_run_host.moc"
