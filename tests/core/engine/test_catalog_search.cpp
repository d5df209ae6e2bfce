// SPDX-License-Identifier: MIT
#include "core/db/name_index.h"
#include "core/engine/catalog.h"
#include "tests/core/engine/engine_lab.h"
#include "tests/support/verify.h"

#include <QLoggingCategory>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

SearchRequest wanted(const QString &text, SearchScope scope = SearchScope::Versions)
{
    SearchRequest request;
    request.query = parseSearchQuery(text);
    request.scope = scope;
    return request;
}

QStringList namesOf(const SearchPage &page)
{
    QStringList names;
    for (const SearchRow &found : page.rows)
        names << found.row.display;
    names.sort();
    return names;
}

} // namespace

class TestCatalogSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLoggingCategory::setFilterRules(u"cairn.*=false"_s); }
    void withoutAnIndexTheSearchSaysSo();
    void anyPartOfANameIsFound();
    void scopesNarrow();
    void deletedFilesAreFoundInEveryVersion();
    void narrowingLeavesOut();
    void shortTextLooksAtTheOpenFolder();
    void pagesGoOnWhereTheyEnded();
    void newVersionsAreAdded();
    void aPathThatCameBackIsThereOnce();
    void aDamagedIndexIsMadeAgain_data();
    void aDamagedIndexIsMadeAgain();
    void theIndexOfAnotherDatabaseIsNotUsed();

private:
    static void update(EngineLab &lab)
    {
        VERIFY_OK(updateNameIndex(lab.files, lab.database(), lab.cancel));
    }
    static QStringList search(EngineLab &lab, const SearchRequest &request)
    {
        return namesOf(value(value(Catalog::open(lab.database()))->search(request)));
    }
};

void TestCatalogSearch::withoutAnIndexTheSearchSaysSo()
{
    EngineLab lab;
    lab.write("a", "one");
    lab.backup();
    const auto catalog = value(Catalog::open(lab.database()));
    const auto found = catalog->search(wanted(u"abc"_s));
    VERIFY_FAILS(found, ErrorCode::NotFound);
    QCOMPARE(found.error().id, u"NameIndexMissing"_s);
}

void TestCatalogSearch::anyPartOfANameIsFound()
{
    EngineLab lab;
    lab.write("Rechnung März.pdf", "1");
    lab.write("sub/\xc3\x9c"
              "bung \"eins\".txt",
              "2");
    lab.write("bad\xff name\n\xfe.bin", "3");
    lab.write("other", "4");
    lab.backup();
    update(lab);
    QCOMPARE(search(lab, wanted(u"nung"_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"MARZ rech"_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"ubung"_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"Übung"_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"g e name:eins"_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"zzz"_s)).size(), 0);
    QCOMPARE(search(lab, wanted(u"\"bung \""_s)).size(), 1);
    QCOMPARE(search(lab, wanted(u"ung) OR (oth*"_s)).size(), 0); // no syntax reaches the database
    const SearchPage odd =
        value(value(Catalog::open(lab.database()))->search(wanted(u"\\xff name"_s)));
    QCOMPARE(odd.rows.size(), std::size_t{1});
    QCOMPARE(odd.rows[0].row.path, lab.saved("bad\xff name\n\xfe.bin"));
    QCOMPARE(odd.rows[0].folder, lab.saved(""));
    QVERIFY(!odd.isIndexBehind);
}

void TestCatalogSearch::scopesNarrow()
{
    EngineLab lab;
    lab.write("in/note one", "1");
    lab.write("in/deep/note two", "2");
    lab.write("note three", "3");
    lab.backup();
    lab.remove("in/note one");
    lab.write("note four", "4");
    lab.backup();
    update(lab);
    const auto catalog = value(Catalog::open(lab.database()));
    const auto versions = value(catalog->versions());
    SearchRequest request = wanted(u"note"_s, SearchScope::Version);
    request.version = versions[0].id;
    QCOMPARE(search(lab, request), (QStringList{u"note four"_s, u"note three"_s, u"note two"_s}));
    request.version = versions[1].id;
    QCOMPARE(search(lab, request).size(), 3);
    request.scope = SearchScope::Folder;
    request.folder = lab.saved("in/");
    QCOMPARE(search(lab, request), (QStringList{u"note one"_s, u"note two"_s}));
}

void TestCatalogSearch::deletedFilesAreFoundInEveryVersion()
{
    EngineLab lab;
    lab.write("keeper", "1");
    lab.write("keeper gone", "22");
    lab.backup();
    lab.write("keeper", "11");
    lab.backup();
    lab.remove("keeper gone");
    lab.backup();
    update(lab);
    const auto catalog = value(Catalog::open(lab.database()));
    const auto versions = value(catalog->versions());
    const SearchPage page = value(catalog->search(wanted(u"gone"_s)));
    QCOMPARE(page.rows.size(), std::size_t{1});
    QCOMPARE(page.rows[0].versions, 2);
    QCOMPARE(page.rows[0].newest.id, versions[1].id);
    QVERIFY(page.rows[0].row.deletedAfter);
    QCOMPARE(page.rows[0].row.size, 2);
    const SearchPage both = value(catalog->search(wanted(u"keeper"_s)));
    QCOMPARE(both.rows.size(), std::size_t{2});
    // What all versions have lost is not found any more.
    QVERIFY(lab.deleteVersion(2).value);
    QVERIFY(lab.deleteVersion(1).value);
    QCOMPARE(search(lab, wanted(u"keeper"_s)), QStringList{u"keeper"_s});
}

void TestCatalogSearch::narrowingLeavesOut()
{
    EngineLab lab;
    lab.write("report.pdf", std::string(3000, 'x'));
    lab.write("report small.pdf", "x");
    lab.write("report.txt", std::string(3000, 'x'));
    lab.write("report folder/x", "x");
    lab.backup();
    update(lab);
    QCOMPARE(search(lab, wanted(u"report"_s)).size(), 4);
    QCOMPARE(search(lab, wanted(u"report ext:pdf >2k"_s)), QStringList{u"report.pdf"_s});
    QCOMPARE(search(lab, wanted(u"ext:pdf"_s)).size(), 2);
    QCOMPARE(search(lab, wanted(u"report <2k"_s)), QStringList{u"report small.pdf"_s});
    QCOMPARE(search(lab, wanted(u"report before:2020"_s)).size(), 0);
    QCOMPARE(search(lab, wanted(u"report after:2020 ext:txt,doc"_s)), QStringList{u"report.txt"_s});
}

void TestCatalogSearch::shortTextLooksAtTheOpenFolder()
{
    EngineLab lab;
    lab.write("in/Abc", "1");
    lab.write("in/xab", "2");
    lab.write("in/abd/deep", "3");
    lab.write("abe", std::string(9, 'x'));
    lab.backup();
    SearchRequest request = wanted(u"ab"_s, SearchScope::Folder);
    request.folder = lab.saved("in/");
    const auto catalog = value(Catalog::open(lab.database()));
    request.version = value(catalog->versions())[0].id;
    const SearchPage page = value(catalog->search(request)); // no index is needed
    QVERIFY(page.isPrefixOnly);
    QCOMPARE(namesOf(page), (QStringList{u"Abc"_s, u"abd"_s}));
    request.query = parseSearchQuery(u">5"_s);
    request.folder = lab.saved("");
    QCOMPARE(search(lab, request), QStringList{u"abe"_s});
}

void TestCatalogSearch::pagesGoOnWhereTheyEnded()
{
    EngineLab lab;
    for (int i = 0; i < 25; ++i)
        lab.write("item " + std::to_string(100 + i), "x");
    lab.backup();
    update(lab);
    const auto catalog = value(Catalog::open(lab.database()));
    for (const char16_t *text : {u"item", u"it"}) {
        SearchRequest request = wanted(QString::fromUtf16(text));
        request.folder = lab.saved("");
        request.limit = 10;
        QStringList all;
        int pages = 0;
        do {
            const SearchPage page = value(catalog->search(request));
            all += namesOf(page);
            request.after = page.next;
            ++pages;
        } while (request.after != 0 && pages < 9);
        QCOMPARE(pages, 3);
        all.removeDuplicates();
        QCOMPARE(all.size(), 25);
    }
}

void TestCatalogSearch::newVersionsAreAdded()
{
    EngineLab lab;
    lab.write("first file", "1");
    lab.backup();
    update(lab);
    lab.write("second file", "2");
    lab.write("first file", "changed");
    lab.backup();
    const auto catalog = value(Catalog::open(lab.database()));
    QVERIFY(value(catalog->search(wanted(u"file"_s))).isIndexBehind);
    update(lab);
    const SearchPage page = value(catalog->search(wanted(u"file"_s)));
    QVERIFY(!page.isIndexBehind);
    QCOMPARE(page.rows.size(), std::size_t{2});
    QCOMPARE(page.rows[0].row.display, u"second file"_s);
    update(lab);
    QCOMPARE(search(lab, wanted(u"file"_s)).size(), 2);
}

void TestCatalogSearch::aPathThatCameBackIsThereOnce()
{
    EngineLab lab;
    lab.write("other", "1");
    lab.write("traveller", "1");
    lab.backup();
    update(lab);
    lab.remove("traveller");
    lab.write("other", "2");
    lab.backup();
    QVERIFY(lab.deleteVersion(1).value);
    lab.write("traveller", "back");
    lab.backup();
    // The newest version goes, and its number with it.
    QVERIFY(lab.deleteVersion(0).value);
    lab.write("latecomer", "new");
    lab.backup();
    update(lab);
    QCOMPARE(search(lab, wanted(u"traveller"_s)), QStringList{u"traveller"_s});
    QCOMPARE(search(lab, wanted(u"latecomer"_s)), QStringList{u"latecomer"_s});
}

void TestCatalogSearch::aDamagedIndexIsMadeAgain_data()
{
    QTest::addColumn<int>("damage");
    QTest::newRow("emptied") << 0;
    QTest::newRow("not a database") << 1;
    QTest::newRow("its middle overwritten") << 2;
}

void TestCatalogSearch::aDamagedIndexIsMadeAgain()
{
    QFETCH(int, damage);
    EngineLab lab;
    for (int i = 0; i < 200; ++i)
        lab.write("item number " + std::to_string(i), "x");
    lab.backup();
    update(lab);
    const FilePath file = NameIndex::fileOf(lab.database());
    std::string content = readFile(file);
    QVERIFY(content.size() > 20000);
    if (damage == 0)
        content.clear();
    else if (damage == 1)
        content = std::string(9000, 'x');
    else
        for (std::size_t at = 4096; at < content.size(); ++at)
            content[at] = 'x';
    removeTree(file);
    writeFile(file, content);
    const auto catalog = value(Catalog::open(lab.database()));
    QVERIFY(!catalog->search(wanted(u"number 7"_s)));
    lab.write("item number x", "x");
    lab.backup();
    update(lab);
    QCOMPARE(value(catalog->search(wanted(u"number"_s))).rows.size(), std::size_t{200});
    QCOMPARE(search(lab, wanted(u"\"number x\""_s)).size(), 1);
}

void TestCatalogSearch::theIndexOfAnotherDatabaseIsNotUsed()
{
    EngineLab lab;
    lab.write("a file", "one");
    lab.backup();
    update(lab);
    VERIFY_OK(lab.files.remove(lab.database()));
    QVERIFY(lab.engine().recreate(lab.job, lab.cancel, lab.progress).value);
    const auto catalog = value(Catalog::open(lab.database()));
    const auto found = catalog->search(wanted(u"file"_s));
    VERIFY_FAILS(found, ErrorCode::NotFound);
    update(lab);
    QCOMPARE(search(lab, wanted(u"file"_s)), QStringList{u"a file"_s});
}

QTEST_GUILESS_MAIN(TestCatalogSearch)
#include "test_catalog_search.moc"
