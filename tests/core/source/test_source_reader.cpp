// SPDX-License-Identifier: MIT
#include "core/source/source_reader.h"

#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

class TestSourceReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsAFile()
    {
        const ScratchFolder scratch;
        FileLayer files;
        const auto file = SourceReader(files).open(scratch.write("f", "hello world"));
        VERIFY_OK(file);
        QCOMPARE(file->size(), std::uint64_t{11});
        std::uint8_t buffer[20] = {};
        const auto got = file->readAt(6, buffer);
        VERIFY_OK(got);
        QCOMPARE(*got, std::size_t{5});
        QCOMPARE(std::string(buffer, buffer + 5), std::string("world"));
    }

    void refusesWhatIsNoRegularFile()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        QCOMPARE(::symlink("f", (scratch / "link").c_str()), 0);
        QCOMPARE(::mkfifo((scratch / "pipe").c_str(), 0644), 0); // opening must not wait
        FileLayer files;
        const SourceReader reader(files);
        VERIFY_FAILS(reader.open(scratch / "link"), ErrorCode::Changed);
        VERIFY_FAILS(reader.open(scratch / "pipe"), ErrorCode::Changed);
        VERIFY_FAILS(reader.open(scratch.path()), ErrorCode::Changed);
        VERIFY_FAILS(reader.open(scratch / "none"), ErrorCode::NotFound);
        VERIFY_OK(reader.open(scratch / "link", LastLink::Follow));
    }

    void noticesAnotherFileInItsPlace()
    {
        const ScratchFolder scratch;
        const FilePath file = scratch.write("f", "x");
        FileLayer files;
        const SourceReader reader(files);
        const auto seen = reader.examine(file);
        VERIFY_OK(seen);
        VERIFY_OK(reader.open(file, LastLink::NoFollow, &*seen));
        const FilePath other = scratch.write("g", "y");
        QCOMPARE(::rename(other.c_str(), file.c_str()), 0);
        VERIFY_FAILS(reader.open(file, LastLink::NoFollow, &*seen), ErrorCode::Changed);
    }

    void noticesAChangeUnderTheReader()
    {
        const ScratchFolder scratch;
        const FilePath path = scratch.write("f", "short");
        FileLayer files;
        const auto file = SourceReader(files).open(path);
        VERIFY_OK(file);
        VERIFY_OK(file->examine());
        QVERIFY(file->examine()->isUnchanged(file->stat()));
        writeFile(path, "now it is longer");
        QVERIFY(!file->examine()->isUnchanged(file->stat()));
    }

    void findsDataInASparseFile()
    {
        const ScratchFolder scratch;
        const FilePath path = scratch / "sparse";
        const int fd = ::open(path.c_str(), O_CREAT | O_WRONLY, 0644);
        constexpr std::uint64_t size = std::uint64_t{1} << 40;
        constexpr std::uint64_t middle = std::uint64_t{1} << 39;
        if (::ftruncate(fd, static_cast<off_t>(size)) != 0)
            QSKIP("the file system has no files of that size");
        QCOMPARE(::pwrite(fd, "x", 1, static_cast<off_t>(middle)), ssize_t{1});
        ::close(fd);
        FileLayer files;
        const auto file = SourceReader(files).open(path);
        VERIFY_OK(file);
        QCOMPARE(file->size(), size);
        QVERIFY(file->stat().allocated < (std::uint64_t{1} << 20));
        const auto extent = file->nextData(0);
        QVERIFY(extent.has_value());
        QVERIFY(extent->begin <= middle && extent->end > middle);
        QVERIFY(extent->end - extent->begin < (std::uint64_t{1} << 20));
        QVERIFY(!file->nextData(extent->end).has_value());
        QVERIFY(!file->nextData(size).has_value());
    }

    void readsLinksAsTheyAre()
    {
        const ScratchFolder scratch;
        const std::string target = "../" + std::string(1500, 't') + "\xff\n/";
        QCOMPARE(::symlink(target.c_str(), (scratch / "l").c_str()), 0);
        FileLayer files;
        const SourceReader reader(files);
        const auto read = reader.readLink(FilePath((scratch / "l").bytes() + "/"));
        VERIFY_OK(read);
        QCOMPARE(*read, target);
        VERIFY_FAILS(reader.readLink(scratch.write("f", "")), ErrorCode::Changed);
    }

    void faultsReachTheCaller()
    {
        const ScratchFolder scratch;
        const FilePath path = scratch.write("f", "x");
        FaultyFileLayer files;
        const SourceReader reader(files);
        files.failCall(FileOp::Open, 0, ErrorCode::AccessDenied);
        VERIFY_FAILS(reader.open(path), ErrorCode::AccessDenied);
        files.reset();
        const auto file = reader.open(path);
        VERIFY_OK(file);
        files.failCall(FileOp::Read, 0, ErrorCode::Io);
        std::uint8_t buffer[1] = {};
        VERIFY_FAILS(file->readAt(0, buffer), ErrorCode::Io);
    }
};

QTEST_APPLESS_MAIN(TestSourceReader)
#include "test_source_reader.moc"
