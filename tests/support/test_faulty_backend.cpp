// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_backend.h"
#include "tests/support/verify.h"

using namespace cairn;
using namespace cairn::test;
using namespace std::chrono_literals;

// The faults themselves: a sweep over faults that do nothing would prove nothing.
class TestFaultyBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void withoutAPlanNothingIsWrong();
    void failsTheNthCall();
    void goneForGood();
    void errorAfterTheEffect();
    void damagedPuts_data();
    void damagedPuts();
    void appearsLater();
    void listedLater();
    void damagedGets();
    void wrongListings();
    void deletesThatDoNot();
    void waits();
    void aSeedRepeats();
    void aTraceReplays();
    void planIsShared();

private:
    std::unique_ptr<FaultyBackend> backend()
    {
        return std::make_unique<FaultyBackend>(std::make_unique<MemoryBackend>(m_store), m_plan,
                                               m_clock);
    }
    Result<> put(const std::string &name, const std::string &content)
    {
        return m_backend->put(name, m_scratch.write("s", content), "t", m_cancel);
    }
    std::string stored(const std::string &name)
    {
        const auto bytes = m_store->object(name).value_or(MemoryStore::Bytes());
        return {bytes.begin(), bytes.end()};
    }
    Result<std::string> get(const std::string &name)
    {
        FileLayer files;
        CAIRN_LET(temp, TempFile::create(files, m_scratch / "got"));
        CAIRN_TRY(m_backend->get(name, temp.file(), m_cancel));
        return readFile(temp.path());
    }
    void plan(BackendCall call, FaultKind kind) { m_plan->at(call, 0, Fault{kind}); }

    ScratchFolder m_scratch;
    FakeClock m_clock;
    CancelToken m_cancel;
    std::shared_ptr<MemoryStore> m_store;
    std::shared_ptr<FaultPlan> m_plan;
    std::unique_ptr<FaultyBackend> m_backend;
};

void TestFaultyBackend::init()
{
    m_store = std::make_shared<MemoryStore>();
    m_plan = std::make_shared<FaultPlan>();
    m_backend = backend();
}

void TestFaultyBackend::withoutAPlanNothingIsWrong()
{
    VERIFY_OK(put("a", "abc"));
    QCOMPARE(get("a").value(), std::string("abc"));
    QVERIFY(!m_plan->hasFailed());
    QCOMPARE(m_plan->calls(), std::uint64_t{2});
    QCOMPARE(m_plan->traceText(), std::string("0 put a\n1 get a\n"));
}

void TestFaultyBackend::failsTheNthCall()
{
    m_plan->failCall(1, ErrorCode::Auth);
    VERIFY_OK(put("a", "abc"));
    VERIFY_FAILS(put("b", "abc"), ErrorCode::Auth);
    QVERIFY(m_plan->hasFailed());
    VERIFY_OK(put("b", "abc"));
    m_plan->clear();
    QVERIFY(!m_plan->hasFailed());
    QCOMPARE(m_plan->calls(), std::uint64_t{0});
}

void TestFaultyBackend::goneForGood()
{
    m_plan->failFrom(1);
    VERIFY_OK(put("a", "abc"));
    for (int i = 0; i < 5; ++i)
        VERIFY_FAILS(m_backend->list(m_cancel), ErrorCode::Transient);
}

void TestFaultyBackend::errorAfterTheEffect()
{
    plan(BackendCall::Put, FaultKind::ErrorAfter);
    VERIFY_FAILS(put("a", "abc"), ErrorCode::Transient);
    QCOMPARE(stored("a"), std::string("abc"));
    plan(BackendCall::Remove, FaultKind::ErrorAfter);
    VERIFY_FAILS(m_backend->remove("a", m_cancel), ErrorCode::Transient);
    QCOMPARE(m_store->count(), std::size_t{0});
}

void TestFaultyBackend::damagedPuts_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("success");
    QTest::addColumn<int>("size"); // of what is stored; -1: nothing
    const auto row = [](const char *name, FaultKind kind, bool success, int size) {
        QTest::newRow(name) << static_cast<int>(kind) << success << size;
    };
    row("short", FaultKind::ShortWrite, true, 50);
    row("short, error", FaultKind::ShortWriteError, false, 50);
    row("flip", FaultKind::FlipIn, true, 100);
    row("flip at rest", FaultKind::FlipAtRest, true, 100);
    row("not stored", FaultKind::NotStored, true, -1);
    row("full", FaultKind::Full, false, -1);
    row("before", FaultKind::ErrorBefore, false, -1);
}

void TestFaultyBackend::damagedPuts()
{
    QFETCH(const int, kind);
    QFETCH(const bool, success);
    QFETCH(const int, size);
    plan(BackendCall::Put, static_cast<FaultKind>(kind));
    const std::string content(100, 'x');
    QCOMPARE(put("a", content).has_value(), success);
    const auto object = m_store->object("a");
    QCOMPARE(object ? static_cast<int>(object->size()) : -1, size);
    QVERIFY(stored("a") != content);
}

void TestFaultyBackend::appearsLater()
{
    m_plan->at(BackendCall::Put, 0, Fault{FaultKind::AppearsLater, ErrorCode::Transient, 2});
    VERIFY_FAILS(put("a", "abc"), ErrorCode::Transient);
    VERIFY_FAILS(m_backend->stat("a", m_cancel), ErrorCode::NotFound);
    VERIFY_OK(m_backend->stat("a", m_cancel));
    QCOMPARE(stored("a"), std::string("abc"));
}

void TestFaultyBackend::listedLater()
{
    m_plan->at(BackendCall::Put, 0, Fault{FaultKind::ListedLater, ErrorCode::Transient, 2});
    VERIFY_OK(put("a", "abc"));
    QCOMPARE(m_backend->list(m_cancel)->size(), std::size_t{0});
    QCOMPARE(m_backend->list(m_cancel)->size(), std::size_t{1});
}

void TestFaultyBackend::damagedGets()
{
    const std::string content(100, 'x');
    VERIFY_OK(put("a", content));
    plan(BackendCall::Get, FaultKind::FlipOut);
    const std::string flipped = get("a").value();
    QVERIFY(flipped != content && flipped.size() == 100);
    QCOMPARE(get("a").value(), content);
    plan(BackendCall::Get, FaultKind::ShortRead);
    QCOMPARE(get("a").value(), std::string(50, 'x'));
    plan(BackendCall::Get, FaultKind::FlipAtRest);
    QVERIFY(get("a").value() != content);
    QVERIFY(get("a").value() != content); // it stays damaged
}

void TestFaultyBackend::wrongListings()
{
    const auto count = [&] { return m_backend->list(m_cancel)->size(); };
    for (const char *name : {"a", "b", "c", "d"})
        VERIFY_OK(put(name, "x"));
    QCOMPARE(count(), std::size_t{4});
    VERIFY_OK(put("e", "x"));
    plan(BackendCall::List, FaultKind::StaleList);
    QCOMPARE(count(), std::size_t{4});
    QCOMPARE(count(), std::size_t{5});
    plan(BackendCall::List, FaultKind::EmptyList);
    QCOMPARE(count(), std::size_t{0});
    plan(BackendCall::List, FaultKind::LostPage);
    QCOMPARE(count(), std::size_t{2});
    plan(BackendCall::List, FaultKind::ListedTwice);
    QCOMPARE(count(), std::size_t{6});
}

void TestFaultyBackend::deletesThatDoNot()
{
    VERIFY_OK(put("a", "x"));
    plan(BackendCall::Remove, FaultKind::RefusedDelete);
    VERIFY_FAILS(m_backend->remove("a", m_cancel), ErrorCode::AccessDenied);
    plan(BackendCall::Remove, FaultKind::DeleteDoesNothing);
    VERIFY_OK(m_backend->remove("a", m_cancel));
    QCOMPARE(m_store->count(), std::size_t{1});
}

void TestFaultyBackend::waits()
{
    const auto before = m_clock.slept();
    plan(BackendCall::List, FaultKind::Delay);
    VERIFY_OK(m_backend->list(m_cancel));
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(2s).count());
    plan(BackendCall::List, FaultKind::Stall);
    VERIFY_FAILS(m_backend->list(m_cancel), ErrorCode::Transient);
    QCOMPARE((m_clock.slept() - before).count(), std::chrono::nanoseconds(32s).count());
}

void TestFaultyBackend::aSeedRepeats()
{
    const auto traceOf = [&](std::uint64_t seed) {
        init();
        m_plan->seed(seed, 0.5);
        for (int i = 0; i < 40; ++i) {
            std::ignore = put("n" + std::to_string(i), "content");
            std::ignore = m_backend->list(m_cancel);
        }
        return m_plan->traceText();
    };
    const std::string first = traceOf(3);
    QVERIFY(m_plan->hasFailed());
    QCOMPARE(traceOf(3), first);
    QVERIFY(traceOf(4) != first);
}

void TestFaultyBackend::aTraceReplays()
{
    m_plan->seed(9, 0.4, {FaultKind::ErrorBefore, FaultKind::ErrorAfter, FaultKind::NotStored});
    const auto work = [&] {
        for (int i = 0; i < 20; ++i)
            std::ignore = put("n" + std::to_string(i), "content");
        return m_plan->trace();
    };
    const std::vector<TraceEntry> trace = work();
    const MemoryStore::Objects objects = m_store->objects();
    const std::string text = m_plan->traceText();
    init();
    m_plan->replay(trace);
    work();
    QCOMPARE(m_plan->traceText(), text);
    QVERIFY(m_store->objects() == objects);
}

void TestFaultyBackend::planIsShared()
{
    const auto other = backend();
    m_plan->failCall(1);
    VERIFY_OK(m_backend->list(m_cancel));
    VERIFY_FAILS(other->list(m_cancel), ErrorCode::Transient);
}

QTEST_GUILESS_MAIN(TestFaultyBackend)
#include "test_faulty_backend.moc"
