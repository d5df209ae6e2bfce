// SPDX-License-Identifier: MIT
// What may wait ends the program in the thread of a window, and nowhere else.
#include "core/base/file_layer.h"
#include "core/base/window_thread.h"
#include "core/sqlite/database.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <csignal>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

class TestWindowThread final : public QObject
{
    Q_OBJECT

    // In a process of its own, as the end of it is what is looked at.
    template<typename Work>
    static bool isAllowed(Work work)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            qInstallMessageHandler(nullptr); // how it ends is no failure of the test
            std::signal(SIGABRT, SIG_DFL);
            ::close(STDERR_FILENO);
            work();
            ::_exit(0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private Q_SLOTS:
    void aWindowDoesNotWait()
    {
        const ScratchFolder scratch;
        FileLayer files;
        auto database = Database::open(scratch / "some.sqlite", Database::Mode::ReadWrite);
        VERIFY_OK(database);
        const auto read = [&] { std::ignore = files.list(scratch.path()); };
        const auto ask = [&] { std::ignore = (*database)->execute("SELECT 1"); };
        QVERIFY(isAllowed(read));
        QVERIFY(isAllowed(ask));
        QVERIFY(!isAllowed([&] {
            const WindowThread window;
            read();
        }));
        QVERIFY(!isAllowed([&] {
            const WindowThread window;
            ask();
        }));
        QVERIFY(isAllowed([&] {
            const WindowThread window;
            std::thread(read).join(); // another one may
        }));
        QVERIFY(isAllowed([&] {
            {
                const WindowThread window;
            }
            read();
        }));
    }
};

QTEST_GUILESS_MAIN(TestWindowThread)
#include "test_window_thread.moc"
