// SPDX-License-Identifier: MIT
#include "core/operations/restore_target.h"
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {

bool isOldKernel = false; // or a file system without that call

// The call of the C library that fails, once, and with what.
struct FailingCall
{
    std::string name;
    int error = 0;
};
FailingCall failing;

bool fails(const char *name)
{
    if (failing.name != name)
        return false;
    errno = failing.error;
    failing = {};
    return true;
}

std::ptrdiff_t openDescriptors()
{
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
}

template<typename Function>
Function realCall(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

} // namespace

// In place of the C library's.
extern "C" int fstat(int fd, struct stat *info) noexcept
{
    static const auto real = realCall<int (*)(int, struct stat *)>("fstat");
    return fails("fstat") ? -1 : real(fd, info);
}

extern "C" int fstatat(int folder, const char *name, struct stat *info, int flags) noexcept
{
    static const auto real = realCall<int (*)(int, const char *, struct stat *, int)>("fstatat");
    return fails("fstatat") ? -1 : real(folder, name, info, flags);
}

extern "C" int openat(int folder, const char *name, int flags, ...)
{
    static const auto real = realCall<int (*)(int, const char *, int, ...)>("openat");
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return fails("openat") ? -1 : real(folder, name, flags, mode);
}

extern "C" DIR *fdopendir(int fd)
{
    static const auto real = realCall<DIR *(*)(int)>("fdopendir");
    return fails("fdopendir") ? nullptr : real(fd);
}

extern "C" int syncfs(int fd) noexcept
{
    static const auto real = realCall<int (*)(int)>("syncfs");
    return fails("syncfs") ? -1 : real(fd);
}

extern "C" int statvfs(const char *path, struct statvfs *info) noexcept
{
    static const auto real = realCall<int (*)(const char *, struct statvfs *)>("statvfs");
    return fails("statvfs") ? -1 : real(path, info);
}

extern "C" int renameat2(int fromFolder, const char *from, int toFolder, const char *to,
                         unsigned flags)
{
    if (isOldKernel) {
        errno = EINVAL;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags));
}

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
    void everyCallTellsWhatFailed_data();
    void everyCallTellsWhatFailed();
    void whatTheSystemRefusesIsToldAndChangesNothing();
    void callsOfTheSystemThatFail();
    void movesWithoutReplacingOnOldFileSystems();
    void namesOfOurOwn();
    void aFileInPlaceOfAFolder();
    void freeSpaceOfATargetThatIsNotThere();
    void followsALinkAsTargetOnly();
    void whatIsNotThereIsNotMadeByLooking();
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

void TestRestoreTarget::everyCallTellsWhatFailed_data()
{
    using Target = RestoreTarget;
    using Call = std::function<Result<>(Target &, Target::Folder, const std::string &, int)>;
    QTest::addColumn<Call>("call");
    QTest::addColumn<bool>("asksFirst"); // the file layer
    const auto row = [](const char *name, bool asksFirst, const Call &call) {
        QTest::newRow(name) << call << asksFirst;
    };
    const auto plain = [](const auto &result) -> Result<> {
        if (!result)
            return fail(result.error());
        return {};
    };
    row("look", false, [](Target &t, Target::Folder f, const std::string &n, int) -> Result<> {
        CAIRN_LET(seen, t.look(f, n));
        return seen ? Result<>() : fail(ErrorCode::NotFound, QString()); // no failure there
    });
    row("openExisting", true, [plain](Target &t, Target::Folder f, const std::string &n, int) {
        return plain(t.openExisting(f, n));
    });
    row("readLink", false, [plain](Target &t, Target::Folder f, const std::string &n, int) {
        return plain(t.readLink(f, n));
    });
    row("reopen", true, [plain](Target &t, Target::Folder f, const std::string &n, int) {
        return plain(t.reopen(f, n, {}));
    });
    row("moveNew from", true, [](Target &t, Target::Folder f, const std::string &n, int) {
        return t.moveNew(f, n, "new");
    });
    row("moveNew to", true, [](Target &t, Target::Folder f, const std::string &n, int) {
        return t.moveNew(f, "x", n);
    });
    row("moveOver from", true, [](Target &t, Target::Folder f, const std::string &n, int) {
        return t.moveOver(f, n, "new");
    });
    row("moveOver to", true, [](Target &t, Target::Folder f, const std::string &n, int) {
        return t.moveOver(f, "x", n);
    });
    row("moveOut", true, [](Target &t, Target::Folder f, const std::string &n, int other) {
        return t.moveOut(f, n, other, "new");
    });
    row("linkOut", true, [](Target &t, Target::Folder f, const std::string &n, int other) {
        return t.linkOut(f, n, other, "new");
    });
    row("moveIn", true, [](Target &t, Target::Folder f, const std::string &n, int other) {
        return t.moveIn(other, "x", f, n);
    });
    row("removeFolder", true, [](Target &t, Target::Folder f, const std::string &n, int) {
        return t.removeFolder(f, n);
    });
}

void TestRestoreTarget::everyCallTellsWhatFailed()
{
    using Target = RestoreTarget;
    using Call = std::function<Result<>(Target &, Target::Folder, const std::string &, int)>;
    QFETCH(const Call, call);
    QFETCH(const bool, asksFirst);
    ScratchFolder scratch;
    FaultyFileLayer files;
    VERIFY_OK(files.makeDirectories(scratch / "t/d"));
    VERIFY_OK(files.makeDirectories(scratch / "other"));
    const UniqueFd other(::open((scratch / "other").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    Target target(files, scratch / "t");
    const auto folder = target.folder(Target::kRoot, "d");
    const auto gone = target.folder(Target::kRoot, "gone");
    VERIFY_OK(folder);
    VERIFY_OK(gone);
    VERIFY_FAILS(call(target, *folder, "../d", other.get()), ErrorCode::InvalidArgument);
    VERIFY_FAILS(call(target, *gone, "x", other.get()), ErrorCode::NotFound);
    VERIFY_FAILS(call(target, *gone, "x", other.get()), ErrorCode::NotFound); // known by now
    VERIFY_FAILS(call(target, *folder, "x", other.get()), ErrorCode::NotFound);
    QVERIFY(!target.isChanged(*folder));
    files.reset();
    if (asksFirst) {
        files.failCall(0, ErrorCode::NoSpace);
        VERIFY_FAILS(call(target, *folder, "x", other.get()), ErrorCode::NoSpace);
    }
    QVERIFY(RestoreStore::namesBelow(scratch / "t") == Names{"d"});
    QVERIFY(RestoreStore::namesBelow(scratch / "other").empty());
}

void TestRestoreTarget::whatTheSystemRefusesIsToldAndChangesNothing()
{
    ScratchFolder scratch;
    FaultyFileLayer files;
    const RestoreTarget::Folder root = RestoreTarget::kRoot;
    VERIFY_OK(files.makeDirectories(scratch / "t/d/inner"));
    VERIFY_OK(files.makeDirectories(scratch / "other"));
    for (const char *name : {"t/f", "t/g", "other/o"})
        writeFile(scratch / name, name);
    const UniqueFd other(::open((scratch / "other").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    RestoreTarget target(files, scratch / "t");
    const Names before = RestoreStore::namesBelow(scratch.path());
    const std::string tooLong(300, 'n');

    VERIFY_FAILS(target.createFile(root, "f"), ErrorCode::AlreadyExists);
    VERIFY_FAILS(target.openExisting(root, "d"), ErrorCode::Changed); // no file
    VERIFY_FAILS(target.makeLink(root, "f", "x"), ErrorCode::AlreadyExists);
    VERIFY_FAILS(target.moveNew(root, "f", "g"), ErrorCode::AlreadyExists);
    QVERIFY(!target.moveOver(root, "f", "d")); // no file over a folder
    VERIFY_FAILS(target.moveOut(root, "f", other.get(), "o"), ErrorCode::AlreadyExists);
    VERIFY_FAILS(target.linkOut(root, "f", other.get(), "o"), ErrorCode::AlreadyExists);
    VERIFY_FAILS(target.moveIn(other.get(), "o", root, "f"), ErrorCode::AlreadyExists);
    QVERIFY(!target.removeFolder(root, "d")); // it is not empty
    QVERIFY(!target.remove(root, "d"));       // it is a folder
    QVERIFY(!target.look(root, tooLong));
    QVERIFY(!target.readLink(root, "f")); // no link
    const auto folder = target.folder(root, tooLong);
    VERIFY_OK(folder);
    QVERIFY(!target.make(*folder));
    QVERIFY(!target.exists(*folder));
    QVERIFY(!target.openFolder(*folder));
    QVERIFY(!target.sweep(*folder, 0));
    files.reset();
    for (const FileOp op :
         {FileOp::Open, FileOp::MakeDirectory, FileOp::Create, FileOp::Remove, FileOp::Sync})
        files.failCall(op, 0, ErrorCode::NoSpace);
    VERIFY_FAILS(target.exists(root), ErrorCode::NoSpace);
    VERIFY_FAILS(target.make(root), ErrorCode::NoSpace);
    VERIFY_FAILS(target.createFile(root, "new"), ErrorCode::NoSpace);
    VERIFY_FAILS(target.remove(root, "f"), ErrorCode::NoSpace);
    VERIFY_FAILS(target.sync(), ErrorCode::NoSpace);
    files.failCall(FileOp::Create, 0, ErrorCode::NoSpace);
    VERIFY_FAILS(target.makeLink(root, "new", "x"), ErrorCode::NoSpace);
    files.failCall(FileOp::Open, 0, ErrorCode::NoSpace);
    VERIFY_FAILS(target.openFolder(root), ErrorCode::NoSpace);
    QVERIFY(RestoreStore::namesBelow(scratch.path()) == before);
    QVERIFY(!target.isChanged(root));

    VERIFY_OK(target.remove(root, "never there"));
    RestoreTarget nowhere(files, scratch / "nowhere");
    QVERIFY(!nowhere.sync());
    QVERIFY(!nowhere.sweep(root, 0));
}

void TestRestoreTarget::callsOfTheSystemThatFail()
{
    ScratchFolder scratch;
    FaultyFileLayer files;
    const RestoreTarget::Folder root = RestoreTarget::kRoot;
    VERIFY_OK(files.makeDirectories(scratch / "t"));
    const std::string left = ".cairn~0123456789abcdef0123456789abcdef.tmp";
    writeFile(scratch / "t" / left, "half");
    writeFile(scratch / "t/f", "f");
    RestoreTarget target(files, scratch / "t");
    struct stat made
    {
    };
    QCOMPARE(::stat((scratch / "t/f").c_str(), &made), 0);
    const std::int64_t later = systemClock().nowSeconds() + 3600;
    VERIFY_OK(target.exists(root));
    const auto open = openDescriptors();

    failing = {"openat", EINTR};
    VERIFY_OK(target.openExisting(root, "f")); // asked again
    failing = {"openat", EMFILE};
    VERIFY_FAILS(target.openFolder(root), ErrorCode::Io);
    failing = {"fstat", EIO};
    VERIFY_FAILS(target.openExisting(root, "f"), ErrorCode::Changed);
    failing = {"fstat", EIO};
    VERIFY_FAILS(target.reopen(root, "f", made), ErrorCode::Changed);
    ++made.st_dev;
    VERIFY_FAILS(target.reopen(root, "f", made), ErrorCode::Changed);
    failing = {"syncfs", EIO};
    VERIFY_FAILS(target.sync(), ErrorCode::Io);
    failing = {"openat", EMFILE};
    VERIFY_FAILS(target.sync(), ErrorCode::Io);

    failing = {"openat", EMFILE};
    VERIFY_FAILS(target.sweep(root, later), ErrorCode::Io);
    failing = {"fdopendir", ENOMEM};
    VERIFY_FAILS(target.sweep(root, later), ErrorCode::Io);
    failing = {"fstatat", EIO};
    VERIFY_FAILS(target.sweep(root, later), ErrorCode::Io);
    failing = {"fstatat", ENOENT};
    VERIFY_OK(target.sweep(root, later)); // it went meanwhile
    files.reset();
    files.failCall(FileOp::Remove, 0, ErrorCode::AccessDenied);
    VERIFY_FAILS(target.sweep(root, later), ErrorCode::AccessDenied);
    const auto gone = target.folder(root, "gone");
    VERIFY_OK(gone);
    VERIFY_FAILS(target.remove(*gone, left), ErrorCode::NotFound);
    if (::geteuid() == 0) { // of another user's restore
        QCOMPARE(::chown((scratch / "t" / left).c_str(), 1, 1), 0);
        VERIFY_OK(target.sweep(root, later));
    }
    QVERIFY(RestoreStore::namesBelow(scratch / "t") == (Names{left, "f"}));
    QCOMPARE(openDescriptors(), open);

    failing = {"statvfs", EIO};
    VERIFY_FAILS(RestoreTarget(files, FilePath("/")).freeSpace(), ErrorCode::Io);
    failing = {"statvfs", EIO};
    VERIFY_FAILS(RestoreTarget(files, FilePath(".")).freeSpace(), ErrorCode::Io);
    // Links that lead to each other are no folder.
    QCOMPARE(::symlink("loop", (scratch / "loop").c_str()), 0);
    VERIFY_FAILS(RestoreTarget(files, scratch / "loop").make(root), ErrorCode::AlreadyExists);
}

void TestRestoreTarget::movesWithoutReplacingOnOldFileSystems()
{
    ScratchFolder scratch;
    FileLayer files;
    const RestoreTarget::Folder root = RestoreTarget::kRoot;
    VERIFY_OK(files.makeDirectories(scratch / "t/d"));
    VERIFY_OK(files.makeDirectories(scratch / "other"));
    writeFile(scratch / "t/f", "f");
    writeFile(scratch / "other/o", "o");
    const UniqueFd other(::open((scratch / "other").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    RestoreTarget target(files, scratch / "t");
    isOldKernel = true;
    VERIFY_FAILS(target.moveOut(root, "f", other.get(), "o"), ErrorCode::AlreadyExists);
    VERIFY_OK(target.moveOut(root, "f", other.get(), "p"));
    VERIFY_OK(target.moveIn(other.get(), "p", root, "back"));
    VERIFY_OK(target.moveNew(root, "d", "e")); // folders have no second name
    VERIFY_FAILS(target.moveNew(root, "back", "e"), ErrorCode::AlreadyExists);
    isOldKernel = false;
    QCOMPARE(readFile(scratch / "t/back"), std::string("f"));
    QCOMPARE(readFile(scratch / "other/o"), std::string("o"));
    QVERIFY(RestoreStore::namesBelow(scratch / "t") == (Names{"back", "e"}));
}

void TestRestoreTarget::namesOfOurOwn()
{
    const std::string id = "0123456789abcdef0123456789abcdef";
    QVERIFY(isTemporaryName(".cairn~" + id + ".tmp"));
    for (const std::string &name : {".cairn~" + id + ".tmq", ".cairm~" + id + ".tmp",
                                    ".cairn~" + id.substr(1) + ".tmp", std::string()})
        QVERIFY2(!isTemporaryName(name), name.c_str());
    FileLayer files;
    RestoreTarget whole(files, FilePath("/"));
    QCOMPARE(whole.path(RestoreTarget::kRoot, "etc").bytes(), std::string("/etc"));
    // Of the three only the file goes.
    ScratchFolder scratch;
    VERIFY_OK(files.makeDirectories(scratch / (".cairn~" + id + ".tmp")));
    const std::string other = ".cairn~f" + id.substr(1) + ".tmp";
    const std::string link = ".cairn~e" + id.substr(1) + ".tmp";
    writeFile(scratch / other, "half");
    QCOMPARE(::symlink("x", (scratch / link).c_str()), 0);
    RestoreTarget target(files, scratch.path());
    const std::int64_t now = systemClock().nowSeconds();
    VERIFY_OK(target.sweep(RestoreTarget::kRoot, now));
    QCOMPARE(RestoreStore::namesBelow(scratch.path()).size(), 3U); // too young
    VERIFY_OK(target.sweep(RestoreTarget::kRoot, now + 3600));
    QVERIFY(RestoreStore::namesBelow(scratch.path()) == (Names{".cairn~" + id + ".tmp", link}));
}

void TestRestoreTarget::aFileInPlaceOfAFolder()
{
    ScratchFolder scratch;
    FileLayer files;
    writeFile(scratch / "f", "f");
    RestoreTarget target(files, scratch.path());
    const auto folder = target.folder(RestoreTarget::kRoot, "f");
    VERIFY_OK(folder);
    const auto below = target.folder(*folder, "below");
    VERIFY_OK(below);
    VERIFY_FAILS(target.exists(*below), ErrorCode::AlreadyExists);
    VERIFY_FAILS(target.make(*below), ErrorCode::AlreadyExists);
    QCOMPARE(readFile(scratch / "f"), std::string("f"));
}

void TestRestoreTarget::freeSpaceOfATargetThatIsNotThere()
{
    ScratchFolder scratch;
    FileLayer files;
    const auto here = RestoreTarget(files, scratch.path()).freeSpace();
    VERIFY_OK(here);
    QVERIFY(*here > 0);
    VERIFY_OK(RestoreTarget(files, scratch / "not/there/yet").freeSpace());
    VERIFY_OK(RestoreTarget(files, FilePath("not/there/yet")).freeSpace()); // relative
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

void TestRestoreTarget::whatIsNotThereIsNotMadeByLooking()
{
    ScratchFolder scratch;
    FileLayer files;
    RestoreTarget target(files, scratch / "t");
    const auto folder = target.folder(RestoreTarget::kRoot, "a");
    VERIFY_OK(folder);
    VERIFY_FAILS(target.handle(*folder), ErrorCode::NotFound);
    VERIFY_FAILS(target.openFolder(*folder), ErrorCode::NotFound);
    VERIFY_FAILS(target.openExisting(*folder, "f"), ErrorCode::NotFound);
    QVERIFY(!files.exists(scratch / "t"));
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
