// SPDX-License-Identifier: MIT
#include "core/operations/restore_run.h"
#include "core/operations/restore_target.h"
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::test {

using Names = std::vector<std::string>;

namespace {

constexpr std::int64_t kStored = TestTree::kSomeTimeNs / 1'000'000'000;

SourceEntry folderEntry(const std::string &path)
{
    return {path, EntryType::Folder, {}, 0, 0755};
}

std::int64_t timeOf(const FilePath &path)
{
    struct stat info
    {
    };
    return ::stat(path.c_str(), &info) == 0 ? std::int64_t{info.st_mtim.tv_sec} : -1;
}

void setTime(const FilePath &path, std::int64_t seconds)
{
    const timespec time{static_cast<time_t>(seconds), 0};
    const timespec times[] = {time, time};
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
}

} // namespace

class TestRestoreExisting final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsBothByDefault();
    void countsAnEarlierCopyAsDone();
    void replacesWhenTold();
    void fetchesOnlyWrongBlocks();
    void takesNothingFromAFileThatChanges();
    void leavesWhatIsRight();
    void refreshesMetadata();
    void restoresOnlyWhatIsMissing();
    void replacesALinkAndNotWhatItLeadsTo();
    void doesNotReplaceAFolder();
    void keepsBothLinks();
    void refreshesALinkThatIsThere();
    void keepsWhatAppearsMeanwhile_data();
    void keepsWhatAppearsMeanwhile();
    void aNameBesideThatIsRefusedIsTold();
    void takesAllThatFitsFromWhatIsThere();
    void setsTheTimesOfFoldersItChanged_data();
    void setsTheTimesOfFoldersItChanged();
    void leavesFoldersThatNobodyAskedFor();
    void leavesATargetThatIsAnotherFolder();
    void takesUpAnUnfinishedTarget();
    void namesWithDates_data();
    void namesWithDates();
};

void TestRestoreExisting::keepsBothByDefault()
{
    RestoreStore store;
    store.addVersion({{"/d/f.txt", EntryType::File, "backed up"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    writeFile(store.target() / "f.txt", "newer");
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 1);
    QCOMPARE(readFile(store.target() / "f.txt"), std::string("newer"));
    QCOMPARE(readFile(store.target() / datedName("f.txt", store.clock.nowSeconds(), 0)),
             std::string("backed up"));
}

void TestRestoreExisting::countsAnEarlierCopyAsDone()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "backed up"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    writeFile(store.target() / "f", "newer");
    VERIFY_OK(store.restore());
    const auto again = store.restore();
    VERIFY_OK(again);
    QCOMPARE(again->restoredFiles, 0);
    QCOMPARE(again->unmodifiedFiles, 1);
    const FilePath copy = store.target() / datedName("f", store.clock.nowSeconds(), 0);
    VERIFY_OK(store.files.remove(copy));
    writeFile(copy, "something else");
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(store.target() / datedName("f", store.clock.nowSeconds(), 1)),
             std::string("backed up"));
    QCOMPARE(RestoreStore::namesBelow(store.target()).size(), std::size_t{3});
}

void TestRestoreExisting::replacesWhenTold()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "backed up"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    writeFile(store.target() / "f", "newer");
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(store.target() / "f"), std::string("backed up"));
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{"f"});
}

void TestRestoreExisting::fetchesOnlyWrongBlocks()
{
    RestoreStore store;
    std::string content = store.noise(100 * 1024 + 17);
    store.addVersion({{"/d/f", EntryType::File, content}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    std::string changed = content;
    changed[50 * 1024] = static_cast<char>(changed[50 * 1024] ^ 1);
    changed += "longer than it was";
    writeFile(store.target() / "f", changed);
    store.options.restore.existing = ExistingFile::Replace;
    store.options.restore.skipMetadata = true;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->patchedFiles, 1);
    QCOMPARE(store.fetched(), std::size_t{1});
    QCOMPARE(readFile(store.target() / "f"), content);
    QCOMPARE(store.progress.bytesDone.load(), store.progress.bytesTotal.load());
    // And for a copy beside it.
    VERIFY_OK(store.files.remove(store.target() / "f"));
    writeFile(store.target() / "f", changed);
    store.options.restore.existing = ExistingFile::KeepBoth;
    VERIFY_OK(store.restore());
    QCOMPARE(store.fetched(), std::size_t{1});
    QCOMPARE(readFile(store.target() / "f"), changed);
    QCOMPARE(readFile(store.target() / datedName("f", store.clock.nowSeconds(), 0)), content);
}

void TestRestoreExisting::takesNothingFromAFileThatChanges()
{
    RestoreStore store;
    const std::string content = store.noise(20 * 1024);
    store.addVersion({{"/d/f", EntryType::File, content}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    std::string changed = content;
    changed[5000] = static_cast<char>(changed[5000] ^ 1);
    writeFile(store.target() / "f", changed);
    store.options.restore.existing = ExistingFile::Replace;
    store.files.onBefore(FileOp::Create, [&](const FilePath &path) {
        if (!path.bytes().starts_with(store.target().bytes()))
            return;
        const std::string other(content.size(), '?');
        const FilePath file = store.target() / "f";
        std::ignore = ::truncate(file.c_str(), 0);
        FILE *out = std::fopen(file.c_str(), "r+");
        std::fwrite(other.data(), 1, other.size(), out);
        std::fclose(out);
    });
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(readFile(store.target() / "f"), std::string(content.size(), '?'));
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{"f"});
}

void TestRestoreExisting::leavesWhatIsRight()
{
    RestoreStore store;
    store.addVersion({{"/d/big", EntryType::File, store.noise(30'000)},
                      {"/d/small", EntryType::File, "s"},
                      {"/d/empty", EntryType::File, ""}});
    VERIFY_OK(store.restore());
    std::ignore = store.fetched();
    struct stat before
    {
    };
    QCOMPARE(::stat((store.target() / "big").c_str(), &before), 0);
    for (const ExistingFile existing : {ExistingFile::KeepBoth, ExistingFile::OnlyMissing}) {
        store.options.restore.existing = existing;
        const auto result = store.restore();
        VERIFY_OK(result);
        QCOMPARE(result->restoredFiles, 0);
        QCOMPARE(result->unmodifiedFiles + result->keptFiles, 3);
    }
    store.options.restore.existing = ExistingFile::Replace;
    store.options.restore.permissions = false;
    VERIFY_OK(store.restore());
    QCOMPARE(store.fetched(), std::size_t{0});
    struct stat after
    {
    };
    QCOMPARE(::stat((store.target() / "big").c_str(), &after), 0);
    QCOMPARE(after.st_ino, before.st_ino);
}

void TestRestoreExisting::refreshesMetadata()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "right", 0, 0640}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    writeFile(store.target() / "f", "right");
    store.options.restore.existing = ExistingFile::Replace;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->unmodifiedFiles, 1);
    struct stat info
    {
    };
    QCOMPARE(::stat((store.target() / "f").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0640U);
    QCOMPARE(std::int64_t{info.st_mtim.tv_sec}, TestTree::kSomeTimeNs / 1'000'000'000);
}

void TestRestoreExisting::restoresOnlyWhatIsMissing()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "old"}, {"/d/g", EntryType::File, "gone"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    writeFile(store.target() / "f", "newer");
    store.options.restore.existing = ExistingFile::OnlyMissing;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->keptFiles, 1);
    QCOMPARE(readFile(store.target() / "f"), std::string("newer"));
    QCOMPARE(readFile(store.target() / "g"), std::string("gone"));
}

void TestRestoreExisting::replacesALinkAndNotWhatItLeadsTo()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "backed up"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    const FilePath outside = store.folder() / "outside";
    writeFile(outside, "precious");
    QCOMPARE(::symlink(outside.c_str(), (store.target() / "f").c_str()), 0);
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(outside), std::string("precious"));
    QCOMPARE(readFile(store.target() / "f"), std::string("backed up"));
    struct stat info
    {
    };
    QCOMPARE(::lstat((store.target() / "f").c_str(), &info), 0);
    QVERIFY(S_ISREG(info.st_mode));
}

void TestRestoreExisting::doesNotReplaceAFolder()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "x"}, {"/d/g", EntryType::File, "y"}});
    VERIFY_OK(store.files.makeDirectories(store.target() / "f" / "inside"));
    store.options.restore.existing = ExistingFile::Replace;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QCOMPARE(result->broken.at(0).path, std::string("/d/f"));
    QCOMPARE(RestoreStore::namesBelow(store.target()), (Names{"f", "f/inside", "g"}));
}

void TestRestoreExisting::keepsBothLinks()
{
    RestoreStore store;
    store.addVersion({{"/d/l", EntryType::Symlink, "there"}, {"/d/same", EntryType::Symlink, "x"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    QCOMPARE(::symlink("elsewhere", (store.target() / "l").c_str()), 0);
    QCOMPARE(::symlink("x", (store.target() / "same").c_str()), 0);
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredSymlinks, 1);
    QCOMPARE(result->unmodifiedFiles, 1);
    const std::string dated = datedName("l", store.clock.nowSeconds(), 0);
    QCOMPARE(RestoreStore::namesBelow(store.target()), (Names{"l", dated, "same"}));
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore());
    char target[16] = {};
    QCOMPARE(::readlink((store.target() / "l").c_str(), target, sizeof target), ssize_t{5});
    QCOMPARE(std::string(target), std::string("there"));
}

void TestRestoreExisting::refreshesALinkThatIsThere()
{
    RestoreStore store;
    store.addVersion({{"/d/one", EntryType::Symlink, "x"}, {"/d/two", EntryType::Symlink, "x"}});
    store.options.restore.symlinkMetadata = true;
    const FilePath one = store.target() / "one", two = store.target() / "two";
    const FilePath further = store.folder() / "further";
    const auto timeOfLink = [](const FilePath &path) {
        struct stat info
        {
        };
        return ::lstat(path.c_str(), &info) == 0 ? std::int64_t{info.st_mtim.tv_sec} : -1;
    };
    VERIFY_OK(FileLayer().makeDirectories(store.target()));
    QCOMPARE(::symlink("x", one.c_str()), 0);
    QCOMPARE(::symlink("x", two.c_str()), 0);
    QCOMPARE(::link(two.c_str(), further.c_str()), 0); // whose the other name is nobody knows
    VERIFY_OK(store.restore());
    QVERIFY(timeOfLink(one) != kStored); // replaces nothing
    store.options.restore.existing = ExistingFile::Replace;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->unmodifiedFiles, 2);
    QCOMPARE(timeOfLink(one), kStored);
    QVERIFY(timeOfLink(two) != kStored);
}

void TestRestoreExisting::keepsWhatAppearsMeanwhile_data()
{
    QTest::addColumn<ExistingFile>("existing");
    QTest::addColumn<int>("appear"); // files, each under the name that was to be given
    QTest::newRow("keep both") << ExistingFile::KeepBoth << 1;
    QTest::newRow("keep both, its dated name too") << ExistingFile::KeepBoth << 2;
    QTest::newRow("keep both, all its names") << ExistingFile::KeepBoth << 1000;
    QTest::newRow("only what is missing") << ExistingFile::OnlyMissing << 1;
    QTest::newRow("replace") << ExistingFile::Replace << 1;
}

void TestRestoreExisting::keepsWhatAppearsMeanwhile()
{
    QFETCH(ExistingFile, existing);
    QFETCH(int, appear);
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "backed up"}});
    store.options.restore.existing = existing;
    int made = 0;
    store.files.onBefore(FileOp::Rename, [&](const FilePath &path) {
        if (path.bytes().starts_with(store.target().bytes()) && made < appear && ++made > 0)
            writeFile(path, "appeared");
    });
    const auto result = store.restore();
    VERIFY_OK(result);
    QVERIFY(made > 0);
    const bool isReplaced = existing == ExistingFile::Replace;
    const bool hasName = existing == ExistingFile::KeepBoth && appear <= kDatedNames;
    QCOMPARE(readFile(store.target() / "f"), std::string(isReplaced ? "backed up" : "appeared"));
    QCOMPARE(result->brokenFiles, isReplaced || hasName ? 0 : 1);
    for (int i = 0; i < std::min(made, kDatedNames); ++i)
        if (existing == ExistingFile::KeepBoth)
            QCOMPARE(readFile(store.target() / datedName("f", store.clock.nowSeconds(), i)),
                     std::string(i == made - 1 && hasName ? "backed up" : "appeared"));
    for (const std::string &name : RestoreStore::namesBelow(store.target()))
        QVERIFY2(!isTemporaryName(name), name.c_str());
}

void TestRestoreExisting::aNameBesideThatIsRefusedIsTold()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "backed up"}});
    store.options.restore.existing = ExistingFile::KeepBoth;
    store.files.onBefore(FileOp::Rename,
                         [&](const FilePath &) { writeFile(store.target() / "f", "appeared"); });
    store.files.failCall(FileOp::Rename, 1, ErrorCode::AccessDenied);
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 1);
    QVERIFY(RestoreStore::namesBelow(store.target()) == std::vector<std::string>{"f"});
    QCOMPARE(readFile(store.target() / "f"), std::string("appeared"));
}

void TestRestoreExisting::takesAllThatFitsFromWhatIsThere()
{
    constexpr std::size_t kBlock = 8192;
    RestoreStore store(kBlock);
    const std::string noise = store.noise(2 * kBlock + 100);
    // A hole, blocks, and one that only begins like a hole.
    const std::string content = std::string(kBlock, '\0') + noise + std::string(kBlock, '\0') +
                                std::string(kBlock - 100, '\0') + store.noise(500);
    store.addVersion({{"/d/f", EntryType::File, content}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    std::string other = content;
    other[kBlock + 5] ^= 1;
    writeFile(store.target() / "f", other);
    store.options.restore.existing = ExistingFile::Replace;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->patchedFiles, 1);
    QVERIFY(readFile(store.target() / "f") == content);
    struct stat info
    {
    };
    QCOMPARE(::stat((store.target() / "f").c_str(), &info), 0);
    QVERIFY(std::int64_t{info.st_blocks} * 512 < std::int64_t(content.size()));
}

void TestRestoreExisting::setsTheTimesOfFoldersItChanged_data()
{
    QTest::addColumn<int>("existing");
    QTest::newRow("replace") << static_cast<int>(ExistingFile::Replace);
    QTest::newRow("only missing") << static_cast<int>(ExistingFile::OnlyMissing);
}

void TestRestoreExisting::setsTheTimesOfFoldersItChanged()
{
    QFETCH(const int, existing);
    RestoreStore store;
    store.addVersion({folderEntry("/d/"),
                      folderEntry("/d/deep/"),
                      folderEntry("/d/deep/er/"),
                      {"/d/deep/er/f", EntryType::File, "backed up"},
                      folderEntry("/d/other/"),
                      {"/d/other/g", EntryType::File, "same"}});
    VERIFY_OK(store.restore());
    VERIFY_OK(store.files.remove(store.target() / "deep/er/f"));
    if (existing == static_cast<int>(ExistingFile::Replace))
        writeFile(store.target() / "deep/er/f", "changed since");
    setTime(store.target() / "other", 1000);
    store.options.restore.existing = static_cast<ExistingFile>(existing);
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 1);
    for (const char *name : {"", "deep", "deep/er"})
        QCOMPARE(timeOf(store.target() / name), kStored);
    // Where only what was missing came back, what was there keeps what it had.
    QCOMPARE(timeOf(store.target() / "other"),
             existing == static_cast<int>(ExistingFile::Replace) ? kStored : 1000);
}

void TestRestoreExisting::leavesFoldersThatNobodyAskedFor()
{
    RestoreStore store;
    const FilePath place = store.folder() / "place";
    store.addVersion({folderEntry(place.bytes() + '/'),
                      folderEntry(place.bytes() + "/a/"),
                      {place.bytes() + "/a/f", EntryType::File, "backed up"},
                      folderEntry(place.bytes() + "/b/"),
                      {place.bytes() + "/b/g", EntryType::File, "x"}});
    store.options.restore.target = {};
    VERIFY_OK(store.files.makeDirectories(place / "a"));
    VERIFY_OK(store.files.makeDirectories(place / "b"));
    writeFile(place / "a/f", "newer");
    for (const char *name : {"", "a", "b"})
        setTime(place / name, 1000);
    store.options.restore.existing = ExistingFile::Replace;
    VERIFY_OK(store.restore({place.bytes() + "/a/f"}));
    QCOMPARE(readFile(place / "a/f"), std::string("backed up"));
    QCOMPARE(timeOf(place), 1000);
    QCOMPARE(timeOf(place / "b"), 1000);
    QVERIFY(timeOf(place / "a") != kStored); // as the system set it when the file was replaced
    QVERIFY(timeOf(place / "a") != 1000);
}

// --restore-path may name a folder with things of its own: that one keeps its rights and its time.
void TestRestoreExisting::leavesATargetThatIsAnotherFolder()
{
    RestoreStore store;
    store.addVersion({folderEntry("/d/"), {"/d/f", EntryType::File, "x"}});
    VERIFY_OK(store.files.makeDirectories(store.target()));
    QCOMPARE(::chmod(store.target().c_str(), 0711), 0);
    writeFile(store.target() / "of the user", "y");
    VERIFY_OK(store.restore());
    QVERIFY(timeOf(store.target()) != kStored);
    struct stat info
    {
    };
    QCOMPARE(::stat(store.target().c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0711U);
}

void TestRestoreExisting::takesUpAnUnfinishedTarget()
{
    RestoreStore store;
    store.addVersion({{"/d/", EntryType::Folder, {}, 0, 0750},
                      {"/d/f", EntryType::File, "x"},
                      {"/d/g", EntryType::File, "y"},
                      {"/d/sub/h", EntryType::File, "z"}});
    VERIFY_OK(store.files.makeDirectories(store.target() / "sub"));
    writeFile(store.target() / "f", "x");
    writeFile(store.target() / ".cairn~0123456789abcdef0123456789abcdef.tmp", "half");
    VERIFY_OK(store.restore());
    QCOMPARE(timeOf(store.target()), kStored);
    struct stat info
    {
    };
    QCOMPARE(::stat(store.target().c_str(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0750U);
}

void TestRestoreExisting::namesWithDates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<int>("attempt");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, int attempt, const char *expected) {
        QTest::newRow(expected) << QByteArray(name) << attempt << QByteArray(expected);
    };
    row("a.txt", 0, "a.2025-01-02.txt");
    row("a.txt", 1, "a.2025-01-02 (0).txt");
    row("a.txt", 2, "a.2025-01-02 (1).txt");
    row("a.tar.gz", 0, "a.tar.2025-01-02.gz");
    row("none", 0, "none.2025-01-02");
    row(".hidden", 0, ".hidden.2025-01-02");
}

void TestRestoreExisting::namesWithDates()
{
    QFETCH(const QByteArray, name);
    QFETCH(const int, attempt);
    QFETCH(const QByteArray, expected);
    constexpr std::int64_t kNoon = 1'735'819'200; // 2025-01-02 12:00 UTC
    QCOMPARE(QByteArray::fromStdString(datedName(name.toStdString(), kNoon, attempt)), expected);
    QVERIFY(datedName(std::string(255, 'n'), kNoon, 99).size() <= 255);
    QVERIFY(datedName('a' + std::string(254, '.'), kNoon, 99).size() <= 255);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRestoreExisting)
#include "test_restore_existing.moc"
