// SPDX-License-Identifier: MIT
#include "core/engine/path_test.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QTest>

#include <map>

using namespace cairn;
using namespace cairn::test;

namespace {

template<typename T>
T value(Result<T> &&result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}

} // namespace

// What is said of one path is what a walk of everything does with it.
class TestPathTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] PathVerdict ask(const std::string &path, const SourceOptions &options)
    {
        const CancelToken cancel;
        return value(testPath(m_files, {m_scratch / "home"}, options, m_scratch / path, cancel));
    }
    static SourceOptions withFilters(std::vector<FilterEntry> filters)
    {
        SourceOptions options;
        options.filters = std::move(filters);
        return options;
    }

    ScratchFolder m_scratch;
    FileLayer m_files;

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *folder : {"home/a/b", "home/cache", "home/skip/deep", "home/empty"})
            VERIFY_OK(m_files.makeDirectories(m_scratch / folder));
        for (const char *file : {"home/one.txt", "home/a/two.iso", "home/a/b/keep.iso",
                                 "home/a/b/three.txt", "home/cache/CACHEDIR.TAG", "home/cache/four",
                                 "home/skip/deep/five", "home/a/b/name\xff.iso"})
            m_scratch.write(file, "content");
    }

    void everyPathAgreesWithTheWalk_data()
    {
        QTest::addColumn<std::vector<FilterEntry>>("filters");
        using Filters = std::vector<FilterEntry>;
        QTest::newRow("none") << Filters{};
        QTest::newRow("some") << Filters{
            {true, "*/keep.iso"}, {false, "*.iso"}, {false, "*/skip/"}};
        QTest::newRow("only includes") << Filters{{true, "*/b/three.txt"}};
        QTest::newRow("regular") << Filters{{false, "[.*/a/b/.*]"}};
        QTest::newRow("all but one") << Filters{{true, "*/one.txt"}, {false, "*"}};
    }
    void everyPathAgreesWithTheWalk()
    {
        QFETCH(const std::vector<FilterEntry>, filters);
        const SourceOptions options = withFilters(filters);
        std::map<std::string, FilterTestEntry> walked;
        const CancelToken cancel;
        VERIFY_OK(testFilters(m_files, {m_scratch / "home"}, options, cancel,
                              [&](const FilterTestEntry &entry) { walked[entry.path] = entry; }));
        QVERIFY(walked.size() > 2);
        for (const auto &[path, entry] : walked) {
            if (path == (m_scratch / "home/").bytes())
                continue;
            const PathVerdict verdict =
                value(testPath(m_files, {m_scratch / "home"}, options, FilePath(path), cancel));
            QVERIFY2(verdict.exists && verdict.belowSource, path.c_str());
            QVERIFY2(verdict.saved == entry.included, path.c_str());
            QCOMPARE(verdict.rule, entry.rule);
            QCOMPARE(verdict.skip.has_value(), entry.skip.has_value());
            QCOMPARE(verdict.decided, path);
        }
    }

    void whatStandsAboveDecides()
    {
        const SourceOptions options = withFilters({{true, "*/five"}, {false, "*/skip/"}});
        const PathVerdict verdict = ask("home/skip/deep/five", options);
        QVERIFY(!verdict.saved);
        QCOMPARE(verdict.rule, 1);
        QCOMPARE(verdict.decided, (m_scratch / "home/skip/").bytes());
        const PathVerdict cached = ask("home/cache/four", options);
        QVERIFY(!cached.saved);
        QVERIFY(cached.skip == SkipReason::IgnoreFile);
    }

    void aPathThatIsNotThereIsJudgedByTheRules()
    {
        const SourceOptions options = withFilters({{false, "*.iso"}});
        const PathVerdict verdict = ask("home/new/folder/six.iso", options);
        QVERIFY(!verdict.exists);
        QVERIFY(!verdict.saved);
        QCOMPARE(verdict.rule, 0);
        QVERIFY(ask("home/new/six.txt", options).saved);
    }

    void otherPlacesAreNoneOfItsBusiness()
    {
        QVERIFY(!ask("elsewhere", {}).belowSource);
        QVERIFY(!ask("home2", {}).belowSource);
        QVERIFY(ask("home", {}).saved);
    }

    void aFileThatIsTooLargeIsLeftOut()
    {
        SourceOptions options;
        options.skipFilesLargerThan = 3;
        QVERIFY(ask("home/one.txt", options).skip == SkipReason::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestPathTest)
#include "test_path_test.moc"
