// SPDX-License-Identifier: MIT
// The finished program, started as a person or a script starts it.
#include "tests/cli/cli_run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

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

class TestCliProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUseEndsWith200_data();
    void wrongUseEndsWith200();
    void helpKnowsCommandsAndOptions();
    void backsUpAndRestores();
    void printsVersionsAsDuplicatiDoes();
    void writesOneJsonDocument();
    void quietSaysNothing();
    void givesInformationOnOptionsWithoutEffect();
    void failsWithoutAPassphrase();
    void readsThePassphraseFromFiles();
    void hidesThePassphraseFromTheProcessList();
    void pipedOutputHasNoControlCharacters();
    void listsNamesWithoutGarblingLines();
    void explainsFilters();
    void dryRunChangesNothing();
    void failuresCarryTheirId();
    void writesALog();
};

void TestCliProcess::wrongUseEndsWith200_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QStringList() << u"help"_s;
    QTest::newRow("unknown command") << QStringList{u"bakcup"_s} << u"backup"_s;
    QTest::newRow("command of Duplicati") << QStringList{u"purge"_s, u"/d"_s} << u"Duplicati"_s;
    QTest::newRow("no destination") << QStringList{u"list"_s} << u"list DESTINATION"_s;
    QTest::newRow("no source") << QStringList{u"backup"_s, u"/d"_s} << u"SOURCE"_s;
    QTest::newRow("unknown option")
        << QStringList{u"list"_s, u"/d"_s, u"--keep-version=1"_s} << u"--keep-versions"_s;
    QTest::newRow("wrong value") << QStringList{u"list"_s, u"/d"_s, u"--dblock-size=5x"_s}
                                 << u"5x"_s;
    QTest::newRow("which versions") << QStringList{u"delete"_s, u"/d"_s} << u"--version"_s;
    QTest::newRow("unknown kind of destination")
        << QStringList{u"list"_s, u"carrier-pigeon://coop/"_s} << u"carrier-pigeon"_s;
}

void TestCliProcess::wrongUseEndsWith200()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    const CliWorld world;
    const CliRun run = world.run(arguments);
    QCOMPARE(run.code, 200);
    QVERIFY2(run.err.contains(says), qPrintable(run.said()));
    QCOMPARE(run.out, QString());
}

void TestCliProcess::helpKnowsCommandsAndOptions()
{
    const CliWorld world;
    QVERIFY(world.run({u"help"_s}).out.contains(u"list-filesets"_s));
    QVERIFY(world.run({u"help"_s, u"restore"_s}).out.contains(u"--restore-path"_s));
    QVERIFY(world.run({u"help"_s, u"retention-policy"_s}).out.contains(u"Allowed:"_s));
    QVERIFY(world.run({u"help"_s, u"options"_s}).out.contains(u"--tzstd-"_s));
    QVERIFY(world.run({u"help"_s, u"filters"_s}).out.contains(u"CacheFiles"_s));
    QVERIFY(world.run({u"system-info"_s}).out.contains(u"SQLite"_s));
    QCOMPARE(world.run({u"help"_s, u"nonsense-zz"_s}).code, 200);
}

void TestCliProcess::backsUpAndRestores()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content of a");
    const QStringList backup{u"backup"_s, world.destination(), world.source(),
                             u"--no-encryption"_s};
    CliRun run = world.run(backup);
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY2(run.out.contains(u"added"_s), qPrintable(run.said()));
    run = world.run(backup);
    QVERIFY2(run.code == 1, qPrintable(run.said()));
    run = world.run({u"restore"_s, u"file://"_s + world.destination(),
                     u"--restore-path="_s + world.text("back"), u"--no-encryption"_s});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QCOMPARE(readFile(world / "back/a.txt"), "content of a");
}

void TestCliProcess::printsVersionsAsDuplicatiDoes()
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

void TestCliProcess::writesOneJsonDocument()
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
    result = jsonOf(world.run({u"list"_s, world.destination(), u"*.txt"_s, u"--json"_s}));
    QCOMPARE(result[u"Files"].toArray().size(), 1);
    QCOMPARE(result[u"Filesets"].toArray().size(), 1);
    run = world.run({u"list"_s, world.text("nowhere"), u"--json"_s});
    QCOMPARE(run.code, 100);
    QCOMPARE(jsonOf(run)[u"ParsedResult"].toString(), u"Fatal"_s);
    QVERIFY(!jsonOf(run)[u"Errors"].toArray().isEmpty());
}

void TestCliProcess::quietSaysNothing()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                                  u"--no-encryption"_s, u"--quiet"_s, u"--usn-policy=Auto"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.said(), QString());
}

void TestCliProcess::givesInformationOnOptionsWithoutEffect()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                                  u"--no-encryption"_s, u"--usn-policy=Auto"_s});
    QCOMPARE(run.code, 0);
    QCOMPARE(run.out.count(u"usn-policy"_s), 1);
    QCOMPARE(run.err, QString());
}

void TestCliProcess::failsWithoutAPassphrase()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run({u"backup"_s, world.destination(), world.source()});
    QCOMPARE(run.code, 100);
    QVERIFY2(run.err.startsWith(u"ErrorID: MissingPassphrase\n"_s), qPrintable(run.err));
    QVERIFY(!fileExists(world / "destination"));
}

void TestCliProcess::readsThePassphraseFromFiles()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    writeFile(world / "secret", "gr\xc3\xbc\xc3\x9f dich\nnot this\n");
    CliRun run = world.run({u"backup"_s, world.destination(), world.source(),
                            u"--passphrase-file="_s + world.text("secret")});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QProcessEnvironment with = world.environment();
    with.insert(u"PASSPHRASE"_s, QString::fromUtf8("gr\xc3\xbc\xc3\x9f dich"));
    const QStringList test{u"test"_s, world.destination(), u"all"_s};
    run = world.run(test, with);
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    run = world.run(test + QStringList{u"--force-passphrase-from-stdin"_s}, world.environment(),
                    "gr\xc3\xbc\xc3\x9f dich\n");
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    with.insert(u"PASSPHRASE"_s, u"another"_s);
    run = world.run(test, with);
    QCOMPARE(run.code, 100);
    QVERIFY2(run.err.contains(u"assphrase"_s), qPrintable(run.err));
    QVERIFY(!run.said().contains(u"another"_s));
    run = world.run({u"list-filesets"_s, world.destination()}); // the database answers
    QVERIFY2(run.code == 0, qPrintable(run.said()));
}

void TestCliProcess::hidesThePassphraseFromTheProcessList()
{
    const CliWorld world;
    QProcessEnvironment with = world.environment();
    with.insert(u"AUTH_PASSWORD"_s, u"whisper"_s);
    QProcess process;
    process.setProcessEnvironment(with);
    // Waits for standard input with everything parsed.
    process.start(QStringLiteral(CAIRN_CLI),
                  {u"test"_s, world.destination(), u"--auth-password=hush hush"_s,
                   u"--force-passphrase-from-stdin"_s});
    QVERIFY(process.waitForStarted());
    const QString folder = u"/proc/%1/"_s.arg(process.processId());
    const auto read = [&](const char *name) {
        QFile file(folder + QString::fromLatin1(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    QTRY_VERIFY(read("cmdline").contains("auth-password=***"));
    QVERIFY(!read("cmdline").contains("hush"));
    QTRY_VERIFY(!read("environ").contains("whisper"));
    process.write("secret\n");
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(60'000));
}

void TestCliProcess::pipedOutputHasNoControlCharacters()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    writeFile(world / "source/b\n\x1b[31m\xff", "content");
    const CliRun run = world.run(
        {u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s, u"--verbose"_s});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY(!hasControlCharacters(run.said()));
}

void TestCliProcess::listsNamesWithoutGarblingLines()
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

void TestCliProcess::explainsFilters()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    writeFile(world / "source/b.iso", "content");
    const CliRun run = world.run({u"test-filters"_s, world.source(), u"--exclude=*.iso"_s});
    QCOMPARE(run.code, 0);
    QVERIFY2(run.out.contains(u"Excluded  "_s + world.source() + u"/b.iso  [--exclude=*.iso]"_s),
             qPrintable(run.out));
    QVERIFY2(run.out.contains(u"Included  "_s + world.source() + u"/a.txt"_s), qPrintable(run.out));
}

void TestCliProcess::dryRunChangesNothing()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    const CliRun run = world.run(
        {u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s, u"--dry-run"_s});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY2(run.out.contains(u"Dry run"_s), qPrintable(run.said()));
    QVERIFY(!fileExists(world / "destination"));
    QVERIFY(!fileExists(world / "home/data"));
}

void TestCliProcess::failuresCarryTheirId()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    QCOMPARE(
        world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s}).code,
        0);
    removeTree(world / "home/data");
    const CliRun run = world.run({u"compact"_s, world.destination(), u"--no-encryption"_s});
    QCOMPARE(run.code, 100);
    QVERIFY2(run.err.startsWith(u"ErrorID: DatabaseDoesNotExist\n"_s), qPrintable(run.err));
    QVERIFY(run.err.contains(u"recreate"_s));
}

void TestCliProcess::writesALog()
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
}

QTEST_GUILESS_MAIN(TestCliProcess)
#include "test_cli_process.moc"
