// SPDX-License-Identifier: MIT
// The finished program tells a real server of what it did.
#include "tests/cli/cli_run.h"
#include "tests/support/report_sink.h"
#include "tests/support/verify.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

class TestCliReports final : public QObject
{
    Q_OBJECT

    static QStringList backup(const CliWorld &world, const QStringList &more)
    {
        return QStringList{u"backup"_s, world.destination(), world.source(), u"--no-encryption"_s} +
               more;
    }
    static QString option(const char *name, const std::string &value)
    {
        return QLatin1StringView(name) + u'=' + QString::fromStdString(value);
    }

private Q_SLOTS:
    void aMonitorIsToldOfBackups()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        const CliWorld world;
        writeFile(world / "source/a.txt", "content");
        const QString url = option("--send-http-json-urls", sink.url("http", "/in"));
        const CliRun run = world.run(backup(world, {url, u"--backup-name=Documents"_s}));
        QVERIFY2(run.code == 0, qPrintable(run.said()));
        QCOMPARE(sink.kept().size(), 1);
        const QJsonObject request = QJsonDocument::fromJson(sink.kept().constFirst()).object();
        const QJsonObject document =
            QJsonDocument::fromJson(request[u"body"].toString().toUtf8()).object();
        QCOMPARE(document[u"Data"][u"AddedFiles"].toInt(), 1);
        QCOMPARE(document[u"Data"][u"ParsedResult"].toString(), u"Success"_s);
        QCOMPARE(document[u"Extra"][u"backup-name"].toString(), u"Documents"_s);
        QVERIFY(!request[u"body"].toString().contains(world.source()));
        // Of a list only if that is wished.
        const QStringList list{u"list"_s, world.destination(), url};
        QCOMPARE(world.run(list).code, 0);
        QCOMPARE(sink.kept().size(), 1);
        QCOMPARE(world.run(list + QStringList{u"--send-http-any-operation"_s}).code, 0);
        QCOMPARE(sink.kept().size(), 2);
    }

    void aMailGoesOutOfAFailedRunToo()
    {
        const ReportSink sink(u"smtp"_s);
        QVERIFY(sink.isReady());
        const CliWorld world;
        const CliRun run =
            world.run({u"backup"_s, world.destination(), u"/no/such folder"_s, u"--no-encryption"_s,
                       option("--send-mail-url", sink.url("smtp")),
                       u"--send-mail-to=ada@example.org"_s, u"--send-mail-level=Error,Fatal"_s});
        QVERIFY2(run.code == 100, qPrintable(run.said()));
        QCOMPARE(sink.kept().size(), 1);
        QVERIFY(sink.kept().constFirst().contains(
            "Subject: Duplicati Backup report for cairn-cli\r\n"));
    }

    void aServerThatDoesNotAnswerIsAWarning()
    {
        const CliWorld world;
        const CliRun run = world.run(backup(
            world, {u"--send-mail-url=smtp://127.0.0.1:1"_s, u"--send-mail-to=ada@example.org"_s}));
        QVERIFY2(run.code == 2, qPrintable(run.said()));
        QVERIFY2(run.err.contains("could not be sent to smtp://127.0.0.1"_L1),
                 qPrintable(run.said()));
    }

    void aJobSendsATest()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        const CliWorld world;
        writeFile(world / "source/a.txt", "content");
        QProcessEnvironment environment = world.environment();
        environment.insert(u"XDG_CONFIG_HOME"_s, world.text("config"));
        const auto jobs = [&](const QStringList &words) {
            return world.run(QStringList{u"jobs"_s} + words, environment);
        };
        const auto add = [&](const QString &name, const QStringList &more) {
            return jobs(QStringList{u"add"_s, name, world.text("store-") + name, world.source(),
                                    u"--no-encryption"_s} +
                        more);
        };
        QCOMPARE(add(u"Docs"_s, {option("--send-http-json-urls", sink.url("http", "/in"))}).code,
                 0);
        const CliRun told = jobs({u"test-report"_s, u"Docs"_s});
        QVERIFY2(told.code == 0 && told.out.contains("127.0.0.1"_L1), qPrintable(told.said()));
        QCOMPARE(sink.kept().size(), 1);
        QVERIFY(sink.kept().constFirst().contains("This is a test"));
        QVERIFY(!FileLayer().exists(world / "store-Docs")); // nothing was backed up

        const CliRun added = add(u"Quiet"_s, {});
        QVERIFY2(added.code == 0, qPrintable(added.said()));
        const CliRun quiet = jobs({u"test-report"_s, u"Quiet"_s});
        QVERIFY2(quiet.code == 100 && quiet.err.contains("sends no reports"_L1),
                 qPrintable(quiet.said()));
        QCOMPARE(add(u"Lost"_s, {u"--send-http-json-urls=http://127.0.0.1:1/"_s}).code, 0);
        const CliRun lost = jobs({u"test-report"_s, u"Lost"_s});
        QVERIFY2(lost.code == 100 && lost.err.contains("127.0.0.1"_L1), qPrintable(lost.said()));
    }

    void aScriptMayForbidTheRun()
    {
        const CliWorld world;
        const FilePath script = world / "home/script";
        writeFile(script, "#!/bin/sh\nexit 1\n");
        ::chmod(script.c_str(), 0755);
        const QStringList with{option("--run-script-before", script.bytes())};
        const CliRun run = world.run(backup(world, with));
        QVERIFY2(run.code == 1, qPrintable(run.said()));
        QVERIFY(!FileLayer().exists(world / "destination"));
        const CliRun required =
            world.run(backup(world, {option("--run-script-before-required", script.bytes())}));
        QVERIFY2(required.code == 100, qPrintable(required.said()));
        QVERIFY(required.err.contains("RunScriptInvalidExitCode"_L1));
    }
};

QTEST_GUILESS_MAIN(TestCliReports)
#include "test_cli_reports.moc"
