// SPDX-License-Identifier: MIT
#include "core/engine/restore_undo.h"
#include "tests/core/engine/engine_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

template<typename T>
T value(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message % result.error().detail));
    return std::move(*result);
}

const std::string kOdd = "odd \xff\nname ";

} // namespace

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
    QCOMPARE(result.left, 1);
    QCOMPARE(readFile(lab.path("elsewhere/f")), std::string("old f"));
}

void TestRestoreUndo::aStoreThatOthersMayWriteIsRefused()
{
    EngineLab lab;
    VERIFY_OK(lab.files.makeDirectories(lab.path("open"), 0777));
    QCOMPARE(::chmod(lab.path("open").c_str(), 0777), 0);
    VERIFY_FAILS(openPrivateFolder(lab.files, lab.path("open"), true), ErrorCode::AccessDenied);
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

QTEST_GUILESS_MAIN(TestRestoreUndo)
#include "test_restore_undo.moc"
