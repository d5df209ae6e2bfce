// SPDX-License-Identifier: MIT
#include "backends/local/local_backend.h"
#include "core/engine/restore_undo.h"
#include "tests/core/engine/engine_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <functional>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

const std::string kOdd = "odd \xff\nname ";

} // namespace

// Does something before the nth operation on files that changes them.
class NthChange final : public FileLayer
{
public:
    NthChange(int number, std::function<Result<>()> act)
        : m_left(number)
        , m_act(std::move(act))
    {
    }
    Result<> before(FileOp op, const FilePath &path, std::uint64_t bytes) override
    {
        const bool isChange = op == FileOp::Create || op == FileOp::Write || op == FileOp::Sync ||
                              op == FileOp::Rename || op == FileOp::Remove ||
                              op == FileOp::MakeDirectory || op == FileOp::SetMetadata;
        if (isChange && m_left.fetch_sub(1) == 1)
            return m_act();
        return FileLayer::before(op, path, bytes);
    }
    [[nodiscard]] bool hasActed() const { return m_left <= 0; }

private:
    std::atomic<int> m_left;
    std::function<Result<>()> m_act;
};

class TestRestoreUndo : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void theMarkOfTheCallerNamesTheSecondFile();
    void aPathMapMovesAFolder();
    void ticksBecomeWhatIsWanted();
    void thePreviewTellsWhatIsThere();
    void muchReplacedCannotBeUndone();
    void undoBringsBackWhatWasReplaced();
    void whatWasChangedSinceIsLeft();
    void aLinkInPlaceOfTheFolderIsNotFollowed();
    void aStoreThatOthersMayWriteIsRefused();
    void recordsExpireWithWhatTheyKept();
    void theUndoStoreIsNeverSaved();
    void killedAnywhereAFileIsOldOrNewAndCanBeUndone();
    void failingAnywhereNothingIsLost();

private:
    struct Undoable
    {
        std::unique_ptr<RestoreUndoLog> log;
        FilePath record;
    };
    // Everything below the scratch folder, trash included.
    static Undoable begin(EngineLab &lab)
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString(lab.path("data").bytes()));
        UndoRecords records(lab.files, lab.clock, lab.path("records"));
        const FilePath record = value(records.newRecord(lab.random));
        return {value(RestoreUndoLog::create(lab.files, lab.random, lab.clock.nowSeconds(),
                                             {lab.path("store"), record})),
                record};
    }
    static RestoreResult restoreReplacing(EngineLab &lab, RestoreUndoLog *undo,
                                          std::int64_t version = 1)
    {
        JobRequest job = lab.job;
        job.options.restore.existing = ExistingFile::Replace;
        job.options.selection.versions = {version};
        RestoreRequest request;
        request.undo = undo;
        const auto outcome = lab.restore(job, request);
        if (!outcome.value || outcome.value->brokenFiles > 0)
            qFatal("no restore: %s", outcome.fatal ? qPrintable(outcome.fatal->message) : "");
        return *outcome.value;
    }
    // f and g, changed since the version; a link; a file that is gone.
    static void prepare(EngineLab &lab)
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString(lab.path("data").bytes()));
        lab.write("f", "old f");
        lab.write("sub/g", "old g");
        lab.write("gone", "old gone");
        VERIFY_OK(lab.files.makeDirectories(lab.path("source")));
        QCOMPARE(::symlink("old", lab.path("source/l").c_str()), 0);
        lab.backup();
        change(lab);
    }
    static void change(EngineLab &lab)
    {
        lab.write("f", "new f");
        lab.write("sub/g", "new g");
        removeTree(lab.path("source/gone"));
        removeTree(lab.path("source/l"));
        QCOMPARE(::symlink("new", lab.path("source/l").c_str()), 0);
    }
    // With what the layer does in between.
    static Outcome<RestoreResult> restoreBy(EngineLab &lab, FileLayer &layer, int seed)
    {
        BackendRegistry backends;
        registerLocalBackend(backends);
        SeededRandom random(static_cast<std::uint64_t>(seed));
        Engine engine(layer, lab.clock, random, backends);
        UndoRecords records(lab.files, lab.clock, lab.path("records"));
        const FilePath record = value(records.newRecord(random));
        const auto log = RestoreUndoLog::create(layer, random, lab.clock.nowSeconds(),
                                                {lab.path("store"), record});
        Outcome<RestoreResult> outcome;
        if (!log) {
            outcome.fatal = log.error();
            return outcome;
        }
        JobRequest job = lab.job;
        job.options.restore.existing = ExistingFile::Replace;
        RestoreRequest request;
        request.undo = log->get();
        CancelToken cancel;
        Progress progress;
        return engine.restore(job, request, cancel, progress);
    }
    static bool isOneOf(const FilePath &file, const char *one, const char *other)
    {
        const std::string content = fileExists(file) ? readFile(file) : "(nothing)";
        return content == one || content == other;
    }
    static void checkThere(EngineLab &lab)
    {
        QVERIFY(isOneOf(lab.path("source/f"), "old f", "new f"));
        QVERIFY(isOneOf(lab.path("source/sub/g"), "old g", "new g"));
        std::error_code none;
        const std::string link =
            std::filesystem::read_symlink(lab.path("source/l").bytes(), none).string();
        QVERIFY2(link == "old" || link == "new", link.c_str());
    }
    // What was there before the restore is there again, or still kept and named as left.
    static void checkUndone(EngineLab &lab)
    {
        UndoRecords records(lab.files, lab.clock, lab.path("records"));
        for (const UndoRecord &record : value(records.list())) {
            const UndoResult result = value(records.undo(record.file));
            for (const auto &[name, content] :
                 {std::pair{"source/f", "new f"}, std::pair{"source/sub/g", "new g"}}) {
                const auto isHere = [&, &wanted = name](const FilePath &path) {
                    return path == lab.path(wanted);
                };
                const bool isLeft = std::ranges::any_of(result.leftPaths, isHere) ||
                                    std::ranges::any_of(result.failures, isHere,
                                                        &std::pair<FilePath, Error>::first);
                const std::string there = readFile(lab.path(name));
                QVERIFY2(there == content || isLeft, there.c_str());
            }
            QCOMPARE(qint64(filesBelow(lab.path("store")).size()), result.left + result.failed);
            std::ignore = lab.files.remove(record.file);
        }
        removeTree(lab.path("store"));
    }
    static QStringList filesBelow(const FilePath &folder)
    {
        QStringList names;
        std::error_code none;
        for (auto at = std::filesystem::recursive_directory_iterator(folder.bytes(), none);
             at != std::filesystem::recursive_directory_iterator(); ++at)
            if (!at->is_directory())
                names << QString::fromStdString(at->path().filename().string());
        names.sort();
        return names;
    }
};

void TestRestoreUndo::theMarkOfTheCallerNamesTheSecondFile()
{
    EngineLab lab;
    lab.write("notes.md", "as it was");
    lab.backup();
    RestoreRequest request;
    request.keepBothMark = " (12 July 19.00)";
    for (const char *now : {"now", "later"}) {
        lab.write("notes.md", now);
        QVERIFY(lab.restore(lab.job, request).value);
        QCOMPARE(readFile(lab.path("source/notes.md")), std::string(now));
    }
    QCOMPARE(readFile(lab.path("source/notes (12 July 19.00).md")), std::string("as it was"));
    lab.write("notes (12 July 19.00).md", "taken");
    QVERIFY(lab.restore(lab.job, request).value);
    QCOMPARE(readFile(lab.path("source/notes (12 July 19.00) (2).md")), std::string("as it was"));
}

void TestRestoreUndo::aPathMapMovesAFolder()
{
    EngineLab lab;
    lab.write("old/home/a", "one");
    lab.write("old/home/deep/b", "two");
    lab.write("old/c", "three");
    lab.backup();
    lab.remove("old");
    RestoreRequest request;
    request.pathMap = {{lab.saved("old/home/"), lab.path("new")},
                       {lab.saved("old/home/deep/"), lab.path("other/place")},
                       {"/not/there/", lab.path("nowhere")}};
    const auto outcome = lab.restore(lab.job, request);
    QVERIFY(outcome.value);
    QCOMPARE(outcome.value->restoredFiles, 3);
    QCOMPARE(readFile(lab.path("new/a")), std::string("one"));
    QCOMPARE(readFile(lab.path("other/place/b")), std::string("two"));
    QCOMPARE(readFile(lab.path("source/old/c")), std::string("three"));
    QVERIFY(!fileExists(lab.path("source/old/home")));
    QVERIFY(!fileExists(lab.path("nowhere")));
}

void TestRestoreUndo::ticksBecomeWhatIsWanted()
{
    EngineLab lab;
    for (const char *name : {"d/a", "d/sub/b", "d/sub/c*", "top", "other"})
        lab.write(name, "x");
    lab.backup();
    RestoreRequest request;
    request.wanted = wantedBy({{lab.saved("d/"), true},
                               {lab.saved("d/sub/"), false},
                               {lab.saved("d/sub/c*"), true},
                               {lab.saved("top"), true}});
    JobRequest job = lab.job;
    job.options.restore.target = lab.path("out");
    QVERIFY(lab.restore(job, request).value);
    QCOMPARE(filesBelow(lab.path("out")), (QStringList{u"a"_s, u"c*"_s, u"top"_s}));
}

void TestRestoreUndo::thePreviewTellsWhatIsThere()
{
    EngineLab lab;
    lab.write("same", "same");
    lab.write("differs", "before");
    lab.write("gone", "gone");
    lab.write(kOdd, "odd");
    lab.backup();
    lab.write("differs", "after that");
    lab.remove("gone");
    lab.remove(kOdd);
    const auto before = filesBelow(lab.path("source"));
    const auto outcome = lab.engine().previewRestore(lab.job, {}, lab.cancel, lab.progress);
    QVERIFY(outcome.value);
    const RestorePreview &preview = *outcome.value;
    QCOMPARE(preview.newFiles, 2);
    QCOMPARE(preview.newBytes, 7);
    QCOMPARE(preview.sameFiles, 1);
    QCOMPARE(preview.differingFiles, 1);
    QCOMPARE(preview.differingBytes, 6);
    QCOMPARE(preview.replaceableBytes, 10);
    QCOMPARE(preview.entries.size(), std::size_t{4});
    QVERIFY(preview.mayWrite);
    QVERIFY(preview.freeBytes > 0);
    QVERIFY(std::ranges::any_of(preview.entries, [&](const PreviewEntry &entry) {
        return entry.path == lab.saved(kOdd) && entry.place.bytes() == entry.path;
    }));
    QCOMPARE(filesBelow(lab.path("source")), before);
    JobRequest elsewhere = lab.job;
    elsewhere.options.restore.target = lab.path("not/there");
    const auto other = lab.engine().previewRestore(elsewhere, {}, lab.cancel, lab.progress);
    QVERIFY(other.value);
    QCOMPARE(other.value->newFiles, 4);
    QVERIFY(!fileExists(lab.path("not")));
}

void TestRestoreUndo::muchReplacedCannotBeUndone()
{
    EngineLab lab;
    lab.write("f", "small");
    lab.backup();
    removeTree(lab.path("source/f"));
    writeSparseFile(lab.path("source/f"), std::uint64_t{1} << 43); // more than any disk here
    const auto outcome = lab.engine().previewRestore(lab.job, {}, lab.cancel, lab.progress);
    QVERIFY(outcome.value);
    QVERIFY(outcome.value->undoStore.empty());
}

void TestRestoreUndo::undoBringsBackWhatWasReplaced()
{
    EngineLab lab;
    lab.write("f", "old f");
    lab.write("sub/new", "comes back");
    lab.write(kOdd, "old odd");
    VERIFY_OK(lab.files.makeDirectories(lab.path("source/links")));
    QCOMPARE(::symlink("old", lab.path("source/links/l").c_str()), 0);
    lab.backup();
    lab.write("f", "new f, longer");
    lab.write(kOdd, "new odd");
    lab.remove("sub");
    removeTree(lab.path("source/links/l"));
    QCOMPARE(::symlink("new", lab.path("source/links/l").c_str()), 0);
    lab.backup();
    const Undoable undo = begin(lab);
    restoreReplacing(lab, undo.log.get());
    QVERIFY(undo.log->isComplete());
    QCOMPARE(readFile(lab.path("source/f")), std::string("old f"));
    QCOMPARE(readFile(lab.path("source/sub/new")), std::string("comes back"));
    struct stat info
    {
    };
    QCOMPARE(::stat(lab.path("store").c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0700U);
    QCOMPARE(filesBelow(lab.path("store")).size(), 3);

    UndoRecords records(lab.files, lab.clock, lab.path("records"));
    const auto listed = value(records.list());
    QCOMPARE(listed.size(), std::size_t{1});
    QCOMPARE(listed[0].replacedFiles, 3);
    QCOMPARE(listed[0].madeFiles, 4);
    const UndoResult result = value(records.undo(listed[0].file));
    QVERIFY(result.isWhole());
    QCOMPARE(result.putBack, 3);
    QCOMPARE(result.trashed, 4);
    QCOMPARE(readFile(lab.path("source/f")), std::string("new f, longer"));
    QCOMPARE(readFile(lab.path("source") / kOdd), std::string("new odd"));
    QCOMPARE(std::filesystem::read_symlink(lab.path("source/links/l").bytes()).string(),
             std::string("new"));
    QVERIFY(!fileExists(lab.path("source/sub"))); // made by the restore, and empty again
    QCOMPARE(filesBelow(lab.path("data/Trash/files")).size(), 4);
    QCOMPARE(readFile(lab.path("data/Trash/files/new")), std::string("comes back"));
    const std::string note = readFile(lab.path("data/Trash/info/new.trashinfo"));
    QVERIFY(note.starts_with("[Trash Info]\nPath=" + lab.saved("sub/new") + "\nDeletionDate="));
    QVERIFY(value(records.list()).empty());
    QVERIFY(!fileExists(lab.path("store")));
}

void TestRestoreUndo::whatWasChangedSinceIsLeft()
{
    EngineLab lab;
    lab.write("f", "old f");
    lab.write("g", "old g");
    lab.backup();
    lab.write("f", "new f");
    lab.write("g", "new g");
    lab.backup();
    const Undoable undo = begin(lab);
    restoreReplacing(lab, undo.log.get());
    lab.write("f", "worked on since");
    UndoRecords records(lab.files, lab.clock, lab.path("records"));
    const UndoResult result = value(records.undo(undo.record));
    QCOMPARE(result.left, 1);
    QCOMPARE(result.leftPaths, std::vector<FilePath>{lab.path("source/f")});
    QCOMPARE(result.putBack, 1);
    QCOMPARE(readFile(lab.path("source/f")), std::string("worked on since"));
    QCOMPARE(readFile(lab.path("source/g")), std::string("new g"));
    // What was replaced is still kept, and comes back once its place is free.
    QCOMPARE(filesBelow(lab.path("store")).size(), 1);
    lab.remove("f");
    QVERIFY(value(records.undo(undo.record)).putBack == 1);
    QCOMPARE(readFile(lab.path("source/f")), std::string("new f"));
}

void TestRestoreUndo::aLinkInPlaceOfTheFolderIsNotFollowed()
{
    EngineLab lab;
    lab.write("sub/f", "old f");
    lab.backup();
    lab.write("sub/f", "new f");
    lab.backup();
    const Undoable undo = begin(lab);
    restoreReplacing(lab, undo.log.get());
    VERIFY_OK(lab.files.rename(lab.path("source/sub"), lab.path("elsewhere")));
    QCOMPARE(::symlink(lab.path("elsewhere").c_str(), lab.path("source/sub").c_str()), 0);
    UndoRecords records(lab.files, lab.clock, lab.path("records"));
    const UndoResult result = value(records.undo(undo.record));
    QCOMPARE(result.failed, 1);
    QCOMPARE(result.failures.front().first, lab.path("source/sub/f"));
    QCOMPARE(readFile(lab.path("elsewhere/f")), std::string("old f"));
}

void TestRestoreUndo::aStoreThatOthersMayWriteIsRefused()
{
    EngineLab lab;
    VERIFY_OK(lab.files.makeDirectories(lab.path("open"), 0777));
    QCOMPARE(::chmod(lab.path("open").c_str(), 0777), 0);
    const auto open = [&](Privacy privacy) {
        return openPrivateFolder(lab.files, lab.path("open"), true, privacy);
    };
    VERIFY_FAILS(open(Privacy::ReadByNone), ErrorCode::AccessDenied);
    VERIFY_FAILS(open(Privacy::WrittenByNone), ErrorCode::AccessDenied);
    QCOMPARE(::chmod(lab.path("open").c_str(), 0755), 0);
    VERIFY_FAILS(open(Privacy::ReadByNone), ErrorCode::AccessDenied);
    VERIFY_OK(open(Privacy::WrittenByNone));
    QCOMPARE(::symlink(lab.path("temp").c_str(), lab.path("link").c_str()), 0);
    QVERIFY(!openPrivateFolder(lab.files, lab.path("link"), true));
}

void TestRestoreUndo::recordsExpireWithWhatTheyKept()
{
    EngineLab lab;
    lab.write("f", "old f");
    lab.backup();
    lab.write("f", "new f");
    lab.backup();
    const Undoable undo = begin(lab);
    restoreReplacing(lab, undo.log.get());
    UndoRecords records(lab.files, lab.clock, lab.path("records"));
    lab.clock.advance(std::chrono::hours(24 * 13));
    VERIFY_OK(records.expire());
    QCOMPARE(value(records.list()).size(), std::size_t{1});
    lab.clock.advance(std::chrono::hours(25));
    QVERIFY(value(records.list()).empty());
    VERIFY_OK(records.expire());
    QVERIFY(!fileExists(lab.path("store")));
    QVERIFY(filesBelow(lab.path("records")).isEmpty());
    QCOMPARE(readFile(lab.path("source/f")), std::string("old f"));
}

void TestRestoreUndo::theUndoStoreIsNeverSaved()
{
    EngineLab lab;
    lab.write("f", "x");
    lab.write(".cairn-undo-1000/kept", "x");
    lab.write(".cairn-undo-notes/mine", "x");
    const BackupResult made = lab.backup();
    std::ignore = made;
    JobRequest job = lab.job;
    job.options.restore.target = lab.path("out");
    QVERIFY(lab.restore(job, {}).value);
    QCOMPARE(filesBelow(lab.path("out")), (QStringList{u"f"_s, u"mine"_s}));
}

void TestRestoreUndo::killedAnywhereAFileIsOldOrNewAndCanBeUndone()
{
#ifdef __SANITIZE_THREAD__
    QSKIP("the thread sanitizer allows no thread in a process that was forked from several");
#endif
    EngineLab lab;
    prepare(lab);
    int kills = 0;
    for (int at = 1;; ++at) {
        const pid_t child = ::fork();
        if (child == 0) {
            NthChange layer(at, []() -> Result<> { ::_exit(9); });
            const auto outcome = restoreBy(lab, layer, at);
            ::_exit(outcome.value && outcome.value->brokenFiles == 0 ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status), qPrintable(QString::number(status)));
        checkThere(lab);
        if (QTest::currentTestFailed())
            return;
        if (WEXITSTATUS(status) == 0) {
            QCOMPARE(readFile(lab.path("source/f")), std::string("old f"));
            break;
        }
        QVERIFY2(WEXITSTATUS(status) == 9, qPrintable(QString::number(at)));
        ++kills;
        checkUndone(lab);
        if (QTest::currentTestFailed())
            return;
        change(lab);
        QVERIFY(at < 1000);
    }
    QVERIFY2(kills > 20, qPrintable(QString::number(kills)));
}

void TestRestoreUndo::failingAnywhereNothingIsLost()
{
    EngineLab lab;
    prepare(lab);
    for (int at = 1;; ++at) {
        NthChange layer(at, [] { return Result<>(fail(ErrorCode::NoSpace, u"full"_s)); });
        const auto outcome = restoreBy(lab, layer, at);
        checkThere(lab);
        if (QTest::currentTestFailed())
            return;
        if (!layer.hasActed()) {
            QVERIFY(outcome.value && outcome.value->brokenFiles == 0);
            break;
        }
        checkUndone(lab);
        if (QTest::currentTestFailed())
            return;
        change(lab);
        QVERIFY(at < 1000);
    }
}

QTEST_GUILESS_MAIN(TestRestoreUndo)
#include "test_restore_undo.moc"
