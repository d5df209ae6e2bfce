// SPDX-License-Identifier: MIT
#include "core/source/filter.h"

#include "tests/support/verify.h"

#include <QElapsedTimer>

using namespace cairn;

namespace {

FilterEnvironment plainEnvironment()
{
    return {"/xdg/cache", "/scratch", true};
}

// "-*.tmp&+*.txt": rules in order, '-' excludes.
std::vector<FilterEntry> rulesOf(const QByteArray &text)
{
    std::vector<FilterEntry> rules;
    const QStringList parts = QString::fromUtf8(text).split(QLatin1Char('&'));
    for (const QString &part : parts)
        rules.push_back({part.startsWith(QLatin1Char('+')), part.mid(1).toStdString()});
    return rules;
}

Filter compiled(const std::vector<FilterEntry> &rules,
                const FilterEnvironment &environment = plainEnvironment())
{
    auto filter = Filter::compile(rules, environment);
    return filter ? std::move(*filter) : Filter();
}

} // namespace

class TestFilter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decidesByTheFirstRule_data()
    {
        QTest::addColumn<QByteArray>("rules");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<int>("rule");
        const auto row = [](const char *rules, const QByteArray &path, bool accepted, int rule) {
            QTest::addRow("%s on %s", rules, path.constData())
                << QByteArray(rules) << path << accepted << rule;
        };
        row("-/a/b", "/a/b", false, 0);
        row("-/a/b", "/a/b/", true, -1); // folders carry a separator
        row("-/a/b/", "/a/b/", false, 0);
        row("-/a/b", "/a/bc", true, -1);
        row("-*.tmp", "/a/b.tmp", false, 0);
        row("-*.tmp", "/a/b.tmp/", true, -1);
        row("-*.tmp", "/a/b.tmpx", true, -1);
        row("-*/cache/", "/a/cache/", false, 0);
        row("-*/cache/", "/a/cache", true, -1);
        row("-*/cache", "/a/cache", false, 0);
        row("-*cache*", "/a/mycaches/", false, 0);
        row("-/a/*", "/a/b/c/d", false, 0); // '*' crosses separators
        row("-/a/*", "/ab", true, -1);
        row("-/a/*x*y", "/a/1x2y", false, 0);
        row("-/a/*x*y", "/a/yx", true, -1);
        row("-/a/**y", "/a/y", false, 0);
        row("-/a/?.c", "/a/b.c", false, 0);
        row("-/a/?.c", "/a/bb.c", true, -1);
        row("-/a?b", "/a/b", false, 0);            // '?' too
        row("-/a/?.c", "/a/\xc3\xa4.c", false, 0); // one character, two bytes
        row("-/a/?.c", "/a/\xff.c", false, 0);     // one byte that is no character
        row("-*?x*?y", "/a/b1x22y", false, 0);
        row("-*?x*?y", "/a/b1x22z", true, -1);
        row("-*", "/a", false, 0);
        row("-*/a\nb", "/x/a\nb", false, 0);
        row("-@/a/*", "/a/*", false, 0);
        row("-@/a/*", "/a/b", true, -1);
        row("-[.*\\.tmp]", "/a/b.tmp", false, 0);
        row("-[.*\\.tmp]", "/a/bxtmp", true, -1);
        row("-[/a/.]", "/a/b", false, 0);
        row("-[/a]", "/a/b", true, -1); // the whole path
        row("-[^/a/[0-9]+$]", "/a/12", false, 0);
        row("-[/a/[0-9]+]", "/a/12x", true, -1);
        row("-[.*/(x|y)/]", "/a/y/", false, 0);
        row("-[.*/(x|y)/]", "/a/z/", true, -1);
        row("-[.*/a(b)c.*]", "/a\nb/abcd", false, 0);
        row("-[(?i).*\\.JPG]", "/a/b.jpg", false, 0);
        row("+/a/keep&-/a/*", "/a/keep", true, 0);
        row("+/a/keep&-/a/*", "/a/lose", false, 1);
        row("-/a/*&+/a/keep", "/a/keep", false, 0);
        row("-*.o&-/x", "/x", false, 1);
        row("+*.txt", "/a/b.txt", true, 0);
        row("+*.txt", "/a/b.doc", false, -1); // only includes: the rest stays out
        row("+*.txt&-*.bak", "/a/b.doc", true, -1);
        row("-{SystemFiles}", "/proc/", false, 0);
        row("-{SystemFiles}", "/home/proc/", true, -1);
        row("-{system,os}", "/etc/", false, 0);
        row("-{SYS:Os}", "/var/", false, 0);
        row("-{sys;App}", "/usr/", false, 0);
        row("-{sys|app}", "/lib64/", false, 0);
        row("-{Caches}", "/home/a/.cache/", false, 0);
        row("-{CacheFolders}", "/xdg/cache/", false, 0);
        row("-{Cache}", "/h/.mozilla/firefox/p/cache2/", false, 0);
        row("-{Cache}", "/h/control_dir_v2/", false, 0);
        row("-{Temp}", "/a/b~", false, 0);
        row("-{TempFiles}", "/tmp/", false, 0);
        row("-{Tmp}", "/scratch/", false, 0);
        row("-{TemporaryFolders}", "/x/lost+found/", false, 0);
        row("-{Exc}", "/opt/", false, 0);
        row("-{DefaultExcludes}", "/sys/", false, 0);
        row("-{DefaultExcludes}", "/home/a/x", true, -1);
        row("-{None}", "/tmp/", true, -1);
        row("-{DefaultIncludes}", "/tmp/", true, -1);
    }
    void decidesByTheFirstRule()
    {
        QFETCH(QByteArray, rules);
        QFETCH(QByteArray, path);
        QFETCH(bool, accepted);
        QFETCH(int, rule);
        const auto filter = Filter::compile(rulesOf(rules), plainEnvironment());
        VERIFY_OK(filter);
        const std::string bytes = path.toStdString();
        QCOMPARE(filter->accepts(bytes), accepted);
        QCOMPARE(filter->decide(bytes).rule, rule);
    }

    void groupSeparators()
    {
        for (const char *text :
             {"{sys,app}", "{sys:app}", "{sys;app}", "{sys|app}", "{ Sys , APP }"}) {
            const Filter filter = compiled({{false, text}});
            QVERIFY2(!filter.accepts("/proc/"), text);
            QVERIFY2(!filter.accepts("/usr/"), text);
            QVERIFY2(filter.accepts("/etc/"), text);
        }
    }

    void refusesWhatIsNoRule_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("named");
        QTest::newRow("group") << QStringLiteral("{Nonsense}") << QStringLiteral("Nonsense");
        QTest::newRow("second group") << QStringLiteral("{Temp,Nope}") << QStringLiteral("Nope");
        QTest::newRow("regex") << QStringLiteral("[a(b]") << QStringLiteral("a(b");
    }
    void refusesWhatIsNoRule()
    {
        QFETCH(QString, expression);
        QFETCH(QString, named);
        const std::vector<FilterEntry> rules{{false, expression.toStdString()}};
        const auto filter = Filter::compile(rules, plainEnvironment());
        VERIFY_FAILS(filter, ErrorCode::InvalidArgument);
        QVERIFY2(filter.error().message.contains(named), qPrintable(filter.error().message));
    }

    void emptyExpressionsAreNoRules()
    {
        const Filter filter = compiled({{true, ""}, {false, ""}});
        QVERIFY(filter.empty());
        QVERIFY(filter.accepts("/a"));
    }

    void entersFoldersThatMayHoldIncludes()
    {
        const Filter filter = compiled(rulesOf("+/home/a/*.txt&+/srv/x"));
        QVERIFY(filter.mayContain("/"));
        QVERIFY(filter.mayContain("/home/"));
        QVERIFY(filter.mayContain("/home/a/"));
        QVERIFY(filter.mayContain("/home/a/deep/"));
        QVERIFY(filter.mayContain("/srv/"));
        QVERIFY(!filter.mayContain("/home/b/"));
        QVERIFY(!filter.mayContain("/usr/"));
        QVERIFY(compiled(rulesOf("+*.txt")).mayContain("/usr/"));
        QVERIFY(compiled(rulesOf("+[.*(a|b)]")).mayContain("/usr/"));
    }

    void doesNotEnterExcludedFolders()
    {
        const Filter filter = compiled(rulesOf("-*/cache/&+*/cache/keep/"));
        QVERIFY(!filter.mayContain("/a/cache/"));
        QVERIFY(filter.mayContain("/a/"));
    }

    void noticesThatNothingIsLeft()
    {
        QVERIFY(compiled(rulesOf("-*&+/a")).excludesEverything());
        QVERIFY(compiled(rulesOf("-[.*]")).excludesEverything());
        QVERIFY(compiled(rulesOf("-/x&-*&+/a")).excludesEverything());
        QVERIFY(!compiled(rulesOf("+/a&-*")).excludesEverything());
        QVERIFY(!compiled(rulesOf("-*.tmp")).excludesEverything());
        QVERIFY(!compiled(rulesOf("+*")).excludesEverything());
        QVERIFY(!Filter().excludesEverything());
    }

    void caseCountsUnlessToldOtherwise()
    {
        FilterEnvironment insensitive = plainEnvironment();
        insensitive.caseSensitive = false;
        const std::vector<FilterEntry> three{
            {false, "*.JPG"}, {false, "[.*/(x1|\xc3\x96)/]"}, {false, "/Lit"}};
        QVERIFY(compiled(three).accepts("/a/b.jpg"));
        const Filter filter = compiled(three, insensitive);
        QVERIFY(!filter.accepts("/a/b.jpg"));
        QVERIFY(!filter.accepts("/a/\xc3\xb6/"));
        QVERIFY(!filter.accepts("/lIT"));
        QVERIFY(filter.accepts("/a/b.png"));
    }

    // The worst case of a matcher that goes back step by step.
    void manyWildcardsDoNotExplode()
    {
        std::string pattern;
        for (int i = 0; i < 40; ++i)
            pattern += "?*a";
        const Filter filter = compiled({{false, pattern + "b"}});
        const std::string path = '/' + std::string(2000, 'a');
        QElapsedTimer timer;
        timer.start();
        QVERIFY(filter.accepts(path));
        QVERIFY(timer.elapsed() < 2000);
    }

    void isFast()
    {
        const Filter filter = compiled({{false, "{DefaultExcludes}"},
                                        {false, "*.tmp"},
                                        {false, "*/node_modules/"},
                                        {false, "/home/user/Downloads/"},
                                        {false, "[.*\\.bak]"}});
        const std::string path = "/home/user/projects/cairn/core/source/filter_groups.cpp";
        int accepted = 0;
        QBENCHMARK
        {
            for (int i = 0; i < 1000; ++i)
                accepted += filter.accepts(path) ? 1 : 0;
        }
        QVERIFY(accepted >= 1000);
    }
};

QTEST_APPLESS_MAIN(TestFilter)
#include "test_filter.moc"
