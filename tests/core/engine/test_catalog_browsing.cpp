// SPDX-License-Identifier: MIT
#include "core/engine/catalog.h"
#include "tests/core/engine/engine_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

QStringList names(const std::vector<CatalogRow> &rows)
{
    QStringList list;
    for (const CatalogRow &row : rows)
        list << QString::fromLatin1(row.name.data(), static_cast<qsizetype>(row.name.size()));
    return list;
}

const std::string kOdd = "bad \xff\xfe name\nsecond line ";

} // namespace

class TestCatalogBrowsing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void aJobWithoutADatabaseIsNotFound();
    void versionsComeNewestFirstWithWhatChanged();
    void deletingAVersionBetweenMovesItsChanges();
    void theCommonRootIsTheOneSource();
    void twoSourcesShareTheFolderAboveThem();
    void foldersTellWhetherTheyHaveFolders();
    void aFolderIsPagedInEveryOrder();
    void oddNamesKeepTheirBytes();
    void deletedFilesShowTheLastVersionThatHadThem();
    void everyVersionIsMerged();
    void typingFindsAName();
    void theLargestNewFilesOfAVersion();
    void historyHasOnlyDifferentContents();
    void historyShowsAGap();
    void ticksAreSummedUp();
    void whatATickFetchesIsToldBefore();
    void deletedFoldersAreListedWhereTheyAreWanted();
    void theNewestVersionIsThereBeforeTheOthers();
    void aRunningBackupIsNotSeen();
    void aRebuiltDatabaseIsOpenedAnew();
    void fortyVersionsAgreeWithTheFiles();

private:
    static std::unique_ptr<Catalog> open(EngineLab &lab)
    {
        return value(Catalog::open(lab.database()));
    }
    static FolderView view(EngineLab &lab, VersionId version, std::string_view name = "")
    {
        FolderView made;
        made.version = version;
        made.folder = lab.saved(name);
        if (!made.folder.ends_with('/'))
            made.folder += '/';
        return made;
    }
};

void TestCatalogBrowsing::aJobWithoutADatabaseIsNotFound()
{
    EngineLab lab;
    VERIFY_FAILS(Catalog::open(lab.database()), ErrorCode::NotFound);
}

void TestCatalogBrowsing::versionsComeNewestFirstWithWhatChanged()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.write("b", "two");
    lab.write("c", "three");
    lab.backup();
    const auto catalog = open(lab);
    QCOMPARE(value(catalog->changes()).size(), std::size_t{1});
    lab.write("a", "another");
    lab.remove("b");
    lab.write("d", "new");
    lab.write("e", "new too");
    lab.backup();

    const auto versions = value(catalog->versions());
    QCOMPARE(versions.size(), std::size_t{2});
    QCOMPARE(versions[0].index, 0);
    QVERIFY(versions[0].time > versions[1].time);
    QCOMPARE(versions[0].files, 4);
    QCOMPARE(versions[1].bytes, 11);
    QVERIFY(!versions[0].partial);
    const auto changes = value(catalog->changes());
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[0].id, versions[0].id);
    QCOMPARE(changes[0].added, 2);
    QCOMPARE(changes[0].changed, 1);
    QCOMPARE(changes[0].deleted, 1);
    QCOMPARE(changes[1].added, 3);
    QCOMPARE(changes[1].changed, 0);
}

void TestCatalogBrowsing::deletingAVersionBetweenMovesItsChanges()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.backup();
    const auto catalog = open(lab);
    lab.write("b", "two");
    lab.backup();
    lab.write("c", "three");
    lab.remove("a");
    lab.backup();
    QCOMPARE(value(catalog->changes())[0].added, 1);
    QVERIFY(lab.deleteVersion(1).value);
    const auto changes = value(catalog->changes());
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[0].added, 2);
    QCOMPARE(changes[0].deleted, 1);
}

void TestCatalogBrowsing::theCommonRootIsTheOneSource()
{
    EngineLab lab;
    lab.write("sub/a", "one");
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    QCOMPARE(value(catalog->commonRoot(newest)),
             lab.saved("") + (lab.saved("").ends_with('/') ? "" : "/"));
    QCOMPARE(value(catalog->roots(newest)).size(), std::size_t{1});
}

void TestCatalogBrowsing::twoSourcesShareTheFolderAboveThem()
{
    EngineLab lab;
    lab.write("x/one/a", "one");
    lab.write("x/two/b", "two");
    lab.clock.advance(std::chrono::hours(1));
    const auto made = lab.engine().backup(
        lab.job, {lab.path("source/x/one"), lab.path("source/x/two")}, lab.cancel, lab.progress);
    QVERIFY(made.value && made.value->versionMade);
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    QCOMPARE(value(catalog->commonRoot(newest)), lab.saved("x/"));
    const auto roots = value(catalog->roots(newest));
    QCOMPARE(roots.size(), std::size_t{2});
    QCOMPARE(roots[0], lab.saved("x/one/"));
    // The folders above are shown though no version has an entry of them.
    const auto top = value(catalog->folders(newest, ""));
    QCOMPARE(top.size(), std::size_t{1});
    QCOMPARE(top[0].path, std::string("/"));
    QVERIFY(top[0].hasFolders);
    QCOMPARE(names(value(catalog->filePage(view(lab, newest, "x"), 0, 10))),
             (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(names(value(catalog->filePage(view(lab, newest), 0, 10))), QStringList{u"x"_s});
}

void TestCatalogBrowsing::foldersTellWhetherTheyHaveFolders()
{
    EngineLab lab;
    lab.write("full/deep/a", "one");
    lab.write("flat/a", "one");
    lab.backup();
    lab.remove("full/deep");
    lab.backup();
    const auto catalog = open(lab);
    const auto versions = value(catalog->versions());
    const auto older = value(catalog->folders(versions[1].id, view(lab, 0).folder));
    QCOMPARE(older.size(), std::size_t{2});
    QCOMPARE(older[0].name, std::string("flat"));
    QVERIFY(!older[0].hasFolders);
    QVERIFY(older[1].hasFolders);
    const auto newer = value(catalog->folders(versions[0].id, view(lab, 0).folder));
    QVERIFY(!newer[1].hasFolders);
    const auto merged = value(catalog->folders(kEveryVersion, view(lab, 0, "full").folder));
    QCOMPARE(merged.size(), std::size_t{1});
    QVERIFY(!merged[0].isInVersion);
}

void TestCatalogBrowsing::aFolderIsPagedInEveryOrder()
{
    EngineLab lab;
    for (int i = 0; i < 30; ++i)
        lab.write("f" + std::to_string(100 + i),
                  std::string(static_cast<std::size_t>(1 + i * 7 % 30), 'x'));
    lab.write("folder/inside", "x");
    lab.backup();
    const auto catalog = open(lab);
    FolderView wanted = view(lab, value(catalog->versions())[0].id);
    const auto all = value(catalog->filePage(wanted, 0, 100));
    QCOMPARE(all.size(), std::size_t{31});
    QVERIFY(all[0].isFolder());
    QCOMPARE(all[0].size, -1);
    QCOMPARE(all[1].name, std::string("f100"));
    QCOMPARE(all[1].path, lab.saved("f100"));
    for (const std::int64_t offset : {0, 1, 29, 30, 31, 40}) {
        const auto quick = value(catalog->filePage(wanted, offset, 2));
        const auto expected = names(all).mid(offset, 2);
        QCOMPARE(names(quick), expected);
    }
    QCOMPARE(value(catalog->fileCount(wanted)), 31);
    QCOMPARE(names(value(catalog->filePage(wanted, 29, 2))), names(all).mid(29));
    wanted.descending = true;
    QCOMPARE(value(catalog->filePage(wanted, 1, 1))[0].name, std::string("f129"));
    wanted.sort = CatalogSort::Size;
    auto rows = value(catalog->filePage(wanted, 1, 30));
    QVERIFY(std::is_sorted(rows.begin(), rows.end(),
                           [](const auto &a, const auto &b) { return a.size > b.size; }));
    wanted.sort = CatalogSort::Modified;
    wanted.descending = false;
    rows = value(catalog->filePage(wanted, 1, 30));
    QVERIFY(std::is_sorted(rows.begin(), rows.end(),
                           [](const auto &a, const auto &b) { return a.mtime < b.mtime; }));
    QVERIFY(rows[0].mtime > 0);
}

void TestCatalogBrowsing::oddNamesKeepTheirBytes()
{
    EngineLab lab;
    lab.write(kOdd, "odd");
    lab.write(kOdd + "d/ in\tside", "deep");
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    const auto rows = value(catalog->filePage(view(lab, newest), 0, 10));
    QCOMPARE(rows.size(), std::size_t{2});
    QCOMPARE(rows[1].name, kOdd);
    QCOMPARE(rows[1].display, displayText(kOdd));
    QCOMPARE(value(catalog->history(lab.saved(kOdd))).size(), std::size_t{1});
    const auto inside = value(catalog->filePage(view(lab, newest, kOdd + "d"), 0, 10));
    QCOMPARE(inside.size(), std::size_t{1});
    QCOMPARE(inside[0].name, std::string(" in\tside"));
    QVERIFY(value(catalog->find(newest, inside[0].path)));
}

void TestCatalogBrowsing::deletedFilesShowTheLastVersionThatHadThem()
{
    EngineLab lab;
    lab.write("stays", "one");
    lab.write("goes", "gone");
    lab.backup();
    lab.write("goes", "gone later");
    lab.backup();
    lab.remove("goes");
    lab.write("comes", "late");
    lab.backup();
    const auto catalog = open(lab);
    const auto versions = value(catalog->versions());
    FolderView wanted = view(lab, versions[0].id);
    QCOMPARE(names(value(catalog->filePage(wanted, 0, 9))), (QStringList{u"comes"_s, u"stays"_s}));
    wanted.showDeleted = true;
    QCOMPARE(value(catalog->fileCount(wanted)), 3);
    auto rows = value(catalog->filePage(wanted, 0, 9));
    QCOMPARE(rows[1].name, std::string("goes"));
    QVERIFY(!rows[1].isInVersion);
    QVERIFY(rows[1].deletedAfter);
    QCOMPARE(rows[1].deletedAfter->id, versions[1].id);
    QCOMPARE(rows[1].deletedAfter->time, versions[1].time);
    QCOMPARE(rows[1].size, 10);
    QCOMPARE(rows[1].contents, 2);
    QVERIFY(!rows[2].deletedAfter);
    // Seen from the oldest version the file is there, and the late one is not deleted.
    wanted.version = versions[2].id;
    rows = value(catalog->filePage(wanted, 0, 9));
    QVERIFY(rows[1].isInVersion);
    QCOMPARE(rows[1].size, 4);
    QVERIFY(!rows[0].isInVersion);
    QVERIFY(!rows[0].deletedAfter);
}

void TestCatalogBrowsing::everyVersionIsMerged()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.backup();
    lab.remove("a");
    lab.write("b", "two");
    lab.backup();
    const auto catalog = open(lab);
    const auto rows = value(catalog->filePage(view(lab, kEveryVersion), 0, 9));
    QCOMPARE(names(rows), (QStringList{u"a"_s, u"b"_s}));
    QVERIFY(rows[0].deletedAfter && !rows[1].deletedAfter);
}

void TestCatalogBrowsing::typingFindsAName()
{
    EngineLab lab;
    for (const char *name : {"Alpha", "beta", "Beth",
                             "\xc3\x9c"
                             "bung"})
        lab.write(name, name);
    lab.backup();
    const auto catalog = open(lab);
    const FolderView wanted = view(lab, value(catalog->versions())[0].id);
    const auto rows = value(catalog->filePage(wanted, 0, 9));
    const auto at = [&](const QString &text, std::int64_t from = 0) {
        const auto found = value(catalog->indexOfPrefix(wanted, text, from));
        return found ? rows[static_cast<std::size_t>(*found)].name : std::string();
    };
    QCOMPARE(at(u"al"_s), std::string("Alpha"));
    QCOMPARE(at(u"BET"_s), std::string("Beth"));
    QCOMPARE(at(u"beta"_s), std::string("beta"));
    QCOMPARE(at(u"bet"_s, 2), std::string("beta"));
    QCOMPARE(at(u"ub"_s), std::string("\xc3\x9c"
                                      "bung"));
    QCOMPARE(at(u"zz"_s), std::string());
}

void TestCatalogBrowsing::theLargestNewFilesOfAVersion()
{
    EngineLab lab;
    lab.write("same", std::string(9000, 's'));
    lab.write("folder/grown", "small");
    lab.write("gone", std::string(5000, 'g'));
    lab.backup();
    lab.write("folder/grown", std::string(4000, 'g'));
    lab.write("new", std::string(3000, 'n'));
    lab.write("tiny", "t");
    lab.write("same", std::string(9000, 's')); // another time, the same content
    lab.remove("gone");
    lab.backup();
    const auto catalog = value(Catalog::open(lab.database()));
    const auto versions = value(catalog->versions());
    const std::vector<NewFile> expected{{lab.saved("folder/grown"), 4000},
                                        {lab.saved("new"), 3000}};
    QVERIFY(value(catalog->largestNew(versions[0].id, 2)) == expected);
    QCOMPARE(value(catalog->largestNew(versions[1].id, 20)).size(), std::size_t{3});
}

void TestCatalogBrowsing::historyHasOnlyDifferentContents()
{
    EngineLab lab;
    const std::string longText(5000, 'a');
    lab.write("f", longText);
    lab.backup();
    lab.write("f", longText); // a new time
    lab.write("g", "g");
    lab.backup();
    lab.write("f", longText + "b");
    lab.backup();
    lab.write("f", longText);
    lab.backup();
    const auto catalog = open(lab);
    const auto versions = value(catalog->versions());
    const auto history = value(catalog->history(lab.saved("f")));
    QCOMPARE(history.size(), std::size_t{3});
    QCOMPARE(history[0].first.id, versions[0].id);
    QVERIFY(history[0].isInNewest);
    QCOMPARE(history[1].size, 5001);
    QCOMPARE(history[2].first.id, versions[3].id);
    QCOMPARE(history[2].last.id, versions[2].id);
    QCOMPARE(history[2].versions, 2);
    QVERIFY(history[0].hash == history[2].hash);
    QVERIFY(!(history[0].hash == history[1].hash));
    QCOMPARE(value(catalog->find(versions[0].id, lab.saved("f")))->contents, 2);
    QVERIFY(value(catalog->history(lab.saved("none"))).empty());
    QVERIFY(value(catalog->history("/elsewhere/x")).empty());
}

void TestCatalogBrowsing::historyShowsAGap()
{
    EngineLab lab;
    lab.write("f", "same");
    lab.write("g", "g");
    lab.backup();
    lab.remove("f");
    lab.backup();
    lab.write("f", "same");
    lab.backup();
    lab.remove("f");
    lab.backup();
    const auto catalog = open(lab);
    const auto history = value(catalog->history(lab.saved("f")));
    QCOMPARE(history.size(), std::size_t{2});
    QVERIFY(history[0].isDeletedAfter && history[1].isDeletedAfter);
    QVERIFY(!history[0].isInNewest);
}

void TestCatalogBrowsing::ticksAreSummedUp()
{
    EngineLab lab;
    lab.write("d/a", "1");
    lab.write("d/b", "22");
    lab.write("d/sub/c", "333");
    lab.write("d/sub/d", "4444");
    lab.write("top", "55555");
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    const auto sum = [&](const PathSelection &selection) {
        const SelectionSum made = value(catalog->sumOf(newest, selection));
        return std::tuple(made.files, made.bytes, made.missing);
    };
    QCOMPARE(sum({}), std::tuple(0, 0, 0));
    QCOMPARE(sum({{"", true}}), std::tuple(5, 15, 0));
    QCOMPARE(sum({{lab.saved("d/"), true}}), std::tuple(4, 10, 0));
    QCOMPARE(sum({{lab.saved("d/"), true}, {lab.saved("d/sub/"), false}}), std::tuple(2, 3, 0));
    QCOMPARE(sum({{lab.saved("d/"), true},
                  {lab.saved("d/sub/"), false},
                  {lab.saved("d/sub/c"), true},
                  {lab.saved("d/a"), true}, // says nothing new
                  {lab.saved("top"), true},
                  {lab.saved("none"), true}}),
             std::tuple(4, 11, 1));
    VERIFY_FAILS(catalog->sumOf(newest + 9, {}), ErrorCode::NotFound);
}

// Files at the destination are read whole, each of them once.
void TestCatalogBrowsing::whatATickFetchesIsToldBefore()
{
    EngineLab lab;
    lab.write("d/old", std::string(5000, 'o'));
    lab.write("d/older", "too");
    lab.backup();
    lab.write("d/new", std::string(9000, 'n'));
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    const auto job = value(JobDatabase::open(lab.database(), Database::Mode::ReadOnly));
    const auto sizeOf = [&](const char *which) {
        return value(job->database().number(
            (std::string("SELECT size FROM volume WHERE kind = 0 ORDER BY id ") + which).c_str()));
    };
    const std::int64_t first = sizeOf("LIMIT 1");
    const std::int64_t second = sizeOf("LIMIT 1 OFFSET 1");
    const auto fetch = [&](const PathSelection &selection) {
        return value(catalog->fetchBytes(newest, selection));
    };
    QCOMPARE(fetch({}), 0);
    QCOMPARE(fetch({{lab.saved("d/older"), true}}), first);
    QCOMPARE(fetch({{lab.saved("d/older"), true}, {lab.saved("d/old"), true}}), first);
    QCOMPARE(fetch({{lab.saved("d/new"), true}}), second);
    QCOMPARE(fetch({{"", true}}), first + second);
    QCOMPARE(fetch({{lab.saved("none"), true}}), 0);
    VERIFY_FAILS(catalog->fetchBytes(newest + 9, {}), ErrorCode::NotFound);
}

void TestCatalogBrowsing::deletedFoldersAreListedWhereTheyAreWanted()
{
    EngineLab lab;
    lab.write("stays/a", "one");
    lab.write("goes/deep/a", "one");
    lab.backup();
    lab.remove("goes");
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    QCOMPARE(value(catalog->folders(newest, view(lab, 0).folder)).size(), std::size_t{1});
    const auto all = value(catalog->folders(newest, view(lab, 0).folder, true));
    QCOMPARE(all.size(), std::size_t{2});
    QCOMPARE(all[0].name, std::string("goes"));
    QVERIFY(!all[0].isInVersion && all[0].hasFolders);
    QVERIFY(all[1].isInVersion && !all[1].hasFolders);
    const auto deep = value(catalog->folders(newest, view(lab, 0, "goes").folder, true));
    QCOMPARE(deep.size(), std::size_t{1});
}

// On a computer that has nothing but the destination.
void TestCatalogBrowsing::theNewestVersionIsThereBeforeTheOthers()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.write("gone", "two");
    lab.backup();
    lab.remove("gone");
    lab.write("b", "three");
    lab.backup();
    VERIFY_OK(lab.files.rename(lab.database(), lab.path("old.sqlite")));
    const auto made = lab.engine().recreateNewest(lab.job, lab.cancel, lab.progress);
    QVERIFY(made.value && made.value->rebuilt);
    QCOMPARE(made.value->rebuilt->dlistsRead, 1);
    QCOMPARE(made.value->rebuilt->dindexesRead, 0); // those are many where much is stored
    const auto catalog = open(lab);
    QVERIFY(value(catalog->isPartial()));
    const auto newest = value(catalog->versions());
    QCOMPARE(newest.size(), std::size_t{1});
    QCOMPARE(names(value(catalog->filePage(view(lab, newest[0].id), 0, 9))),
             (QStringList{u"a"_s, u"b"_s}));
    // It does not say where content lies: that is found at the destination.
    JobRequest restoring = lab.job;
    restoring.options.restore.target = lab.path("restored");
    restoring.options.restore.noLocalDatabase = true;
    const auto restored = lab.restore(restoring, {});
    QVERIFY(restored.value);
    QCOMPARE(restored.value->restoredFiles, 2);
    QVERIFY(!lab.tryBackup().value); // R4: it knows too little to change anything
    QVERIFY(lab.engine().recreate(lab.job, lab.cancel, lab.progress).value);
    QVERIFY(!value(catalog->isPartial()));
    QCOMPARE(value(catalog->versions()).size(), std::size_t{2});
}

void TestCatalogBrowsing::aRunningBackupIsNotSeen()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.backup();
    const auto catalog = open(lab);
    const VersionId newest = value(catalog->versions())[0].id;
    // What a run has written when it is half done, and holds the database for.
    const auto writer = value(JobDatabase::open(lab.database(), Database::Mode::ReadWrite));
    VersionRow next = value(writer->versions.visible()).front();
    next.time += 60;
    next.state = VersionState::Unfinished;
    next.dlist = 0;
    {
        auto committed = value(Transaction::begin(writer->database()));
        const std::int64_t id = value(writer->versions.add(next));
        const std::int64_t folder =
            value(writer->entries.findFolderByPath(view(lab, 0).folder, '/'));
        VERIFY_OK(writer->entries.close(folder, "a", id));
        EntryRow row;
        row.folder = folder;
        row.name = "b";
        row.first = id;
        VERIFY_OK(writer->entries.open(row));
        VERIFY_OK(committed.commit());
    }
    const auto held = value(Transaction::begin(writer->database()));
    QCOMPARE(value(catalog->versions()).size(), std::size_t{1});
    QCOMPARE(names(value(catalog->filePage(view(lab, newest), 0, 9))), QStringList{u"a"_s});
    const auto merged = value(catalog->filePage(view(lab, kEveryVersion), 0, 9));
    QCOMPARE(names(merged), QStringList{u"a"_s});
    QVERIFY(!merged[0].deletedAfter);
    QVERIFY(value(catalog->history(lab.saved("b"))).empty());
}

void TestCatalogBrowsing::aRebuiltDatabaseIsOpenedAnew()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.backup();
    const auto catalog = open(lab);
    QCOMPARE(value(catalog->versions()).size(), std::size_t{1});
    lab.write("b", "two");
    lab.backup();
    VERIFY_OK(lab.files.rename(lab.database(), lab.path("old.sqlite")));
    VERIFY_FAILS(catalog->versions(), ErrorCode::NotFound);
    QVERIFY(lab.engine().recreate(lab.job, lab.cancel, lab.progress).value);
    const auto versions = value(catalog->versions());
    QCOMPARE(versions.size(), std::size_t{2});
    QCOMPARE(names(value(catalog->filePage(view(lab, versions[0].id), 0, 9))),
             (QStringList{u"a"_s, u"b"_s}));
}

// Files come, change and go by a seed; every version shows what there was.
void TestCatalogBrowsing::fortyVersionsAgreeWithTheFiles()
{
    EngineLab lab;
    SeededRandom random(testSeed(3));
    std::map<std::string, std::string> present;
    std::vector<std::map<std::string, std::string>> past;
    for (int i = 0; i < 40; ++i) {
        for (int change = 0; change < 4; ++change) {
            const std::string name = "file " + std::to_string(random.below(12));
            if (random.chance(0.3)) {
                lab.remove(name);
                present.erase(name);
            } else {
                present[name] = std::string(static_cast<std::size_t>(1 + random.below(3000)), 'x');
                lab.write(name, present[name]);
            }
        }
        lab.write("counter", std::to_string(i));
        present["counter"] = std::to_string(i);
        lab.backup();
        past.push_back(present);
    }
    const auto catalog = open(lab);
    const auto versions = value(catalog->versions());
    const auto changes = value(catalog->changes());
    QCOMPARE(versions.size(), std::size_t{40});
    for (std::size_t i = 0; i < 40; ++i) {
        const auto &expected = past[39 - i];
        const auto rows = value(catalog->filePage(view(lab, versions[i].id), 0, 100));
        QCOMPARE(rows.size(), expected.size());
        for (const CatalogRow &row : rows)
            QCOMPARE(row.size, static_cast<std::int64_t>(expected.at(row.name).size()));
        if (i == 39)
            break;
        const auto &before = past[38 - i];
        std::int64_t added = 0;
        std::int64_t deleted = 0;
        for (const auto &[name, content] : expected)
            added += before.contains(name) ? 0 : 1;
        for (const auto &[name, content] : before)
            deleted += expected.contains(name) ? 0 : 1;
        QCOMPARE(changes[i].added, added);
        QCOMPARE(changes[i].deleted, deleted);
        QVERIFY(changes[i].changed >= 1);
    }
}

QTEST_GUILESS_MAIN(TestCatalogBrowsing)
#include "test_catalog_browsing.moc"
