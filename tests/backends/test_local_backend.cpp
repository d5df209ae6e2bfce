// SPDX-License-Identifier: MIT
#include "backends/local/folder_identity.h"
#include "backends/local/local_backend.h"
#include "tests/support/fake_clock.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {
const std::string kTemp = ".cairn~00000000000000000000000000000000.tmp";

class CountingGate final : public TransferGate
{
public:
    Result<> passed(std::uint64_t count, const CancelToken &) override
    {
        bytes += count;
        return {};
    }
    std::uint64_t bytes = 0;
};

} // namespace

class TestLocalBackend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listSkipsWhatIsNoFile();
    void listSeesFilesOfOthers();
    void aPulledDriveIsNotAnEmptyFolder();
    void aPulledDriveIsNeverRecreated();
    void aFolderPulledDuringPutGetsNoObject();
    void aPulledDriveIsNotAnEmptyList();
    void neverOverwritesWhatAppearsDuringPut();
    void aTakenTemporaryNameIsLeftAlone();
    void oneFileSystemNeedsNoCopy();
    void aWatchedPutIsCopied();
    void fullDiskSaysSo();
    void readOnlyFolderSaysSo();
    void failingAnyCallLeavesTheWholeObjectOrNone_data();
    void failingAnyCallLeavesTheWholeObjectOrNone();
    void aSourceThatShrinksIsCorrupt();
    void pipeOfThatNameDoesNotHang();
    void namesItsFilesAndSpace();
    void choosesTheFolderWithTheMarker();
    void refusesWindowsPaths();
    void knowsAbsentDrives();

private:
    Result<> put(const std::string &name, const std::string &content)
    {
        // A fresh file each time: the one before may be the object by now.
        std::ignore = FileLayer().remove(*m_scratch / "source");
        return m_backend->put(name, m_scratch->write("source", content), kTemp, m_cancel);
    }
    Result<std::unique_ptr<Backend>> open(const std::string &url, BackendOptions options = {})
    {
        BackendRegistry registry;
        registerLocalBackend(registry);
        CAIRN_LET(parsed, DestinationUrl::parse(url, FilePath("/")));
        return registry.open(parsed, {m_files, m_clock, m_random, std::move(options)});
    }
    [[nodiscard]] std::size_t count() const
    {
        return FileLayer().list(m_folder).value_or(std::vector<std::string>(99)).size();
    }
    // As a throttle does: puts are copied then, and not linked.
    void watch() { m_backend->setGates({&m_gate, nullptr}); }
    [[nodiscard]] bool isSameFile(const FilePath &a, const FilePath &b) const
    {
        struct stat one = {};
        struct stat other = {};
        return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 &&
               one.st_ino == other.st_ino && one.st_dev == other.st_dev;
    }
    // What a pulled drive looks like: the empty mount point shows.
    void pullDrive()
    {
        QCOMPARE(::rename(m_folder.c_str(), (*m_scratch / "drive").c_str()), 0);
        QCOMPARE(::mkdir(m_folder.c_str(), 0700), 0);
    }

    std::unique_ptr<ScratchFolder> m_scratch;
    FilePath m_folder;
    FaultyFileLayer m_files;
    FakeClock m_clock;
    SeededRandom m_random{1};
    CancelToken m_cancel;
    CountingGate m_gate;
    std::unique_ptr<LocalBackend> m_backend;
};

void TestLocalBackend::init()
{
    m_scratch = std::make_unique<ScratchFolder>();
    m_folder = *m_scratch / "destination";
    m_files.reset();
    m_backend = std::make_unique<LocalBackend>(m_files, m_folder);
    VERIFY_OK(m_backend->createFolder(m_cancel));
}

void TestLocalBackend::cleanup()
{
    m_backend.reset();
    m_scratch.reset();
}

void TestLocalBackend::listSkipsWhatIsNoFile()
{
    QCOMPARE(::mkdir((m_folder / "lost+found").c_str(), 0700), 0);
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    QCOMPARE(::symlink("nowhere", (m_folder / "dangling").c_str()), 0);
    QCOMPARE(::symlink("itself", (m_folder / "itself").c_str()), 0);
    VERIFY_OK(put("a", "abc"));
    const auto listed = m_backend->list(m_cancel);
    VERIFY_OK(listed);
    QVERIFY((*listed == std::vector<RemoteFile>{{"a", 3}}));
}

void TestLocalBackend::listSeesFilesOfOthers()
{
    writeFile(m_folder / "holiday.jpg", "12345");
    writeFile(m_folder / kTemp, "");
    QCOMPARE(m_backend->list(m_cancel)->size(), std::size_t{2});
}

void TestLocalBackend::aPulledDriveIsNotAnEmptyFolder()
{
    VERIFY_OK(put("a", "abc"));
    pullDrive();
    const auto expectVanished = [](const auto &result) {
        QVERIFY(!result.has_value());
        QCOMPARE(result.error().id, QString::fromLatin1(kFolderVanishedId));
        QVERIFY(result.error().code != ErrorCode::NotFound);
    };
    expectVanished(m_backend->list(m_cancel));
    expectVanished(m_backend->stat("a", m_cancel));
    expectVanished(m_backend->remove("a", m_cancel));
    expectVanished(m_backend->freeSpace());
    expectVanished(put("b", "b"));
    QCOMPARE(count(), std::size_t{0});
}

void TestLocalBackend::aPulledDriveIsNeverRecreated()
{
    removeTree(m_folder);
    const auto created = m_backend->createFolder(m_cancel);
    QVERIFY(!created.has_value());
    QCOMPARE(created.error().id, QString::fromLatin1(kFolderVanishedId));
    QVERIFY(!fileExists(m_folder));
}

void TestLocalBackend::aFolderPulledDuringPutGetsNoObject()
{
    m_files.onBefore(FileOp::Sync, [this](const FilePath &) { pullDrive(); });
    const auto stored = put("a", "abc");
    QVERIFY(!stored.has_value());
    QCOMPARE(stored.error().id, QString::fromLatin1(kFolderVanishedId));
    QCOMPARE(count(), std::size_t{0});
}

void TestLocalBackend::aPulledDriveIsNotAnEmptyList()
{
    VERIFY_OK(put("a", "abc"));
    m_files.onBefore(FileOp::List, [this](const FilePath &) { pullDrive(); });
    const auto listed = m_backend->list(m_cancel);
    QVERIFY(!listed.has_value());
    QCOMPARE(listed.error().id, QString::fromLatin1(kFolderVanishedId));
}

void TestLocalBackend::neverOverwritesWhatAppearsDuringPut()
{
    m_files.onBefore(FileOp::Sync,
                     [this](const FilePath &) { writeFile(m_folder / "a", "other"); });
    VERIFY_FAILS(put("a", "mine"), ErrorCode::AlreadyExists);
    QCOMPARE(readFile(m_folder / "a"), std::string("other"));
    QCOMPARE(count(), std::size_t{1});
}

void TestLocalBackend::aTakenTemporaryNameIsLeftAlone()
{
    writeFile(m_folder / kTemp, "somebody's");
    VERIFY_FAILS(put("a", "mine"), ErrorCode::Io);
    QCOMPARE(readFile(m_folder / kTemp), std::string("somebody's"));
}

void TestLocalBackend::oneFileSystemNeedsNoCopy()
{
    int synced = 0;
    m_files.onBefore(FileOp::Sync, [&](const FilePath &path) {
        QCOMPARE(path, m_folder / kTemp);
        ++synced;
    });
    VERIFY_OK(put("a", "content"));
    QVERIFY(isSameFile(m_folder / "a", *m_scratch / "source"));
    QCOMPARE(synced, 1);
    // The temporary file may go, and a new one of that name is another file.
    VERIFY_OK(m_files.remove(*m_scratch / "source"));
    VERIFY_OK(put("b", "other"));
    QCOMPARE(readFile(m_folder / "a"), std::string("content"));
    QCOMPARE(readFile(m_folder / "b"), std::string("other"));
}

void TestLocalBackend::aWatchedPutIsCopied()
{
    watch();
    VERIFY_OK(put("a", "content"));
    QCOMPARE(m_gate.bytes, std::uint64_t{7});
    QVERIFY(!isSameFile(m_folder / "a", *m_scratch / "source"));
}

void TestLocalBackend::fullDiskSaysSo()
{
    watch();
    m_files.fillDiskAfter(1'500'000);
    const auto stored = put("a", std::string(3'000'000, 'x'));
    VERIFY_FAILS(stored, ErrorCode::NoSpace);
    QVERIFY(stored.error().message.contains(QStringLiteral("full")));
    QVERIFY(stored.error().message.contains(QStringLiteral("2.86 MiB needed")));
    QCOMPARE(count(), std::size_t{0});
    m_files.fillDiskAfter(std::nullopt);
    VERIFY_OK(put("a", "small"));
}

void TestLocalBackend::readOnlyFolderSaysSo()
{
    m_files.failCall(FileOp::Create, 0, ErrorCode::ReadOnly);
    VERIFY_FAILS(put("a", "a"), ErrorCode::ReadOnly);
    if (::geteuid() == 0)
        return; // root may write anywhere
    QCOMPARE(::chmod(m_folder.c_str(), 0500), 0);
    VERIFY_FAILS(put("a", "a"), ErrorCode::AccessDenied);
}

void TestLocalBackend::failingAnyCallLeavesTheWholeObjectOrNone_data()
{
    QTest::addColumn<bool>("copied");
    QTest::newRow("linked") << false;
    QTest::newRow("copied") << true;
}

void TestLocalBackend::failingAnyCallLeavesTheWholeObjectOrNone()
{
    QFETCH(bool, copied);
    if (copied)
        watch();
    const std::string content(2'500'000, 'c');
    for (std::uint64_t call = 0;; ++call) {
        const std::string name = "object" + std::to_string(call);
        m_files.reset();
        m_files.failCall(call);
        const auto stored = put(name, content);
        const bool failed = m_files.hasFailed();
        m_files.reset();
        const auto found = m_backend->stat(name, m_cancel);
        QVERIFY(found.has_value() || found.error().code == ErrorCode::NotFound);
        if (found)
            QVERIFY(readFile(m_folder / name) == content);
        if (stored)
            VERIFY_OK(found);
        QVERIFY(!fileExists(m_folder / kTemp) || !stored);
        std::ignore = m_backend->remove(kTemp, m_cancel);
        if (!failed) {
            VERIFY_OK(stored);
            QVERIFY(call > (copied ? 10U : 4U)); // it did go through the layer
            break;
        }
    }
}

void TestLocalBackend::aSourceThatShrinksIsCorrupt()
{
    watch();
    int reads = 0;
    const FilePath source = *m_scratch / "source";
    m_files.onAfter(FileOp::Read, [&](const FilePath &path) {
        if (path == source && ++reads == 1)
            QCOMPARE(::truncate(path.c_str(), 10), 0);
    });
    VERIFY_FAILS(put("a", std::string(3'000'000, 'x')), ErrorCode::Corrupt);
    QCOMPARE(count(), std::size_t{0});
}

void TestLocalBackend::pipeOfThatNameDoesNotHang()
{
    QCOMPARE(::mkfifo((m_folder / "pipe").c_str(), 0600), 0);
    auto temp = TempFile::create(m_files, *m_scratch / "got");
    VERIFY_OK(temp);
    VERIFY_FAILS(m_backend->get("pipe", temp->file(), m_cancel), ErrorCode::InvalidArgument);
}

void TestLocalBackend::namesItsFilesAndSpace()
{
    VERIFY_OK(put("a", "abc"));
    QCOMPARE(readFile(m_backend->localPath("a").value()), std::string("abc"));
    QVERIFY(!m_backend->localPath("../a"));
    QVERIFY(m_backend->freeSpace().value().value() > 0);
    QCOMPARE(m_backend->settleSeconds(), 0);
    QCOMPARE(m_backend->displayName(), m_folder.display());
}

void TestLocalBackend::choosesTheFolderWithTheMarker()
{
    const FilePath other = *m_scratch / "other";
    QCOMPARE(::mkdir(other.c_str(), 0700), 0);
    const BackendOptions options{{"alternate-target-paths", "/nowhere:" + other.bytes()},
                                 {"alternate-destination-marker", "marker"}};
    const auto none = open(m_folder.bytes(), options);
    QVERIFY(!none.has_value());
    QCOMPARE(none.error().id, QString::fromLatin1(kFolderMissingId));

    writeFile(other / "marker", "");
    const auto chosen = open(m_folder.bytes(), options);
    VERIFY_OK(chosen);
    QCOMPARE((*chosen)->displayName(), other.display());
    // The URL's options win over the job's.
    const auto named =
        open("file://" + m_folder.bytes() + "?alternate-destination-marker=", options);
    VERIFY_OK(named);
    QCOMPARE((*named)->displayName(), m_folder.display());
}

void TestLocalBackend::refusesWindowsPaths()
{
    VERIFY_FAILS(open("file://C:\\Backups"), ErrorCode::Unsupported);
}

void TestLocalBackend::knowsAbsentDrives()
{
    QVERIFY(isOnAbsentDrive(FilePath("/media/nobody-here/USB/Backups")));
    QVERIFY(!isOnAbsentDrive(m_folder / "new"));
}

QTEST_GUILESS_MAIN(TestLocalBackend)
#include "test_local_backend.moc"
