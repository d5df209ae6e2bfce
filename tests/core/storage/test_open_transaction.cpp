// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"
#include "core/sqlite/database.h"
#include "core/storage/forwarding_backend.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <csignal>
#include <functional>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

// How a process ends that does this: 0, or the signal.
int signalOf(const std::function<void()> &act)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const struct sigaction standard = {};
        ::sigaction(SIGABRT, &standard, nullptr); // not the test framework's report
        qInstallMessageHandler(nullptr);
        act();
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace

// R6, as test builds check it.
class TestOpenTransaction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        auto opened = Database::open(FilePath(":memory:"), Database::Mode::ReadWrite);
        VERIFY_OK(opened);
        m_database = std::move(*opened);
        VERIFY_OK(m_database->execute("CREATE TABLE t(a)"));
    }
    void aCallWhileOneIsOpenEndsTheProgram()
    {
        QCOMPARE(signalOf([this] {
                     auto transaction = Transaction::begin(*m_database);
                     ask();
                 }),
                 SIGABRT);
    }
    void committedAndRolledBackOnesAreOver()
    {
        QCOMPARE(signalOf([this] {
                     auto transaction = Transaction::begin(*m_database);
                     std::ignore = transaction->commit();
                     ask();
                     std::ignore = Transaction::begin(*m_database);
                     ask();
                 }),
                 0);
    }
    void anotherThreadMayCommit()
    {
#ifdef __SANITIZE_THREAD__
        QSKIP("the thread sanitizer allows no thread in a process that was forked from several");
#endif
        QCOMPARE(signalOf([this] {
                     auto transaction = Transaction::begin(*m_database);
                     std::thread([this] { ask(); }).join();
                 }),
                 0);
    }

private:
    void ask()
    {
        ForwardingBackend backend(std::make_unique<MemoryBackend>(m_store));
        std::ignore = backend.list(m_cancel);
    }

    std::unique_ptr<Database> m_database;
    std::shared_ptr<MemoryStore> m_store = std::make_shared<MemoryStore>();
    CancelToken m_cancel;
};

QTEST_GUILESS_MAIN(TestOpenTransaction)
#include "test_open_transaction.moc"
