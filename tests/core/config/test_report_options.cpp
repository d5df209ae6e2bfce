// SPDX-License-Identifier: MIT
#include "core/config/report_options.h"

#include "tests/support/verify.h"

using namespace cairn;

namespace {

OptionSet given(std::initializer_list<std::pair<const char *, const char *>> options)
{
    OptionSet set;
    for (const auto &[name, value] : options)
        if (!set.set(name, value))
            qFatal("%s", name);
    return set;
}

} // namespace

class TestReportOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsSentUnlessSomebodyIsNamed()
    {
        const ReportOptions reports = reportOptions({});
        QVERIFY(!reports.isSet());
        QVERIFY(!scriptOptions({}).isSet());
        QVERIFY(!reports.showPaths);
        QVERIFY(!reportOptions(given({{"send-mail-url", "smtp://a"}})).isSet());
    }

    void mailIsReadFromItsOptions()
    {
        OptionSet set = given({{"send-mail-url", "tls://a.example:587; smtp://b.example"},
                               {"send-mail-to", "\"Ada, of L.\" <ada@x.y>, bob@x.y,"},
                               {"send-mail-username", "backup"},
                               {"send-mail-level", "warning,Error"},
                               {"send-mail-log-level", "Information"},
                               {"send-mail-result-output-format", "JSON"},
                               {"send-mail-max-log-lines", "7"},
                               {"send-mail-any-operation", "true"}});
        VERIFY_OK(set.setSecret("send-mail-password", Secret("p")));
        const MailReport mail = reportOptions(set).mail;
        QVERIFY(mail.servers ==
                (std::vector<std::string>{"tls://a.example:587", "smtp://b.example"}));
        QVERIFY(mail.to == (std::vector<std::string>{"\"Ada, of L.\" <ada@x.y>", "bob@x.y"}));
        QCOMPARE(mail.user, std::string("backup"));
        QCOMPARE(mail.password.reveal(), std::string("p"));
        QCOMPARE(mail.from, std::string("no-reply"));
        QVERIFY(mail.manner.levels == (std::vector<std::string>{"Warning", "Error"}));
        QCOMPARE(mail.manner.leastSeverity, 0);
        QVERIFY(mail.manner.format == ReportFormat::Json);
        QCOMPARE(mail.manner.maxLines, 7);
        QVERIFY(mail.manner.anyOperation);
        QVERIFY(
            reportOptions(given({{"send-mail-level", "Warning,All"}})).mail.manner.levels.empty());
    }

    void theOlderUrlOfHttpGoesByTheFormat()
    {
        const auto form = reportOptions(given({{"send-http-url", "http://a"}})).http;
        QVERIFY(form.formUrls == std::vector<std::string>{"http://a"});
        QVERIFY(form.jsonUrls.empty());
        const auto json = reportOptions(given({{"send-http-url", "http://a"},
                                               {"send-http-json-urls", "http://b;http://c"},
                                               {"send-http-result-output-format", "Json"}}))
                              .http;
        QVERIFY(json.formUrls.empty());
        QVERIFY(json.jsonUrls == (std::vector<std::string>{"http://b", "http://c", "http://a"}));
        QCOMPARE(json.verb, std::string("POST"));
        QCOMPARE(json.retries, 3);
        QVERIFY(json.retryDelay == std::chrono::seconds(1));
    }

    void scriptsAreReadFromTheirOptions()
    {
        const auto scripts = scriptOptions(given({{"run-script-after", "/bin/x"},
                                                  {"run-script-timeout", "2m"},
                                                  {"run-script-with-arguments", "true"},
                                                  {"run-script-log-level", "Error"}}));
        QVERIFY(scripts.isSet());
        QVERIFY(scripts.timeout == std::chrono::seconds(120));
        QVERIFY(scripts.withArguments);
        QVERIFY(!scripts.withSecrets);
        QCOMPARE(scripts.leastSeverity, 2);
    }

    void nothingOfThemIsCalledWithoutEffect()
    {
        OptionSet set = given({{"send-mail-to", "a@b"},
                               {"send-http-url", "http://a"},
                               {"run-script-before", "/bin/true"},
                               {"backup-name", "x"},
                               {"allow-paths-in-log-messages", "true"}});
        QVERIFY(set.information().isEmpty());
        VERIFY_OK(set.set("send-mail-log-filter", "x"));
        QCOMPARE(set.information().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestReportOptions)
#include "test_report_options.moc"
