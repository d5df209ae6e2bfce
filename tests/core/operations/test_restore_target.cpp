// SPDX-License-Identifier: MIT
#include "core/operations/restore_target.h"
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace cairn::test {

using Names = std::vector<std::string>;

// The opener of restore paths against hostile names and against someone who puts links in its way.
class TestRestoreTarget final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusesNamesThatAreNoComponent_data();
    void refusesNamesThatAreNoComponent();
    void hostilePathsStayInside();
    void followsALinkAsTargetOnly();
    void enteredFoldersStayTheSame();
    void noticesAnotherFileUnderItsName();
    void sweepsWhatAKilledRunLeft();
    void survivesManyFolders();
    void theTargetIsFoundOnce();
    void raceAgainstSwappedFolders();
};

void TestRestoreTarget::refusesNamesThatAreNoComponent_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("dot") << QByteArray(".");
    QTest::newRow("dots") << QByteArray("..");
    QTest::newRow("separator") << QByteArray("a/b");
    QTest::newRow("absolute") << QByteArray("/etc");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
}

void TestRestoreTarget::refusesNamesThatAreNoComponent()
{
    QFETCH(const QByteArray, name);
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch.path());
    const std::string bytes = name.toStdString();
    const RestoreTarget::Folder root = RestoreTarget::kRoot;
    VERIFY_FAILS(target.folder(root, bytes), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.createFile(root, bytes), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.openExisting(root, bytes), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.makeLink(root, bytes, "x"), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.moveNew(root, "x", bytes), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.moveOver(root, bytes, "x"), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.remove(root, bytes), ErrorCode::InvalidArgument);
    VERIFY_FAILS(target.look(root, bytes), ErrorCode::InvalidArgument);
}

void TestRestoreTarget::hostilePathsStayInside()
{
    RestoreStore store;
    store.addVersion({{"/d/good", EntryType::File, "good"},
                      {"/d/../../escape1", EntryType::File, "1"},
                      {"/d/x/../../../escape2", EntryType::File, "2"},
                      {"/d//double", EntryType::File, "3"},
                      {"/d/./here", EntryType::File, "4"},
                      {"relative", EntryType::File, "5"},
                      {"some/relative", EntryType::File, "6"},
                      {"/d/..", EntryType::File, "7"},
                      {std::string("/d/n\0ul", 7), EntryType::File, "8"},
                      {"/d/up/", EntryType::Symlink, "../.."},
                      {"/d/up/through", EntryType::File, "9"},
                      {"/d/../", EntryType::Folder, {}, 0, 0777}});
    for (const bool full : {false, true}) {
        store.options.restore.keepFullPaths = full;
        const Names before = RestoreStore::namesBelow(store.folder());
        const auto result = store.restore();
        VERIFY_OK(result);
        QVERIFY(result->brokenFiles >= 8);
        const Names inside = RestoreStore::namesBelow(store.target());
        const auto has = [&](const std::string &name) {
            return std::find(inside.begin(), inside.end(), name) != inside.end();
        };
        QVERIFY(has("d/good"));
        QVERIFY(has("d/up/through")); // a folder now; the link could not be made
        for (const std::string &name : RestoreStore::namesBelow(store.folder()))
            QVERIFY2(name.starts_with("target") ||
                         std::find(before.begin(), before.end(), name) != before.end(),
                     name.c_str());
    }
}

void TestRestoreTarget::followsALinkAsTargetOnly()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "x"}, {"/d/sub/g", EntryType::File, "y"}});
    const FilePath real = store.folder() / "real";
    const FilePath outside = store.folder() / "outside";
    for (const FilePath &path : {real, outside})
        VERIFY_OK(store.files.makeDirectories(path));
    QCOMPARE(::symlink(real.c_str(), store.target().c_str()), 0);
    QCOMPARE(::symlink(outside.c_str(), (real / "sub").c_str()), 0);
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(readFile(real / "f"), std::string("x"));
    QCOMPARE(RestoreStore::namesBelow(outside), Names{});
}

void TestRestoreTarget::enteredFoldersStayTheSame()
{
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch / "t");
    const auto folder = target.folder(RestoreTarget::kRoot, "a");
    VERIFY_OK(folder);
    VERIFY_OK(target.make(*folder));
    // The folder goes elsewhere and a link comes in its place: writing follows the folder.
    VERIFY_OK(files.makeDirectories(scratch / "outside"));
    VERIFY_OK(files.rename(scratch / "t/a", scratch / "t/moved"));
    QCOMPARE(::symlink((scratch / "outside").c_str(), (scratch / "t/a").c_str()), 0);
    VERIFY_OK(target.createFile(*folder, "f"));
    QVERIFY(fileExists(scratch / "t/moved/f"));
    QCOMPARE(RestoreStore::namesBelow(scratch / "outside"), Names{});
}

void TestRestoreTarget::noticesAnotherFileUnderItsName()
{
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch.path());
    struct stat made
    {
    };
    {
        const auto file = target.createFile(RestoreTarget::kRoot, "f");
        VERIFY_OK(file);
        QCOMPARE(::fstat(file->fd(), &made), 0);
        QCOMPARE(made.st_mode & 07777U, 0600U);
    }
    VERIFY_OK(target.reopen(RestoreTarget::kRoot, "f", made));
    VERIFY_FAILS(target.createFile(RestoreTarget::kRoot, "f"), ErrorCode::AlreadyExists);
    writeFile(scratch / "g", "precious");
    VERIFY_OK(files.rename(scratch / "g", scratch / "f"));
    VERIFY_FAILS(target.reopen(RestoreTarget::kRoot, "f", made), ErrorCode::Changed);
}

void TestRestoreTarget::sweepsWhatAKilledRunLeft()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "x"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    const std::string left = ".cairn~0123456789abcdef0123456789abcdef.tmp";
    const std::string foreign = ".cairn~0123456789abcdef0123456789abcdeg.tmp";
    writeFile(store.target() / left, "half a file");
    writeFile(store.target() / foreign, "a user's");
    store.clock.setWallTime(systemClock().nowSeconds());
    VERIFY_OK(store.restore());
    QCOMPARE(RestoreStore::namesBelow(store.target()), (Names{left, foreign, "f"}));
    store.clock.advance(std::chrono::hours(1));
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore());
    QCOMPARE(RestoreStore::namesBelow(store.target()), (Names{foreign, "f"}));
}

void TestRestoreTarget::survivesManyFolders()
{
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch / "t");
    std::vector<RestoreTarget::Folder> folders;
    for (int i = 0; i < 600; ++i) { // more than are kept open
        const auto folder = target.folder(RestoreTarget::kRoot, "f" + std::to_string(i));
        VERIFY_OK(folder);
        const auto below = target.folder(*folder, "below");
        VERIFY_OK(below);
        folders.push_back(*below);
    }
    for (const RestoreTarget::Folder folder : folders)
        VERIFY_OK(target.createFile(folder, "one"));
    for (const RestoreTarget::Folder folder : folders)
        VERIFY_OK(target.createFile(folder, "two"));
    for (int i = 0; i < 600; ++i)
        QVERIFY(fileExists(scratch / ("t/f" + std::to_string(i) + "/below/two")));
}

void TestRestoreTarget::theTargetIsFoundOnce()
{
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch / "t");
    std::vector<RestoreTarget::Folder> folders;
    for (int i = 0; i < 600; ++i) { // more than are kept open
        const auto folder = target.folder(RestoreTarget::kRoot, "f" + std::to_string(i));
        VERIFY_OK(folder);
        VERIFY_OK(target.make(*folder));
        folders.push_back(*folder);
    }
    // Its path leads elsewhere by now.
    VERIFY_OK(files.makeDirectories(scratch / "outside"));
    VERIFY_OK(files.rename(scratch / "t", scratch / "moved"));
    QCOMPARE(::symlink((scratch / "outside").c_str(), (scratch / "t").c_str()), 0);
    for (const RestoreTarget::Folder folder : folders)
        VERIFY_OK(target.createFile(folder, "one"));
    QVERIFY(fileExists(scratch / "moved/f0/one"));
    QCOMPARE(RestoreStore::namesBelow(scratch / "outside"), Names{});
}

// One thread swaps a folder of the target for a link to outside, as fast as it can.
void TestRestoreTarget::raceAgainstSwappedFolders()
{
    RestoreStore store;
    std::vector<SourceEntry> entries;
    for (int i = 0; i < 300; ++i)
        entries.push_back({"/d/sub/f" + std::to_string(i), EntryType::File, "content"});
    entries.push_back({"/d/top", EntryType::File, "x"});
    store.addVersion(entries);
    const FilePath outside = store.folder() / "outside";
    VERIFY_OK(store.files.makeDirectories(outside));
    VERIFY_OK(store.files.makeDirectories(store.target()));
    std::atomic<bool> ended{false};
    std::thread attacker([&] {
        const FilePath sub = store.target() / "sub";
        const FilePath aside = store.target() / "aside";
        while (!ended) {
            std::ignore = ::rename(sub.c_str(), aside.c_str());
            std::ignore = ::symlink(outside.c_str(), sub.c_str());
            std::this_thread::yield();
            std::ignore = ::unlink(sub.c_str());
            std::ignore = ::rename(aside.c_str(), sub.c_str());
        }
    });
    for (int i = 0; i < 5; ++i) {
        const auto result = store.restore();
        if (!result)
            qWarning("%s", qPrintable(result.error().message));
    }
    ended = true;
    attacker.join();
    QCOMPARE(RestoreStore::namesBelow(outside), Names{});
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRestoreTarget)
#include "test_restore_target.moc"
