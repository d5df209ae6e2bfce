// SPDX-License-Identifier: MIT
// File stages and the reading of large files, by what they leave in database and queue.
#include "core/pipeline/file_stage.h"

#include "core/format/metadata_blob.h"
#include "tests/core/pipeline/stage_rig.h"
#include "tests/support/verify.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace cairn::test {

class TestFileStage final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void storesContentOfAnySize_data();
    void storesContentOfAnySize();
    void storesHolesWithoutReadingThem();
    void storesLinksAndFolders();
    void sharesOneLargeFile();
    void notesWhatHasChanged();
    void keepsWhatIsTheSameUnderANewTime();
    void readsAgainWhatIsLost();
    void storesCompressedKindsAsTheyAre();
    void keepsWhatCannotBeRead_data();
    void keepsWhatCannotBeRead();
    void closesWhatHasVanished();
    void storesWhatItReadOfAFileThatChanges_data();
    void storesWhatItReadOfAFileThatChanges();
    void doesNothingMoreAfterAStop();
    void endsWithTheDatabase();

private:
    SourceTask taskFor(const std::string &name);
    // Lets stages process these as the given version; the first failure.
    Result<> process(std::int64_t version, std::vector<SourceTask> tasks, int threads = 1);
    std::optional<EntryRow> entry(const std::string &name, std::int64_t version)
    {
        return need(m_lab->job().entries.find(0, name, version));
    }
    // As one version after another: stores `name`, and what it was then is the task's `previous`.
    SourceTask stored(const std::string &name);
    FilePath source(std::string_view name) const { return m_lab->folder() / "source" / name; }

    std::unique_ptr<PipelineLab> m_lab;
    std::unique_ptr<StageRig> m_rig;
    std::unique_ptr<BackupTally> m_tally;
};

void TestFileStage::init()
{
    m_rig.reset();
    m_lab = std::make_unique<PipelineLab>();
    m_rig = std::make_unique<StageRig>(*m_lab);
    need(m_lab->files.makeDirectories(m_lab->folder() / "source"));
}

SourceTask TestFileStage::taskFor(const std::string &name)
{
    SourceTask task;
    task.name = name;
    task.path = source(name).bytes();
    task.stat = need(SourceReader(m_lab->files).examine(source(name)));
    task.type = task.stat.type == SourceType::Link     ? EntryType::Symlink
                : task.stat.type == SourceType::Folder ? EntryType::Folder
                                                       : EntryType::File;
    if (task.type == EntryType::Folder)
        task.name += '/';
    return task;
}

Result<> TestFileStage::process(std::int64_t version, std::vector<SourceTask> tasks, int threads)
{
    const RunEnvironment run = m_lab->environment();
    const auto snapshot = need(m_lab->job().reader());
    const auto journal = need(EntryJournal::create(m_lab->job(), version));
    m_tally = std::make_unique<BackupTally>();
    MetadataReader metadata(m_lab->files);
    const CompressedExtensions extensions;
    WorkQueue work(1000);
    work.push(std::move(tasks));
    work.close();
    const FileStageContext context{
        run,      m_lab->settings, *snapshot,
        work,     *journal,        *m_tally,
        metadata, extensions,      [&run] { return run.cancel.stopRequested(); }};
    std::vector<Result<>> results(static_cast<std::size_t>(threads));
    std::vector<std::thread> workers;
    for (Result<> &result : results)
        workers.emplace_back([&] {
            FileStage stage(context, m_rig->stage());
            result = stage.run();
            if (!result)
                work.abort();
        });
    for (std::thread &worker : workers)
        worker.join();
    for (Result<> &result : results)
        CAIRN_TRY(std::move(result));
    CAIRN_TRY(journal->flush());
    m_rig->commit();
    return {};
}

SourceTask TestFileStage::stored(const std::string &name)
{
    need(process(1, {taskFor(name)}));
    m_rig->countAnew();
    SourceTask task = taskFor(name);
    task.previous = entry(task.name, 1);
    return task;
}

void TestFileStage::storesContentOfAnySize_data()
{
    QTest::addColumn<int>("size");
    for (const int size :
         {0, 1, 1023, 1024, 1025, 2048, 2049, 32 * 1024, 32 * 1024 + 1, 33 * 1024, 300'000})
        QTest::addRow("%d", size) << size;
}

void TestFileStage::storesContentOfAnySize()
{
    QFETCH(const int, size);
    const std::string content = m_lab->noise(static_cast<std::size_t>(size));
    writeFile(source("f"), content);
    VERIFY_OK(process(1, {taskFor("f")}));
    const auto row = entry("f", 1);
    QVERIFY(row.has_value());
    QCOMPARE(row->size, std::int64_t{size});
    QCOMPARE(m_rig->contentOf(row->content), content);
    const SourceStat stat = need(SourceReader(m_lab->files).examine(source("f")));
    QCOMPARE(row->mtime, stat.mtimeNs);
    QCOMPARE(row->ctime, stat.ctimeNs);
    QCOMPARE(row->inode, static_cast<std::int64_t>(stat.inode));
    QVERIFY(row->meta > 0);
    const std::string blob = m_rig->contentOf(row->meta);
    const auto metadata = parseMetadata(asBytes(blob), true);
    VERIFY_OK(metadata);
    QCOMPARE(metadata->mode, std::optional(stat.mode));
    if (size > 0) {
        const auto summary = need(m_lab->job().streams.summary(row->content));
        QCOMPARE(summary.size, std::int64_t{size});
        QCOMPARE(summary.hash, hashOf(m_lab->settings.fileHash, asBytes(content)));
    }
    QCOMPARE(m_tally->added[0].load(), 1);
    QCOMPARE(m_tally->addedBytes.load(), std::int64_t{size});
    QCOMPARE(m_tally->openedBytes.load(), std::int64_t{size});
    QCOMPARE(m_lab->progress.bytesDone.load(), std::int64_t{size});
    QCOMPARE(m_lab->progress.filesDone.load(), 1);
}

void TestFileStage::storesHolesWithoutReadingThem()
{
    constexpr std::uint64_t kSize = 64 << 20;
    writeSparseFile(source("f"), kSize);
    FILE *file = std::fopen(source("f").c_str(), "r+");
    std::fseek(file, 10 << 20, SEEK_SET);
    const std::string middle = m_lab->noise(5000);
    std::fwrite(middle.data(), 1, middle.size(), file);
    std::fclose(file);
    VERIFY_OK(process(1, {taskFor("f")}));
    const auto row = entry("f", 1);
    QCOMPARE(row->size, static_cast<std::int64_t>(kSize));
    const std::string content = m_rig->contentOf(row->content);
    QCOMPARE(content.size(), std::size_t{kSize});
    QCOMPARE(content.substr(10 << 20, middle.size()), middle);
    QVERIFY(content.find_first_not_of('\0') >= (10 << 20));
    QCOMPARE(need(m_lab->job().streams.summary(row->content)).hash,
             hashOf(m_lab->settings.fileHash, asBytes(content)));
    QVERIFY(m_rig->newBytes() < (1 << 20)); // blocks of zeros are one
}

void TestFileStage::storesLinksAndFolders()
{
    QCOMPARE(::symlink("over/there", source("l").c_str()), 0);
    VERIFY_OK(m_lab->files.makeDirectories(source("d")));
    VERIFY_OK(process(1, {taskFor("l"), taskFor("d")}));
    const auto link = entry("l", 1);
    QVERIFY(link.has_value());
    QVERIFY(link->type == EntryType::Symlink);
    QVERIFY(m_rig->contentOf(link->meta).find("over/there") != std::string::npos);
    const auto folder = entry("d/", 1);
    QVERIFY(folder.has_value());
    QVERIFY(folder->type == EntryType::Folder);
    QVERIFY(folder->meta != 0);
    QCOMPARE(m_tally->added[1].load(), 1);
    QCOMPARE(m_tally->added[2].load(), 1);
}

void TestFileStage::sharesOneLargeFile()
{
    const std::string content = m_lab->noise(20 << 20);
    writeFile(source("large"), content);
    writeFile(source("small"), "small");
    VERIFY_OK(process(1, {taskFor("large"), taskFor("small")}, 4));
    QVERIFY(m_rig->contentOf(entry("large", 1)->content) == content);
    QCOMPARE(m_rig->contentOf(entry("small", 1)->content), std::string("small"));
    QCOMPARE(need(m_lab->job().streams.summary(entry("large", 1)->content)).hash,
             hashOf(m_lab->settings.fileHash, asBytes(content)));
}

void TestFileStage::notesWhatHasChanged()
{
    const std::string before = m_lab->noise(5000);
    writeFile(source("f"), before);
    SourceTask task = stored("f");
    std::string after = before;
    after[4999] = static_cast<char>(after[4999] ^ 1);
    writeFile(source("f"), after);
    const auto previous = task.previous;
    task = taskFor("f");
    task.previous = previous;
    VERIFY_OK(process(2, {task}));
    QCOMPARE(m_tally->modified[0].load(), 1);
    QCOMPARE(m_tally->modifiedBytes.load(), 5000);
    QCOMPARE(m_rig->contentOf(entry("f", 1)->content), before);
    QCOMPARE(m_rig->contentOf(entry("f", 2)->content), after);
    QVERIFY(m_rig->newBytes() < 3000); // the last block, its list and the metadata
}

void TestFileStage::keepsWhatIsTheSameUnderANewTime()
{
    writeFile(source("f"), m_lab->noise(5000));
    const SourceTask before = stored("f");
    m_lab->options.source.skipMetadata = true; // else the time alone makes a new state
    VERIFY_OK(process(2, {[&] {
                          SourceTask task = taskFor("f");
                          task.previous = before.previous;
                          return task;
                      }()}));
    const auto skipped = entry("f", 2);
    const timespec times[] = {{1000, 0}, {1000, 0}};
    QCOMPARE(::utimensat(AT_FDCWD, source("f").c_str(), times, 0), 0);
    SourceTask task = taskFor("f");
    task.previous = skipped;
    VERIFY_OK(process(3, {task}));
    QCOMPARE(m_tally->modified[0].load(), 0);
    QCOMPARE(m_tally->timestampChanged.load(), 1);
    const auto after = entry("f", 3);
    QCOMPARE(after->first, skipped->first); // no new state
    QCOMPARE(after->content, before.previous->content);
    QCOMPARE(after->mtime, 1'000'000'000'000);
}

void TestFileStage::readsAgainWhatIsLost()
{
    const std::string content = m_lab->noise(3000);
    writeFile(source("f"), content);
    SourceTask task = stored("f");
    const auto volume = m_lab->rows(VolumeState::Confirmed).at(0);
    VERIFY_OK(m_lab->job().volumes.setState(volume.id, VolumeState::Missing));
    m_rig->begin();
    task.mustRead = true;
    VERIFY_OK(process(2, {task}));
    // Same content, same reference; but all its blocks are on their way again.
    QCOMPARE(entry("f", 2)->content, task.previous->content);
    QVERIFY(m_rig->newBytes() >= 3000);
}

void TestFileStage::storesCompressedKindsAsTheyAre()
{
    m_lab->options.storage.dblockSize = 1 << 20;
    writeFile(source("f.jpg"), m_lab->noise(900));
    const RunEnvironment run = m_lab->environment();
    VERIFY_OK(process(1, {taskFor("f.jpg")}));
    QCOMPARE(entry("f.jpg", 1)->size, 900);
    QVERIFY(m_rig->contentOf(entry("f.jpg", 1)->content).size() == 900);
}

void TestFileStage::keepsWhatCannotBeRead_data()
{
    QTest::addColumn<int>("op");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("isKnown");
    for (const bool isKnown : {false, true})
        for (const int size : {100, 50'000}) {
            QTest::addRow("open %d %d", size, isKnown)
                << static_cast<int>(FileOp::Open) << size << isKnown;
            QTest::addRow("read %d %d", size, isKnown)
                << static_cast<int>(FileOp::Read) << size << isKnown;
        }
}

// R30: never silently dropped.
void TestFileStage::keepsWhatCannotBeRead()
{
    QFETCH(const int, op);
    QFETCH(const int, size);
    QFETCH(const bool, isKnown);
    const std::string before = m_lab->noise(static_cast<std::size_t>(size));
    writeFile(source("f"), before);
    writeFile(source("other"), "readable");
    SourceTask task = isKnown ? stored("f") : taskFor("f");
    writeFile(source("f"), m_lab->noise(static_cast<std::size_t>(size)));
    const auto previous = task.previous;
    task = taskFor("f");
    task.previous = previous;
    m_lab->files.watchOnly(source("f").bytes());
    m_lab->files.failCall(static_cast<FileOp>(op), 0, ErrorCode::AccessDenied);
    VERIFY_OK(process(2, {task, taskFor("other")}));
    QVERIFY(m_lab->files.hasFailed());
    QCOMPARE(m_tally->filesWithError.load(), 1);
    QCOMPARE(m_tally->unreadable().at(0).path, source("f").bytes());
    QCOMPARE(m_lab->report.count(Severity::Warning), 1);
    QCOMPARE(m_lab->report.messages().at(0).id, QStringLiteral("PermissionDenied"));
    const auto row = entry("f", 2);
    QCOMPARE(row.has_value(), isKnown);
    if (isKnown)
        QCOMPARE(m_rig->contentOf(row->content), before);
    QCOMPARE(m_rig->contentOf(entry("other", 2)->content), std::string("readable"));
}

void TestFileStage::closesWhatHasVanished()
{
    writeFile(source("f"), "content");
    writeFile(source("new"), "content");
    SourceTask task = stored("f");
    task.stat.mtimeNs += 1;
    const SourceTask other = taskFor("new");
    VERIFY_OK(m_lab->files.remove(source("f")));
    VERIFY_OK(m_lab->files.remove(source("new")));
    VERIFY_OK(process(2, {task, other}));
    QVERIFY(!entry("f", 2) && !entry("new", 2));
    QCOMPARE(m_tally->deleted[0].load(), 1);
    QCOMPARE(m_tally->filesWithError.load(), 0);
    QCOMPARE(m_lab->report.count(Severity::Warning), 0);
}

void TestFileStage::storesWhatItReadOfAFileThatChanges_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("becomes");
    QTest::newRow("small, grows") << 500 << 900;
    QTest::newRow("small, shrinks") << 500 << 100;
    QTest::newRow("large, grows") << 100'000 << 150'000;
    QTest::newRow("large, shrinks") << 100'000 << 50'000;
    QTest::newRow("large, is emptied") << 100'000 << 0;
}

void TestFileStage::storesWhatItReadOfAFileThatChanges()
{
    QFETCH(const int, size);
    QFETCH(const int, becomes);
    writeFile(source("f"), m_lab->noise(static_cast<std::size_t>(size)));
    const SourceTask task = taskFor("f");
    int changes = 0;
    m_lab->files.onAfter(FileOp::Read, [&](const FilePath &path) {
        if (path == source("f")) // with each read: a log that is written to
            std::ignore = ::truncate(path.c_str(), becomes + ++changes % 2);
    });
    VERIFY_OK(process(1, {task}));
    QVERIFY(changes > 0);
    const auto row = entry("f", 1);
    QVERIFY(row.has_value());
    // Whatever it read: hash, size and blocks belong together.
    const std::string content = m_rig->contentOf(row->content);
    QCOMPARE(static_cast<std::int64_t>(content.size()), row->size);
    if (row->content != 0)
        QCOMPARE(need(m_lab->job().streams.summary(row->content)).hash,
                 hashOf(m_lab->settings.fileHash, asBytes(content)));
    QCOMPARE(m_lab->report.count(Severity::Warning), 1);
    QCOMPARE(m_lab->report.messages().at(0).id, QStringLiteral("FileChangedWhileRead"));
    // So that the next backup reads it again.
    const SourceStat now = need(SourceReader(m_lab->files).examine(source("f")));
    QVERIFY(row->mtime != now.mtimeNs || row->ctime != now.ctimeNs || row->size != becomes);
}

void TestFileStage::doesNothingMoreAfterAStop()
{
    writeFile(source("f"), "content");
    writeFile(source("g"), "content");
    m_lab->cancel.requestStop();
    VERIFY_OK(process(1, {taskFor("f"), taskFor("g")}));
    QCOMPARE(m_tally->notProcessed.load(), 2);
    QVERIFY(!entry("f", 1) && !entry("g", 1));
    init();
    writeFile(source("f"), "content");
    m_lab->cancel.requestAbort();
    VERIFY_FAILS(process(1, {taskFor("f")}), ErrorCode::Cancelled);
}

void TestFileStage::endsWithTheDatabase()
{
    writeFile(source("f"), m_lab->noise(3000));
    SourceTask task = stored("f");
    writeFile(source("f"), m_lab->noise(3000));
    const auto previous = task.previous;
    task = taskFor("f");
    task.previous = previous;
    task.previous->content = -777; // a row that refers to nothing
    QVERIFY(!process(2, {task}).has_value());
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestFileStage)
#include "test_file_stage.moc"
