// SPDX-License-Identifier: MIT
// Real scripts around real runs.
#include "backends/local/local_backend.h"
#include "core/engine/child_process.h"
#include "core/engine/engine.h"
#include "core/engine/job_plan.h"
#include "tests/support/keeping_sender.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

// One person's backup, with options as on a command line.
struct Lab
{
    Lab()
    {
        qputenv("XDG_DATA_HOME", QByteArray::fromStdString((folder / "data").bytes()));
        registerLocalBackend(backends);
        std::ignore = files.makeDirectories(folder / "source");
        std::ignore = files.makeDirectories(folder / "other");
        writeFile(folder / "source" / "a.txt", "content");
        writeFile(folder / "other" / "b.txt", "other content");
        set("no-encryption", "true");
        set("backup-name", "Documents");
    }
    void set(const char *name, const std::string &value)
    {
        if (const auto done = options.set(name, value); !done)
            qFatal("%s", qPrintable(done.error().message));
    }
    // A shell script that first notes what it was called for.
    std::string script(const std::string &name, const std::string &body)
    {
        const FilePath path = folder / name;
        writeFile(path, "#!/bin/sh\necho \"$DUPLICATI__EVENTNAME $DUPLICATI__OPERATIONNAME "
                        "$DUPLICATI__PARSED_RESULT\" >> '" +
                            (folder / "calls").bytes() + "'\n" + body + "\n");
        ::chmod(path.c_str(), 0755);
        return path.bytes();
    }
    [[nodiscard]] JobRequest request() const
    {
        auto request = requestFrom(options);
        if (!request)
            qFatal("%s", qPrintable(request.error().message));
        request->destination = DestinationUrl::parse((folder / "store").bytes()).value();
        request->isReported = true;
        return std::move(*request);
    }
    Outcome<BackupResult> backup()
    {
        Progress progress;
        return engine.backup(request(), {folder / "source"}, cancel, progress);
    }
    QStringList calls() const { return lines("calls"); }
    QStringList lines(const char *name) const
    {
        QFile file(QString::fromStdString((folder / name).bytes()));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    }
    static QStringList idsOf(const RunOutcome &outcome)
    {
        QStringList ids;
        for (const ReportMessage &message : outcome.messages)
            ids << message.id;
        return ids;
    }

    ScratchFolder folder;
    FileLayer files;
    BackendRegistry backends;
    KeepingSender sender;
    Engine engine{files, systemClock(), systemRandom(), backends, &sender};
    OptionSet options;
    CancelToken cancel;
};

} // namespace

class TestRunScripts final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allFourAreCalledInTheirOrder()
    {
        Lab lab;
        lab.set("run-script-before", lab.script("before", "echo wished"));
        lab.set("run-script-before-required", lab.script("required", ""));
        lab.set("run-script-post-backup", lab.script("post", ""));
        lab.set("run-script-after", lab.script("after", ""));
        const auto outcome = lab.backup();
        QCOMPARE(outcome.judgement.exitCode, exitCode::Success);
        QCOMPARE(lab.calls(), QStringList({u"BEFORE Backup "_s, u"BEFORE Backup "_s,
                                           u"POST-BACKUP Backup "_s, u"AFTER Backup Success"_s}));
    }

    // What "before.sh" means depends on who starts the backup.
    void aNameWithoutItsFolderIsRefused()
    {
        Lab lab;
        qputenv("PATH",
                QByteArray::fromStdString(lab.folder.path().bytes()) + ':' + qgetenv("PATH"));
        std::ignore = lab.script("before.sh", "");
        lab.set("run-script-before", "before.sh");
        const auto outcome = lab.backup();
        QCOMPARE(outcome.judgement.exitCode, exitCode::Warnings);
        QVERIFY(lab.calls().isEmpty());
        const auto said =
            std::ranges::find(outcome.messages, u"ScriptExecuteError"_s, &ReportMessage::id);
        QVERIFY(said != outcome.messages.end());
        QVERIFY2(said->text.contains(u"by its whole path"_s), qPrintable(said->text));
        lab.set("run-script-before-required", "before.sh");
        QVERIFY(lab.backup().fatal);
    }

    void aTrialRunsTheScriptAndNothingElse()
    {
        Lab lab;
        const std::string script = lab.script("end", "echo \"of $DUPLICATI__backup_name\"; exit 3");
        const auto end = lab.engine.tryScript(lab.request(), {lab.folder / "source"}, script,
                                              RunScripts::Event::After, lab.cancel);
        VERIFY_OK(end);
        QCOMPARE(end->exitCode, 3);
        QCOMPARE(end->output, "of Documents\n");
        QCOMPARE(lab.calls(), QStringList{u"AFTER Backup Success"_s});
        QVERIFY(!lab.files.exists(lab.folder / "store"));
        QCOMPARE(
            lab.engine.tryScript(lab.request(), {}, "end", RunScripts::Event::After, lab.cancel)
                .error()
                .id,
            u"ScriptNotAbsolute"_s);
    }

    void aRestoreCallsThemAndItsPreviewDoesNot()
    {
        Lab lab;
        lab.set("restore-path", (lab.folder / "restored").bytes());
        lab.set("send-mail-to", "ada@example.org");
        lab.set("send-mail-url", "smtp://127.0.0.1:1");
        lab.set("send-mail-any-operation", "true");
        QCOMPARE(lab.backup().judgement.exitCode, exitCode::Success);
        lab.set("run-script-before", lab.script("before", ""));
        lab.set("run-script-after", lab.script("after", ""));
        const std::size_t mails = lab.sender.mails().size();
        Progress progress;
        const auto preview = lab.engine.previewRestore(lab.request(), {}, lab.cancel, progress);
        QVERIFY(!preview.fatal && preview.value->newFiles == 1);
        QCOMPARE(lab.calls(), QStringList());
        QCOMPARE(lab.sender.mails().size(), mails);
        const auto restored = lab.engine.restore(lab.request(), {}, lab.cancel, progress);
        QVERIFY(!restored.fatal && restored.value->restoredFiles == 1);
        QCOMPARE(lab.calls(), QStringList({u"BEFORE Restore "_s, u"AFTER Restore Success"_s}));
        QCOMPARE(lab.sender.mails().size(), mails + 1);
    }

    void exitCodesBeforeDecide_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("runs");
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("exit");
        const auto row = [](const char *name, int code, bool runs, ParsedResult result, int exit) {
            QTest::newRow(name) << code << runs << int(result) << exit;
        };
        row("0", 0, true, ParsedResult::Success, exitCode::Success);
        row("1", 1, false, ParsedResult::Success, exitCode::NothingNew);
        row("2", 2, true, ParsedResult::Warning, exitCode::Warnings);
        row("3", 3, false, ParsedResult::Warning, exitCode::Warnings);
        row("4", 4, true, ParsedResult::Error, exitCode::Errors);
        row("5", 5, false, ParsedResult::Error, exitCode::Errors);
        row("99", 99, false, ParsedResult::Error, exitCode::Errors);
    }
    void exitCodesBeforeDecide()
    {
        QFETCH(const int, code);
        QFETCH(const bool, runs);
        QFETCH(const int, result);
        QFETCH(const int, exit);
        Lab lab;
        lab.set("run-script-before", lab.script("before", "exit " + std::to_string(code)));
        lab.set("run-script-after", lab.script("after", ""));
        const auto outcome = lab.backup();
        QCOMPARE(outcome.value.has_value(), runs);
        QCOMPARE(int(outcome.judgement.result), result);
        QCOMPARE(outcome.judgement.exitCode, exit);
        QCOMPARE(lab.calls().size(), 2); // the one at the end is called in any case
        QCOMPARE(lab.calls()[1],
                 u"AFTER Backup "_s + QLatin1StringView(parsedResultName(ParsedResult(result))));
    }

    void theRequiredOneMustGoWell_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("timeout");
        QTest::newRow("a warning is not enough") << u"exit 2"_s << u"60s"_s;
        QTest::newRow("a signal") << u"kill -9 $$"_s << u"60s"_s;
        QTest::newRow("too slow") << u"exec sleep 600"_s << u"1s"_s;
    }
    void theRequiredOneMustGoWell()
    {
        QFETCH(const QString, body);
        QFETCH(const QString, timeout);
        Lab lab;
        lab.set("run-script-before-required", lab.script("required", body.toStdString()));
        lab.set("run-script-timeout", timeout.toStdString());
        const auto outcome = lab.backup();
        QVERIFY(!outcome.value);
        QVERIFY(outcome.fatal);
        QCOMPARE(outcome.judgement.exitCode, exitCode::Failed);
        QVERIFY(!lab.files.exists(lab.folder / "store"));
    }

    void aScriptThatIsNotThereIsAWarningUnlessItIsRequired()
    {
        Lab lab;
        lab.set("run-script-before", "/no/such script");
        const auto outcome = lab.backup();
        QVERIFY(outcome.value);
        QCOMPARE(outcome.judgement.exitCode, exitCode::Warnings);
        lab.set("run-script-before-required", "/no/such script");
        QVERIFY(lab.backup().fatal);
    }

    void aSlowScriptIsLeftToItself()
    {
        Lab lab;
        lab.set("run-script-before",
                lab.script("before", "sleep 3; touch '" + (lab.folder / "late").bytes() + "'"));
        lab.set("run-script-timeout", "1s");
        const auto outcome = lab.backup();
        QVERIFY(outcome.value);
        QCOMPARE(Lab::idsOf(outcome).contains(u"ScriptTimeout"_s), true);
        QCOMPARE(outcome.judgement.exitCode, exitCode::Warnings);
        QTRY_VERIFY_WITH_TIMEOUT(lab.files.exists(lab.folder / "late"), 20'000);
    }

    void codesAfterwardsCount()
    {
        for (const int code : {0, 1, 2, 3, 4, 7}) {
            Lab lab;
            lab.set("run-script-after", lab.script("after", "exit " + std::to_string(code)));
            const auto outcome = lab.backup();
            QVERIFY(outcome.value);
            QCOMPARE(outcome.judgement.exitCode, code >= 4   ? exitCode::Errors
                                                 : code >= 2 ? exitCode::Warnings
                                                             : exitCode::Success);
        }
    }

    void whatItSaysIsHeard()
    {
        Lab lab;
        lab.set("run-script-before",
                lab.script("before", "echo LOG:INFO all is calm\necho 'LOG:WARN: it is late'\n"
                                     "echo nothing to note\necho trouble >&2"));
        const auto outcome = lab.backup();
        QStringList said;
        for (const ReportMessage &message : outcome.messages)
            if (message.id == u"ScriptMessage"_s || message.id == u"StdErrorNotEmpty"_s)
                said << QString::number(int(message.severity)) % u' ' % message.text;
        said.sort();
        QCOMPARE(said.size(), 3);
        QCOMPARE(said[0], u"0 all is calm"_s);
        QVERIFY(said[1].endsWith("reports: trouble"_L1));
        QCOMPARE(said[2], u"1 it is late"_s);
        QCOMPARE(outcome.judgement.exitCode, exitCode::Warnings);
    }

    void itsLinesChangeThisRun()
    {
        Lab lab;
        lab.set("run-script-before",
                lab.script("before", "echo '--localpath=" + (lab.folder / "other").bytes() +
                                         ":relative'\necho '--remoteurl=" +
                                         (lab.folder / "elsewhere").bytes() +
                                         "'\necho '--dry-run=true'\necho '--no-such-option=1'\n"
                                         "echo --operationname=Restore"));
        const auto outcome = lab.backup();
        QVERIFY(outcome.value);
        QVERIFY(outcome.value->dryRun);
        QCOMPARE(outcome.value->addedFiles, 1);
        QVERIFY(!lab.files.exists(lab.folder / "store" / "a"));
        QCOMPARE(Lab::idsOf(outcome).count(u"ScriptOption"_s), 2);
    }

    void itsFilterIsTheFilter()
    {
        Lab lab;
        writeFile(lab.folder / "source" / "b.tmp", "x");
        lab.set("run-script-before", lab.script("before", "echo '--filter=-*.tmp:-*.bak'"));
        const auto outcome = lab.backup();
        QVERIFY(outcome.value);
        QCOMPARE(outcome.value->addedFiles, 1);
    }

    void itsEnvironmentHoldsSecretsOnlyOnRequest()
    {
        for (const bool wished : {false, true}) {
            Lab lab;
            lab.options.unset("no-encryption");
            VERIFY_OK(lab.options.setSecret("passphrase", Secret("very secret")));
            VERIFY_OK(lab.options.setSecret("send-mail-password", Secret("hidden")));
            lab.set("dblock-size", "20mb");
            lab.set("run-script-with-secrets", wished ? "true" : "false");
            lab.set("run-script-before",
                    lab.script("before", "env > '" + (lab.folder / "env").bytes() + "'"));
            QVERIFY(lab.backup().value);
            const QStringList environment = lab.lines("env");
            QCOMPARE(environment.contains(u"DUPLICATI__passphrase=very secret"_s), wished);
            QCOMPARE(environment.contains(u"DUPLICATI__send_mail_password=hidden"_s), wished);
            QVERIFY(environment.contains(u"DUPLICATI__dblock_size=20mb"_s));
            QVERIFY(environment.contains(u"DUPLICATI__backup_name=Documents"_s));
            QVERIFY(environment.contains(
                QString(u"DUPLICATI__LOCALPATH="_s % (lab.folder / "source").display())));
            QVERIFY(environment.contains(
                QString(u"DUPLICATI__REMOTEURL=file://"_s % (lab.folder / "store").display())));
        }
    }

    void argumentsAreWordsAndNeverAShells()
    {
        Lab lab;
        const std::string script = lab.script("a script", "for word; do echo \"$word\"; done > '" +
                                                              (lab.folder / "words").bytes() + "'");
        lab.set("run-script-with-arguments", "true");
        lab.set("run-script-before", "'" + script + "' one \"two words\" '$HOME' ; true");
        QVERIFY(lab.backup().value);
        QCOMPARE(lab.lines("words"),
                 QStringList({u"one"_s, u"two words"_s, u"$HOME"_s, u";"_s, u"true"_s}));
        lab.set("run-script-with-arguments", "false");
        lab.set("run-script-before", script); // its blank belongs to its name
        const auto outcome = lab.backup();
        QVERIFY(!Lab::idsOf(outcome).contains(u"ScriptExecuteError"_s));
    }

    void theResultFileHoldsTheResult()
    {
        Lab lab;
        const std::string kept = (lab.folder / "kept").bytes();
        lab.set("run-script-after", lab.script("after", "cp \"$DUPLICATI__RESULTFILE\" '" + kept +
                                                            "'\nstat -c %a "
                                                            "\"$DUPLICATI__RESULTFILE\" > '" +
                                                            kept + ".mode'"));
        QVERIFY(lab.backup().value);
        QVERIFY(lab.lines("kept").contains(u"MainOperation: Backup"_s));
        QVERIFY(lab.lines("kept").contains(u"AddedFiles: 1"_s));
        QCOMPARE(lab.lines("kept.mode"), QStringList(u"600"_s));
        lab.set("run-script-result-output-format", "Json");
        QVERIFY(lab.backup().value);
        const auto document =
            QJsonDocument::fromJson(lab.lines("kept").join(u'\n').toUtf8()).object();
        QCOMPARE(document[u"Data"][u"MainOperation"].toString(), u"Backup"_s);
    }

    void aStopEndsTheScriptToo()
    {
        Lab lab;
        lab.set("run-script-before", lab.script("before", "exec sleep 600"));
        lab.set("run-script-timeout", "0");
        lab.set("run-script-after", lab.script("after", "sleep 1; echo here"));
        lab.cancel.requestStop();
        const auto outcome = lab.backup();
        QVERIFY(outcome.interrupted);
        QVERIFY(outcome.fatal && outcome.fatal->code == ErrorCode::Cancelled);
        QCOMPARE(Lab::idsOf(outcome), QStringList());
        QCOMPARE(lab.calls().size(), 2); // the one at the end is let be
    }

    void aProgramThatLeavesSomethingBehindIsNotWaitedFor()
    {
        const CancelToken cancel;
        const auto end = runProcess({{"/bin/sh", "-c", "sleep 600 & echo done; exit 3"},
                                     ownEnvironment(),
                                     std::chrono::seconds(0)},
                                    cancel, systemClock());
        VERIFY_OK(end);
        QCOMPARE(end->output, std::string("done\n"));
        QCOMPARE(end->exitCode, 3);
    }

    void muchOutputIsNoTrap()
    {
        const CancelToken cancel;
        const auto end = runProcess({{"/bin/sh", "-c",
                                      "head -c 3000000 /dev/zero; "
                                      "head -c 300000 /dev/zero >&2"},
                                     ownEnvironment(),
                                     std::chrono::seconds(60)},
                                    cancel, systemClock());
        VERIFY_OK(end);
        QCOMPARE(end->exitCode, 0);
        QCOMPARE(end->output.size(), std::size_t(1) << 20);
        QCOMPARE(end->errors.size(), std::size_t(64) << 10);
    }

    void aReportThatCannotBeSentIsAWarning()
    {
        Lab lab;
        lab.set("send-mail-to", "ada@example.org");
        lab.set("send-mail-url", "smtp://mail.example.org");
        auto outcome = lab.backup();
        QCOMPARE(lab.sender.mails().size(), 1U);
        QCOMPARE(lab.sender.mails()[0].subject, u"Duplicati Backup report for Documents"_s);
        QCOMPARE(outcome.judgement.exitCode, exitCode::Success);
        lab.sender.refuse(u"550 no such user"_s);
        writeFile(lab.folder / "source" / "more", "x");
        outcome = lab.backup();
        QCOMPARE(outcome.judgement.exitCode, exitCode::Warnings);
        QVERIFY(outcome.messages.back().text.contains("550 no such user"_L1));
    }

    void looksAreNotReported()
    {
        Lab lab;
        lab.set("run-script-after", lab.script("after", ""));
        lab.set("send-mail-to", "ada@example.org");
        auto request = requestFrom(lab.options).value();
        request.destination = DestinationUrl::parse((lab.folder / "store").bytes()).value();
        Progress progress;
        std::ignore = lab.engine.backup(request, {lab.folder / "source"}, lab.cancel, progress);
        QVERIFY(lab.calls().isEmpty());
        QVERIFY(lab.sender.mails().empty());
    }
};

QTEST_GUILESS_MAIN(TestRunScripts)
#include "test_run_scripts.moc"
