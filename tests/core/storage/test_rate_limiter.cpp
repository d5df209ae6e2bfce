// SPDX-License-Identifier: MIT
#include "core/storage/rate_limiter.h"
#include "core/storage/stoppable_wait.h"
#include "tests/support/fake_clock.h"
#include "tests/support/verify.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>
#include <thread>

using namespace cairn;
using namespace cairn::test;
using namespace std::chrono_literals;

namespace {

// Asks for a stop or an abort while somebody sleeps.
class WakingClock final : public Clock
{
public:
    explicit WakingClock(std::function<void()> whenSlept)
        : m_whenSlept(std::move(whenSlept))
    {
    }
    std::int64_t nowNs() override { return m_clock.nowNs(); }
    std::int64_t monotonicNs() override { return m_clock.monotonicNs(); }
    void sleep(std::chrono::nanoseconds duration) override
    {
        m_clock.sleep(duration);
        m_whenSlept();
    }
    [[nodiscard]] std::chrono::nanoseconds slept() const { return m_clock.slept(); }

private:
    FakeClock m_clock;
    std::function<void()> m_whenSlept;
};

// Time that goes on when all of the threads sleep, to the moment at which the first one wakes: what
// takes how long is exact with any number of threads.
class MeetingClock final : public Clock
{
public:
    explicit MeetingClock(std::size_t threads)
        : m_threads(threads)
    {
    }
    std::int64_t nowNs() override { return monotonicNs(); }
    std::int64_t monotonicNs() override
    {
        const std::scoped_lock lock(m_mutex);
        return m_nowNs;
    }
    void sleep(std::chrono::nanoseconds duration) override
    {
        std::unique_lock lock(m_mutex);
        const auto wake = m_wakes.insert(m_nowNs + duration.count());
        goOn();
        m_changed.wait(lock, [&] { return m_nowNs >= *wake; });
        m_wakes.erase(wake);
    }
    void leave() // by a thread that will sleep no more
    {
        const std::scoped_lock lock(m_mutex);
        --m_threads;
        goOn();
    }

private:
    void goOn()
    {
        if (m_wakes.empty() || m_wakes.size() < m_threads)
            return;
        m_nowNs = std::max(m_nowNs, *m_wakes.begin());
        m_changed.notify_all();
    }

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::multiset<std::int64_t> m_wakes;
    std::int64_t m_nowNs = 0;
    std::size_t m_threads;
};

double secondsOf(std::int64_t ns)
{
    return static_cast<double>(ns) / 1e9;
}

} // namespace

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheRate();
    void doesNotSaveUpIdleTime();
    void makesUpForPausesBetweenVolumes();
    void doesNotMakeUpForTheStart();
    void sharesTheRateBetweenThreads_data();
    void sharesTheRateBetweenThreads();
    void zeroMeansNoLimit();
    void followsANewRate();
    void suggestsSmallPiecesForSlowRates();
    void abortEndsTheWait();
    void stopLetsTheTransferFinish();
    void nothingPassesWhilePaused();
    void waitEndsSoonAfterAStop();
    void waitLastsAsLongAsAsked();

private:
    CancelToken m_cancel;
};

void TestRateLimiter::holdsTheRate()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1'000'000);
    for (int i = 0; i < 200; ++i)
        VERIFY_OK(limiter.passed(50'000, m_cancel));
    const double seconds = std::chrono::duration<double>(clock.slept()).count();
    QVERIFY2(seconds > 9.9 && seconds <= 10.0, qPrintable(QString::number(seconds)));
}

void TestRateLimiter::doesNotSaveUpIdleTime()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1'000'000);
    VERIFY_OK(limiter.passed(50'000, m_cancel));
    clock.advance(1h);
    const auto before = clock.slept();
    VERIFY_OK(limiter.passed(10'000'000, m_cancel));
    const double seconds = secondsOf((clock.slept() - before).count());
    QVERIFY2(seconds > 9.5, qPrintable(QString::number(seconds)));
}

// Each volume ends with a sync and an entry in the database, while nothing moves.
void TestRateLimiter::makesUpForPausesBetweenVolumes()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1'000'000);
    const std::int64_t start = clock.monotonicNs();
    for (int volume = 0; volume < 10; ++volume) {
        for (int piece = 0; piece < 100; ++piece)
            VERIFY_OK(limiter.passed(50'000, m_cancel));
        clock.advance(200ms);
    }
    const double seconds = secondsOf(clock.monotonicNs() - start);
    QVERIFY2(seconds > 49.5 && seconds < 50.5, qPrintable(QString::number(seconds)));
}

void TestRateLimiter::doesNotMakeUpForTheStart()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1'000'000);
    clock.advance(1h); // the sources are examined, the first volume fills
    VERIFY_OK(limiter.passed(10'000'000, m_cancel));
    QCOMPARE(clock.slept().count(), std::chrono::nanoseconds(9950ms).count());
}

void TestRateLimiter::sharesTheRateBetweenThreads_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<int>("rate");
    for (const int threads : {1, 2, 4}) {
        for (const int rate : {3'000, 1'000'000, 50'000'000})
            QTest::addRow("%d threads, %d bytes a second", threads, rate) << threads << rate;
    }
}

// As backends do: a piece of the size that the limiter wants, then the next.
void TestRateLimiter::sharesTheRateBetweenThreads()
{
    QFETCH(int, threads);
    QFETCH(int, rate);
    MeetingClock clock(static_cast<std::size_t>(threads));
    RateLimiter limiter(clock, static_cast<std::uint64_t>(rate));
    std::vector<std::thread> running;
    for (int i = 0; i < threads; ++i) {
        running.emplace_back([&, left = std::size_t(rate) * 10 / std::size_t(threads)]() mutable {
            const CancelToken cancel;
            while (left > 0) {
                const std::size_t piece = std::min(left, limiter.pieceBytes());
                std::ignore = limiter.passed(piece, cancel);
                left -= piece;
            }
            clock.leave();
        });
    }
    for (std::thread &thread : running)
        thread.join();
    const double seconds = secondsOf(clock.monotonicNs()); // 10 but for the burst
    QVERIFY2(seconds > 9.94 && seconds < 10.01, qPrintable(QString::number(seconds)));
}

void TestRateLimiter::zeroMeansNoLimit()
{
    FakeClock clock;
    RateLimiter limiter(clock, 0);
    VERIFY_OK(limiter.passed(1ULL << 60, m_cancel));
    QCOMPARE(clock.slept().count(), 0LL);
    QCOMPARE(limiter.pieceBytes(), kLargestPiece);
}

void TestRateLimiter::followsANewRate()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1000);
    VERIFY_OK(limiter.passed(1000, m_cancel));
    limiter.setRate(100'000);
    QCOMPARE(limiter.rate(), std::uint64_t{100'000});
    const auto before = clock.slept();
    VERIFY_OK(limiter.passed(100'000, m_cancel));
    QCOMPARE((clock.slept() - before).count(), std::chrono::nanoseconds(1s).count());
}

void TestRateLimiter::suggestsSmallPiecesForSlowRates()
{
    FakeClock clock;
    QCOMPARE(RateLimiter(clock, 1).pieceBytes(), std::size_t{256});
    QCOMPARE(RateLimiter(clock, 100'000).pieceBytes(), std::size_t{5000});
    QCOMPARE(RateLimiter(clock, 1'000'000'000).pieceBytes(), kLargestPiece);
}

void TestRateLimiter::abortEndsTheWait()
{
    CancelToken cancel;
    WakingClock clock([&] { cancel.requestAbort(); });
    RateLimiter limiter(clock, 1);
    VERIFY_FAILS(limiter.passed(1ULL << 60, cancel), ErrorCode::Cancelled);
    QVERIFY(clock.slept() <= 250ms);
}

void TestRateLimiter::stopLetsTheTransferFinish()
{
    CancelToken cancel;
    cancel.requestStop();
    FakeClock clock;
    RateLimiter limiter(clock, 1000);
    VERIFY_OK(limiter.passed(5000, cancel));
    QVERIFY(clock.slept() > 4s);
}

void TestRateLimiter::nothingPassesWhilePaused()
{
    FakeClock clock;
    std::atomic<std::int64_t> counter{0};
    RateLimiter limiter(clock, 1'000'000, &counter);
    VERIFY_OK(limiter.passed(1000, m_cancel));
    CancelToken cancel;
    cancel.pause();
    std::atomic<int> passed{0};
    std::thread sender([&] {
        while (passed < 2 && limiter.passed(1000, cancel))
            ++passed;
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    const int whilePaused = passed;
    cancel.resume();
    sender.join();
    QCOMPARE(whilePaused, 0);
    QCOMPARE(passed.load(), 2);
    QCOMPARE(counter.load(), 3000);
}

void TestRateLimiter::waitEndsSoonAfterAStop()
{
    CancelToken cancel;
    WakingClock clock([&] { cancel.requestStop(); });
    VERIFY_FAILS(waitFor(clock, 1h, cancel), ErrorCode::Cancelled);
    QVERIFY(clock.slept() <= 250ms);
}

void TestRateLimiter::waitLastsAsLongAsAsked()
{
    FakeClock clock;
    VERIFY_OK(waitFor(clock, 1234ms, m_cancel));
    QCOMPARE(clock.slept().count(), std::chrono::nanoseconds(1234ms).count());
    VERIFY_OK(waitFor(clock, -1s, m_cancel));
    QCOMPARE(clock.slept().count(), std::chrono::nanoseconds(1234ms).count());
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "test_rate_limiter.moc"
