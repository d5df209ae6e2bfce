// SPDX-License-Identifier: MIT
#include "core/source/path_matcher.h"

#include "tests/support/verify.h"

using namespace cairn;

namespace {

const FilterEnvironment kEnvironment{{}, "/tmp", true};

} // namespace

class TestPathMatcher : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data()
    {
        QTest::addColumn<QByteArray>("argument");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("expected");
        const auto row = [](const QByteArray &argument, const QByteArray &path, bool expected) {
            QTest::addRow("%s on %s", argument.constData(), path.constData())
                << argument << path << expected;
        };
        row("/h/a", "/h/a", true);
        row("/h/a", "/h/a/", true);
        row("/h/a", "/h/a/b/c", true);
        row("/h/a", "/h/ab", false);
        row("/h/a", "/x/h/a", false);
        row("/h/a/", "/h/a/", true);
        row("/h/a/", "/h/a/b", true);
        row("/h/a/", "/h/a", false);
        row("/", "/anything", true);
        row("notes.txt", "/h/notes.txt", true);
        row("notes.txt", "/h/my-notes.txt", false);
        row("docs", "/h/docs/", true);
        row("docs", "/h/docs/x", true);
        row("docs/", "/h/docs", false);
        row("docs/", "/h/docs/x", true);
        row("docs/x", "/h/docs/x", true);
        row("*.txt", "/h/a.txt", true);
        row("*.txt", "/h/a.txt/", false);
        row("/h/*/x/", "/h/a/x/y", true);
        row("/h/?", "/h/a", true);
        row("[.*/[ab]]", "/h/b", true);
        row("[.*/[ab]]", "/h/c", false);
        row("{Temp}", "/h/x~", true);
        row("@/h/*", "/h/*", true);
        row("@/h/*", "/h/x", false);
        row("@/h/d", "/h/d/x", true);
        row("C:\\Users\\a", "C:\\Users\\a\\b.txt", true);
        row("C:\\Users\\a", "C:\\Users\\ab", false);
        row("\\\\server\\share", "\\\\server\\share\\x", true);
        row("*", "/any", true);
    }
    void matches()
    {
        QFETCH(QByteArray, argument);
        QFETCH(QByteArray, path);
        QFETCH(bool, expected);
        const std::vector<std::string> arguments{argument.toStdString()};
        const auto matcher = PathMatcher::compile(arguments, kEnvironment);
        VERIFY_OK(matcher);
        QCOMPARE(matcher->matches(path.toStdString()), expected);
    }

    void noArgumentMeansEverything()
    {
        const auto matcher = PathMatcher::compile({}, kEnvironment);
        VERIFY_OK(matcher);
        QVERIFY(matcher->matches("/a"));
        QVERIFY(matcher->mayContain("/a/"));
        QVERIFY(matcher->matchesEverything());
    }

    void anyArgumentWillDo()
    {
        const std::vector<std::string> arguments{"/a", "*.c"};
        const auto matcher = PathMatcher::compile(arguments, kEnvironment);
        VERIFY_OK(matcher);
        QVERIFY(matcher->matches("/a/x"));
        QVERIFY(matcher->matches("/b/x.c"));
        QVERIFY(!matcher->matches("/b/x"));
    }

    void knowsWhichFoldersToEnter()
    {
        const std::vector<std::string> arguments{"/h/a/b", "/x/*.c"};
        const auto matcher = PathMatcher::compile(arguments, kEnvironment);
        VERIFY_OK(matcher);
        for (const char *folder : {"/", "/h/", "/h/a/", "/h/a/b/", "/h/a/b/c/", "/x/", "/x/y/"})
            QVERIFY2(matcher->mayContain(folder), folder);
        for (const char *folder : {"/g/", "/h/b/", "/h/a/c/", "/xy/"})
            QVERIFY2(!matcher->mayContain(folder), folder);
    }

    void refusesABadExpression()
    {
        const std::vector<std::string> arguments{"[(]"};
        VERIFY_FAILS(PathMatcher::compile(arguments, kEnvironment), ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestPathMatcher)
#include "test_path_matcher.moc"
