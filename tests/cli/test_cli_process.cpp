// SPDX-License-Identifier: MIT
// The finished program, started as a person or a script starts it.
#include "tests/cli/cli_run.h"

#include <QFile>
#include <QTest>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestCliProcess final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongUseEndsWith200_data();
    void wrongUseEndsWith200();
    void helpKnowsCommandsAndOptions();
    void backsUpAndRestores();
    void failsWithoutAPassphrase();
    void readsThePassphraseFromFiles();
    void hidesThePassphraseFromTheProcessList();
    void explainsFilters();
    void leavesOutWhatIsExcluded();
    void dryRunChangesNothing();
    void failuresCarryTheirId();
};

void TestCliProcess::wrongUseEndsWith200_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QStringList() << u"help"_s;
    QTest::newRow("unknown command") << QStringList{u"bakcup"_s} << u"backup"_s;
    QTest::newRow("command of Duplicati") << QStringList{u"vacuum"_s, u"/d"_s} << u"Duplicati"_s;
    QTest::newRow("no destination") << QStringList{u"list"_s} << u"list DESTINATION"_s;
    QTest::newRow("no source") << QStringList{u"backup"_s, u"/d"_s} << u"SOURCE"_s;
    QTest::newRow("unknown option")
        << QStringList{u"list"_s, u"/d"_s, u"--keep-version=1"_s} << u"--keep-versions"_s;
    QTest::newRow("wrong value") << QStringList{u"list"_s, u"/d"_s, u"--dblock-size=5x"_s}
                                 << u"5x"_s;
    QTest::newRow("wrong expression")
        << QStringList{u"list"_s, u"/d"_s, u"--exclude=[(]"_s} << u"[(]"_s;
    QTest::newRow("unknown group")
        << QStringList{u"list"_s, u"/d"_s, u"--exclude={Foo}"_s} << u"CacheFiles"_s;
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
    QVERIFY(world.run({u"help"_s, u"--blocksize"_s}).out.contains(u"--blocksize=SIZE"_s));
    QVERIFY(world.run({u"help"_s, u"comp"_s}).err.contains(u"Did you mean compare?"_s));
    QVERIFY(world.run({u"help"_s, u"vacuum"_s}).err.contains(u"Duplicati"_s));
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

void TestCliProcess::leavesOutWhatIsExcluded()
{
    const CliWorld world;
    writeFile(world / "source/a.txt", "content");
    writeFile(world / "source/b.iso", "content");
    QCOMPARE(
        world.run({u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s}).code,
        0);
    for (const QString &command : {u"list"_s, u"find"_s}) {
        const CliRun run = world.run({command, world.destination(), u"--exclude=*.iso"_s});
        QVERIFY2(run.code == 0 && run.out.contains(u"a.txt"_s), qPrintable(run.said()));
        QVERIFY2(!run.out.contains(u"b.iso"_s), qPrintable(run.said()));
    }
    const CliRun run = world.run({u"restore"_s, world.destination(), u"--exclude=*.iso"_s,
                                  u"--restore-path="_s + world.text("back")});
    QVERIFY2(run.code == 0, qPrintable(run.said()));
    QVERIFY(fileExists(world / "back/a.txt"));
    QVERIFY(!fileExists(world / "back/b.iso"));
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

QTEST_GUILESS_MAIN(TestCliProcess)
#include "test_cli_process.moc"
