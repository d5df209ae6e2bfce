// SPDX-License-Identifier: MIT
#include "core/source/source_walker.h"

#include "core/source/source_reader.h"
#include "tests/core/source/walk_recorder.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

void makeFolder(const FilePath &path)
{
    if (::mkdir(path.c_str(), 0755) != 0)
        qFatal("mkdir");
}

// Folders of `name` within one another, entered one by one as no path may be that long.
void makeDeep(const FilePath &start, const std::string &name, int levels)
{
    int fd = ::open(start.c_str(), O_RDONLY | O_DIRECTORY);
    for (int i = 0; i < levels && fd >= 0; ++i) {
        ::mkdirat(fd, name.c_str(), 0755);
        const int next = ::openat(fd, name.c_str(), O_RDONLY | O_DIRECTORY);
        ::close(fd);
        fd = next;
    }
    const int file = ::openat(fd, "bottom", O_CREAT | O_WRONLY, 0644);
    QVERIFY(file >= 0);
    QCOMPARE(::write(file, "deep", 4), ssize_t{4});
    ::close(file);
    ::close(fd);
}

// The limits of ScratchFolder's removal by path do not reach that deep.
void removeDeep(const FilePath &start, const std::string &name)
{
    // Renaming the inner folder up to the top makes the tree flat, level by level.
    const std::string top = start.bytes() + "/" + name;
    const std::string inner = top + "/" + name;
    const std::string aside = start.bytes() + "/aside";
    for (;;) {
        ::unlink((top + "/bottom").c_str());
        const bool more = ::rename(inner.c_str(), aside.c_str()) == 0;
        ::rmdir(top.c_str());
        if (!more)
            return;
        ::rename(aside.c_str(), top.c_str());
    }
}

} // namespace

class TestSourceWalker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parentsComeFirstAndNamesInByteOrder()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "b");
        makeFolder(scratch / "b/sub");
        makeFolder(scratch / "B");
        scratch.write("b/sub/x", "1");
        scratch.write("b.txt", "22");
        scratch.write("a", "333");
        scratch.write("\xff\xfe", "");
        scratch.write("new\nline", "");
        scratch.write(std::string(255, 'n'), "");
        WalkSetup walk(scratch.path());
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{
            "~/",         "~/a",  "~/b.txt", "~/new\nline", "~/" + std::string(255, 'n'),
            "~/\xff\xfe", "~/B/", "~/b/",    "~/b/sub/",    "~/b/sub/x"};
        Lines sorted = expected;
        std::sort(sorted.begin() + 1, sorted.begin() + 6);
        QCOMPARE(walk.recorder.lines, sorted);
        QCOMPARE(counts->files, std::uint64_t{6});
        QCOMPARE(counts->folders, std::uint64_t{4});
        QCOMPARE(counts->fileBytes, std::uint64_t{6});
        QVERIFY(counts->addsUp());
    }

    void aLargeFolderComesInParts()
    {
        const ScratchFolder scratch;
        for (int i = 0; i < 20; ++i)
            scratch.write("n" + std::to_string(100 + i), "x");
        makeFolder(scratch / "n105s");
        makeFolder(scratch / "o");
        Lines whole;
        for (const std::size_t names : {100, 21, 22, 7, 1}) {
            WalkSetup walk(scratch.path());
            walk.options.partNames = names;
            std::size_t parts = 0;
            std::string last;
            walk.recorder.onFolder = [&](const FolderListing &listing) {
                if (!listing.path.ends_with("/n105s/") && !listing.path.ends_with("/o/"))
                    ++parts;
                QCOMPARE(listing.isContinued && listing.path == last, listing.isContinued);
                last = listing.path;
            };
            const auto counts = walk.run();
            VERIFY_OK(counts);
            QVERIFY(counts->addsUp());
            QCOMPARE(counts->folders, std::uint64_t{3});
            QVERIFY(parts >= 20 / names);
            if (whole.empty())
                whole = walk.recorder.lines;
            QCOMPARE(walk.recorder.lines, whole);
        }
    }

    void tellsWhatTheSystemTells()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "hello");
        QCOMPARE(::chmod(file.c_str(), 04751), 0);
        QCOMPARE(::link(file.c_str(), (scratch / "g").c_str()), 0);
        WalkSetup walk(scratch.path());
        SourceStat seen;
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            seen = listing.entries.front().stat;
        };
        VERIFY_OK(walk.run());
        struct stat info
        {
        };
        QCOMPARE(::stat(file.c_str(), &info), 0);
        QVERIFY(seen == sourceStatOf(info));
        QCOMPARE(seen.mode, 04751U);
        QCOMPARE(seen.links, 2U);
        QCOMPARE(seen.mtimeNs, info.st_mtim.tv_sec * 1'000'000'000 + info.st_mtim.tv_nsec);
    }

    void countsSpecialFilesAndLeavesThemOut()
    {
        const ScratchFolder scratch;
        QCOMPARE(::mkfifo((scratch / "pipe").c_str(), 0644), 0);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string name = (scratch / "socket").bytes();
        QVERIFY(name.size() < sizeof address.sun_path);
        std::copy(name.begin(), name.end(), address.sun_path);
        QCOMPARE(::bind(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        ::close(fd);
        WalkSetup walk(scratch.path());
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QCOMPARE(walk.recorder.lines, Lines{"~/"});
        QCOMPARE(counts->skippedBy(SkipReason::Special), std::uint64_t{2});
        QVERIFY(counts->addsUp());
    }

    void storesLinksWithoutFollowing()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "d");
        scratch.write("d/x", "");
        QCOMPARE(::symlink("d", (scratch / "toFolder").c_str()), 0);
        QCOMPARE(::symlink("d/x", (scratch / "toFile").c_str()), 0);
        QCOMPARE(::symlink("none", (scratch / "dangling").c_str()), 0);
        QCOMPARE(::symlink(".", (scratch / "loop").c_str()), 0);
        WalkSetup walk(scratch.path());
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/",   "~/dangling ->", "~/loop ->/", "~/toFile ->", "~/toFolder ->/",
                             "~/d/", "~/d/x"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->links, std::uint64_t{4});
    }

    void followsLinksButNotInCircles()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "d");
        makeFolder(scratch / "d/e");
        scratch.write("d/x", "abc");
        QCOMPARE(::symlink("../..", (scratch / "d/e/up").c_str()), 0);
        QCOMPARE(::symlink("d", (scratch / "toFolder").c_str()), 0);
        QCOMPARE(::symlink("d/x", (scratch / "toFile").c_str()), 0);
        QCOMPARE(::symlink("none", (scratch / "dangling").c_str()), 0);
        WalkSetup walk(scratch.path());
        walk.options.source.symlinkPolicy = SymlinkPolicy::Follow;
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/",           "~/dangling ->", "~/toFile",           "~/d/",
                             "~/d/x",        "~/d/e/",        "~/d/e/up ->/",       "~/toFolder/",
                             "~/toFolder/x", "~/toFolder/e/", "~/toFolder/e/up ->/"};
        QCOMPARE(walk.recorder.lines, expected);
        QVERIFY(counts->addsUp());
    }

    void ignoresLinksOnRequest()
    {
        const ScratchFolder scratch;
        QCOMPARE(::symlink("none", (scratch / "l").c_str()), 0);
        WalkSetup walk(scratch.path());
        walk.options.source.symlinkPolicy = SymlinkPolicy::Ignore;
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QCOMPARE(walk.recorder.skips["~/l"], SkipReason::LinkIgnored);
        QCOMPARE(counts->links, std::uint64_t{0});
    }

    void goesDeeperThanAnyPathMayBe()
    {
        const ScratchFolder scratch;
        const std::string name(200, 'd');
        const int levels = 100; // 20 000 bytes of path
        makeDeep(scratch.path(), name, levels);
        // A second branch at each of the outer levels: their folders must be opened again.
        makeFolder(scratch / (name + "/zz"));
        WalkSetup walk(scratch.path());
        std::string deepest;
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            if (!listing.entries.empty())
                deepest = listing.path + std::string(listing.entries.front().name);
        };
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QCOMPARE(counts->folders, static_cast<std::uint64_t>(levels + 2));
        QCOMPARE(counts->incompleteFolders, std::uint64_t{0});
        QVERIFY(deepest.size() > 20'000);
        QCOMPARE(walk.recorder.lines.back().substr(walk.recorder.lines.back().size() - 4),
                 std::string("/zz/"));

        FileLayer files;
        const SourceReader reader(files);
        auto file = reader.open(FilePath(deepest));
        VERIFY_OK(file);
        QCOMPARE(file->size(), std::uint64_t{4});
        VERIFY_OK(reader.examine(FilePath(deepest)));
        removeDeep(scratch.path(), name);
    }

    void needsFewDescriptors()
    {
        const ScratchFolder scratch;
        makeDeep(scratch.path(), "n", 300);
        WalkSetup walk(scratch.path());
        int highest = 0;
        walk.recorder.onFolder = [&](const FolderListing &) {
            const int fd = ::open("/dev/null", O_RDONLY);
            highest = std::max(highest, fd);
            ::close(fd);
        };
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QCOMPARE(counts->folders, std::uint64_t{301});
        QVERIFY2(highest < 100, qPrintable(QString::number(highest)));
    }

    void walksTwentyThousandNamesInOneFolder()
    {
        const ScratchFolder scratch;
        const int folder = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY);
        for (int i = 0; i < 20'000; ++i) {
            const std::string name = "file-" + std::to_string(i * 7919 % 20'000);
            ::close(::openat(folder, name.c_str(), O_CREAT | O_WRONLY, 0644));
        }
        ::close(folder);
        WalkSetup walk(scratch.path());
        bool sorted = false;
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            sorted = std::ranges::is_sorted(listing.entries, {}, &SourceEntry::name);
        };
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QCOMPARE(counts->files, std::uint64_t{20'000});
        QVERIFY(sorted);
    }

    void anUnreadableFolderIsToldAndTheRestGoesOn()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "bad");
        makeFolder(scratch / "good");
        scratch.write("bad/x", "");
        scratch.write("good/y", "");
        FaultyFileLayer files;
        files.watchOnly((scratch / "bad").bytes());
        files.failCall(FileOp::List, 0, ErrorCode::AccessDenied);
        WalkSetup walk(scratch.path());
        const auto counts = walk.run(files);
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/bad/", "! ~/bad/", "~/good/", "~/good/y"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->incompleteFolders, std::uint64_t{1});
        QVERIFY(counts->addsUp());
    }

    void anUnreadableNameIsToldAndTheRestGoesOn()
    {
        const ScratchFolder scratch;
        scratch.write("bad", "");
        scratch.write("good", "");
        FaultyFileLayer files;
        files.watchOnly("/bad");
        files.failCall(FileOp::Stat, 0, ErrorCode::Io);
        WalkSetup walk(scratch.path());
        const auto counts = walk.run(files);
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/good", "? ~/bad"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->unreadable, std::uint64_t{1});
        QVERIFY(counts->addsUp());
    }

    // As a user who is not root; the scratch folder itself must let that user in.
    void missingRightsAreToldAndTheRestGoesOn()
    {
        const ScratchFolder scratch;
        QCOMPARE(::chmod(scratch.path().c_str(), 0755), 0);
        makeFolder(scratch / "closed");
        makeFolder(scratch / "listable");
        scratch.write("closed/x", "");
        scratch.write("listable/y", "");
        scratch.write("z", "");
        QCOMPARE(::chmod((scratch / "closed").c_str(), 0), 0);
        QCOMPARE(::chmod((scratch / "listable").c_str(), 0444), 0);
        WalkSetup walk(scratch.path());
        ErrorCode why = ErrorCode::Internal;
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            if (listing.problem)
                why = listing.problem->code;
        };
        const int self = ::setfsuid(65534); // drops root's power over files for this thread
        const auto counts = walk.run();
        ::setfsuid(static_cast<uid_t>(self));
        ::chmod((scratch / "closed").c_str(), 0755);
        ::chmod((scratch / "listable").c_str(), 0755);
        VERIFY_OK(counts);
        const Lines expected{"~/",          "~/z",         "~/closed/",
                             "! ~/closed/", "~/listable/", "? ~/listable/y"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(why, ErrorCode::AccessDenied);
        QVERIFY(counts->addsUp());
    }

    void whatVanishesMeanwhileIsCounted()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("gone", "");
        makeFolder(scratch / "goneFolder");
        scratch.write("stays", "");
        FaultyFileLayer files;
        files.onBefore(FileOp::Stat, [&](const FilePath &path) {
            if (path == file) {
                ::unlink(file.c_str());
                ::rmdir((scratch / "goneFolder").c_str());
            }
        });
        WalkSetup walk(scratch.path());
        const auto counts = walk.run(files);
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/stays"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->skippedBy(SkipReason::Vanished), std::uint64_t{2});
        QVERIFY(counts->addsUp());
    }

    void whatChangesItsTypeMeanwhileIsTakenAsItIs()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("a", "");
        makeFolder(scratch / "z");
        FaultyFileLayer files;
        files.onBefore(FileOp::Stat, [&](const FilePath &path) {
            if (path != file)
                return;
            ::unlink(file.c_str()); // a file becomes a folder, a folder a link
            ::mkdir(file.c_str(), 0755);
            ::rmdir((scratch / "z").c_str());
            std::ignore = ::symlink("/etc", (scratch / "z").c_str());
        });
        WalkSetup walk(scratch.path());
        const auto counts = walk.run(files);
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/a/", "! ~/z/"}; // and never /etc
        QCOMPARE(walk.recorder.lines, expected);
        QVERIFY(counts->addsUp());
    }

    void singleFilesOfAFolderComeTogether()
    {
        const ScratchFolder scratch;
        scratch.write("a", "1");
        scratch.write("b", "2");
        scratch.write("c", "3");
        WalkSetup walk(scratch.path());
        walk.sources = {scratch / "c", scratch / "a"};
        walk.filters = {{false, "*"}}; // roots are taken all the same
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/a", "~/c"};
        QCOMPARE(walk.recorder.lines, expected);
        QVERIFY(counts->addsUp());
    }

    void stopsWhenAsked()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "a");
        makeFolder(scratch / "b");
        WalkSetup walk(scratch.path());
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            if (listing.path.ends_with("/a/"))
                walk.cancel.requestStop();
        };
        const auto counts = walk.run();
        VERIFY_OK(counts);
        QVERIFY(counts->stopped);
        QVERIFY(counts->addsUp());
        QCOMPARE(counts->unreached, std::uint64_t{1});
        const Lines expected{"~/", "~/a/"};
        QCOMPARE(walk.recorder.lines, expected);

        WalkSetup aborted(scratch.path());
        aborted.cancel.requestAbort();
        VERIFY_FAILS(aborted.run(), ErrorCode::Cancelled);
    }

    void aFailingSinkEndsTheWalk()
    {
        const ScratchFolder scratch;
        WalkSetup walk(scratch.path());
        walk.recorder.failure = true;
        VERIFY_FAILS(walk.run(), ErrorCode::Io);
    }
};

QTEST_APPLESS_MAIN(TestSourceWalker)
#include "test_source_walker.moc"
