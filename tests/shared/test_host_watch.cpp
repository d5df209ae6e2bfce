// SPDX-License-Identifier: MIT
// What the computer does, and what that means for the runs of the host.
#include "app/shared/watch/host_watch.h"
#include "tests/core/engine/run_host_lab.h"

#include <QSignalSpy>

using namespace cairn;
using namespace cairn::test;
using namespace cairn::watch;
using namespace Qt::StringLiterals;

namespace {

class FakePower final : public PowerWatcher
{
public:
    void start() override {}
};

class FakeNetwork final : public NetworkWatcher
{
public:
    void start() override {}
};

class FakeSleep final : public SleepWatcher
{
public:
    void start() override {}
    void setHolds(bool delay, bool keepAwake) override
    {
        holdsDelay = delay;
        keepsAwake = keepAwake;
    }
    void letSleep() override { ++let; }
    bool holdsDelay = false;
    bool keepsAwake = false;
    int let = 0;
};

// The computer with everything it says of itself.
struct Watched : Computer
{
    Watched()
        : Computer(at(u"2026-11-26 18:59"_s))
    {
    }
    void watch()
    {
        start();
        auto ofPower = std::make_unique<FakePower>();
        auto ofNetwork = std::make_unique<FakeNetwork>();
        auto ofSleep = std::make_unique<FakeSleep>();
        power = ofPower.get();
        network = ofNetwork.get();
        sleepWatcher = ofSleep.get();
        hostWatch = std::make_unique<HostWatch>(SurroundingsWatch::Watchers{std::move(ofPower),
                                                                            std::move(ofNetwork),
                                                                            std::move(ofSleep)},
                                                clock, *host);
        hostWatch->start();
    }
    // Until the run of now stands before its first file.
    void beginRun()
    {
        isSlow = true;
        clock.advance(std::chrono::minutes(1));
        host->poll();
        hostWatch->follow();
    }
    void endRun()
    {
        endSlowness();
        hostWatch->follow();
    }
    FakePower *power = nullptr;
    FakeNetwork *network = nullptr;
    FakeSleep *sleepWatcher = nullptr;
    std::unique_ptr<HostWatch> hostWatch;
};

} // namespace

class TestHostWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupWaitsForPowerAndNetwork()
    {
        Watched computer;
        Schedule schedule = computer.daily();
        schedule.leastBattery = 50;
        schedule.notOnMetered = true;
        const JobConfig job = computer.add("0000000a", schedule);
        computer.watch();
        Q_EMIT computer.power->changed(true, 49);
        Q_EMIT computer.network->changed(true, true);
        computer.live(2 * kMinute);
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Battery);
        Q_EMIT computer.power->changed(true, 50);
        computer.poll();
        QCOMPARE(computer.host->turnOf(job.id).held, Held::Metered);
        QVERIFY(computer.runs().empty());
        Q_EMIT computer.network->changed(true, false);
        computer.poll();
        QCOMPARE(computer.runs().size(), std::size_t{1});
    }

    void aRunHoldsSleepBackAndPausesForIt()
    {
        Watched computer;
        computer.add("0000000a", computer.daily());
        computer.watch();
        QVERIFY(!computer.sleepWatcher->holdsDelay);
        computer.beginRun();
        QVERIFY(computer.host->current());
        QVERIFY(computer.sleepWatcher->holdsDelay);
        QVERIFY(computer.sleepWatcher->keepsAwake);
        Q_EMIT computer.power->changed(true, 80); // the lid decides then
        QVERIFY(!computer.sleepWatcher->keepsAwake);
        Q_EMIT computer.sleepWatcher->aboutToSleep();
        QVERIFY(computer.host->current()->cancel.pauseRequested());
        QTRY_COMPARE(computer.sleepWatcher->let, 1);
        Q_EMIT computer.sleepWatcher->wokeUp();
        QVERIFY(!computer.host->current()->cancel.pauseRequested());
        computer.endRun();
        QVERIFY(!computer.sleepWatcher->holdsDelay);
        QCOMPARE(computer.began(RunResult::Saved).size(), std::size_t{1});
    }

    void whatAPersonPausedStaysPausedAfterASleep()
    {
        Watched computer;
        computer.add("0000000a", computer.daily());
        computer.watch();
        computer.beginRun();
        computer.host->ask("0000000a", RequestVerb::Pause);
        Q_EMIT computer.sleepWatcher->aboutToSleep();
        Q_EMIT computer.sleepWatcher->wokeUp();
        QVERIFY(computer.host->current()->cancel.pauseRequested());
        computer.host->ask("0000000a", RequestVerb::Resume);
        computer.endRun();
    }

    void aShutdownEndsTheRunAtItsNextFile()
    {
        Watched computer;
        computer.add("0000000a", computer.daily());
        computer.watch();
        computer.beginRun();
        Q_EMIT computer.sleepWatcher->aboutToShutDown();
        QVERIFY(computer.host->current()->cancel.stopRequested());
        computer.endRun();
        QVERIFY(computer.runs().front().ended.has_value());
    }

    // Each run that ended made room for the next, which the computer cut off.
    void nothingBeginsAfterAShutdownWasAnnounced()
    {
        Watched computer;
        computer.add("0000000a", computer.daily());
        computer.add("0000000b", computer.daily());
        computer.watch();
        computer.beginRun();
        QVERIFY(computer.host->isQueued("0000000b"));
        Q_EMIT computer.sleepWatcher->aboutToShutDown();
        computer.endRun();
        QCOMPARE(computer.runs().size(), std::size_t{1});
        computer.askFromElsewhere("0000000a");
        computer.live(2 * kMinute);
        QCOMPARE(computer.runs().size(), std::size_t{1});
        QCOMPARE(RequestStore(*computer.settings).open()->size(), std::size_t{1});
        Q_EMIT computer.sleepWatcher->shutDownCalledOff();
        computer.live(2 * kMinute);
        QCOMPARE(computer.runs("0000000b").size(), std::size_t{1});
        QVERIFY(RequestStore(*computer.settings).open()->empty());
    }
};

QTEST_GUILESS_MAIN(TestHostWatch)
#include "test_host_watch.moc"
