// SPDX-License-Identifier: MIT
#include "core/base/file_layer.h"
#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

class TestFileLayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReadsBack();
    void createIsExclusiveAndPrivate();
    void neverFollowsALinkOfASource();
    void openingAPipeAsSourceDoesNotHang();
    void readAtLeavesThePosition();
    void missingIsNotFound();
    void renameExclusiveRefusesToReplace();
    void renameReplaces();
    void removeOfNothingSucceeds();
    void makesFoldersDeep();
    void newFoldersAreDurable();
    void listsEverythingOnce();
    void atomicWriteReplacesOrLeaves();
    void readWholeHasALimit();
    void fileSourceStaysInside();
    void fileSinkBuffersInOrder();
    void tempFileVanishesWithItsObject();
    void everyCallCanFail();
    void fullDiskEndsWrites();
    void filesChangeWhileTheyAreRead();

private:
    ScratchFolder m_scratch;
    FileLayer m_files;
};

void TestFileLayer::writesAndReadsBack()
{
    const FilePath path = m_scratch / "w\n\xff";
    auto file = m_files.open(path, OpenMode::CreateExclusive);
    VERIFY_OK(file);
    VERIFY_OK(file->write(asBytes("hello ")));
    VERIFY_OK(file->write(asBytes("world")));
    VERIFY_OK(file->writeAt(0, asBytes("J")));
    VERIFY_OK(file->sync());
    QCOMPARE(file->size().value(), std::uint64_t{11});
    VERIFY_OK(file->truncate(9));
    VERIFY_OK(file->close());
    VERIFY_OK(file->close()); // twice is fine
    QVERIFY(!file->isOpen());
    QCOMPARE(readFile(path), std::string("Jello wor"));
    QCOMPARE(m_files.fileSize(path).value(), std::uint64_t{9});
}

void TestFileLayer::createIsExclusiveAndPrivate()
{
    const FilePath path = m_scratch / "exclusive";
    VERIFY_OK(m_files.open(path, OpenMode::CreateExclusive));
    VERIFY_FAILS(m_files.open(path, OpenMode::CreateExclusive), ErrorCode::AlreadyExists);
    struct stat info
    {
    };
    QCOMPARE(::stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777, 0600U);
    const FilePath link = m_scratch / "dangling";
    QCOMPARE(::symlink("target", link.c_str()), 0);
    VERIFY_FAILS(m_files.open(link, OpenMode::CreateExclusive), ErrorCode::AlreadyExists);
}

void TestFileLayer::neverFollowsALinkOfASource()
{
    m_scratch.write("target-of-link", "x");
    const FilePath link = m_scratch / "link";
    QCOMPARE(::symlink("target-of-link", link.c_str()), 0);
    QVERIFY(!m_files.open(link, OpenMode::Source).has_value());
    VERIFY_OK(m_files.open(link, OpenMode::Read));
}

void TestFileLayer::openingAPipeAsSourceDoesNotHang()
{
    const FilePath pipe = m_scratch / "pipe";
    QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
    VERIFY_OK(m_files.open(pipe, OpenMode::Source));
    VERIFY_FAILS(m_files.fileSize(pipe), ErrorCode::InvalidArgument);
}

void TestFileLayer::readAtLeavesThePosition()
{
    auto file = m_files.open(m_scratch.write("positions", "0123456789"), OpenMode::Read);
    VERIFY_OK(file);
    Buffer buffer(4);
    QCOMPARE(file->readAt(7, buffer.span()).value(), std::size_t{3});
    QCOMPARE(file->read(buffer.span()).value(), std::size_t{4});
    QCOMPARE(asText(buffer), std::string_view("0123"));
    QCOMPARE(file->readAt(100, buffer.span()).value(), std::size_t{0});
}

void TestFileLayer::missingIsNotFound()
{
    VERIFY_FAILS(m_files.open(m_scratch / "none", OpenMode::Read), ErrorCode::NotFound);
    VERIFY_FAILS(m_files.fileSize(m_scratch / "none"), ErrorCode::NotFound);
    VERIFY_FAILS(m_files.list(m_scratch / "none"), ErrorCode::NotFound);
    QVERIFY(!m_files.exists(m_scratch / "none"));
}

void TestFileLayer::renameExclusiveRefusesToReplace()
{
    const FilePath a = m_scratch.write("ra", "a");
    const FilePath b = m_scratch.write("rb", "b");
    VERIFY_FAILS(m_files.renameExclusive(a, b), ErrorCode::AlreadyExists);
    QCOMPARE(readFile(b), std::string("b"));
    VERIFY_OK(m_files.renameExclusive(a, m_scratch / "rc"));
    QVERIFY(!m_files.exists(a));
    QCOMPARE(readFile(m_scratch / "rc"), std::string("a"));
}

void TestFileLayer::renameReplaces()
{
    const FilePath a = m_scratch.write("sa", "a");
    const FilePath b = m_scratch.write("sb", "b");
    VERIFY_OK(m_files.rename(a, b));
    QCOMPARE(readFile(b), std::string("a"));
}

void TestFileLayer::removeOfNothingSucceeds()
{
    VERIFY_OK(m_files.remove(m_scratch.write("gone", "")));
    VERIFY_OK(m_files.remove(m_scratch / "gone"));
}

void TestFileLayer::makesFoldersDeep()
{
    VERIFY_OK(m_files.makeDirectories(m_scratch / "d/e//f/"));
    VERIFY_OK(m_files.makeDirectories(m_scratch / "d/e/f"));
    VERIFY_OK(m_files.list(m_scratch / "d/e/f"));
    VERIFY_OK(m_files.syncDirectory(m_scratch / "d/e"));
    m_scratch.write("d/file", "");
    QVERIFY(!m_files.makeDirectories(m_scratch / "d/file/x").has_value());
}

void TestFileLayer::newFoldersAreDurable()
{
    FaultyFileLayer files;
    std::vector<std::string> synced;
    files.onBefore(FileOp::SyncDirectory,
                   [&](const FilePath &path) { synced.push_back(path.bytes()); });
    VERIFY_OK(files.makeDirectories(m_scratch / "new/er/est"));
    const std::string root = m_scratch.path().bytes();
    QCOMPARE(synced, (std::vector{root, root + "/new", root + "/new/er"}));
    VERIFY_OK(files.makeDirectories(m_scratch / "new/er/est"));
    QCOMPARE(synced.size(), std::size_t{3});
}

void TestFileLayer::listsEverythingOnce()
{
    const FilePath folder = m_scratch / "listed";
    VERIFY_OK(m_files.makeDirectories(folder));
    std::vector<std::string> expected;
    for (int i = 0; i < 1000; ++i) {
        expected.push_back("name" + std::to_string(1000 + i));
        writeFile(folder / expected.back(), "");
    }
    auto names = m_files.list(folder);
    VERIFY_OK(names);
    std::ranges::sort(*names);
    QVERIFY(*names == expected);
}

void TestFileLayer::atomicWriteReplacesOrLeaves()
{
    const FilePath path = m_scratch / "atomic";
    FaultyFileLayer faulty;
    VERIFY_OK(faulty.writeAtomically(path, asBytes("old"), 0640));
    struct stat info
    {
    };
    QCOMPARE(::stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777, 0640U);
    for (std::uint64_t call = 0;; ++call) {
        QVERIFY(call < 100);
        writeFile(path, "old");
        faulty.reset();
        faulty.failCall(call);
        const auto written = faulty.writeAtomically(path, asBytes("new"));
        const std::string found = readFile(path);
        QVERIFY(found == "new" || (found == "old" && !written));
        if (!faulty.hasFailed()) {
            VERIFY_OK(written);
            QVERIFY(call >= 5);
            break;
        }
    }
    QVERIFY(!fileExists(m_scratch / "atomic.part"));
}

void TestFileLayer::readWholeHasALimit()
{
    const FilePath path = m_scratch.write("whole", "12345");
    QCOMPARE(asText(m_files.readWhole(path, 5).value()), std::string_view("12345"));
    VERIFY_FAILS(m_files.readWhole(path, 4), ErrorCode::InvalidArgument);
}

void TestFileLayer::fileSourceStaysInside()
{
    const FilePath path = m_scratch.write("source", "0123456789");
    auto source = FileSource::open(m_files, path);
    VERIFY_OK(source);
    Buffer scratch;
    QCOMPARE(asText(source->view(3, 4, scratch).value()), std::string_view("3456"));
    VERIFY_FAILS(source->view(7, 4, scratch), ErrorCode::Corrupt);
    VERIFY_FAILS(source->view(UINT64_MAX, 4, scratch), ErrorCode::Corrupt);
    QCOMPARE(::truncate(path.c_str(), 5), 0);
    VERIFY_FAILS(source->view(3, 4, scratch), ErrorCode::Corrupt);
}

void TestFileLayer::fileSinkBuffersInOrder()
{
    const FilePath path = m_scratch / "sink";
    auto file = m_files.open(path, OpenMode::CreateExclusive);
    VERIFY_OK(file);
    FileSink sink(*file);
    std::string expected;
    for (const std::size_t size : {1UL, 100UL, 262'143UL, 300'000UL, 5UL, 262'144UL}) {
        const std::string piece(size, static_cast<char>('a' + expected.size() % 26));
        VERIFY_OK(sink.write(asBytes(piece)));
        expected += piece;
    }
    VERIFY_OK(sink.flush());
    QVERIFY(readFile(path) == expected);
}

void TestFileLayer::tempFileVanishesWithItsObject()
{
    const FilePath path = m_scratch / "temp";
    {
        auto temp = TempFile::create(m_files, path);
        VERIFY_OK(temp);
        VERIFY_FAILS(TempFile::create(m_files, path), ErrorCode::AlreadyExists);
        QVERIFY(fileExists(path)); // the one that failed took nothing away
        TempFile moved(std::move(*temp));
        QVERIFY(moved.isValid() && fileExists(path));
    }
    QVERIFY(!fileExists(path));
}

void TestFileLayer::everyCallCanFail()
{
    FaultyFileLayer faulty;
    const FilePath path = m_scratch.write("calls", "abc");
    faulty.failCall(FileOp::Read, 1, ErrorCode::Corrupt);
    auto file = faulty.open(path, OpenMode::Read);
    VERIFY_OK(file);
    Buffer buffer(1);
    VERIFY_OK(file->read(buffer.span()));
    VERIFY_FAILS(file->read(buffer.span()), ErrorCode::Corrupt);
    VERIFY_OK(file->read(buffer.span()));
    QVERIFY(faulty.hasFailed());
    QCOMPARE(faulty.calls(FileOp::Read), std::uint64_t{3});
    QCOMPARE(faulty.calls(), std::uint64_t{4});

    faulty.reset();
    faulty.watchOnly("other");
    faulty.failCall(0);
    VERIFY_OK(faulty.fileSize(path));
    VERIFY_FAILS(faulty.fileSize(m_scratch / "other"), ErrorCode::Io);
}

void TestFileLayer::fullDiskEndsWrites()
{
    FaultyFileLayer faulty;
    faulty.fillDiskAfter(10);
    auto file = faulty.open(m_scratch / "full", OpenMode::CreateExclusive);
    VERIFY_OK(file);
    VERIFY_OK(file->write(asBytes("1234567")));
    VERIFY_FAILS(file->write(asBytes("1234567")), ErrorCode::NoSpace);
    VERIFY_OK(file->write(asBytes("123")));
    QCOMPARE(faulty.bytesWritten(), std::uint64_t{10});
    faulty.fillDiskAfter(std::nullopt);
    VERIFY_OK(file->write(asBytes("1234567")));
}

void TestFileLayer::filesChangeWhileTheyAreRead()
{
    FaultyFileLayer faulty;
    const FilePath path = m_scratch.write("changing", "aaaa");
    faulty.onAfter(FileOp::Read, [](const FilePath &read) { writeFile(read, "bbbb"); });
    auto file = faulty.open(path, OpenMode::Read);
    VERIFY_OK(file);
    Buffer buffer(2);
    VERIFY_OK(file->read(buffer.span()));
    QCOMPARE(asText(buffer), std::string_view("aa"));
    VERIFY_OK(file->read(buffer.span()));
    QCOMPARE(asText(buffer), std::string_view("bb"));
}

QTEST_GUILESS_MAIN(TestFileLayer)
#include "test_file_layer.moc"
