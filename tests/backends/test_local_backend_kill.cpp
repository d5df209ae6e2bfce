// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {
const std::string kTemp = ".cairn~00000000000000000000000000000000.tmp";
const std::string kContent(3'000'000, 'c');

// Where it is counted what passes, a volume is copied and not given a second name.
class OpenGate final : public TransferGate
{
public:
    Result<> passed(std::uint64_t, const CancelToken &) override { return {}; }
};
} // namespace

// A put whose process dies. Nothing is stored in this process: a process reads once where to die.
class TestLocalBackendKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leavesTheWholeObjectOrNone_data();
    void leavesTheWholeObjectOrNone();
};

void TestLocalBackendKill::leavesTheWholeObjectOrNone_data()
{
    QTest::addColumn<bool>("gated");
    QTest::addColumn<bool>("stored");
    QTest::newRow("local-put-temp-linked") << false << false;
    QTest::newRow("local-put-temp-created") << true << false;
    QTest::newRow("local-put-synced") << false << false;
    QTest::newRow("local-put-renamed") << false << true;
}

void TestLocalBackendKill::leavesTheWholeObjectOrNone()
{
    QFETCH(const bool, gated);
    QFETCH(const bool, stored);
    const ScratchFolder scratch;
    const FilePath folder = scratch / "destination";
    const FilePath source = scratch.write("source", kContent);
    const CancelToken cancel;
    FileLayer files;
    LocalBackend backend(files, folder);
    OpenGate gate;
    if (gated)
        backend.setGates({&gate, nullptr});
    VERIFY_OK(backend.createFolder(cancel));

    const pid_t child = ::fork();
    if (child == 0) {
        ::setenv("CAIRN_KILLPOINT", QTest::currentDataTag(), 1);
        std::ignore = backend.put("object", source, kTemp, cancel);
        ::_exit(0);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);

    QCOMPARE(fileExists(folder / "object"), stored);
    QCOMPARE(fileExists(folder / kTemp), !stored); // for the sweep
    if (stored)
        QVERIFY(readFile(folder / "object") == kContent);
    VERIFY_OK(backend.remove(kTemp, cancel));
    QCOMPARE(backend.list(cancel)->size(), std::size_t{stored ? 1U : 0U});
}

QTEST_GUILESS_MAIN(TestLocalBackendKill)
#include "test_local_backend_kill.moc"
