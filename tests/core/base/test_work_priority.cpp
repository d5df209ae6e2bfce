// SPDX-License-Identifier: MIT
#include "core/base/work_priority.h"

#include <QTest>

#include <cstdlib>
#include <thread>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;

namespace {

constexpr int kIdleDisk = 3;

// What the system says of the calling thread.
struct Standing
{
    int diskClass = -1;
    int niceness = -1;
    friend bool operator==(const Standing &, const Standing &) = default;
};

Standing standing()
{
    return {static_cast<int>(::syscall(SYS_ioprio_get, 1, 0) >> 13),
            ::getpriority(PRIO_PROCESS, 0)};
}

Standing standingIn(const WorkPriority &priority)
{
    Standing seen;
    doAtPriority(priority, [&] { seen = standing(); });
    return seen;
}

} // namespace

class TestWorkPriority : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalWorkStaysOnTheCallersThread();
    void lowersTheDiskAlone();
    void lowersTheProcessorAlone();
    void isInheritedByThreadsAndPrograms();
    void theCallerKeepsItsOwn();
    void neverRaises();
};

void TestWorkPriority::normalWorkStaysOnTheCallersThread()
{
    std::thread::id seen;
    doAtPriority({}, [&] { seen = std::this_thread::get_id(); });
    QVERIFY(seen == std::this_thread::get_id());
    QVERIFY(standingIn({}) == standing());
}

void TestWorkPriority::lowersTheDiskAlone()
{
    const Standing seen = standingIn({.idleDisk = true});
    QCOMPARE(seen.diskClass, kIdleDisk);
    QCOMPARE(seen.niceness, standing().niceness);
}

void TestWorkPriority::lowersTheProcessorAlone()
{
    const Standing seen = standingIn({.niceness = 15});
    QCOMPARE(seen.niceness, 15);
    QCOMPARE(seen.diskClass, standing().diskClass);
}

void TestWorkPriority::isInheritedByThreadsAndPrograms()
{
    Standing thread;
    int status = -1;
    doAtPriority({.idleDisk = true, .niceness = 16}, [&] {
        std::thread([&] { thread = standing(); }).join();
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(standing() == Standing{kIdleDisk, 16} ? 0 : 1);
        ::waitpid(child, &status, 0);
    });
    QCOMPARE(thread.diskClass, kIdleDisk);
    QCOMPARE(thread.niceness, 16);
    QCOMPARE(status, 0);
}

void TestWorkPriority::theCallerKeepsItsOwn()
{
    const Standing before = standing();
    doAtPriority({.idleDisk = true, .niceness = 17}, [] {});
    QVERIFY(standing() == before);
}

void TestWorkPriority::neverRaises()
{
    int inner = -1;
    doAtPriority({.niceness = 18},
                 [&] { inner = standingIn({.idleDisk = true, .niceness = 5}).niceness; });
    QCOMPARE(inner, 18);
}

QTEST_GUILESS_MAIN(TestWorkPriority)
#include "test_work_priority.moc"
