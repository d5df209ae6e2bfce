// SPDX-License-Identifier: MIT
#include "app/gui/texts.h"
#include "tests/gui/gui_program.h"
#include "tests/support/scratch_folder.h"

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::gui;
using namespace cairn::test;
using namespace Qt::StringLiterals;

// What pages ask for, with the real engine behind it.
class TestEngineProxy : public QObject
{
    Q_OBJECT

private:
    using Program = GuiProgram;

    [[nodiscard]] JobConfig job() const
    {
        JobConfig job;
        job.id = "00c0ffee";
        job.name = u"Files"_s;
        job.destination = (m_scratch / "destination").bytes();
        job.sources = {m_scratch / "source"};
        job.schedule = Schedule::daily(QDate::currentDate().addDays(30), 0); // not while this runs
        return job;
    }

    static void runOnce(Program &program)
    {
        QSignalSpy ended(&program.proxy, &EngineProxy::runEnded);
        program.proxy.runJob("00c0ffee");
        QVERIFY(ended.wait(kPatienceMs));
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        const auto isShown = [&program] {
            const JobView *view = program.proxy.job("00c0ffee");
            return view && view->stored.versions > 0 && !view->current;
        };
        while (!isShown())
            QVERIFY(shown.wait(kPatienceMs));
    }

    ScratchFolder m_scratch;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        FileLayer files;
        VERIFY_OK(files.makeDirectories(m_scratch / "source"));
        m_scratch.write("source/one", "the first");
        m_scratch.write("source/two\xff", "a name that is no text");
    }

    void aBackupIsSavedRunBrowsedAndRestored()
    {
        Program program(m_scratch / "settings");
        QSignalSpy saved(&program.proxy, &EngineProxy::jobSaved);
        program.proxy.saveJob(job(), Secret("a passphrase"), false);
        QVERIFY(saved.wait(kPatienceMs));
        QCOMPARE(saved[0][1].toString(), QString());
        runOnce(program);
        const Verdict verdict = verdictOf(program.proxy.state(), systemClock().nowSeconds());
        QCOMPARE(verdict.tone, Tone::Ok);

        QSignalSpy versions(&program.proxy, &EngineProxy::versionsReady);
        program.proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        const auto answer = versions[0][1].value<CatalogVersions>();
        QCOMPARE(answer.versions.size(), std::size_t{1});
        QCOMPARE(answer.versions[0].files, std::int64_t{2});

        QSignalSpy restored(&program.proxy, &EngineProxy::restoreEnded);
        RestoreOrder order;
        order.job = "00c0ffee";
        order.parts = {{answer.versions[0].time, {(m_scratch / "source").bytes() + "/two\xff"}}};
        order.target = m_scratch / "restored";
        program.proxy.restore(order);
        QVERIFY(restored.wait(kPatienceMs));
        QVERIFY(restored[0][0].value<RestoreEnd>().done);
        QCOMPARE(readFile(m_scratch / "restored/two\xff"), std::string("a name that is no text"));
        QVERIFY(!FileLayer().exists(m_scratch / "restored/one"));
    }

    // Told before, done, undone; seen without being restored.
    void aRestoreIsPlannedDoneAndUndone()
    {
        Program program(m_scratch / "settings");
        VERIFY_OK(program.vault.remember("00c0ffee", Secret("a passphrase")));
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        while (!program.proxy.job("00c0ffee"))
            QVERIFY(shown.wait(kPatienceMs));
        m_scratch.write("source/one", "changed since");
        QSignalSpy versions(&program.proxy, &EngineProxy::versionsReady);
        program.proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        const qint64 time = versions[0][1].value<CatalogVersions>().versions.at(0).time;
        const std::string one = (m_scratch / "source/one").bytes();
        RestoreOrder order{"00c0ffee", {{time, {one}}}, {}, RestoreOrder::Existing::Replace};

        QSignalSpy planned(&program.proxy, &EngineProxy::planReady);
        const RequestId asked = program.proxy.askPlan(order);
        QVERIFY(planned.wait(kPatienceMs));
        QCOMPARE(planned[0][0].value<RequestId>(), asked);
        const auto plan = planned[0][1].value<RestorePlan>();
        QCOMPARE(plan.failure, QString());
        QCOMPARE(plan.differingFiles, 1);
        QCOMPARE(plan.newFiles, 0);
        QVERIFY(plan.mayWrite);
        QVERIFY(plan.canUndo);
        QCOMPARE(plan.entries.size(), std::size_t{1});
        QCOMPARE(readFile(FilePath(one)), std::string("changed since"));

        QSignalSpy restored(&program.proxy, &EngineProxy::restoreEnded);
        program.proxy.restore(order);
        QVERIFY(restored.wait(kPatienceMs));
        const auto end = restored[0][0].value<RestoreEnd>();
        QVERIFY2(end.done, qPrintable(end.text));
        QCOMPARE(end.restored, 1);
        QCOMPARE(readFile(FilePath(one)), std::string("the first"));
        QCOMPARE(end.undo.size(), std::size_t{1});
        QSignalSpy undone(&program.proxy, &EngineProxy::undone);
        program.proxy.undo(end.undo);
        QVERIFY(undone.wait(kPatienceMs));
        QVERIFY(undone[0][1].toBool());
        QCOMPARE(readFile(FilePath(one)), std::string("changed since"));

        QSignalSpy previewed(&program.proxy, &EngineProxy::previewReady);
        program.proxy.askPreview(job(), time, one, 9);
        QVERIFY(previewed.wait(kPatienceMs));
        const auto content = previewed[0][1].value<PreviewContent>();
        QCOMPARE(content.kind, PreviewContent::Kind::Text);
        QCOMPARE(content.text, u"the first"_s);
        QSignalSpy copied(&program.proxy, &EngineProxy::copyReady);
        program.proxy.askCopy(job(), time, one);
        QVERIFY(copied.wait(kPatienceMs));
        const auto copy = copied[0][1].value<OpenCopy>();
        QCOMPARE(copy.failure, QString());
        QCOMPARE(readFile(copy.file), std::string("the first"));
        QVERIFY(copy.file.bytes().ends_with("/one"));
    }

    void namesAreFoundAfterTheRun()
    {
        Program program(m_scratch / "settings");
        QSignalSpy found(&program.proxy, &EngineProxy::found);
        SearchOrder order;
        order.text = u"TWO"_s;
        program.proxy.search({job()}, order);
        QVERIFY(found.wait(kPatienceMs));
        const auto answer = found[0][1].value<SearchAnswer>();
        QCOMPARE(answer.failure, QString());
        QVERIFY(!answer.isIncomplete);
        QCOMPARE(answer.hits.size(), std::size_t{1});
        QCOMPARE(answer.hits[0].found.row.name, std::string("two\xff"));
        QSignalSpy sums(&program.proxy, &EngineProxy::sumReady);
        program.proxy.askSum(job(), {{answer.hits[0].found.newest.time,
                                      {answer.hits[0].found.row.path, "/not/there"}}});
        QVERIFY(sums.wait(kPatienceMs));
        const auto sum = sums[0][1].value<SelectionSum>();
        QCOMPARE(sum.files, 1);
        QCOMPARE(sum.bytes, 22);
        QCOMPARE(sum.missing, 1);
    }

    // What the version does not have is not passed over in silence.
    void whatAVersionLacksIsSaid()
    {
        Program program(m_scratch / "settings");
        QSignalSpy saved(&program.proxy, &EngineProxy::jobSaved);
        program.proxy.saveJob(job(), Secret("a passphrase"), false);
        QVERIFY(saved.wait(kPatienceMs));
        QSignalSpy versions(&program.proxy, &EngineProxy::versionsReady);
        program.proxy.askVersions(job());
        QVERIFY(versions.wait(kPatienceMs));
        RestoreOrder order;
        order.job = "00c0ffee";
        order.parts.resize(1);
        order.parts[0].versionTime = versions[0][1].value<CatalogVersions>().versions.at(0).time;
        order.target = m_scratch / "restored again";
        const std::string source = (m_scratch / "source").bytes();
        for (const bool withOther : {false, true}) {
            order.parts[0].paths = {source + "/three"};
            if (withOther)
                order.parts[0].paths.push_back(source + "/one");
            QSignalSpy restored(&program.proxy, &EngineProxy::restoreEnded);
            program.proxy.restore(order);
            QVERIFY(restored.wait(kPatienceMs));
            const auto end = restored[0][0].value<RestoreEnd>();
            QVERIFY(!end.done);
            QVERIFY(!end.text.isEmpty());
        }
        QCOMPARE(readFile(m_scratch / "restored again/one"), std::string("the first"));
    }

    // Another computer: only the destination and the passphrase.
    void aBackupIsTakenOver()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data of another").c_str());
        Program program(m_scratch / "settings of another");
        JobConfig place;
        place.id = "0badcafe";
        place.name = u"found"_s;
        place.destination = (m_scratch / "destination").bytes();
        QSignalSpy adopted(&program.proxy, &EngineProxy::adopted);
        program.proxy.adopt(place, Secret("another passphrase"));
        QVERIFY(adopted.wait(kPatienceMs));
        QVERIFY(!adopted[0][1].toString().isEmpty());
        QVERIFY(program.proxy.job("0badcafe") == nullptr);
        program.proxy.adopt(place, Secret("a passphrase"));
        QVERIFY(adopted.wait(kPatienceMs));
        QCOMPARE(adopted[1][1].toString(), QString());
        const JobView *view = program.proxy.job("0badcafe");
        QVERIFY(view);
        QCOMPARE(view->job.name, u"Files"_s);
        QCOMPARE(view->job.sources, job().sources);
        QCOMPARE(view->stored.versions, 1);
        // It runs by itself only once somebody says that it goes on here.
        QVERIFY(!view->job.schedule.runsByItself());
        const auto came = adopted[1][2].value<AdoptedSettings>();
        QVERIFY(came.wereStored);
        QVERIFY(came.schedule.rule == job().schedule.rule);
    }

    // What programs ask for waits while all is paused; what a person starts does not.
    void aPauseHoldsBackWhatProgramsAskFor()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data").c_str());
        Program program(m_scratch / "settings");
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        QSignalSpy ended(&program.proxy, &EngineProxy::runEnded);
        program.proxy.setPausedUntil(systemClock().nowSeconds() + 3600);
        while (!program.proxy.state().pausedUntil)
            QVERIFY(shown.wait(kPatienceMs));
        const Verdict verdict = verdictOf(program.proxy.state(), systemClock().nowSeconds());
        QVERIFY2(verdict.title.contains("paused until"_L1), qPrintable(verdict.title));

        FileLayer files;
        const auto settings = SettingsDatabase::open(files, m_scratch / "settings");
        VERIFY_OK(settings);
        RequestStore requests(**settings);
        shown.clear();
        VERIFY_OK(requests.add("00c0ffee", RequestVerb::Run, 1));
        QVERIFY(shown.wait(kPatienceMs)); // the host has seen it
        program.proxy.runJob("00c0ffee");
        QVERIFY(ended.wait(kPatienceMs));
        QCOMPARE(requests.open()->size(), std::size_t{1});
        QCOMPARE(RunStore(**settings).open()->size(), std::size_t{0});

        // The time of the pause passes by itself.
        program.proxy.setPausedUntil(systemClock().nowSeconds() + 1);
        QVERIFY(ended.wait(kPatienceMs));
        QCOMPARE(requests.open()->size(), std::size_t{0});
        QVERIFY(!program.proxy.state().pausedUntil);
    }

    // Also where the settings cannot take it.
    void aBackupThatCannotBeginSaysWhy()
    {
        const FilePath folder = m_scratch / "newer settings";
        Program program(folder);
        QSignalSpy saved(&program.proxy, &EngineProxy::jobSaved);
        program.proxy.saveJob(job(), Secret("a passphrase"), false);
        QVERIFY(saved.wait(kPatienceMs));
        FileLayer files;
        const auto settings = SettingsDatabase::open(files, folder);
        VERIFY_OK(settings);
        VERIFY_OK((*settings)->database().execute(
            "CREATE TRIGGER full BEFORE INSERT ON problem BEGIN SELECT raise(ABORT, 'full'); END;"
            "PRAGMA user_version=99"));
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        program.proxy.runJob("00c0ffee");
        const auto problems = [&program] {
            const JobView *view = program.proxy.job("00c0ffee");
            return view ? view->problems : std::vector<Problem>();
        };
        while (problems().empty())
            QVERIFY(shown.wait(kPatienceMs));
        QCOMPARE(problems().size(), std::size_t{1});
        QCOMPARE(problems().front().code, "CONFIG_NEWER");
    }

    void settingsThatOthersReachAreClosedOff()
    {
        const FilePath folder = m_scratch / "open settings";
        VERIFY_OK(FileLayer().makeDirectories(folder));
        QCOMPARE(::chmod(folder.c_str(), 0755), 0);
        m_scratch.write("open settings/settings.sqlite", "");
        QCOMPARE(::chmod((folder / "settings.sqlite").c_str(), 0644), 0);
        Program program(folder);
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        QVERIFY(shown.wait(kPatienceMs));
        const Verdict verdict = verdictOf(program.proxy.state(), systemClock().nowSeconds());
        QCOMPARE(verdict.title, u"Other users can read Cairn's settings"_s);
        QCOMPARE(verdict.action, Verdict::Action::CloseSettings);
        program.proxy.closeSettings();
        while (!program.proxy.state().isOpen)
            QVERIFY(shown.wait(kPatienceMs));
        QVERIFY(program.proxy.state().failure.isEmpty());
    }

    void thePassphraseIsKeptWhenItOpensWhatIsStored()
    {
        Program program(m_scratch / "settings");
        QSignalSpy tried(&program.proxy, &EngineProxy::passphraseTried);
        program.proxy.tryPassphrase("00c0ffee", Secret("another passphrase"));
        QVERIFY(tried.wait(kPatienceMs));
        QVERIFY2(tried[0][1].toString().contains("does not open this backup"_L1),
                 qPrintable(tried[0][1].toString()));
        QVERIFY(program.vault.secretsOf(job())->passphrase.empty());
        program.proxy.tryPassphrase("00c0ffee", Secret("a passphrase"));
        QVERIFY(tried.wait(kPatienceMs));
        QCOMPARE(tried[1][1].toString(), QString());
        QVERIFY(!program.vault.secretsOf(job())->passphrase.empty());
    }

    // A list of versions that is gone is made anew from the destination.
    void theListIsRebuilt()
    {
        Program program(m_scratch / "settings");
        QSignalSpy ended(&program.proxy, &EngineProxy::runEnded);
        QSignalSpy tried(&program.proxy, &EngineProxy::passphraseTried);
        program.proxy.tryPassphrase("00c0ffee", Secret("a passphrase"));
        QVERIFY(tried.wait(kPatienceMs));
        program.proxy.repair("00c0ffee", true);
        QVERIFY(ended.wait(kPatienceMs));
        QSignalSpy read(&program.proxy, &EngineProxy::runsReady);
        RunQuery query;
        query.kind = RunKind::Repair;
        program.proxy.askRuns(query);
        QVERIFY(read.wait(kPatienceMs));
        const auto page = read[0][1].value<RunPage>();
        QCOMPARE(page.runs.size(), std::size_t{1});
        QCOMPARE(page.runs[0].state.result, RunResult::Saved);
        QVERIFY(page.isLast);
    }

    // At once, not when the clock is looked at the next time, within a minute.
    void theNextRunFollowsWhatIsSaved()
    {
        constexpr int kBeforeTheNextLookMs = 20'000;
        Program program(m_scratch / "settings of schedules");
        const auto nextRun = [&program]() -> std::optional<qint64> {
            const JobView *view = program.proxy.job("00c0ffee");
            return view ? view->turn.next : std::nullopt;
        };
        program.proxy.saveJob(job(), Secret("a passphrase"), false);
        QTRY_VERIFY_WITH_TIMEOUT(nextRun(), kBeforeTheNextLookMs);
        const auto before = nextRun();
        JobConfig later = job();
        later.schedule = Schedule::daily(QDate::currentDate().addDays(31), 0);
        program.proxy.changeJob(later);
        QTRY_VERIFY_WITH_TIMEOUT(nextRun() && nextRun() != before, kBeforeTheNextLookMs);
    }

    // The agent, or the command line. Its run may be over before anybody looks.
    void whatAnotherProgramHasRunIsShown()
    {
        Program host(m_scratch / "settings");
        QSignalSpy shown(&host.proxy, &EngineProxy::stateChanged);
        while (!host.proxy.job("00c0ffee"))
            QVERIFY(shown.wait(kPatienceMs));
        QSignalSpy saved(&host.proxy, &EngineProxy::jobSaved);
        host.proxy.saveJob(job(), Secret("a passphrase"), false);
        QVERIFY(saved.wait(kPatienceMs));
        QCOMPARE(saved[0][1].toString(), QString());
        Program other(m_scratch / "settings");
        QSignalSpy seen(&other.proxy, &EngineProxy::stateChanged);
        QSignalSpy ended(&other.proxy, &EngineProxy::runEnded);
        while (!other.proxy.job("00c0ffee"))
            QVERIFY(seen.wait(kPatienceMs));
        const qint64 before = other.proxy.job("00c0ffee")->stored.versions;
        QVERIFY(before > 0);
        m_scratch.write("source/three", "added");
        runOnce(host);
        while (other.proxy.job("00c0ffee")->stored.versions == before)
            QVERIFY(seen.wait(kPatienceMs));
        QCOMPARE(other.proxy.job("00c0ffee")->stored.versions, before + 1);
        QTRY_COMPARE(ended.size(), 1);
    }

    // While another program runs the backups it is asked, and what it cannot be asked for is said.
    void anotherHostIsAskedOrWhatItPreventsIsSaid()
    {
        FileLayer files;
        const auto settings = SettingsDatabase::open(files, m_scratch / "settings");
        VERIFY_OK(settings);
        const auto lock = HostLock::acquire(files, systemClock(), **settings, "another");
        VERIFY_OK(lock);
        Program program(m_scratch / "settings");
        QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
        while (!program.proxy.job("00c0ffee"))
            QVERIFY(shown.wait(kPatienceMs));
        QSignalSpy refused(&program.proxy, &EngineProxy::refused);
        program.proxy.repair("00c0ffee", false);
        program.proxy.repair("00c0ffee", true);
        program.proxy.deleteVersions("00c0ffee", {1'764'000'000});
        program.proxy.removeJob("00c0ffee", true);
        QVERIFY(!refused.isEmpty() || refused.wait(kPatienceMs));
        QCOMPARE(refused.size(), 1);
        QVERIFY2(refused[0][0].toString().contains("Another program"_L1),
                 qPrintable(refused[0][0].toString()));
        const auto asked = RequestStore(**settings).open();
        VERIFY_OK(asked);
        QCOMPARE(asked->size(), std::size_t{3});
        QVERIFY(asked->at(0).verb == RequestVerb::Repair);
        QVERIFY(asked->at(1).verb == RequestVerb::Recreate);
        QVERIFY(asked->at(2).verb == RequestVerb::Delete);
        QCOMPARE(asked->at(2).moments, std::vector<std::int64_t>{1'764'000'000});
        QVERIFY(program.proxy.job("00c0ffee"));
        QVERIFY(FileLayer().list(m_scratch / "destination").value().size() >= 3);
    }

    // "Quit now": what goes on ends without its file, and the next run goes on from there.
    void aQuitCanEndARunAtOnce()
    {
        qputenv("XDG_DATA_HOME", (m_scratch / "data of a slow one").c_str());
        std::string content(4 << 20, '\0');
        systemRandom().fill({reinterpret_cast<std::uint8_t *>(content.data()), content.size()});
        VERIFY_OK(FileLayer().makeDirectories(m_scratch / "large"));
        m_scratch.write("large/file", content);
        JobConfig slow = job();
        slow.id = "0510e000";
        slow.name = u"Slow"_s;
        slow.encrypted = false;
        slow.destination = (m_scratch / "slow destination").bytes();
        slow.sources = {m_scratch / "large"};
        slow.options = {{"throttle-upload", "20kb"}, {"dblock-size", "1mb"}};
        {
            Program program(m_scratch / "slow settings");
            QSignalSpy shown(&program.proxy, &EngineProxy::stateChanged);
            program.proxy.saveJob(slow, {}, true);
            const auto isSending = [&program] {
                const JobView *view = program.proxy.job("0510e000");
                return view && view->current && view->current->state.filesDone > 0;
            };
            while (!isSending())
                QVERIFY(shown.wait(kPatienceMs));
            QSignalSpy finished(&program.proxy, &EngineProxy::finished);
            program.proxy.shutDown(true);
            QVERIFY(finished.wait(kPatienceMs));
        }
        slow.options.clear();
        Program program(m_scratch / "slow settings");
        QSignalSpy ended(&program.proxy, &EngineProxy::runEnded);
        QSignalSpy read(&program.proxy, &EngineProxy::runsReady);
        program.proxy.saveJob(slow, {}, true);
        QVERIFY(ended.wait(kPatienceMs));
        program.proxy.askRuns({});
        QVERIFY(read.wait(kPatienceMs));
        const auto page = read[0][1].value<RunPage>();
        QCOMPARE(page.runs.size(), std::size_t{2});
        QCOMPARE(page.runs[0].state.result, RunResult::Saved);
        QCOMPARE(page.runs[1].state.result, RunResult::Cancelled);
    }

    void aDestinationIsTriedStepByStep()
    {
        Program program(m_scratch / "settings");
        QSignalSpy steps(&program.proxy, &EngineProxy::testStep);
        QSignalSpy tested(&program.proxy, &EngineProxy::tested);
        program.proxy.testDestination((m_scratch / "new place").bytes(), DestinationUse::Write);
        QVERIFY(tested.wait(kPatienceMs));
        QVERIFY(steps.last()[1].value<TestStep>().missingFolder);
        QVERIFY(!tested[0][1].value<DestinationFacts>().usable);
        QCOMPARE(steps.last()[1].value<TestStep>().trouble.code, std::string("DEST_UNREACHABLE"));
        program.proxy.testDestination((m_scratch / "new place").bytes(), DestinationUse::Create);
        QVERIFY(tested.wait(kPatienceMs));
        QVERIFY(tested[1][1].value<DestinationFacts>().usable);
        QCOMPARE(FileLayer().list(m_scratch / "new place").value().size(), std::size_t{0});
        program.proxy.testDestination((m_scratch / "destination").bytes(), DestinationUse::Write);
        QVERIFY(tested.wait(kPatienceMs));
        QCOMPARE(steps.last()[1].value<TestStep>().key, u"unused"_s);
        QCOMPARE(steps.last()[1].value<TestStep>().state, TestStep::State::Failed);
        QCOMPARE(steps.last()[1].value<TestStep>().trouble.code, std::string("DEST_FOREIGN"));
        program.proxy.testDestination((m_scratch / "destination").bytes(), DestinationUse::Read);
        QVERIFY(tested.wait(kPatienceMs));
        QCOMPARE(tested[3][1].value<DestinationFacts>().versionsFound, 2);
        // Nobody may write here, and the system calls it by another name.
        program.proxy.testDestination("/proc/sys", DestinationUse::Write);
        QVERIFY(tested.wait(kPatienceMs));
        QCOMPARE(steps.last()[1].value<TestStep>().trouble.code, std::string("DEST_READONLY"));
    }
};

QTEST_GUILESS_MAIN(TestEngineProxy)
#include "test_engine_proxy.moc"
