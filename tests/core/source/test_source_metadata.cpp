// SPDX-License-Identifier: MIT
#include "core/source/metadata_posix.h"

#include "core/base/text.h"
#include "core/config/job_options.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

SourceStat statOf(const FilePath &path)
{
    struct stat info
    {
    };
    if (::lstat(path.c_str(), &info) != 0)
        qFatal("lstat");
    return sourceStatOf(info);
}

SourceMetadata readOf(const FilePath &path, bool linkToFolder = false)
{
    FileLayer files;
    MetadataReader reader(files);
    const SourceStat stat = statOf(path);
    auto metadata = reader.read({path, stat, linkToFolder});
    return metadata ? std::move(*metadata) : SourceMetadata();
}

SourceStat madeUp(SourceType type, std::uint32_t mode, std::uint32_t uid)
{
    SourceStat stat;
    stat.type = type;
    stat.mode = mode;
    stat.uid = uid;
    stat.gid = 12345;
    return stat;
}

constexpr std::int64_t kTimeNs = 1'735'787'045'678'912'345;

} // namespace

class TestSourceMetadata : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void attributes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<int>("type");
        QTest::addColumn<unsigned>("mode");
        QTest::addColumn<bool>("own");
        QTest::addColumn<bool>("linkToFolder");
        QTest::addColumn<unsigned>("expected");
        const auto row = [](const char *tag, const char *name, SourceType type, unsigned mode,
                            bool own, bool linkToFolder, unsigned expected) {
            QTest::newRow(tag) << QByteArray(name) << static_cast<int>(type) << mode << own
                               << linkToFolder << expected;
        };
        using namespace cairn::attribute;
        row("file", "f", SourceType::File, 0644, true, false, Normal);
        row("dot file", ".f", SourceType::File, 0644, true, false, Hidden);
        row("read only", "f", SourceType::File, 0444, true, false, ReadOnly);
        row("of another", "f", SourceType::File, 0644, false, false, ReadOnly);
        row("writable by all", "f", SourceType::File, 0666, false, false, Normal);
        row("no rights", "f", SourceType::File, 0000, true, false, Normal);
        row("write only", "f", SourceType::File, 0222, true, false, Normal);
        row("folder", "d", SourceType::Folder, 0755, true, false, Directory);
        row("dot folder", ".d", SourceType::Folder, 0755, true, false, Hidden | Directory);
        row("closed folder", "d", SourceType::Folder, 0555, true, false, ReadOnly | Directory);
        row("link", "l", SourceType::Link, 0777, true, false, ReparsePoint);
        row("link to folder", "l", SourceType::Link, 0777, true, true, Directory | ReparsePoint);
    }
    void attributes()
    {
        QFETCH(QByteArray, name);
        QFETCH(int, type);
        QFETCH(unsigned, mode);
        QFETCH(bool, own);
        QFETCH(bool, linkToFolder);
        QFETCH(unsigned, expected);
        const SourceStat stat =
            madeUp(static_cast<SourceType>(type), mode, own ? ::geteuid() : 54321);
        QCOMPARE(dotnetAttributes(name.toStdString(), stat, linkToFolder), expected);
    }

    void readsEverything()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write(".f", "x");
        QCOMPARE(::chmod(file.c_str(), 06750), 0);
        const timespec times[2] = {{1'735'787'045, 678'912'345}, {1'735'787'045, 678'912'345}};
        QCOMPARE(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
        const bool hasXattrs = ::setxattr(file.c_str(), "user.color", "blue\0ish", 8, 0) == 0;
        ::setxattr(file.c_str(), "user.empty", "", 0, 0);
        const SourceMetadata metadata = readOf(file);
        QCOMPARE(metadata.mode, std::optional<std::uint32_t>(06750));
        QCOMPARE(metadata.uid, std::optional<std::uint32_t>(::geteuid()));
        QVERIFY(metadata.ownerName.has_value());
        QCOMPARE(metadata.attributes, std::optional<std::uint32_t>(attribute::Hidden));
        QCOMPARE(metadata.mtimeTicks, std::optional<std::int64_t>(ticksFromUnixNs(kTimeNs)));
        QCOMPARE(metadata.ctimeTicks, metadata.mtimeTicks); // the earlier one
        QVERIFY(!metadata.symlinkTarget);
        if (!hasXattrs)
            QSKIP("the file system has no extended attributes");
        QCOMPARE(metadata.xattrs.size(), std::size_t{1}); // an empty value is not kept
        QCOMPARE(metadata.xattrs.front().first, std::string("user.color"));
        QCOMPARE(metadata.xattrs.front().second, std::string("blue\0ish", 8));
    }

    void readsALinkItself()
    {
        const ScratchFolder scratch;
        QCOMPARE(::symlink("/etc", (scratch / "l").c_str()), 0);
        const SourceMetadata metadata = readOf(scratch / "l", true);
        QCOMPARE(metadata.symlinkTarget, std::optional<std::string>("/etc"));
        QCOMPARE(metadata.attributes,
                 std::optional<std::uint32_t>(attribute::Directory | attribute::ReparsePoint));
        QCOMPARE(metadata.mtimeTicks,
                 std::optional<std::int64_t>(ticksFromUnixNs(statOf(scratch / "l").mtimeNs)));
    }

    void unknownIdsHaveNoName()
    {
        FileLayer files;
        MetadataReader reader(files);
        QCOMPARE(reader.ownerName(0), std::optional<std::string>("root"));
        QVERIFY(!reader.ownerName(3'999'999'999U));
        QVERIFY(!reader.groupName(3'999'999'999U));
    }

    void faultsReachTheCaller()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        FaultyFileLayer files;
        files.failCall(FileOp::Stat, 0, ErrorCode::AccessDenied);
        MetadataReader reader(files);
        const SourceStat stat = statOf(file);
        VERIFY_FAILS(reader.read({file, stat}), ErrorCode::AccessDenied);
        VERIFY_OK(reader.read({file, stat, false, false, false})); // known to have none
    }

    void appliesToAnOpenFile()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        SourceMetadata metadata;
        metadata.mode = 04751;
        metadata.uid = ::geteuid();
        metadata.gid = ::getegid();
        metadata.mtimeTicks = ticksFromUnixNs(kTimeNs);
        metadata.xattrs = {{"user.color", "red"}, {"trusted.x", "no"}};
        const int fd = ::open(file.c_str(), O_RDWR);
        MetadataTarget target;
        target.fd = fd;
        target.path = file;
        const mode_t before = statOf(file).mode;
        const auto problems = applyMetadata(target, metadata, {});
        QCOMPARE(statOf(file).mode, before); // only on request
        QCOMPARE(statOf(file).mtimeNs, kTimeNs / 100 * 100);
        QVERIFY(readOf(file).xattrs.size() <= 1);
        MetadataApplyOptions all;
        all.xattrs = false;
        all.permissions = true;
        metadata.xattrs.clear();
        QVERIFY(applyMetadata(target, metadata, all).empty());
        QCOMPARE(statOf(file).mode, 04751U);
        ::close(fd);
    }

    void setIdBitsSurviveTheOwner()
    {
        if (::geteuid() != 0)
            QSKIP("only root gives files away");
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        SourceMetadata metadata;
        metadata.mode = 06755;
        metadata.uid = 12345;
        metadata.gid = 12346;
        metadata.ownerName = "no such user";
        metadata.groupName = "root"; // a name that resolves wins over its id
        const int folder = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY);
        MetadataTarget target;
        target.folderFd = folder;
        target.name = "f";
        target.path = file;
        MetadataApplyOptions options;
        options.permissions = true;
        QVERIFY(applyMetadata(target, metadata, options).empty());
        QCOMPARE(statOf(file).uid, 12345U);
        QCOMPARE(statOf(file).gid, 0U);
        QCOMPARE(statOf(file).mode, 06755U);
        ::close(folder);
    }

    // Else a file of another's would run with the rights of whoever restores it.
    void setIdBitsNeedTheirOwner()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        const int fd = ::open(file.c_str(), O_RDWR);
        MetadataTarget target;
        target.fd = fd;
        target.path = file;
        MetadataApplyOptions options;
        options.permissions = true;
        SourceMetadata metadata;
        metadata.mode = 06755;
        metadata.gid = ::getegid(); // and no owner
        QCOMPARE(applyMetadata(target, metadata, options).size(), std::size_t{1});
        QCOMPARE(statOf(file).mode, 02755U);
        metadata.mode = 0755;
        QVERIFY(applyMetadata(target, metadata, options).empty());
        ::close(fd);
    }

    void aLinkIsNeverFollowed()
    {
        const ScratchFolder scratch;
        const FilePath victim = scratch.write("victim", "x");
        const SourceStat before = statOf(victim);
        QCOMPARE(::symlink("victim", (scratch / "l").c_str()), 0);
        const int folder = ::open(scratch.path().c_str(), O_RDONLY | O_DIRECTORY);
        MetadataTarget target;
        target.folderFd = folder;
        target.name = "l";
        target.path = scratch / "l";
        SourceMetadata metadata;
        metadata.mode = 0777;
        metadata.uid = 12345;
        metadata.mtimeTicks = ticksFromUnixNs(kTimeNs);
        metadata.xattrs = {{"user.x", "y"}};
        MetadataApplyOptions options;
        options.permissions = true;
        // Said to be a file: something else took its place. The failures are told, nothing more.
        const auto problems = applyMetadata(target, metadata, options);
        QVERIFY(!problems.empty());
        QVERIFY(statOf(victim) == before);
        QCOMPARE(statOf(scratch / "l").mtimeNs, kTimeNs / 100 * 100);
        ::close(folder);
    }

    void failuresAreAllTold()
    {
        MetadataTarget target; // nothing is open
        target.path = FilePath("/nowhere");
        SourceMetadata metadata;
        metadata.mode = 0644;
        metadata.uid = 1;
        metadata.mtimeTicks = ticksFromUnixNs(kTimeNs);
        MetadataApplyOptions options;
        options.permissions = true;
        QCOMPARE(applyMetadata(target, metadata, options).size(), std::size_t{3});
    }

    void everythingReadCanBePutBack()
    {
        const ScratchFolder scratch;
        const FilePath from = scratch.write("from", "x");
        QCOMPARE(::chmod(from.c_str(), 02640), 0);
        // u::rw-,u:12345:r--,g::r--,m::r--,o::--- in the kernel's form
        const unsigned char acl[] = {2,   0,   0,   0,   1,   0,   6,  0,   255, 255, 255,
                                     255, 2,   0,   4,   0,   57,  48, 0,   0,   4,   0,
                                     4,   0,   255, 255, 255, 255, 16, 0,   4,   0,   255,
                                     255, 255, 255, 32,  0,   0,   0,  255, 255, 255, 255};
        if (::setxattr(from.c_str(), "system.posix_acl_access", acl, sizeof acl, 0) != 0)
            QSKIP("the file system has no access control lists");
        QCOMPARE(::setxattr(from.c_str(), "user.x", "y", 1, 0), 0);
        const SourceMetadata metadata = readOf(from);
        const FilePath to = scratch.write("to", "x");
        const int fd = ::open(to.c_str(), O_RDWR);
        MetadataTarget target;
        target.fd = fd;
        target.path = to;
        MetadataApplyOptions options;
        options.permissions = true;
        const auto problems = applyMetadata(target, metadata, options);
        QVERIFY2(problems.empty(), problems.empty() ? "" : qPrintable(problems[0].message));
        const SourceMetadata back = readOf(to);
        QCOMPARE(back.xattrs, metadata.xattrs);
        QCOMPARE(back.mode, metadata.mode);
        QCOMPARE(back.mtimeTicks, metadata.mtimeTicks);
        QCOMPARE(back.xattrs.size(), std::size_t{2});
        ::close(fd);
    }
};

QTEST_APPLESS_MAIN(TestSourceMetadata)
#include "test_source_metadata.moc"
