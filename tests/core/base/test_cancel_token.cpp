// SPDX-License-Identifier: MIT
#include "core/base/cancel_token.h"
#include "tests/support/fake_clock.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <atomic>
#include <set>
#include <thread>

using namespace cairn;
using namespace cairn::test;
using namespace std::chrono_literals;

// The stop request, time and chance: what every run is given from outside.
class TestCancelToken : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAskedAtFirst();
    void stopLetsBegunWorkFinish();
    void abortIsAlsoAStopAndStays();
    void fakeTimePassesOnRequestOnly();
    void wallClockJumpsAlone();
    void systemClockGoesForward();
    void seededStreamsRepeat();
    void aPausedRunWaitsUntilItGoesOn();
    void aStopEndsAPause();
    void hexIdsAreUniqueAndWellFormed();
};

void TestCancelToken::nothingIsAskedAtFirst()
{
    const CancelToken token;
    QVERIFY(!token.stopRequested() && !token.abortRequested());
    VERIFY_OK(token.checkAbort());
}

void TestCancelToken::stopLetsBegunWorkFinish()
{
    CancelToken token;
    token.requestStop();
    QVERIFY(token.stopRequested() && !token.abortRequested());
    VERIFY_OK(token.checkAbort());
}

void TestCancelToken::abortIsAlsoAStopAndStays()
{
    CancelToken token;
    token.requestAbort();
    token.requestStop(); // does not lessen it
    QVERIFY(token.stopRequested() && token.abortRequested());
    VERIFY_FAILS(token.checkAbort(), ErrorCode::Cancelled);
}

void TestCancelToken::fakeTimePassesOnRequestOnly()
{
    FakeClock clock(1000);
    QCOMPARE(clock.nowSeconds(), std::int64_t{1000});
    const std::int64_t start = clock.monotonicNs();
    clock.sleep(3s);
    clock.advance(2s);
    clock.sleep(-5s);
    QCOMPARE(clock.nowSeconds(), std::int64_t{1005});
    QCOMPARE(clock.monotonicNs() - start, std::int64_t{5'000'000'000});
    QCOMPARE(clock.slept().count(), std::chrono::nanoseconds(3s).count());
}

void TestCancelToken::wallClockJumpsAlone()
{
    FakeClock clock(1000);
    const std::int64_t start = clock.monotonicNs();
    clock.setWallTime(10);
    QCOMPARE(clock.nowSeconds(), std::int64_t{10});
    QCOMPARE(clock.monotonicNs(), start);
}

void TestCancelToken::systemClockGoesForward()
{
    Clock &clock = systemClock();
    const std::int64_t before = clock.monotonicNs();
    clock.sleep(1ms);
    QVERIFY(clock.monotonicNs() - before >= 1'000'000);
    QVERIFY(clock.nowSeconds() > 1'700'000'000);
}

void TestCancelToken::seededStreamsRepeat()
{
    SeededRandom one(5);
    SeededRandom same(5);
    SeededRandom other(6);
    const std::string bytes = one.bytes(100);
    QVERIFY(bytes == same.bytes(100));
    QVERIFY(bytes != other.bytes(100));
    QCOMPARE(one.below(0), std::uint64_t{0});
    QVERIFY(one.below(3) < 3);
    QVERIFY(!one.chance(0.0) && one.chance(1.0));
}

void TestCancelToken::aPausedRunWaitsUntilItGoesOn()
{
    CancelToken token;
    token.waitWhilePaused(); // there is no pause
    std::atomic<bool> wentOn = false;
    std::atomic<bool> passedTooEarly = false;
    token.pause();
    QVERIFY(token.pauseRequested());
    std::thread worker([&] {
        token.waitWhilePaused();
        passedTooEarly = !wentOn;
    });
    wentOn = true;
    token.resume();
    worker.join();
    QVERIFY(!passedTooEarly);
    QVERIFY(!token.pauseRequested());
}

void TestCancelToken::aStopEndsAPause()
{
    CancelToken token;
    token.pause();
    std::thread worker([&] { token.waitWhilePaused(); });
    token.requestStop(); // as a signal handler does, which wakes nobody
    worker.join();
    QVERIFY(!token.pauseRequested());
}

void TestCancelToken::hexIdsAreUniqueAndWellFormed()
{
    std::set<std::string> ids;
    for (int i = 0; i < 100; ++i) {
        const std::string id = systemRandom().hexId();
        QCOMPARE(id.size(), std::size_t{32});
        QVERIFY(id.find_first_not_of("0123456789abcdef") == std::string::npos);
        ids.insert(id);
    }
    QCOMPARE(ids.size(), std::size_t{100});
}

QTEST_GUILESS_MAIN(TestCancelToken)
#include "test_cancel_token.moc"
