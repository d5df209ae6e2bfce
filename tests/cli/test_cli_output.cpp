// SPDX-License-Identifier: MIT
// What the finished program writes, and where.
#include "tests/cli/cli_run.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

QJsonObject jsonOf(const CliRun &run)
{
    return QJsonDocument::fromJson(run.out.toUtf8()).object();
}

bool hasControlCharacters(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return (c < u' ' && c != u'\n' && c != u'\t') || c == u'\x7f';
    });
}

} // namespace

class TestCliOutput final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsVersionsAsDuplicatiDoes();
    void writesOneJsonDocument();
    void quietSaysNothing();
    void givesInformationOnOptionsWithoutEffect();
    void namesFiltersThatMatchNothing();
    void takesTheLevelOfTheConsole();
    void pipedOutputHasNoControlCharacters();
    void listsNamesWithoutGarblingLines();
    void writesALog();
};

void TestCliOutput::printsVersionsAsDuplicatiDoes()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", std::string(900'000, 'x'));
    QCOMPARE(
        world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s}).code,
        0);
    static const QRegularExpression line(
        u"^0\\t: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\(1 files, 878.91 KiB\\)$"_s);
    static const QRegularExpression like(u"^\\d+\\s*:"_s);
    for (const QStringList &arguments :
         {QStringList{u"list-filesets"_s, world.destination()},
          QStringList{u"list"_s, world.destination()},
          QStringList{u"list-filesets"_s, world.destination(), u"--no-local-db"_s},
          QStringList{u"find"_s, world.destination(), u"a.txt"_s}}) {
        const CliRun run = world.run(arguments);
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        int versions = 0;
        for (const QString &printed : run.out.split(u'\n')) {
            if (!like.match(printed).hasMatch())
                continue;
            ++versions;
            QVERIFY2(line.match(printed).hasMatch(), qPrintable(printed));
        }
        QCOMPARE(versions, arguments.front() == u"find"_s ? 0 : 1);
    }
}

void TestCliOutput::writesOneJsonDocument()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    CliRun run = world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s,
                            u"--json"_s, u"--usn-policy=Auto"_s});
    QJsonObject result = jsonOf(run);
    QVERIFY2(!result.isEmpty(), qPrintable(run.said()));
    QCOMPARE(result[u"MainOperation"].toString(), u"Backup"_s);
    QCOMPARE(result[u"ParsedResult"].toString(), u"Success"_s);
    QCOMPARE(result[u"ExitCode"].toInt(-1), 0);
    QCOMPARE(result[u"AddedFiles"].toInt(), 1);
    QCOMPARE(result[u"SizeOfAddedFiles"].toInt(), 7);
    QCOMPARE(result[u"FilesWithError"].toInt(-1), 0);
    QVERIFY(result[u"UnreadableFiles"].isArray());
    QVERIFY(result[u"Messages"].toArray().first().toString().contains(u"usn-policy"_s));
    QVERIFY(result[u"BackendStatistics"][u"FilesUploaded"].toInt() >= 3);
    QCOMPARE(result[u"BackendStatistics"][u"KnownFileCount"].toInt(), 3);
    QVERIFY(result[u"BackendStatistics"][u"KnownFileSize"].toInt() > 0);
    QCOMPARE(result[u"BackendStatistics"][u"KnownFilesets"].toInt(), 1);
    QCOMPARE(result[u"BackendStatistics"][u"LastBackupDate"].toString(),
             result[u"VersionTime"].toString());
    result = jsonOf(world.run({u"list"_s, world.destination(), u"*.txt"_s, u"--json"_s}));
    QCOMPARE(result[u"Files"].toArray().size(), 1);
    QCOMPARE(result[u"Filesets"].toArray().size(), 1);
    run = world.run({u"list"_s, world.text("nowhere"), u"--json"_s});
    QCOMPARE(run.code, 100);
    QCOMPARE(jsonOf(run)[u"ParsedResult"].toString(), u"Fatal"_s);
    QVERIFY(!jsonOf(run)[u"Errors"].toArray().isEmpty());
}

void TestCliOutput::quietSaysNothing()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                                  u"--no-encryption"_s, u"--quiet"_s, u"--usn-policy=Auto"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.said(), QString());
}

void TestCliOutput::givesInformationOnOptionsWithoutEffect()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                                  u"--no-encryption"_s, u"--usn-policy=Auto"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out.count(u"usn-policy"_s), 1);
    QCOMPARE(run.err, QString());
}

void TestCliOutput::namesFiltersThatMatchNothing()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    CliRun run = world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s,
                            u"--exclude=a.txt"_s, u"--exclude=*.iso"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains(u"--exclude=a.txt matches nothing"_s), qPrintable(run.out));
    QVERIFY(run.out.contains(u"*/a.txt"_s));
    QVERIFY(!run.out.contains(u"iso"_s));
    run = world.run({u"list"_s, world.destination(), u"--include=a.txt"_s}); // means any folder's
    QVERIFY2(!run.said().contains(u"matches nothing"_s), qPrintable(run.said()));
    QVERIFY(run.out.contains(u"/source/a.txt"_s));
}

void TestCliOutput::takesTheLevelOfTheConsole()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                                  u"--no-encryption"_s, u"--console-log-level=Error"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.said(), QString());
}

void TestCliOutput::pipedOutputHasNoControlCharacters()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    writeFile(world / "source/b\n\x1b[31m\xff", "content");
    const CliRun run = world.run(
        {u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s, u"--verbose"_s});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY(!hasControlCharacters(run.said()));
}

void TestCliOutput::listsNamesWithoutGarblingLines()
{
    const CliWorld world;
    writeFile(world / "source/b\n\x1b[31m\xff", "content");
    QCOMPARE(
        world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s}).code,
        0);
    const CliRun run = world.run({u"list"_s, world.destination(), u"*"_s, u"--quiet"_s});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY(!hasControlCharacters(run.said()));
    QCOMPARE(run.out.count(u'\n'), 2); // the folder and the file
}

void TestCliOutput::writesALog()
{
    const CliWorld world;
    const CliRun run =
        world.run({u"backup"_s, world.destination(), world.text("absent"), world.source(),
                   u"--no-encryption"_s, u"--log-file="_s + world.text("log")});
    QVERIFY2(run.code == 2, qPrintable(run.said()));
    const std::string log = readFile(world / "log");
    QVERIFY2(log.find("[Warning] cairn.operation: SourceIsMissing") != std::string::npos,
             log.c_str());
    QVERIFY(run.err.contains(u"absent"_s));
    // What ends a run stands there too; at a lower level also that it began and ended.
    const CliRun failed =
        world.run({u"list"_s, world.text("nowhere"), u"--log-file="_s + world.text("log2"),
                   u"--log-file-log-level=Information"_s});
    QCOMPARE(failed.code, 100);
    const std::string second = readFile(world / "log2");
    QVERIFY2(second.find("[Error]") != std::string::npos, second.c_str());
    QVERIFY2(second.find("List began") != std::string::npos, second.c_str());
    QVERIFY2(second.find("Fatal with exit code 100") != std::string::npos, second.c_str());
}

QTEST_GUILESS_MAIN(TestCliOutput)
#include "test_cli_output.moc"
