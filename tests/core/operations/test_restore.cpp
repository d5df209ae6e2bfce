// SPDX-License-Identifier: MIT
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QByteArrayList>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::test {

using Names = std::vector<std::string>;

namespace {

SourceEntry folderEntry(const std::string &path)
{
    return {path, EntryType::Folder, {}, 0, 0755};
}

} // namespace

class TestRestore final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bringsATreeBack();
    void bringsATreeBackToItsPlace();
    void stripsTheCommonFolder_data();
    void stripsTheCommonFolder();
    void leavesOutWhatIsExcluded();
    void opensTheVersionAskedFor();
    void makesWindowsPathsSafe();
    void fetchesEachVolumeOnce();
    void hashesALargeFileFromManyVolumes_data();
    void hashesALargeFileFromManyVolumes();
    void leavesHoles();
    void tellsHolesFromWhatBeginsLikeOne_data();
    void tellsHolesFromWhatBeginsLikeOne();
    void keepsFewFilesOpen();
    void takesPathsOfAnyLength();
    void givesRightsAsAnUnpackerDoes();
    void dryRunWritesNothing();
    void refusesWhatDoesNotFit();
    void endsWhenAborted();
    void endsInTheMiddleWhenAborted_data();
    void endsInTheMiddleWhenAborted();
    void namesTheWrongPassphrase();
    void everyVersionGetsAFolder();
    void leavesNothingWhenTheDiskFails();
};

void TestRestore::bringsATreeBack()
{
    RestoreStore store(1024, '/', "aes");
    store.options.restore.symlinkMetadata = true;
    SeededRandom random(testSeed(3));
    const TestTree tree = TestTree::sample(random, 40, 30'000);
    store.addVersion(tree, "/home/u/data/");
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    const auto back = TestTree::read(store.target());
    VERIFY_OK(back);
    QVERIFY2(tree.differences(*back).empty(), tree.describeDifferences(*back).c_str());
    QCOMPARE(store.report.count(Severity::Error), 0);
    QCOMPARE(store.report.count(Severity::Warning), 0);
    QCOMPARE(store.progress.filesDone.load(), store.progress.filesTotal.load());
    QCOMPARE(store.progress.bytesDone.load(), store.progress.bytesTotal.load());
    QCOMPARE(result->restoredFiles, store.progress.filesTotal.load());
}

void TestRestore::bringsATreeBackToItsPlace()
{
    RestoreStore store;
    const FilePath place = store.folder() / "place";
    TestTree tree;
    tree.file("a", "one").file("sub/b", store.noise(5000)).link("sub/l", "b");
    store.addVersion(tree, place.bytes() + '/');
    store.options.restore.target = {};
    store.options.restore.symlinkMetadata = true;
    VERIFY_OK(store.restore());
    const auto back = TestTree::read(place);
    VERIFY_OK(back);
    QVERIFY2(tree.differences(*back).empty(), tree.describeDifferences(*back).c_str());
}

void TestRestore::stripsTheCommonFolder_data()
{
    QTest::addColumn<QByteArray>("filters"); // separated by blanks
    QTest::addColumn<bool>("full");
    QTest::addColumn<QByteArray>("names");
    const auto row = [](const char *tag, const char *filters, bool full, const char *names) {
        QTest::newRow(tag) << QByteArray(filters) << full << QByteArray(names);
    };
    row("all", "", false, "x x/f x/g y y/h");
    row("a folder with others beside it", "/data/x/", false, "x x/f x/g");
    row("files of one folder", "/data/x/f /data/x/g", false, "f g");
    row("one file", "/data/y/h", false, "h");
    row("full paths", "/data/y/h", true, "data data/y data/y/h");
    row("by name", "h", false, "h");
}

void TestRestore::stripsTheCommonFolder()
{
    QFETCH(const QByteArray, filters);
    QFETCH(const bool, full);
    QFETCH(const QByteArray, names);
    RestoreStore store;
    store.addVersion({folderEntry("/data/"),
                      folderEntry("/data/x/"),
                      {"/data/x/f", EntryType::File, "1"},
                      {"/data/x/g", EntryType::File, "2"},
                      folderEntry("/data/y/"),
                      {"/data/y/h", EntryType::File, "3"}});
    store.options.restore.keepFullPaths = full;
    std::vector<std::string> arguments;
    if (!filters.isEmpty())
        for (const QByteArray &filter : filters.split(' '))
            arguments.push_back(filter.toStdString());
    VERIFY_OK(store.restore(arguments));
    QByteArrayList found;
    for (const std::string &name : RestoreStore::namesBelow(store.target()))
        found << QByteArray::fromStdString(name);
    QCOMPARE(found.join(' '), names);
}

void TestRestore::leavesOutWhatIsExcluded()
{
    RestoreStore store;
    store.addVersion({folderEntry("/data/"),
                      {"/data/a.tmp", EntryType::File, "1"},
                      {"/data/b", EntryType::File, "2"},
                      folderEntry("/data/cache/"),
                      {"/data/cache/c", EntryType::File, "3"}});
    store.rules = {{false, "*.tmp"}, {false, "*/cache/"}};
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 1);
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{"b"});
    store.rules = {{false, "*"}};
    VERIFY_FAILS(store.restore(), ErrorCode::NotFound);
}

void TestRestore::opensTheVersionAskedFor()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "old"}});
    store.addVersion({{"/d/f", EntryType::File, "new"}});
    store.options.selection.versions = {1};
    VERIFY_OK(store.restore());
    QCOMPARE(readFile(store.target() / "f"), std::string("old"));
    store.options.selection.versions = {2};
    VERIFY_FAILS(store.restore(), ErrorCode::NotFound);
    store.options.selection.versions = {};
    VERIFY_FAILS(store.restore({"/d/none"}), ErrorCode::NotFound);
}

void TestRestore::makesWindowsPathsSafe()
{
    RestoreStore store(1024, '\\');
    store.addVersion({folderEntry("C:\\"),
                      {"C:\\u\\a.txt", EntryType::File, "a"},
                      {"D:\\b.txt", EntryType::File, "b"},
                      {"\\\\server\\share\\c", EntryType::File, "c"},
                      {"D:\\up\\..\\d", EntryType::File, "d"},
                      {"D:\\x/../../e", EntryType::File, "e"}});
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(RestoreStore::namesBelow(store.target()),
             (Names{"C", "C/u", "C/u/a.txt", "D", "D/b.txt", "server", "server/share",
                    "server/share/c"}));
    QCOMPARE(result->brokenFiles, 2);
    store.options.restore.target = {};
    VERIFY_FAILS(store.restore(), ErrorCode::InvalidArgument);
}

void TestRestore::fetchesEachVolumeOnce()
{
    RestoreStore store;
    const std::string shared = store.noise(4096);
    std::vector<SourceEntry> entries;
    for (int i = 0; i < 20; ++i)
        entries.push_back({"/d/f" + std::to_string(i), EntryType::File,
                           store.noise(3000) + shared + store.noise(3000)});
    store.addVersion(entries);
    const auto volumes = store.job().volumes.inState(VolumeState::Confirmed);
    VERIFY_OK(volumes);
    const auto dblocks = std::count_if(volumes->begin(), volumes->end(), [](const VolumeRow &row) {
        return row.kind == VolumeKind::Dblock;
    });
    QVERIFY(dblocks > 4);
    VERIFY_OK(store.restore());
    QCOMPARE(store.fetched(), static_cast<std::size_t>(dblocks));
    for (const SourceEntry &entry : entries)
        QCOMPARE(readFile(store.target() / entry.path.substr(3)), entry.content);
}

void TestRestore::hashesALargeFileFromManyVolumes_data()
{
    QTest::addColumn<int>("threads");
    QTest::addColumn<bool>("wrong");
    for (const int threads : {1, 2, 8})
        for (const bool wrong : {false, true})
            QTest::addRow("%d%s", threads, wrong ? " wrong" : "") << threads << wrong;
}

// Threads bring blocks from far ahead of the hash, which is one chain.
void TestRestore::hashesALargeFileFromManyVolumes()
{
    QFETCH(int, threads);
    QFETCH(bool, wrong);
    RestoreStore store;
    store.options.restore.downloaders = threads;
    const std::string content =
        store.noise(900'000) + std::string(400'000, '\0') + store.noise(700'001);
    store.addVersion({{"/d/big", EntryType::File, content}, {"/d/other", EntryType::File, "x"}});
    if (wrong) // each block is right, and the whole is not what the list says
        VERIFY_OK(store.job().database().execute("UPDATE stream SET hash = zeroblob(32)"));
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, wrong ? 1 : 0);
    QCOMPARE(result->restoredFiles, wrong ? 1 : 2);
    if (!wrong)
        QVERIFY(readFile(store.target() / "big") == content);
    QVERIFY(store.fetched() > 50);
    QCOMPARE(RestoreStore::namesBelow(store.target()).size(),
             std::size_t(wrong ? 1 : 2)); // nothing half done
}

void TestRestore::leavesHoles()
{
    RestoreStore store(1 << 20, '/', "");
    constexpr std::int64_t kTerabyte = std::int64_t{1} << 40;
    store.addVersion({{"/d/huge", EntryType::File, {}, kTerabyte + 5},
                      {"/d/zeros", EntryType::File, std::string(100'000, '\0')}});
    store.options.restore.preallocate = false;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    struct stat info
    {
    };
    QCOMPARE(::stat((store.target() / "huge").c_str(), &info), 0);
    QCOMPARE(std::int64_t{info.st_size}, kTerabyte + 5);
    QVERIFY(info.st_blocks < 64);
    QCOMPARE(::stat((store.target() / "zeros").c_str(), &info), 0);
    QCOMPARE(std::int64_t{info.st_size}, 100'000);
    QCOMPARE(std::int64_t{info.st_blocks}, 0);
}

void TestRestore::tellsHolesFromWhatBeginsLikeOne_data()
{
    QTest::addColumn<bool>("preallocate");
    QTest::newRow("plain") << false;
    QTest::newRow("preallocated") << true;
}

void TestRestore::tellsHolesFromWhatBeginsLikeOne()
{
    QFETCH(bool, preallocate);
    constexpr std::size_t kBlock = 8192;
    RestoreStore store(kBlock);
    const std::string hole(kBlock, '\0');
    const std::string almost = std::string(kBlock - 1, '\0') + 'x';
    TestTree tree;
    for (const auto &[name, content] : std::map<std::string, std::string>{
             {"empty", ""},
             {"one hole", hole},
             {"almost one", almost},
             {"noise", store.noise(kBlock)},
             {"mixed", hole + almost + store.noise(kBlock) + hole + "end"},
             {"ends in a hole", store.noise(kBlock) + hole + hole}})
        tree.file(name, content);
    store.addVersion(tree, "/d/");
    store.options.restore.preallocate = preallocate;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    const auto got = TestTree::read(store.target());
    VERIFY_OK(got);
    for (const auto &[name, entry] : tree.entries())
        if (entry.kind == TreeEntry::Kind::File)
            QVERIFY2(got->entries().at(name).content == entry.content, name.c_str());
}

// Each file begins in one volume and ends in another, which comes after all of the first.
void TestRestore::keepsFewFilesOpen()
{
    constexpr int kFiles = 400;
    RestoreStore store;
    std::vector<SourceEntry> firsts, wholes;
    for (int i = 0; i < kFiles; ++i) {
        const std::string name = "/d/" + std::to_string(i);
        firsts.push_back({name, EntryType::File, store.noise(1024)});
        wholes.push_back({name, EntryType::File, firsts.back().content + store.noise(1024)});
    }
    store.addVersion(firsts);
    store.addVersion(wholes);
    int open = 0;
    int most = 0;
    std::mutex mutex;
    const auto count = [&](int change) {
        return [&, change](const FilePath &path) {
            const std::scoped_lock lock(mutex);
            if (path.bytes().starts_with(store.target().bytes()))
                most = std::max(most, open += change);
        };
    };
    store.files.onAfter(FileOp::Create, count(1));
    store.files.onAfter(FileOp::Close, count(-1));
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, kFiles);
    QVERIFY2(most < 300, qPrintable(QString::number(most)));
    for (const SourceEntry &entry : wholes)
        QVERIFY(readFile(store.target() / entry.path.substr(3)) == entry.content);
}

void TestRestore::takesPathsOfAnyLength()
{
    RestoreStore store;
    std::string path = "/d/";
    const std::string part(250, 'p');
    for (int i = 0; i < 20; ++i)
        path += part + '/';
    store.addVersion({{path + "deep", EntryType::File, "found"}, {"/d/top", EntryType::File, "x"}});
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->brokenFiles, 0);
    int fd = ::open(store.target().c_str(), O_PATH | O_DIRECTORY);
    for (int i = 0; i < 20; ++i) {
        const int next = ::openat(fd, part.c_str(), O_PATH | O_DIRECTORY);
        ::close(fd);
        fd = next;
        QVERIFY(fd >= 0);
    }
    struct stat info
    {
    };
    QCOMPARE(::fstatat(fd, "deep", &info, 0), 0);
    QCOMPARE(std::int64_t{info.st_size}, 5);
    ::close(fd);
}

void TestRestore::givesRightsAsAnUnpackerDoes()
{
    RestoreStore store;
    store.addVersion({{"/d/private", EntryType::File, "1", 0, 0600},
                      {"/d/tool", EntryType::File, "2", 0, 04755},
                      {"/d/open", EntryType::File, "3", 0, 0666}});
    store.options.restore.permissions = false;
    const mode_t before = ::umask(022);
    const auto result = store.restore();
    ::umask(before);
    VERIFY_OK(result);
    const auto modeOf = [&](const char *name) {
        struct stat info
        {
        };
        ::stat((store.target() / name).c_str(), &info);
        return info.st_mode & 07777U;
    };
    QCOMPARE(modeOf("private"), 0600U);
    QCOMPARE(modeOf("tool"), 0755U);
    QCOMPARE(modeOf("open"), 0644U);
}

void TestRestore::dryRunWritesNothing()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, store.noise(3000)}});
    store.options.dryRun = true;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 1);
    QVERIFY(!fileExists(store.target()));
    QCOMPARE(store.fetched(), std::size_t{0});
}

void TestRestore::refusesWhatDoesNotFit()
{
    RestoreStore store(1 << 20);
    // Content that is told of, but no hole: every second block is another.
    StreamRow stream;
    stream.size = std::int64_t{1} << 50;
    stream.hash = hashOf(HashAlgorithm::Sha256, {});
    store.addVersion({{"/d/f", EntryType::File, "x"}});
    const std::int64_t blocks = stream.size / store.settings.blocksize;
    std::vector<std::uint8_t> packed{2}; // first id 1 …
    for (std::uint64_t value = static_cast<std::uint64_t>(blocks) * 2 + 1; value != 0; value >>= 7)
        packed.push_back(static_cast<std::uint8_t>((value & 0x7f) | (value > 0x7f ? 0x80 : 0)));
    stream.blocks = *BlockList::unpack(packed);
    const auto id = store.job().streams.add(stream);
    VERIFY_OK(id);
    VERIFY_OK(store.job().database().execute(
        ("UPDATE entry SET size = 1125899906842624, content = -" + std::to_string(*id)).c_str()));
    const auto result = store.restore();
    QVERIFY(!result);
    QCOMPARE(result.error().id, QStringLiteral("NotEnoughDestinationSpace"));
    QVERIFY(!fileExists(store.target()));
}

void TestRestore::endsWhenAborted()
{
    RestoreStore store;
    std::vector<SourceEntry> entries;
    for (int i = 0; i < 30; ++i)
        entries.push_back({"/d/f" + std::to_string(i), EntryType::File, store.noise(5000)});
    store.addVersion(entries);
    store.files.onBefore(FileOp::Create, [&](const FilePath &path) {
        if (path.bytes().starts_with(store.target().bytes()))
            store.cancel.requestAbort();
    });
    VERIFY_FAILS(store.restore(), ErrorCode::Cancelled);
    QCOMPARE(RestoreStore::namesBelow(store.target()), Names{});
}

void TestRestore::endsInTheMiddleWhenAborted_data()
{
    QTest::addColumn<int>("writes"); // until then
    QTest::addColumn<bool>("isThere");
    for (const int writes : {1, 3, 40, 90}) {
        QTest::addRow("after %d writes", writes) << writes << false;
        QTest::addRow("after %d writes, over what is there", writes) << writes << true;
    }
}

void TestRestore::endsInTheMiddleWhenAborted()
{
    QFETCH(int, writes);
    QFETCH(bool, isThere);
    RestoreStore store;
    const std::string large = store.noise(60'000);
    store.addVersion({{"/d/large", EntryType::File, large},
                      {"/d/repeated", EntryType::File, std::string(60'000, 'r')}});
    const std::string before = large.substr(0, 30'000) + std::string(30'000, 'x');
    if (isThere) {
        VERIFY_OK(store.files.makeDirectories(store.target()));
        writeFile(store.target() / "large", before);
    }
    store.options.restore.existing = ExistingFile::Replace;
    std::atomic<int> left = writes;
    store.files.onBefore(FileOp::Write, [&](const FilePath &path) {
        if (path.bytes().starts_with(store.target().bytes()) && --left == 0)
            store.cancel.requestAbort();
    });
    VERIFY_FAILS(store.restore(), ErrorCode::Cancelled);
    QVERIFY(left <= 0);
    if (isThere)
        QVERIFY(readFile(store.target() / "large") == before);
    for (const std::string &name : RestoreStore::namesBelow(store.target()))
        QVERIFY2(name == "large" || name == "repeated", name.c_str());
}

void TestRestore::namesTheWrongPassphrase()
{
    RestoreStore store(1024, '/', "aes");
    store.addVersion({{"/d/f", EntryType::File, store.noise(50'000)}});
    store.options.storage.passphrase = Secret(std::string("another"));
    VERIFY_FAILS(store.restore(), ErrorCode::WrongPassphrase);
    QCOMPARE(store.report.count(Severity::Error), 0); // it is said once, by the failure
    store.options.storage.passphrase = Secret();
    VERIFY_FAILS(store.restore(), ErrorCode::MissingPassphrase);
}

void TestRestore::everyVersionGetsAFolder()
{
    RestoreStore store;
    store.addVersion({{"/d/f", EntryType::File, "old"}, {"/d/g", EntryType::File, "same"}});
    store.addVersion({{"/d/f", EntryType::File, "new"}, {"/d/g", EntryType::File, "same"}});
    store.options.restore.everyVersion = EveryVersion::Unique;
    const auto result = store.restore();
    VERIFY_OK(result);
    QCOMPARE(result->restoredFiles, 3);
    const Names names = RestoreStore::namesBelow(store.target());
    QCOMPARE(names.size(), std::size_t{5});
    QCOMPARE(readFile(store.target() / names[1]), std::string("old"));
    QCOMPARE(readFile(store.target() / names[3]), std::string("new"));
}

void TestRestore::leavesNothingWhenTheDiskFails()
{
    RestoreStore store;
    store.addVersion({{"/d/a", EntryType::File, store.noise(9000)},
                      {"/d/b", EntryType::File, store.noise(9000)}});
    store.files.watchOnly(store.target().bytes());
    store.files.fillDiskAfter(12'000);
    VERIFY_FAILS(store.restore(), ErrorCode::NoSpace);
    for (const std::string &name : RestoreStore::namesBelow(store.target()))
        QVERIFY2(name == "a" || name == "b", name.c_str());
    store.files.reset();
    VERIFY_OK(store.restore());
    QCOMPARE(RestoreStore::namesBelow(store.target()), (Names{"a", "b"}));
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestRestore)
#include "test_restore.moc"
