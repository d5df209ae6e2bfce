// SPDX-License-Identifier: MIT
#include "core/pipeline/change_detector.h"

#include "tests/core/pipeline/pipeline_lab.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn::test {

// Walks real trees against the version before, which is what an earlier walk found.
class TestChangeDetector final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everythingIsNewAtFirst();
    void whatIsUnchangedCostsNothing();
    void findsWhatHasChanged_data();
    void findsWhatHasChanged();
    void closesWhatIsGone();
    void keepsWhatCannotBeListed();
    void keepsTheRootsThatAreAbsent();
    void closesSourcesThatWereTakenOff();
    void singleFilesLeaveTheFoldersBesideThemAlone_data();
    void singleFilesLeaveTheFoldersBesideThemAlone();
    void aFileMayBecomeAFolderAndBack();
    void readsAgainWhatIsLost();
    void foldersOfAllKindsInParts_data();
    void foldersOfAllKindsInParts();
    void stopsWithItsQueue();

private:
    using Tasks = std::map<std::string, SourceTask>; // by path below the tree
    // Walks these roots as version `version`; the tasks it gives out.
    Tasks walk(std::int64_t version, const std::vector<FilePath> &roots, bool rootsChanged = false);
    Tasks walk(std::int64_t version) { return walk(version, {m_tree}); }
    // Writes rows as the working threads would, so that the next walk has them before it.
    void take(std::int64_t version, const Tasks &tasks);
    void storeFirst() { take(1, walk(1)); }
    std::vector<std::string> pathsIn(std::int64_t version);
    static std::vector<std::string> keysOf(const Tasks &tasks)
    {
        std::vector<std::string> keys;
        for (const auto &[path, task] : tasks)
            keys.push_back(path);
        return keys;
    }

    std::unique_ptr<PipelineLab> m_lab;
    FilePath m_tree{""};
    std::unique_ptr<BackupTally> m_tally;
    std::function<bool(const EntryRow &)> m_isLost;
    SourceOptions m_options;
    // So few that every folder comes in parts.
    std::size_t m_partNames = 2;
    std::int64_t m_pageRows = 3;
};

using Names = std::vector<std::string>;

void TestChangeDetector::init()
{
    m_lab = std::make_unique<PipelineLab>();
    m_tree = m_lab->folder() / "tree";
    m_isLost = {};
    m_lab->options = JobOptions();
    need(m_lab->files.makeDirectories(m_tree / "sub" / "deep"));
    writeFile(m_tree / "a", "content of a");
    writeFile(m_tree / "sub/b", "content of b");
    writeFile(m_tree / "sub/deep/c", "content of c");
    std::ignore = ::symlink("a", (m_tree / "l").c_str());
}

TestChangeDetector::Tasks TestChangeDetector::walk(std::int64_t version,
                                                   const std::vector<FilePath> &roots,
                                                   bool rootsChanged)
{
    const RunEnvironment run = m_lab->environment();
    const auto snapshot = need(m_lab->job().reader());
    const auto journal = need(EntryJournal::create(m_lab->job(), version));
    const auto sources = need(SourceSet::resolve(m_lab->files, roots, m_options, FilePath("/")));
    m_tally = std::make_unique<BackupTally>();
    WorkQueue work(100'000);
    ChangeDetector detector(
        {run, *snapshot, version - 1, work, *journal, *m_tally, sources, m_isLost, m_pageRows});
    const Filter filter;
    WalkOptions options;
    options.partNames = m_partNames;
    need(SourceWalker(m_lab->files, filter, options, m_lab->cancel)
             .walk(sources, detector)
             .map([](const WalkCounts &) {}));
    need(detector.flush());
    need(detector.finish(rootsChanged));
    need(journal->flush());
    work.close();
    Tasks tasks;
    const std::string base = m_lab->folder().bytes() + '/';
    while (true) {
        auto next = work.pop();
        auto *batch = std::get_if<TaskBatch>(&next);
        if (!batch)
            return tasks;
        for (SourceTask &task : *batch) {
            const std::string path = task.path.substr(base.size());
            if (!tasks.emplace(path, std::move(task)).second)
                qFatal("%s was given out twice", path.c_str());
        }
        work.finished();
    }
}

void TestChangeDetector::take(std::int64_t version, const Tasks &tasks)
{
    const auto journal = need(EntryJournal::create(m_lab->job(), version));
    for (const auto &[path, task] : tasks) {
        EntryRow row;
        row.folder = task.folder;
        row.name = task.name;
        row.type = task.type;
        row.size = task.type == EntryType::File ? static_cast<std::int64_t>(task.stat.size) : 0;
        row.mtime = task.stat.mtimeNs;
        row.ctime = task.stat.ctimeNs;
        row.inode = static_cast<std::int64_t>(task.stat.inode);
        need(journal->open(row, task.previous ? &*task.previous : nullptr));
    }
    need(journal->flush());
}

std::vector<std::string> TestChangeDetector::pathsIn(std::int64_t version)
{
    Names paths;
    const std::string base = m_lab->folder().bytes() + '/';
    need(m_lab->job().entries.walk(version,
                                   [&](const std::string &path, const EntryRow &) -> Result<> {
                                       paths.push_back(path.substr(base.size()));
                                       return {};
                                   }));
    std::sort(paths.begin(), paths.end());
    return paths;
}

void TestChangeDetector::everythingIsNewAtFirst()
{
    const Tasks tasks = walk(1);
    QCOMPARE(keysOf(tasks), (Names{"tree/", "tree/a", "tree/l", "tree/sub/", "tree/sub/b",
                                   "tree/sub/deep/", "tree/sub/deep/c"}));
    for (const auto &[path, task] : tasks) {
        QVERIFY2(!task.previous && !task.mustRead, path.c_str());
        QVERIFY2(task.type == (path.ends_with('/')    ? EntryType::Folder
                               : path.ends_with("/l") ? EntryType::Symlink
                                                      : EntryType::File),
                 path.c_str());
    }
    QCOMPARE(m_tally->examinedFiles.load(), 3);
    QCOMPARE(m_tally->examinedBytes.load(), 36);
    QCOMPARE(m_lab->progress.filesTotal.load(), 3);
    QCOMPARE(m_lab->progress.bytesTotal.load(), 36);
    take(1, tasks); // and the rows end up where a reader looks for them
    QCOMPARE(pathsIn(1), keysOf(tasks));
}

void TestChangeDetector::whatIsUnchangedCostsNothing()
{
    storeFirst();
    QCOMPARE(keysOf(walk(2)), Names{});
    QCOMPARE(m_tally->examinedFiles.load(), 3);
    QCOMPARE(pathsIn(2), pathsIn(1));
}

void TestChangeDetector::findsWhatHasChanged_data()
{
    QTest::addColumn<QByteArray>("what");
    for (const char *what : {"size", "time", "ctime alone", "another file", "forced"})
        QTest::newRow(what) << QByteArray(what);
}

void TestChangeDetector::findsWhatHasChanged()
{
    QFETCH(const QByteArray, what);
    storeFirst();
    struct stat info
    {
    };
    QCOMPARE(::stat((m_tree / "a").c_str(), &info), 0);
    const timespec times[] = {info.st_mtim, info.st_mtim};
    const timespec later[] = {{info.st_mtim.tv_sec + 1, 0}, {info.st_mtim.tv_sec + 1, 0}};
    if (what == "size") {
        QCOMPARE(::truncate((m_tree / "a").c_str(), 5), 0);
        QCOMPARE(::utimensat(AT_FDCWD, (m_tree / "a").c_str(), times, 0), 0);
    } else if (what == "time") {
        QCOMPARE(::utimensat(AT_FDCWD, (m_tree / "a").c_str(), later, 0), 0);
    } else if (what == "ctime alone") { // an edit that set its time back
        QCOMPARE(::chmod((m_tree / "a").c_str(), 0600), 0);
    } else if (what == "another file") {
        writeFile(m_tree / "b", "content of b");
        QCOMPARE(::utimensat(AT_FDCWD, (m_tree / "b").c_str(), times, 0), 0);
        QCOMPARE(::rename((m_tree / "b").c_str(), (m_tree / "a").c_str()), 0);
    } else {
        m_lab->options.change.readEveryFile = true;
    }
    const Tasks tasks = walk(2);
    QVERIFY2(tasks.contains("tree/a"), "not found");
    QVERIFY(tasks.at("tree/a").previous.has_value());
    QCOMPARE(tasks.at("tree/a").previous->size, 12);
    QCOMPARE(tasks.contains("tree/sub/b"), what == "forced");
}

void TestChangeDetector::closesWhatIsGone()
{
    storeFirst();
    VERIFY_OK(m_lab->files.remove(m_tree / "a"));
    removeTree(m_tree / "sub");
    take(2, walk(2));
    QCOMPARE(pathsIn(2), (Names{"tree/", "tree/l"}));
    QCOMPARE(m_tally->deleted[0].load(), 3);
    QCOMPARE(m_tally->deleted[1].load(), 2);
    QCOMPARE(m_tally->deleted[2].load(), 0);
    QCOMPARE(pathsIn(1).size(), std::size_t{7}); // versions before stay as they are
}

// R30: what could not be looked at stays as it was.
void TestChangeDetector::keepsWhatCannotBeListed()
{
    storeFirst();
    VERIFY_OK(m_lab->files.remove(m_tree / "a"));
    m_lab->files.watchOnly((m_tree / "sub/").bytes());
    m_lab->files.failCall(FileOp::List, 0, ErrorCode::AccessDenied);
    take(2, walk(2));
    m_lab->files.reset();
    QVERIFY(m_tally->filesWithError.load() >= 1);
    QVERIFY(m_lab->report.count(Severity::Warning) >= 1);
    const Names paths = pathsIn(2);
    for (const char *path : {"tree/sub/", "tree/sub/b", "tree/sub/deep/", "tree/sub/deep/c"})
        QVERIFY2(std::find(paths.begin(), paths.end(), path) != paths.end(), path);
    QVERIFY(std::find(paths.begin(), paths.end(), "tree/a") == paths.end());
}

void TestChangeDetector::keepsTheRootsThatAreAbsent()
{
    const FilePath other = m_lab->folder() / "other";
    VERIFY_OK(m_lab->files.makeDirectories(other));
    writeFile(other / "x", "x");
    take(1, walk(1, {m_tree, other}));
    VERIFY_OK(m_lab->files.rename(other, m_lab->folder() / "moved")); // a disk that is not there
    take(2, walk(2, {m_tree, other}));
    QCOMPARE(pathsIn(2), pathsIn(1));
    // Also while other sources are taken off.
    take(3, walk(3, {m_tree / "sub", other}, true));
    const Names paths = pathsIn(3);
    QVERIFY(std::find(paths.begin(), paths.end(), "other/x") != paths.end());
    QVERIFY(std::find(paths.begin(), paths.end(), "tree/a") == paths.end());
}

void TestChangeDetector::closesSourcesThatWereTakenOff()
{
    const FilePath other = m_lab->folder() / "other";
    VERIFY_OK(m_lab->files.makeDirectories(other));
    writeFile(other / "x", "x");
    take(1, walk(1, {m_tree, other}));
    take(2, walk(2, {m_tree}, true));
    const Names paths = pathsIn(2);
    QVERIFY(std::none_of(paths.begin(), paths.end(),
                         [](const std::string &path) { return path.starts_with("other"); }));
    QCOMPARE(paths.size(), std::size_t{7});
}

void TestChangeDetector::singleFilesLeaveTheFoldersBesideThemAlone_data()
{
    QTest::addColumn<QList<QByteArray>>("sources");
    using Sources = QList<QByteArray>;
    QTest::newRow("a folder before the file") << Sources{"sub", "z"};
    QTest::newRow("the file before a folder") << Sources{"sub", "a"};
    QTest::newRow("a folder further down") << Sources{"sub/deep", "z"};
    QTest::newRow("files above a folder") << Sources{"sub/deep/x", "sub/b", "a"};
    QTest::newRow("files of three levels") << Sources{"a", "sub/b", "sub/deep/x/y"};
    QTest::newRow("files from below") << Sources{"sub/deep/x/y", "sub/b", "a"};
}

void TestChangeDetector::singleFilesLeaveTheFoldersBesideThemAlone()
{
    QFETCH(QList<QByteArray>, sources);
    writeFile(m_tree / "z", "content of z");
    VERIFY_OK(m_lab->files.makeDirectories(m_tree / "sub/deep/x"));
    writeFile(m_tree / "sub/deep/x/y", "content of y");
    std::vector<FilePath> roots;
    for (const QByteArray &source : sources)
        roots.push_back(m_tree / source.toStdString());
    take(1, walk(1, roots));
    const Names before = pathsIn(1);
    for (const std::int64_t version : {2, 3}) {
        QCOMPARE(keysOf(walk(version, roots)), Names());
        QCOMPARE(pathsIn(version), before);
    }
}

void TestChangeDetector::aFileMayBecomeAFolderAndBack()
{
    storeFirst();
    VERIFY_OK(m_lab->files.remove(m_tree / "a"));
    VERIFY_OK(m_lab->files.makeDirectories(m_tree / "a"));
    writeFile(m_tree / "a/inside", "x");
    take(2, walk(2));
    Names paths = pathsIn(2);
    QVERIFY(std::find(paths.begin(), paths.end(), "tree/a/inside") != paths.end());
    QVERIFY(std::find(paths.begin(), paths.end(), "tree/a") == paths.end());
    removeTree(m_tree / "a");
    writeFile(m_tree / "a", "a file again");
    take(3, walk(3));
    paths = pathsIn(3);
    QVERIFY(std::find(paths.begin(), paths.end(), "tree/a") != paths.end());
    QVERIFY(std::none_of(paths.begin(), paths.end(),
                         [](const std::string &path) { return path.starts_with("tree/a/"); }));
}

void TestChangeDetector::readsAgainWhatIsLost()
{
    storeFirst();
    m_isLost = [](const EntryRow &row) { return row.name == "b"; };
    const Tasks tasks = walk(2);
    QCOMPARE(keysOf(tasks), Names{"tree/sub/b"});
    QVERIFY(tasks.at("tree/sub/b").mustRead);
}

void TestChangeDetector::foldersOfAllKindsInParts_data()
{
    QTest::addColumn<int>("names");
    QTest::addColumn<int>("rows");
    QTest::newRow("one at a time") << 1 << 2;
    QTest::newRow("five names, two rows") << 5 << 2;
    QTest::newRow("two names, seven rows") << 2 << 7;
    QTest::newRow("whole") << 1000 << 1000;
}

// A name is by turns nothing, a file, a link to a file, a link to a folder and a folder; some sort
// otherwise with a '/' at their end.
void TestChangeDetector::foldersOfAllKindsInParts()
{
    QFETCH(int, names);
    QFETCH(int, rows);
    m_partNames = static_cast<std::size_t>(names);
    m_pageRows = rows;
    SeededRandom random(testSeed(11));
    const Names all{"a", "a!", "a-b", "a.txt", "a0", "b", "b b", "b+", "c", "c-", "c--", "d"};
    std::ignore = ::symlink("sub", (m_tree / "to").c_str());
    for (std::int64_t version = 1; version < 25; ++version) {
        for (const std::string &name : all) {
            if (random.below(3) != 0)
                continue;
            const FilePath path = m_tree / name;
            std::filesystem::remove_all(path.c_str());
            const std::uint64_t kind = random.below(5);
            if (kind == 1)
                writeFile(path, random.bytes(5));
            else if (kind == 2)
                std::ignore = ::symlink("l", path.c_str());
            else if (kind == 3)
                std::ignore = ::symlink("sub", path.c_str());
            else if (kind == 4) {
                need(m_lab->files.makeDirectories(path));
                writeFile(path / "in", "in");
            }
        }
        take(version, walk(version));
        Names expected;
        const std::string base = m_lab->folder().bytes() + '/';
        expected.push_back("tree/");
        for (const auto &entry : std::filesystem::recursive_directory_iterator(m_tree.c_str())) {
            std::error_code loop;
            const bool isFolder = std::filesystem::is_directory(entry.path(), loop); // links too
            expected.push_back(entry.path().string().substr(base.size()) + (isFolder ? "/" : ""));
        }
        std::ranges::sort(expected);
        QCOMPARE(pathsIn(version), expected);
        QVERIFY(walk(version + 1).empty());
    }
}

void TestChangeDetector::stopsWithItsQueue()
{
    const RunEnvironment run = m_lab->environment();
    const auto snapshot = need(m_lab->job().reader());
    const auto journal = need(EntryJournal::create(m_lab->job(), 1));
    const std::vector<FilePath> roots{m_tree};
    const auto sources = need(SourceSet::resolve(m_lab->files, roots, m_options, FilePath("/")));
    BackupTally tally;
    WorkQueue work(100);
    ChangeDetector detector({run, *snapshot, 0, work, *journal, tally, sources, {}});
    const Filter filter;
    const WalkOptions options;
    VERIFY_OK(SourceWalker(m_lab->files, filter, options, m_lab->cancel).walk(sources, detector));
    work.abort();
    VERIFY_FAILS(detector.flush(), ErrorCode::Cancelled);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestChangeDetector)
#include "test_change_detector.moc"
