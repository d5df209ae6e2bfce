// SPDX-License-Identifier: MIT
#include "core/engine/report_text.h"
#include "core/engine/result_json.h"
#include "tests/support/keeping_sender.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/verify.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

RunOutcome outcomeOf(Operation operation, ParsedResult result = ParsedResult::Success)
{
    RunOutcome outcome;
    outcome.operation = operation;
    outcome.beginNs = std::int64_t{1'764'000'000} * 1'000'000'000;
    outcome.endNs = outcome.beginNs + std::int64_t{61} * 1'000'000'000;
    outcome.judgement.result = result;
    return outcome;
}

} // namespace

class TestRunReports final : public QObject
{
    Q_OBJECT

    FileLayer m_files;
    KeepingSender m_sender;
    CancelToken m_cancel;
    OptionSet m_given;
    ReportOptions m_options;

    ReportFacts facts(Operation operation = Operation::Backup)
    {
        ReportFacts facts;
        facts.operation = operation;
        facts.remoteUrl = "ftp://nas.home.example.org:21/backup";
        facts.sources = {FilePath("/home/ada/My Documents"), FilePath("/srv/x")};
        facts.backupName = "Documents";
        facts.backupId = "1a2b3c4d";
        facts.destination = "ftp";
        facts.host = "nas.home.example.org";
        facts.given = &m_given;
        return facts;
    }
    std::vector<SentReport> send(const RunOutcome &outcome)
    {
        RunReports reports(m_files, m_sender, m_options, facts(outcome.operation));
        return reports.send(outcome,
                            runToJson(outcome, outcome.fatal ? outcome.fatal->message : QString()),
                            m_cancel);
    }
    static QJsonObject documentOf(const std::string &body)
    {
        return QJsonDocument::fromJson(QByteArray::fromStdString(body)).object();
    }

private Q_SLOTS:
    void init()
    {
        m_sender.forget();
        m_given = {};
        m_options = {};
        m_options.mail.to = {"ada@example.org"};
        m_options.mail.servers = {"smtp://user:secret@mail.example.org/path"};
        m_options.mail.subject = "Duplicati %OPERATIONNAME% report for %backup-name%";
        m_options.mail.body = "%RESULT%";
        m_options.http.message = "Report for %backup-name%\\n\\n%RESULT%";
    }

    void whatIsSentGoesByOperationAndLevel_data()
    {
        QTest::addColumn<int>("operation");
        QTest::addColumn<int>("result");
        QTest::addColumn<QString>("level");
        QTest::addColumn<bool>("any");
        QTest::addColumn<bool>("sent");
        const auto row = [](const char *name, Operation operation, ParsedResult result,
                            const char *level, bool any, bool sent) {
            QTest::newRow(name) << int(operation) << int(result) << QString::fromLatin1(level)
                                << any << sent;
        };
        using enum ParsedResult;
        row("a good backup", Operation::Backup, Success, "", false, true);
        row("a failed backup", Operation::Backup, Fatal, "", false, true);
        row("good, warnings wanted", Operation::Backup, Success, "Warning", false, false);
        row("warning wanted", Operation::Backup, Warning, "Warning", false, true);
        row("a restore", Operation::Restore, Success, "", false, false);
        row("a restore, any operation", Operation::Restore, Success, "", true, true);
        row("levels are of backups", Operation::Test, Success, "Error", true, true);
    }
    void whatIsSentGoesByOperationAndLevel()
    {
        QFETCH(const int, operation);
        QFETCH(const int, result);
        QFETCH(const QString, level);
        QFETCH(const bool, any);
        QFETCH(const bool, sent);
        if (!level.isEmpty())
            m_options.mail.manner.levels = {level.toStdString()};
        m_options.mail.manner.anyOperation = any;
        const auto answers =
            send(outcomeOf(static_cast<Operation>(operation), static_cast<ParsedResult>(result)));
        QCOMPARE(m_sender.mails().size(), std::size_t(sent ? 1 : 0));
        QCOMPARE(answers.size(), std::size_t(sent ? 1 : 0));
        if (sent)
            QCOMPARE(answers.front().place, u"smtp://mail.example.org"_s); // no login, no path
    }

    void placesAtOneServerAreToldApart()
    {
        m_options.mail.to.clear();
        m_options.http.formUrls = {"https://hooks.example.org/secret/one",
                                   "https://hooks.example.org:8443/three"};
        m_options.http.jsonUrls = {"https://hooks.example.org/secret/two"};
        QStringList places;
        for (const SentReport &sent : send(outcomeOf(Operation::Backup, ParsedResult::Success)))
            places << sent.place;
        QCOMPARE(places, (QStringList{u"https://hooks.example.org (1)"_s,
                                      u"https://hooks.example.org:8443"_s,
                                      u"https://hooks.example.org (2)"_s}));
    }

    void placeholdersAreFilled()
    {
        VERIFY_OK(m_given.set("dblock-size", "20mb"));
        VERIFY_OK(m_given.setSecret("passphrase", Secret("secret")));
        VERIFY_OK(m_given.set("send-http-url", "https://u:secret@h.example/x"));
        m_options.mail.subject =
            "%operationname% %PARSEDRESULT% %RESULT% of %backup-name% (%backup-id%) on "
            "%REMOTEURL% %destination-type% %destination-host-suffix% %dblock-size% "
            "%operating-system%%nonsense%%passphrase%%send-http-url% 100% sure";
        std::ignore = send(outcomeOf(Operation::Backup, ParsedResult::Warning));
        const QString subject = m_sender.mails().front().subject;
        QVERIFY2(subject.startsWith("Backup Warning Warning of Documents (1a2b3c4d) on "
                                    "ftp://nas.home.example.org:21/backup ftp example.org 20mb "
                                    "Linux"_L1),
                 qPrintable(subject));
        QVERIFY(subject.endsWith(" 100% sure"_L1));
        QVERIFY(!subject.contains("secret"_L1));
    }

    void aTemplateMayStandInAFile()
    {
        const ScratchFolder folder;
        writeFile(folder.path() / "template", "from the file: %OPERATIONNAME%");
        m_options.mail.body = (folder.path() / "template").bytes();
        std::ignore = send(outcomeOf(Operation::Backup));
        QCOMPARE(m_sender.mails().front().body, u"from the file: Backup"_s);
        m_options.mail.body = "/no/such file";
        std::ignore = send(outcomeOf(Operation::Backup));
        QCOMPARE(m_sender.mails().back().body, u"/no/such file"_s);
    }

    void linesSayTheResultAsDuplicatiDoes()
    {
        RunOutcome outcome = outcomeOf(Operation::Backup, ParsedResult::Fatal);
        outcome.fatal = Error{ErrorCode::NoSpace, u"The disk is full."_s, {}, {}};
        outcome.messages = {{Severity::Information, u"Note"_s, u"quiet"_s, {}},
                            {Severity::Warning, u"FileUnreadable"_s, u"no luck"_s, {}}};
        std::ignore = send(outcome);
        const QString body = m_sender.mails().front().body;
        QVERIFY2(body.startsWith("Failed: The disk is full.\nDetails: NotEnoughDestinationSpace: "
                                 "The disk is full.\n\n"_L1),
                 qPrintable(body));
        QVERIFY(body.contains("\nMainOperation: Backup\n"_L1));
        QVERIFY(body.contains("\nParsedResult: Fatal\n"_L1));
        QVERIFY(body.contains(" (1764000000)\n"_L1));
        QVERIFY(body.contains("\nInterrupted: False\n"_L1));
        QVERIFY(body.endsWith("\nLog data:\n[Warning-FileUnreadable]: no luck\n"_L1));
        QVERIFY(!body.contains("quiet"_L1));
        QVERIFY(!body.contains("BackendStatistics"_L1));
    }

    void theLogIsCutWhereItIsLong()
    {
        RunOutcome outcome = outcomeOf(Operation::Backup);
        for (int i = 0; i < 12; ++i)
            outcome.messages.push_back({Severity::Warning, u"Id"_s, QString::number(i), {}});
        ReportManner manner;
        manner.maxLines = 10;
        QStringList lines = reportLines(outcome, manner);
        QCOMPARE(lines.size(), 11);
        QCOMPARE(lines.constLast(), u"... and 2 more"_s);
        manner.maxLines = 0;
        QCOMPARE(reportLines(outcome, manner).size(), 12);
    }

    void documentsHaveTheFormThatMonitorsRead()
    {
        m_options.mail = {};
        m_options.http.jsonUrls = {"https://monitor.example/in?key=1"};
        m_options.http.message = "%OPERATIONNAME%";
        RunOutcome outcome = outcomeOf(Operation::Backup, ParsedResult::Warning);
        outcome.messages = {{Severity::Warning, u"Id"_s, u"text"_s, {}}};
        std::ignore = send(outcome);
        const HttpText post = m_sender.posts().front();
        QCOMPARE(post.url, std::string("https://monitor.example/in?key=1"));
        QCOMPARE(post.contentType, std::string("application/json; charset=utf-8"));
        const QJsonObject document = documentOf(post.body);
        QCOMPARE(document.keys(),
                 QStringList({u"Data"_s, u"Exception"_s, u"Extra"_s, u"LogLines"_s}));
        const QJsonObject data = document[u"Data"].toObject();
        QCOMPARE(data[u"MainOperation"].toString(), u"Backup"_s);
        QCOMPARE(data[u"ParsedResult"].toString(), u"Warning"_s);
        QCOMPARE(data[u"Duration"].toString(), u"00:01:01.0000000"_s);
        QCOMPARE(data[u"WarningsActualLength"].toInt(), 1);
        QVERIFY(!data.contains(u"Warnings"));
        QVERIFY(data[u"BackendStatistics"].isObject());
        const QJsonObject extra = document[u"Extra"].toObject();
        QCOMPARE(extra[u"OperationName"].toString(), u"Backup"_s); // the template names it
        QVERIFY(!extra.contains(u"RemoteUrl"));
        QCOMPARE(extra[u"backup-name"].toString(), u"Documents"_s);
        for (const char *name : {"machine-id", "machine-name", "backup-id", "operating-system",
                                 "installation-type", "destination-type", "next-scheduled-run"})
            QVERIFY2(extra.contains(QLatin1StringView(name)), name);
        QCOMPARE(document[u"LogLines"].toArray(), QJsonArray({u"[Warning-Id]: text"_s}));
        QVERIFY(document[u"Exception"].isNull());
    }

    void formsHoldTheMessageAndMore()
    {
        m_options.mail = {};
        m_options.http.formUrls = {"http://a.example/x"};
        m_options.http.parameter = "text";
        m_options.http.message = "A & B\\n=%OPERATIONNAME%";
        m_options.http.manner.extra = "chat=7&mode=plain text";
        std::ignore = send(outcomeOf(Operation::Backup));
        QCOMPARE(m_sender.posts().front().body,
                 std::string("text=A%20%26%20B%0A%3DBackup&chat=7&mode=plain%20text"));
    }

    void pathsAreBlottedOutUnlessAllowed()
    {
        RunOutcome outcome = outcomeOf(Operation::Backup, ParsedResult::Fatal);
        outcome.messages = {{Severity::Warning, u"A"_s,
                             u"/home/ada/My Documents/a b.txt could not be read"_s,
                             "/home/ada/My Documents/a b.txt"},
                            {Severity::Warning, u"B"_s, u"“/srv/x/some file” is odd"_s, {}},
                            {Severity::Warning,
                             u"C"_s,
                             u"reading /var/lib/thing: no, see https://a.b/c and/or"_s,
                             {}}};
        outcome.fatal = Error{ErrorCode::Io, u"opening /home/ada/.cache/x"_s, u"X"_s, {}};
        for (const bool allowed : {false, true}) {
            m_options.showPaths = allowed;
            for (const ReportFormat format : {ReportFormat::Duplicati, ReportFormat::Json}) {
                m_options.mail.manner.format = format;
                std::ignore = send(outcome);
                const QString body = m_sender.mails().back().body;
                for (const QString &part : {u"ada"_s, u"a b.txt"_s, u"some file"_s, u"/var/lib"_s})
                    QVERIFY2(body.contains(part) == allowed, qPrintable(body));
                QVERIFY2(body.contains("see https://a.b/c and/or"_L1), qPrintable(body));
            }
        }
    }

    void aResultIsCleanedInEveryCorner()
    {
        const QJsonObject result{
            {u"RestorePath"_s, u"/home/ada/out"_s},
            {u"BrokenLocalFiles"_s,
             QJsonArray{QJsonObject{{u"Path"_s, u"/home/ada/x"_s}, {u"Reason"_s, u"bad"_s}}}},
            {u"Count"_s, 3}};
        const QJsonObject clean = withoutPaths(result, facts(), outcomeOf(Operation::Restore));
        QVERIFY(!QJsonDocument(clean).toJson().contains("ada"));
        QCOMPARE(clean[u"Count"].toInt(), 3);
        QCOMPARE(clean[u"BrokenLocalFiles"][0][u"Reason"].toString(), u"bad"_s);
    }

    void aTestIsSentWhateverTheLevels()
    {
        m_options.mail.manner.levels = {"Fatal"};
        m_options.http.jsonUrls = {"http://a.example", "http://b.example"};
        RunReports reports(m_files, m_sender, m_options, facts());
        const auto sent = reports.sendAll(outcomeOf(Operation::Backup), {}, m_cancel);
        QCOMPARE(sent.size(), 3U);
        QCOMPARE(*sent.front().answer, u"250 kept"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunReports)
#include "test_run_reports.moc"
