// SPDX-License-Identifier: MIT
#include "tests/core/source/walk_recorder.h"
#include "tests/support/verify.h"

#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

void makeFolder(const FilePath &path)
{
    if (::mkdir(path.c_str(), 0755) != 0)
        qFatal("mkdir");
}

} // namespace

// What the options and filters of a job leave out of a walk.
class TestSourceWalkerRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void excludedFoldersAreNotEntered()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "cache");
        makeFolder(scratch / "cache/keep");
        scratch.write("cache/keep/x", "");
        scratch.write("a.tmp", "");
        scratch.write("a.txt", "");
        WalkSetup walk(scratch.path());
        walk.filters = {{false, "*/cache/"}, {true, "*/keep/*"}, {false, "*.tmp"}};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/a.txt"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(walk.recorder.skips["~/cache/"], SkipReason::Filtered);
        QCOMPARE(counts->met, std::uint64_t{4}); // nothing within cache/
        QVERIFY(counts->addsUp());
    }

    void includesAreFoundInFoldersThatAreNotRecorded()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "d");
        makeFolder(scratch / "d/e");
        makeFolder(scratch / "other");
        scratch.write("d/e/x.txt", "");
        scratch.write("d/e/x.doc", "");
        WalkSetup walk(scratch.path());
        walk.filters = {{true, "*.txt"}};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/d/e/x.txt"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->passed, std::uint64_t{3});
        QVERIFY(counts->addsUp());
    }

    void aLinkToAFolderIsFilteredAsAFolder()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "real");
        QCOMPARE(::symlink("real", (scratch / "link").c_str()), 0);
        WalkSetup walk(scratch.path());
        walk.filters = {{false, "*/link/"}};
        VERIFY_OK(walk.run());
        QCOMPARE(walk.recorder.skips["~/link"], SkipReason::Filtered);
    }

    void nestedRootsSurviveAnyFilter()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "out");
        makeFolder(scratch / "out/way");
        makeFolder(scratch / "out/way/wanted");
        scratch.write("out/no", "");
        scratch.write("out/way/single", "");
        scratch.write("out/way/no", "");
        scratch.write("out/way/wanted/x", "");
        WalkSetup walk(scratch.path());
        walk.sources = {scratch.path(), scratch / "out/way/wanted", scratch / "out/way/single"};
        walk.filters = {{false, "*/out/"}};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/out/way/single", "~/out/way/wanted/", "~/out/way/wanted/x"};
        QCOMPARE(walk.recorder.lines, expected);
        QVERIFY(counts->addsUp());
    }

    void aNestedRootThatIsALinkIsEntered()
    {
        const ScratchFolder scratch;
        const ScratchFolder other;
        other.write("x", "");
        QCOMPARE(::symlink(other.path().c_str(), (scratch / "link").c_str()), 0);
        WalkSetup walk(scratch.path());
        walk.sources = {scratch.path(), scratch / "link"};
        VERIFY_OK(walk.run());
        const Lines expected{"~/", "~/link/", "~/link/x"};
        QCOMPARE(walk.recorder.lines, expected);
    }

    void ignoreFilesHideTheirFolder()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "c");
        makeFolder(scratch / "c/sub");
        scratch.write("c/CACHEDIR.TAG", "");
        scratch.write("CACHEDIR.TAG", ""); // not a root, though
        WalkSetup walk(scratch.path());
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/CACHEDIR.TAG"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(walk.recorder.skips["~/c/"], SkipReason::IgnoreFile);
        QVERIFY(counts->addsUp());
    }

    void sizeLimitIsStrict()
    {
        const ScratchFolder scratch;
        scratch.write("ten", "0123456789");
        scratch.write("eleven", "0123456789a");
        WalkSetup walk(scratch.path());
        walk.options.source.skipFilesLargerThan = 10;
        VERIFY_OK(walk.run());
        const Lines expected{"~/", "~/ten"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(walk.recorder.skips["~/eleven"], SkipReason::TooLarge);
        WalkSetup unlimited(scratch.path());
        unlimited.options.source.skipFilesLargerThan = 0;
        VERIFY_OK(unlimited.run());
        QCOMPARE(unlimited.recorder.lines.size(), std::size_t{3});
    }

    void hardLinkPolicies()
    {
        const ScratchFolder scratch;
        scratch.write("a.tmp", "x");
        QCOMPARE(::link((scratch / "a.tmp").c_str(), (scratch / "b").c_str()), 0);
        QCOMPARE(::link((scratch / "a.tmp").c_str(), (scratch / "c").c_str()), 0);
        scratch.write("single", "");
        WalkSetup first(scratch.path());
        first.options.source.hardlinkPolicy = HardlinkPolicy::First;
        first.filters = {{false, "*.tmp"}}; // an excluded path does not use the object up
        VERIFY_OK(first.run());
        const Lines expected{"~/", "~/b", "~/single"};
        QCOMPARE(first.recorder.lines, expected);
        WalkSetup none(scratch.path());
        none.options.source.hardlinkPolicy = HardlinkPolicy::None;
        VERIFY_OK(none.run());
        const Lines alone{"~/", "~/single"};
        QCOMPARE(none.recorder.lines, alone);
        WalkSetup all(scratch.path());
        VERIFY_OK(all.run());
        QCOMPARE(all.recorder.lines.size(), std::size_t{5});
    }

    void rulesCountWhatTheyKeepOut()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "old");
        scratch.write("old/a.tmp", "");
        scratch.write("b.tmp", "");
        scratch.write("c.tmp", "");
        scratch.write("kept", "");
        WalkSetup walk(scratch.path());
        walk.filters = {{true, "*/kept"}, {false, "*/old/"}, {false, "*.tmp"}, {false, "*.never"}};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const std::vector<std::uint64_t> expected{0, 1, 2}; // the folder stands for what is in it
        QCOMPARE(counts->filteredBy, expected);
        QCOMPARE(counts->skippedBy(SkipReason::Filtered), std::uint64_t{3});
    }

    void attributes()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / ".git");
        makeFolder(scratch / "d");
        scratch.write(".hidden", "");
        QCOMPARE(::chmod(scratch.write("readonly", "").c_str(), 0444), 0);
        scratch.write("plain", "");
        WalkSetup walk(scratch.path());
        walk.options.source.excludedAttributes = attribute::Hidden | attribute::ReadOnly;
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/plain", "~/d/"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(walk.recorder.skips["~/.git/"], SkipReason::Attribute);
        QVERIFY(counts->addsUp());
    }

    void exclusionMarks()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("marked", "");
        scratch.write("plain", "");
        makeFolder(scratch / "d");
        scratch.write("d/x", "");
        if (::setxattr(file.c_str(), "user.duplicati.exclude", "1", 1, 0) != 0)
            QSKIP("the file system has no extended attributes");
        QCOMPARE(::setxattr((scratch / "d").c_str(), "user.duplicati.exclude", "1", 1, 0), 0);
        WalkSetup walk(scratch.path());
        bool hasXattrs = true;
        walk.recorder.onFolder = [&](const FolderListing &listing) {
            hasXattrs = listing.entries.front().hasXattrs;
        };
        VERIFY_OK(walk.run());
        const Lines expected{"~/", "~/plain"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(walk.recorder.skips["~/marked"], SkipReason::ExclusionMark);
        QCOMPARE(walk.recorder.skips["~/d/"], SkipReason::ExclusionMark);
        WalkSetup ignoring(scratch.path());
        ignoring.options.source.ignoreExclusionXattr = true;
        VERIFY_OK(ignoring.run());
        QCOMPARE(ignoring.recorder.lines.size(), std::size_t{5});
    }

    void emptyFoldersAreDroppedOnRequest()
    {
        const ScratchFolder scratch;
        for (const char *path : {"e", "e/e2", "f", "f/g", "f/h"})
            makeFolder(scratch / path);
        scratch.write("e/e2/x.tmp", "");
        scratch.write("f/g/x", "");
        WalkSetup walk(scratch.path());
        walk.options.source.excludeEmptyFolders = true;
        walk.filters = {{false, "*.tmp"}};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/f/", "~/f/g/", "~/f/g/x"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->skippedBy(SkipReason::EmptyFolder), std::uint64_t{3});
        QCOMPARE(walk.recorder.skips.count("~/e/e2/"), std::size_t{1});
        QVERIFY(counts->addsUp());
    }

    void anEmptyRootStays()
    {
        const ScratchFolder scratch;
        WalkSetup walk(scratch.path());
        walk.options.source.excludeEmptyFolders = true;
        VERIFY_OK(walk.run());
        QCOMPARE(walk.recorder.lines, Lines{"~/"});
    }

    void ownFilesStayOut()
    {
        const ScratchFolder scratch;
        scratch.write("job.sqlite", "");
        makeFolder(scratch / "destination");
        scratch.write("x", "");
        WalkSetup walk(scratch.path());
        walk.filters = {{true, "*"}};
        walk.options.ownPaths = {scratch / "job.sqlite",
                                 FilePath((scratch / "destination").bytes() + "/")};
        const auto counts = walk.run();
        VERIFY_OK(counts);
        const Lines expected{"~/", "~/x"};
        QCOMPARE(walk.recorder.lines, expected);
        QCOMPARE(counts->skippedBy(SkipReason::OwnFile), std::uint64_t{2});
    }

    void otherFileSystemsOnRequestOnly()
    {
        WalkSetup walk(FilePath("/dev"));
        struct stat outer
        {
        };
        struct stat inner
        {
        };
        if (::stat("/dev", &outer) != 0 || ::stat("/dev/pts", &inner) != 0 ||
            outer.st_dev == inner.st_dev)
            QSKIP("/dev/pts is no file system of its own");
        walk.options.oneFileSystem = true;
        VERIFY_OK(walk.run());
        QCOMPARE(walk.recorder.skips["~/pts/"], SkipReason::OtherFileSystem);
    }
};

QTEST_APPLESS_MAIN(TestSourceWalkerRules)
#include "test_source_walker_rules.moc"
