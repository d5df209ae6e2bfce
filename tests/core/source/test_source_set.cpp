// SPDX-License-Identifier: MIT
#include "core/source/source_set.h"

#include "tests/support/faulty_file_layer.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace cairn;
using namespace cairn::test;

namespace {

std::string makeFolder(const FilePath &path)
{
    ::mkdir(path.c_str(), 0755);
    return path.bytes();
}

std::vector<std::string> pathsOf(const std::vector<SourceRoot> &roots)
{
    std::vector<std::string> paths;
    for (const SourceRoot &root : roots)
        paths.push_back(root.path.bytes());
    return paths;
}

} // namespace

class TestSourceSet : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void makesPathsAbsolute_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("absolute") << QByteArray("/a/b") << QByteArray("/a/b");
        QTest::newRow("relative") << QByteArray("b") << QByteArray("/base/b");
        QTest::newRow("dots") << QByteArray("/a/./b//c/.") << QByteArray("/a/b/c/");
        QTest::newRow("slash") << QByteArray("/a/b/") << QByteArray("/a/b/");
        QTest::newRow("root") << QByteArray("/") << QByteArray("/");
        QTest::newRow("up") << QByteArray("/usr/bin/../x") << QByteArray("/usr/x");
        QTest::newRow("above all") << QByteArray("/../x") << QByteArray("/x");
        QTest::newRow("here") << QByteArray(".") << QByteArray("/base/");
    }
    void makesPathsAbsolute()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, expected);
        const auto path = absolutePath(FilePath(given.toStdString()), FilePath("/base"));
        VERIFY_OK(path);
        QCOMPARE(path->bytes(), expected.toStdString());
    }

    void mergesDuplicatesAndNestedRoots()
    {
        const ScratchFolder scratch;
        const std::string a = makeFolder(scratch / "a");
        makeFolder(scratch / "a/in");
        const std::string b = makeFolder(scratch / "a-b");
        scratch.write("file", "x");
        const std::vector<FilePath> sources{FilePath(b),      FilePath(a + "/in"),
                                            FilePath(a),      FilePath(a + "/"),
                                            scratch / "file", FilePath(a + "/in/")};
        FileLayer files;
        const auto set = SourceSet::resolve(files, sources, {}, FilePath("/"));
        VERIFY_OK(set);
        const std::vector<std::string> roots{b + "/", a + "/", (scratch / "file").bytes()};
        QCOMPARE(pathsOf(set->roots()), roots);
        QCOMPARE(pathsOf(set->nested()), std::vector<std::string>{a + "/in/"});
        QVERIFY(set->hasNestedRootBelow(a + "/"));
        QVERIFY(!set->hasNestedRootBelow(a + "/in/"));
    }

    void aRootBehindALinkStandsForItself()
    {
        const ScratchFolder scratch;
        const std::string a = makeFolder(scratch / "a");
        makeFolder(scratch / "other");
        makeFolder(scratch / "other/deep");
        QCOMPARE(::symlink((scratch / "other").c_str(), (scratch / "a/link").c_str()), 0);
        FileLayer files;
        const std::vector<FilePath> sources{FilePath(a), FilePath(a + "/link/deep")};
        SourceOptions options;
        const auto stored = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_OK(stored);
        QCOMPARE(stored->roots().size(), std::size_t{2}); // the walk stores the link only
        options.symlinkPolicy = SymlinkPolicy::Follow;
        const auto followed = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_OK(followed);
        QCOMPARE(followed->roots().size(), std::size_t{1});
    }

    void aLinkToAFolderIsAFolderRoot()
    {
        const ScratchFolder scratch;
        makeFolder(scratch / "real");
        QCOMPARE(::symlink("real", (scratch / "link").c_str()), 0);
        QCOMPARE(::symlink("nowhere", (scratch / "dangling").c_str()), 0);
        FileLayer files;
        const std::vector<FilePath> sources{scratch / "link", scratch / "dangling"};
        const auto set = SourceSet::resolve(files, sources, {}, FilePath("/"));
        VERIFY_OK(set);
        QCOMPARE(set->roots().size(), std::size_t{2});
        QCOMPARE(set->roots()[0].stat.type, SourceType::Link);
        QVERIFY(set->roots()[1].isFolder());
        QCOMPARE(set->roots()[1].path.bytes(), (scratch / "link").bytes() + "/");
    }

    void reportsAbsentRoots()
    {
        const ScratchFolder scratch;
        FileLayer files;
        const std::vector<FilePath> sources{scratch.path(), FilePath("/no/such/place")};
        SourceOptions options;
        const auto set = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_OK(set);
        QCOMPARE(set->absent().size(), std::size_t{1});
        QCOMPARE(set->absent().front().path.bytes(), std::string("/no/such/place"));
        QCOMPARE(set->absent().front().error.id, QStringLiteral("SourceIsMissing"));
        options.abortIfSourceMissing = true;
        const auto aborted = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_FAILS(aborted, ErrorCode::NotFound);
        QCOMPARE(aborted.error().id, QStringLiteral("SourceIsMissing"));
    }

    void failsWithoutAnySource()
    {
        FileLayer files;
        SourceOptions options;
        options.allowMissingSource = true;
        std::vector<FilePath> sources{FilePath("/no/such/place")};
        const auto set = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_FAILS(set, ErrorCode::NotFound);
        QCOMPARE(set.error().id, QStringLiteral("NoSources"));
        QVERIFY2(set.error().message.contains(QStringLiteral("/no/such/place")),
                 qPrintable(set.error().message));
        for (const char *other : {"/no/2", "/no/3", "/no/4", "/no/5", "/no/6", "/no/7"})
            sources.emplace_back(other);
        const auto many = SourceSet::resolve(files, sources, options, FilePath("/"));
        VERIFY_FAILS(many, ErrorCode::NotFound);
        QVERIFY(many.error().message.contains(QStringLiteral("/no/5")));
        QVERIFY2(many.error().message.contains(QStringLiteral("2 more")),
                 qPrintable(many.error().message));
    }

    void anUnreadableRootIsAbsentToo()
    {
        const ScratchFolder scratch;
        const FilePath bad = scratch.write("bad", "x");
        FaultyFileLayer files;
        files.watchOnly(bad.bytes());
        files.failCall(FileOp::Stat, 0, ErrorCode::AccessDenied);
        const std::vector<FilePath> sources{bad, scratch.path()};
        const auto set = SourceSet::resolve(files, sources, {}, FilePath("/"));
        VERIFY_OK(set);
        QCOMPARE(set->absent().size(), std::size_t{1});
        QCOMPARE(set->absent().front().error.id, QStringLiteral("SourceUnauthorized"));
    }

    void refusesAnEmptyRootOnRequest()
    {
        const ScratchFolder scratch;
        FileLayer files;
        SourceOptions options;
        options.preventEmptySource = true;
        const std::vector<FilePath> sources{scratch.path()};
        VERIFY_FAILS(SourceSet::resolve(files, sources, options, FilePath("/")),
                     ErrorCode::NotFound);
        scratch.write("file", "x");
        VERIFY_OK(SourceSet::resolve(files, sources, options, FilePath("/")));
    }
};

QTEST_APPLESS_MAIN(TestSourceSet)
#include "test_source_set.moc"
