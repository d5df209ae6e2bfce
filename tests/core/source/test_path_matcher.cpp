// SPDX-License-Identifier: MIT
#include "core/source/path_matcher.h"

#include "tests/support/verify.h"

#include <QByteArrayList>

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
        const auto matcher = PathMatcher::compile({arguments, {}}, kEnvironment);
        VERIFY_OK(matcher);
        QCOMPARE(matcher->matches(path.toStdString()), expected);
    }

    void noArgumentMeansEverything()
    {
        const auto matcher = PathMatcher::compile({}, kEnvironment);
        VERIFY_OK(matcher);
        QVERIFY(matcher->matches("/a"));
        QVERIFY(matcher->mayContain("/a/"));
    }

    void anyArgumentWillDo()
    {
        const std::vector<std::string> arguments{"/a", "*.c"};
        const auto matcher = PathMatcher::compile({arguments, {}}, kEnvironment);
        VERIFY_OK(matcher);
        QVERIFY(matcher->matches("/a/x"));
        QVERIFY(matcher->matches("/b/x.c"));
        QVERIFY(!matcher->matches("/b/x"));
    }

    void knowsWhichFoldersToEnter()
    {
        const std::vector<std::string> arguments{"/h/a/b", "/x/*.c"};
        const auto matcher = PathMatcher::compile({arguments, {}}, kEnvironment);
        VERIFY_OK(matcher);
        for (const char *folder : {"/", "/h/", "/h/a/", "/h/a/b/", "/h/a/b/c/", "/x/", "/x/y/"})
            QVERIFY2(matcher->mayContain(folder), folder);
        for (const char *folder : {"/g/", "/h/b/", "/h/a/c/", "/xy/"})
            QVERIFY2(!matcher->mayContain(folder), folder);
    }

    void rulesDecideInTheirOrder_data()
    {
        QTest::addColumn<QByteArray>("arguments"); // separated by blanks
        QTest::addColumn<QByteArray>("rules");     // each with its sign
        QTest::addColumn<QByteArray>("wanted");
        const auto row = [](const char *tag, const char *arguments, const char *rules,
                            const char *wanted) {
            QTest::newRow(tag) << QByteArray(arguments) << QByteArray(rules) << QByteArray(wanted);
        };
        row("an exclude", "", "-*.c", "/ /h/ /h/b.h /h/x/ /x/ /x/d.h");
        row("an excluded folder", "", "-/h/x/", "/ /h/ /h/a.c /h/b.h /x/ /x/d.h");
        row("a folder excluded by a pattern", "", "-*/x/", "/ /h/ /h/a.c /h/b.h");
        row("an exclude is read as in a backup", "", "-x", // that is: as a whole path
            "/ /h/ /h/a.c /h/b.h /h/x/ /h/x/c.c /x/ /x/d.h");
        row("includes alone", "", "+*.h", "/h/b.h /x/d.h");
        row("an include of a folder", "", "+/h/x", "/h/x/ /h/x/c.c");
        row("include, then exclude", "", "+*.h -*", "/h/b.h /x/d.h");
        row("nothing below what is excluded", "", "-*/x/ +*.c", "/ /h/ /h/a.c /h/b.h");
        row("but for an include before it", "", "+*.c -*/x/", "/ /h/ /h/a.c /h/b.h /h/x/c.c");
        row("an argument without something", "/h/", "-*.c", "/h/ /h/b.h /h/x/");
        row("an argument and more", "/x/", "+*.c", "/h/a.c /h/x/c.c /x/ /x/d.h");
        row("an argument that is excluded", "/h/a.c /x/", "-/h/", "/x/ /x/d.h");
        row("everything excluded", "", "-*", "");
        row("groups", "", "-{None}", "/ /h/ /h/a.c /h/b.h /h/x/ /h/x/c.c /x/ /x/d.h");
        row("expressions", "", "-[.*\\.[ch]]", "/ /h/ /h/x/ /x/");
    }
    void rulesDecideInTheirOrder()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(QByteArray, rules);
        QFETCH(QByteArray, wanted);
        WantedPaths asked;
        for (const QByteArray &argument : arguments.split(' '))
            if (!argument.isEmpty())
                asked.arguments.push_back(argument.toStdString());
        for (const QByteArray &rule : rules.split(' '))
            asked.rules.push_back({rule.front() == '+', rule.mid(1).toStdString()});
        const auto matcher = PathMatcher::compile(asked, kEnvironment);
        VERIFY_OK(matcher);
        // As a walk asks: folder by folder, and nothing of those that can have nothing.
        const std::vector<std::string> paths{"/",     "/h/",      "/h/a.c", "/h/b.h",
                                             "/h/x/", "/h/x/c.c", "/x/",    "/x/d.h"};
        QByteArrayList found;
        for (const std::string &path : paths) {
            PathMatcher::Exclusion above = PathMatcher::kNotExcluded;
            bool isEntered = true;
            for (std::size_t at = 1; at < path.size(); ++at) {
                if (path[at - 1] != '/')
                    continue;
                above = matcher->exclusionOf(path.substr(0, at), above);
                isEntered = isEntered && matcher->mayContain(path.substr(0, at), above);
            }
            if (matcher->matches(path, above)) {
                QVERIFY2(isEntered, path.c_str());
                found << QByteArray::fromStdString(path);
            }
        }
        QCOMPARE(found.join(' '), wanted);
    }

    void refusesABadExpression()
    {
        const std::vector<std::string> arguments{"[(]"};
        VERIFY_FAILS(PathMatcher::compile({arguments, {}}, kEnvironment),
                     ErrorCode::InvalidArgument);
        VERIFY_FAILS(PathMatcher::compile({{}, {{false, "{Nonsense}"}}}, kEnvironment),
                     ErrorCode::InvalidArgument);
    }
};

QTEST_APPLESS_MAIN(TestPathMatcher)
#include "test_path_matcher.moc"
