// SPDX-License-Identifier: MIT
#include "core/storage/rate_limiter.h"
#include "core/storage/stoppable_wait.h"
#include "tests/support/fake_clock.h"
#include "tests/support/verify.h"

#include <functional>
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

} // namespace

class TestRateLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsTheRate();
    void doesNotSaveUpIdleTime();
    void sharesTheRateBetweenThreads();
    void zeroMeansNoLimit();
    void followsANewRate();
    void suggestsSmallPiecesForSlowRates();
    void abortEndsTheWait();
    void stopLetsTheTransferFinish();
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
    clock.advance(1h);
    VERIFY_OK(limiter.passed(1'000'000, m_cancel));
    QVERIFY(clock.slept() >= 940ms);
}

void TestRateLimiter::sharesTheRateBetweenThreads()
{
    FakeClock clock;
    RateLimiter limiter(clock, 1'000'000);
    const std::int64_t start = clock.monotonicNs();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            const CancelToken cancel;
            for (int n = 0; n < 50; ++n)
                std::ignore = limiter.passed(50'000, cancel);
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    // 10 MB in all; sleepers of this clock may oversleep one another, never the reverse.
    QVERIFY(clock.monotonicNs() - start >= 9'900'000'000);
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
