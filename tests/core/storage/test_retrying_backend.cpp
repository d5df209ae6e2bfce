// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"
#include "core/storage/retrying_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace std::chrono_literals;

namespace {

// A destination that is asked to be left alone for a while.
class BusyBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;
    [[nodiscard]] std::chrono::seconds retryAfter() const override { return m_pause; }
    void setPause(std::chrono::seconds pause) { m_pause = pause; }

private:
    std::chrono::seconds m_pause{0};
};

} // namespace

class TestRetryingBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void succeedsAfterTransientErrors();
    void givesUpAfterTheLastAttempt();
    void doesNotRepeatWhatWouldFailAgain_data();
    void doesNotRepeatWhatWouldFailAgain();
    void neverRepeatsPutOrOverwrite();
    void aRepeatedGetStartsAnew();
    void obeysTheDestinationsWish();
    void staysWithinTheBudget();
    void stopEndsTheWait();
    void delaysGrowAndStayBelowTheLimit();
    void tellsTheObserver();

private:
    std::unique_ptr<RetryingBackend> backend(const RetryPolicy &policy = {},
                                             RetryingBackend::Observer observer = {})
    {
        auto faulty = std::make_unique<FaultyBackend>(std::make_unique<MemoryBackend>(m_store),
                                                      m_plan, m_clock);
        auto busy = std::make_unique<BusyBackend>(std::move(faulty));
        m_busy = busy.get();
        return std::make_unique<RetryingBackend>(std::move(busy), policy, m_clock, m_random,
                                                 std::move(observer));
    }

    std::shared_ptr<MemoryStore> m_store;
    std::shared_ptr<FaultPlan> m_plan;
    BusyBackend *m_busy = nullptr;
    FakeClock m_clock;
    SeededRandom m_random{1};
    CancelToken m_cancel;
};

void TestRetryingBackend::init()
{
    m_store = std::make_shared<MemoryStore>();
    m_store->setObject("a", {1, 2, 3});
    m_plan = std::make_shared<FaultPlan>();
}

void TestRetryingBackend::succeedsAfterTransientErrors()
{
    for (std::uint64_t call = 0; call < 5; ++call)
        m_plan->failCall(call);
    const auto before = m_clock.slept();
    VERIFY_OK(backend()->stat("a", m_cancel));
    QCOMPARE(m_plan->calls(), std::uint64_t{6});
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(50s).count());
}

void TestRetryingBackend::givesUpAfterTheLastAttempt()
{
    m_plan->failFrom(0, ErrorCode::Throttled);
    VERIFY_FAILS(backend()->list(m_cancel), ErrorCode::Throttled);
    QCOMPARE(m_plan->calls(), std::uint64_t{6});
    RetryPolicy never;
    never.retries = 0;
    VERIFY_FAILS(backend(never)->remove("a", m_cancel), ErrorCode::Throttled);
    QCOMPARE(m_plan->calls(), std::uint64_t{7});
}

void TestRetryingBackend::doesNotRepeatWhatWouldFailAgain_data()
{
    QTest::addColumn<int>("code");
    for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::Auth, ErrorCode::NoSpace,
                                 ErrorCode::Corrupt, ErrorCode::Io, ErrorCode::AccessDenied})
        QTest::addRow("%d", static_cast<int>(code)) << static_cast<int>(code);
}

void TestRetryingBackend::doesNotRepeatWhatWouldFailAgain()
{
    QFETCH(const int, code);
    m_plan->failCall(0, static_cast<ErrorCode>(code));
    VERIFY_FAILS(backend()->stat("a", m_cancel), static_cast<ErrorCode>(code));
    QCOMPARE(m_plan->calls(), std::uint64_t{1});
}

void TestRetryingBackend::neverRepeatsPutOrOverwrite()
{
    const ScratchFolder scratch;
    const FilePath source = scratch.write("s", "abc");
    m_plan->failFrom(0);
    VERIFY_FAILS(backend()->put("b", source, "t", m_cancel), ErrorCode::Transient);
    VERIFY_FAILS(backend()->overwrite("b", source, "t", m_cancel), ErrorCode::Transient);
    QCOMPARE(m_plan->calls(), std::uint64_t{2});
}

void TestRetryingBackend::aRepeatedGetStartsAnew()
{
    const ScratchFolder scratch;
    FileLayer files;
    auto temp = TempFile::create(files, scratch / "got");
    VERIFY_OK(temp);
    VERIFY_OK(temp->file().write(asBytes("what an earlier attempt left")));
    m_plan->at(BackendCall::Get, 0, Fault{FaultKind::ErrorAfter});
    VERIFY_OK(backend()->get("a", temp->file(), m_cancel));
    QCOMPARE(readFile(temp->path()), std::string("\1\2\3"));
}

void TestRetryingBackend::obeysTheDestinationsWish()
{
    const auto retrying = backend();
    m_busy->setPause(120s);
    m_plan->failCall(0, ErrorCode::Throttled);
    auto before = m_clock.slept();
    VERIFY_OK(retrying->stat("a", m_cancel));
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(120s).count());

    m_busy->setPause(std::chrono::hours(5)); // capped
    m_plan->failCall(0, ErrorCode::Throttled);
    before = m_clock.slept();
    VERIFY_OK(retrying->stat("a", m_cancel));
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(10min).count());
}

void TestRetryingBackend::staysWithinTheBudget()
{
    RetryPolicy policy;
    policy.retries = 1000;
    policy.delay = 60s;
    m_plan->failFrom(0);
    const auto before = m_clock.slept();
    VERIFY_FAILS(backend(policy)->stat("a", m_cancel), ErrorCode::Transient);
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(15min).count());
}

void TestRetryingBackend::stopEndsTheWait()
{
    CancelToken cancel;
    m_plan->failFrom(0);
    const auto stop = [&](const QString &, const Error &, std::chrono::nanoseconds) {
        cancel.requestStop();
    };
    const auto before = m_clock.slept();
    VERIFY_FAILS(backend({}, stop)->list(cancel), ErrorCode::Cancelled);
    QCOMPARE((m_clock.slept() - before).count(), 0LL);
    QCOMPARE(m_plan->calls(), std::uint64_t{1});
}

void TestRetryingBackend::delaysGrowAndStayBelowTheLimit()
{
    RetryPolicy policy;
    policy.exponential = true;
    for (int attempt = 2; attempt < 40; ++attempt) {
        const auto plain = std::min<std::chrono::nanoseconds>(
            10s * (1LL << std::min(attempt - 2, 10)), policy.longestDelay);
        for (int i = 0; i < 20; ++i) {
            const auto delay = retryDelay(policy, attempt, 0s, m_random);
            QVERIFY(delay >= plain * 3 / 4 && delay <= plain * 5 / 4);
            QVERIFY(delay <= policy.longestDelay);
        }
    }
    policy.exponential = false;
    QCOMPARE(retryDelay(policy, 9, 0s, m_random).count(), std::chrono::nanoseconds(10s).count());
}

void TestRetryingBackend::tellsTheObserver()
{
    QStringList told;
    const auto note = [&](const QString &what, const Error &, std::chrono::nanoseconds) {
        told.append(what);
    };
    m_plan->failCall(0);
    VERIFY_OK(backend({}, note)->stat("a", m_cancel));
    QCOMPARE(told, QStringList{QStringLiteral("stat a")});
}

QTEST_GUILESS_MAIN(TestRetryingBackend)
#include "test_retrying_backend.moc"
