// SPDX-License-Identifier: MIT
#include "core/operations/catalog.h"
#include "tests/core/operations/test_restore_store.h"
#include "tests/support/verify.h"

#include <QTest>

namespace cairn::test {

using Names = std::vector<std::string>;

class TestCatalog final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersVersionsFromTheNewest();
    void selectsVersions();
    void listsSortedByPath();
    void listsAFolderPageByPage();
    void leavesOutWhatIsExcluded();
    void listsSizesOfSeveralVersions();
    void passesFailuresOn();
    void comparesVersions();
};

void TestCatalog::numbersVersionsFromTheNewest()
{
    RestoreStore store;
    store.addVersion({{"/a", EntryType::File, "1"}});
    store.addVersion({{"/a", EntryType::File, "1"}, {"/b", EntryType::File, "22"}});
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    QCOMPARE(versions->size(), std::size_t{2});
    QCOMPARE(versions->at(0).index, 0);
    QCOMPARE(versions->at(0).row.files, 2);
    QCOMPARE(versions->at(0).row.bytes, 3);
    QCOMPARE(versions->at(1).index, 1);
    QVERIFY(versions->at(0).row.time > versions->at(1).row.time);
}

void TestCatalog::selectsVersions()
{
    RestoreStore store;
    VersionSelection selection;
    VERIFY_FAILS(selectVersions(store.job(), selection, 0), ErrorCode::NotFound);
    for (int i = 0; i < 4; ++i)
        store.addVersion({{"/a", EntryType::File, std::to_string(i)}});
    const std::int64_t now = store.clock.nowSeconds();
    const auto chosen = [&] {
        std::vector<std::int64_t> numbers;
        const auto versions = selectVersions(store.job(), selection, now);
        if (versions)
            for (const VersionInfo &version : *versions)
                numbers.push_back(version.index);
        return numbers;
    };
    using Numbers = std::vector<std::int64_t>;
    QCOMPARE(chosen(), Numbers{0});
    selection.versions = {2, 0, 2};
    QCOMPARE(chosen(), (Numbers{0, 2}));
    selection.versions = {4};
    const auto none = selectVersions(store.job(), selection, now);
    QVERIFY(!none);
    QCOMPARE(none.error().id, QStringLiteral("NoFilesetFoundForTimeOrVersion"));
    selection.versions = {};
    selection.all = true;
    QCOMPARE(chosen(), (Numbers{0, 1, 2, 3}));
    selection.all = false;
    selection.time = TimeValue::fixed(now - 86400);
    QCOMPARE(chosen(), Numbers{1});
    selection.time = TimeValue::fixed(now - 86401);
    QCOMPARE(chosen(), Numbers{2});
    selection.time = TimeValue::fixed(0);
    QCOMPARE(selectVersions(store.job(), selection, now).error().id,
             QStringLiteral("NoBackupAtDate"));
}

void TestCatalog::listsSortedByPath()
{
    RestoreStore store;
    Names paths{"/d/",    "/d/b",    "/d/b-",    "/d/b.txt", "/d/b/",
                "/d/b/x", "/d/b/y/", "/d/b/y/z", "/d/b0",    "/d/c/deep/f"};
    std::vector<SourceEntry> entries;
    for (const std::string &path : paths)
        entries.push_back({path, path.ends_with('/') ? EntryType::Folder : EntryType::File, "x"});
    std::reverse(entries.begin(), entries.end());
    store.addVersion(entries);
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    const auto list = [&](const Names &filters) {
        Names found;
        std::ignore = listEntries(store.job(), *versions, {filters, {}},
                                  [&](const CatalogEntry &entry) -> Result<> {
                                      found.push_back(entry.path);
                                      return {};
                                  });
        return found;
    };
    QCOMPARE(list({}), paths);
    QVERIFY(std::is_sorted(paths.begin(), paths.end()));
    QCOMPARE(list({"/d/b/"}), (Names{"/d/b/", "/d/b/x", "/d/b/y/", "/d/b/y/z"}));
    QCOMPARE(list({"f"}), Names{"/d/c/deep/f"});
}

void TestCatalog::listsAFolderPageByPage()
{
    RestoreStore store;
    store.addVersion({{"/d/a", EntryType::File, "1"}, {"/d/gone", EntryType::File, "1"}});
    store.addVersion({{"/d/", EntryType::Folder, {}},
                      {"/d/a", EntryType::File, "22"},
                      {"/d/b/", EntryType::Folder, {}},
                      {"/d/b/below", EntryType::File, "1"},
                      {"/d/c", EntryType::File, "1"}});
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    const auto page = [&](std::string_view folder, std::string_view after) {
        Names names;
        const auto rows = listFolder(store.job(), versions->front(), folder, after, 2);
        if (!rows)
            qFatal("%s", qPrintable(rows.error().message));
        for (const EntryRow &row : *rows)
            names.push_back(row.name);
        return names;
    };
    QCOMPARE(page("/d/", {}), (Names{"a", "b/"}));
    QCOMPARE(page("/d/", "b/"), Names{"c"});
    QCOMPARE(page("/d/", "c"), Names());
    QCOMPARE(page("/unknown/", {}), Names());
    QCOMPARE(page("/", {}), Names{"d/"});
}

void TestCatalog::leavesOutWhatIsExcluded()
{
    RestoreStore store;
    store.addVersion({{"/d/", EntryType::Folder, {}},
                      {"/d/cache/", EntryType::Folder, {}},
                      {"/d/cache/deep/a.txt", EntryType::File, "1"},
                      {"/d/cache/b", EntryType::File, "2"},
                      {"/d/c.txt", EntryType::File, "3"}});
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    const auto list = [&](const WantedPaths &wanted) {
        Names found;
        std::ignore =
            listEntries(store.job(), *versions, wanted, [&](const CatalogEntry &entry) -> Result<> {
                found.push_back(entry.path);
                return {};
            });
        return found;
    };
    QCOMPARE(list({{}, {{false, "*/cache/"}}}), (Names{"/d/", "/d/c.txt"}));
    QCOMPARE(list({{}, {{true, "*.txt"}, {false, "*/cache/"}}}),
             (Names{"/d/", "/d/c.txt", "/d/cache/deep/a.txt"}));
    QCOMPARE(list({{"/d/cache/"}, {{false, "*.txt"}}}), (Names{"/d/cache/", "/d/cache/b"}));
}

void TestCatalog::listsSizesOfSeveralVersions()
{
    RestoreStore store;
    store.addVersion({{"/gone", EntryType::File, "1"}, {"/kept", EntryType::File, "1"}});
    store.addVersion({{"/between", EntryType::File, "1"}, {"/kept", EntryType::File, "22"}});
    store.addVersion({{"/kept", EntryType::File, "333"}});
    const auto all = listVersions(store.job());
    VERIFY_OK(all);
    std::map<std::string, std::vector<std::int64_t>> sizes;
    const auto collect = [&](const CatalogEntry &entry) -> Result<> {
        sizes[entry.path] = entry.sizes;
        return {};
    };
    VERIFY_OK(listEntries(store.job(), *all, {}, collect));
    QCOMPARE(sizes.size(), std::size_t{3});
    QCOMPARE(sizes["/kept"], (std::vector<std::int64_t>{3, 2, 1}));
    QCOMPARE(sizes["/gone"], (std::vector<std::int64_t>{-1, -1, 1}));
    sizes.clear();
    VERIFY_OK(listEntries(store.job(), {all->at(0), all->at(2)}, {}, collect));
    QCOMPARE(sizes.size(), std::size_t{2}); // what was there only between is not asked for
    QCOMPARE(sizes["/kept"], (std::vector<std::int64_t>{3, 1}));
}

void TestCatalog::passesFailuresOn()
{
    RestoreStore store;
    store.addVersion({{"/a", EntryType::File, "1"}, {"/b", EntryType::File, "2"}});
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    int seen = 0;
    VERIFY_FAILS(listEntries(store.job(), *versions, {},
                             [&](const CatalogEntry &) -> Result<> {
                                 ++seen;
                                 return fail(ErrorCode::Cancelled, QStringLiteral("enough"));
                             }),
                 ErrorCode::Cancelled);
    QCOMPARE(seen, 1);
}

void TestCatalog::comparesVersions()
{
    RestoreStore store;
    store.addVersion({{"/d/same", EntryType::File, "same"},
                      {"/d/changed", EntryType::File, "before"},
                      {"/d/touched", EntryType::File, "t", 0, 0644, 1},
                      {"/d/gone", EntryType::File, "12345"},
                      {"/d/kind", EntryType::File, "was a file"},
                      {"/d/f/", EntryType::Folder, {}}});
    store.addVersion({{"/d/same", EntryType::File, "same"},
                      {"/d/changed", EntryType::File, "after!"},
                      {"/d/touched", EntryType::File, "t", 0, 0644, 2'000'000'000},
                      {"/d/kind", EntryType::Symlink, "now a link"},
                      {"/d/new", EntryType::File, "123"},
                      {"/d/f/", EntryType::Folder, {}}});
    const auto versions = listVersions(store.job());
    VERIFY_OK(versions);
    Names told;
    const auto result = compareVersions(store.job(), versions->at(1), versions->at(0), {},
                                        [&](const VersionChange &change) {
                                            told.push_back("+-*"[change.kind] + change.path);
                                            return Result<>();
                                        });
    VERIFY_OK(result);
    QCOMPARE(told,
             (Names{"*/d/changed", "-/d/gone", "-/d/kind", "+/d/kind", "+/d/new", "*/d/touched"}));
    QCOMPARE(result->counts[VersionChange::Added][0], 1);
    QCOMPARE(result->counts[VersionChange::Added][2], 1);
    QCOMPARE(result->counts[VersionChange::Deleted][0], 2);
    QCOMPARE(result->counts[VersionChange::Modified][0], 2);
    QCOMPARE(result->addedBytes, 3);
    QCOMPARE(result->deletedBytes, 15);
    const auto same = compareVersions(store.job(), versions->at(0), versions->at(0), {}, {});
    VERIFY_OK(same);
    QCOMPARE(same->counts[VersionChange::Modified][0], 0);
}

} // namespace cairn::test

QTEST_APPLESS_MAIN(cairn::test::TestCatalog)
#include "test_catalog.moc"
