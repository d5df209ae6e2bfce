// SPDX-License-Identifier: MIT
#include "core/base/killpoint.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

Result<> protocol()
{
    KILLPOINT("first");
    KILLPOINT("second");
    KILLPOINT("second");
    return {};
}

} // namespace

// Each case in a process of its own: the variables are read once.
class TestKillpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void passesWhenNothingIsAsked() { QCOMPARE(exitOf("", "", ""), 0); }
    void killsAtTheNamedPoint() { QCOMPARE(signalOf("second", ""), SIGKILL); }
    void countsOccurrences()
    {
        QCOMPARE(signalOf("second:2", ""), SIGKILL);
        QCOMPARE(exitOf("second:3", "", ""), 0);
    }
    void knowsSeveralPoints() { QCOMPARE(signalOf("other,first", ""), SIGKILL); }
    void otherPointsPass() { QCOMPARE(exitOf("fir,firsts", "", ""), 0); }
    void abortsOnRequest() { QCOMPARE(signalOf("first", "abort"), SIGABRT); }
    void failsOnRequest() { QCOMPARE(exitOf("second:2", "error", ""), 1); }
    void notesWhatWasPassed();

private:
    // Runs protocol() in a child; 0: it went well, 1: it failed.
    static int statusOf(const char *points, const char *mode, const std::string &log)
    {
        const pid_t child = ::fork();
        if (child == 0) {
            const struct sigaction standard = {};
            ::sigaction(SIGABRT, &standard, nullptr); // not the test framework's report
            ::setenv("CAIRN_KILLPOINT", points, 1);
            ::setenv("CAIRN_KILLPOINT_MODE", mode, 1);
            if (*mode == '\0')
                ::unsetenv("CAIRN_KILLPOINT_MODE");
            if (!log.empty())
                ::setenv("CAIRN_KILLPOINT_LOG", log.c_str(), 1);
            ::_exit(protocol() ? 0 : 1);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return status;
    }
    static int exitOf(const char *points, const char *mode, const std::string &log)
    {
        const int status = statusOf(points, mode, log);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    static int signalOf(const char *points, const char *mode)
    {
        const int status = statusOf(points, mode, "");
        return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
    }
};

void TestKillpoint::notesWhatWasPassed()
{
    const ScratchFolder scratch;
    const FilePath log = scratch / "log";
    QCOMPARE(exitOf("", "", log.bytes()), 0);
    QCOMPARE(readFile(log), std::string("first\nsecond\nsecond\n"));
}

QTEST_GUILESS_MAIN(TestKillpoint)
#include "test_killpoint.moc"
