// SPDX-License-Identifier: MIT
// Against real servers on this computer.
#include "app/shared/report/curl_report_sender.h"
#include "app/shared/report/mail_exchange.h"
#include "app/shared/report/mail_message.h"
#include "core/base/text.h"
#include "tests/support/fake_clock.h"
#include "tests/support/report_sink.h"
#include "tests/support/seeded_random.h"
#include "tests/support/verify.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <map>
#include <thread>

using namespace cairn;
using namespace cairn::test;
using namespace Qt::StringLiterals;

namespace {

MailReport mailTo(std::vector<std::string> servers)
{
    MailReport how;
    how.servers = std::move(servers);
    how.from = "no-reply";
    how.to = {"ada@example.org", "Bob <bob@example.org>"};
    return how;
}

MailReport withLogin(MailReport how, const char *password = "mail-secret")
{
    how.user = "backup";
    how.password = Secret(password);
    return how;
}

// What name servers would say.
class PlayedExchange final : public MailExchange
{
public:
    Result<std::vector<std::string>> serversOf(const std::string &domain) const override
    {
        const auto found = servers.find(domain);
        if (found == servers.end())
            return fail(ErrorCode::NotFound, toQString(domain) + u" is not there."_s);
        return found->second;
    }

    std::map<std::string, std::vector<std::string>> servers;
};

using Servers = std::vector<std::string>;

QByteArray bodyOf(const QByteArray &mail)
{
    const QByteArray encoded = mail.mid(mail.indexOf("\r\n\r\n") + 4);
    return QByteArray::fromBase64(QByteArray(encoded).replace("\r\n", ""));
}

QJsonObject requestOf(const QByteArray &kept)
{
    return QJsonDocument::fromJson(kept).object();
}

} // namespace

class TestReportSender final : public QObject
{
    Q_OBJECT

    FakeClock m_clock;
    SeededRandom m_random{1};
    CurlReportSender m_sender{m_clock, m_random};
    CancelToken m_cancel;
    const MailText m_text{u"Größe: 3 “files” 🗻 and a subject that is longer than one line holds"_s,
                          u"First\nÄnd ünd\n.\nlast"_s};

    Result<QString> mail(const MailReport &how) { return m_sender.mail(how, m_text, m_cancel); }
    // A sender that believes the server's own certificate.
    Result<QString> mailTrusting(const ReportSink &sink, const MailReport &how)
    {
        qputenv("SSL_CERT_FILE", sink.folder().toUtf8() + "/cert.pem");
        CurlReportSender sender(m_clock, m_random);
        qunsetenv("SSL_CERT_FILE");
        return sender.mail(how, m_text, m_cancel);
    }

private Q_SLOTS:
    void aMailArrivesAsItWasWritten()
    {
        const ReportSink sink(u"smtp"_s);
        QVERIFY(sink.isReady());
        const auto answer = mail(mailTo({sink.url("smtp")}));
        VERIFY_OK(answer);
        QVERIFY2(answer->contains("250"_L1), qPrintable(*answer));
        QCOMPARE(sink.kept().size(), 1);
        const QByteArray kept = sink.kept().constFirst();
        QVERIFY(kept.contains("X-To: ada@example.org\r\nX-To: bob@example.org\r\n"));
        QVERIFY(kept.contains("X-From: no-reply@"));
        QVERIFY(kept.contains("To: ada@example.org,\r\n Bob <bob@example.org>\r\n"));
        QCOMPARE(bodyOf(kept), QByteArray("First\r\nÄnd ünd\r\n.\r\nlast"));
        for (const QByteArray &line : kept.split('\n'))
            QVERIFY2(line.size() <= 79, line.constData());
        QVERIFY(kept.contains("Date: 24 Nov 2025 "));
    }

    void aSubjectIsEncodedWhole()
    {
        const QByteArray message = mailMessage(mailTo({}), m_text, {QDateTime(), u"nas"_s, "id"});
        const qsizetype begin = message.indexOf("Subject: ") + 9;
        QByteArray subject = message.mid(begin, message.indexOf("\r\nDate") - begin);
        QByteArray plain;
        for (const QByteArray &word : subject.replace("\r\n ", "\n").split('\n')) {
            QVERIFY2(word.startsWith("=?utf-8?B?") && word.endsWith("?="), word.constData());
            const QByteArray part = QByteArray::fromBase64(word.mid(10, word.size() - 12));
            QCOMPARE(QString::fromUtf8(part).toUtf8(), part); // no character was cut
            plain += part;
        }
        QCOMPARE(QString::fromUtf8(plain), m_text.subject);
    }

    void nothingInAnAddressOrSubjectMakesAHeader()
    {
        MailReport how = mailTo({});
        how.from = "a@b.c\r\nBcc: evil@example.org";
        how.to = {"x@y.z\nBcc: evil@example.org"};
        const QByteArray message =
            mailMessage(how, {u"a\r\nBcc: evil@example.org"_s, {}}, {QDateTime(), u"nas"_s, "id"});
        QVERIFY(!message.contains("\nBcc"));
    }

    void mailByStartTlsNeedsTheLogin()
    {
        const ReportSink sink(u"starttls"_s);
        QVERIFY(sink.isReady());
        const std::string tls = sink.url("tls");
        VERIFY_OK(mailTrusting(sink, withLogin(mailTo({tls}))));
        VERIFY_OK(mailTrusting(sink, withLogin(mailTo({sink.url("smtp")})))); // it is offered
        QCOMPARE(sink.kept().size(), 2);
        const auto refused = mailTrusting(sink, withLogin(mailTo({tls}), "wrong"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().message.contains("535"_L1), qPrintable(refused.error().message));
        QVERIFY(!mail(withLogin(mailTo({tls})))); // a certificate that nobody vouches for
        QCOMPARE(sink.kept().size(), 2);
    }

    void mailByTlsFromTheFirstByte()
    {
        const ReportSink sink(u"smtps"_s);
        QVERIFY(sink.isReady());
        VERIFY_OK(mailTrusting(sink, withLogin(mailTo({sink.url("smtps")}))));
        QVERIFY(!mail(withLogin(mailTo({sink.url("smtps")}))));
        QCOMPARE(sink.kept().size(), 1);
    }

    void tlsThatIsAskedForIsNotLeftOut()
    {
        const ReportSink sink(u"smtp"_s);
        QVERIFY(sink.isReady());
        QVERIFY(!mail(mailTo({sink.url("tls")})));
        QVERIFY(!mail(mailTo({sink.url("smtp", "/?starttls=always")})));
        QVERIFY(sink.kept().isEmpty());
    }

    void theFirstServerThatTakesItCounts()
    {
        const ReportSink sink(u"smtp"_s);
        QVERIFY(sink.isReady());
        VERIFY_OK(mail(mailTo({"smtp://127.0.0.1:1", "http://no.mail", sink.url("smtp")})));
        QCOMPARE(sink.kept().size(), 1);
        const auto answer = mail(mailTo({"smtp://127.0.0.1:1", "smtp://127.0.0.1:2"}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().message.count("; "_L1), 1);
    }

    void withoutAServerEachDomainGetsTheMailFromItsOwn()
    {
        const ReportSink org(u"exchange"_s); // its certificate is nobody's
        const ReportSink net(u"smtp"_s);
        QVERIFY(org.isReady() && net.isReady());
        PlayedExchange exchange;
        exchange.servers = {{"example.org", {"smtp://127.0.0.1:1", org.url("smtp")}},
                            {"xn--bcher-kva.example", {net.url("smtp")}}};
        CurlReportSender sender(m_clock, m_random, exchange);
        MailReport how = withLogin(mailTo({})); // the login is for nobody there
        how.to.emplace_back("eve@b\u00fccher.example");
        VERIFY_OK(sender.mail(how, m_text, m_cancel));
        QCOMPARE(org.kept().size(), 1);
        QVERIFY(org.kept()[0].contains("X-To: ada@example.org\r\nX-To: bob@example.org\r\n"));
        QVERIFY(!org.kept()[0].contains("X-To: eve"));
        QCOMPARE(net.kept().size(), 1);

        how.to.emplace_back("nobody@elsewhere.example");
        const auto answer = sender.mail(how, m_text, m_cancel);
        QVERIFY(!answer);
        QCOMPARE(answer.error().message, u"elsewhere.example is not there."_s);
        QCOMPARE(org.kept().size(), 2); // the others got it
    }

    void mailServersAreLookedUp()
    {
        const ReportSink names(u"dns"_s);
        QVERIFY(names.isReady());
        const DnsMailExchange exchange(names.port());
        QCOMPARE(exchange.serversOf("two.example"),
                 (Servers{"smtp://first.example:25", "smtp://second.example:25"}));
        QCOMPARE(exchange.serversOf("none.example"), Servers{"smtp://none.example:25"});
        QVERIFY(exchange.serversOf("null.example").error().code == ErrorCode::NotFound);
        QVERIFY(exchange.serversOf("nowhere.example").error().code == ErrorCode::NotFound);
        QCOMPARE(exchange.serversOf("damaged.example"), Servers{"smtp://damaged.example:25"});
        QVERIFY(DnsMailExchange(1).serversOf("two.example").error().code == ErrorCode::Transient);
    }

    void aServerThatSaysNothingIsLeftWhenTheRunIsAborted()
    {
        const ReportSink sink(u"silent"_s);
        QVERIFY(sink.isReady());
        CancelToken cancel;
        std::thread later([&cancel] { cancel.requestAbort(); });
        const auto answer = m_sender.mail(mailTo({sink.url("smtp")}), m_text, cancel);
        later.join();
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::Cancelled);
    }

    void aFormIsPosted()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        const auto answer = m_sender.post(
            {},
            {sink.url("http", "/in?key=1"), "application/x-www-form-urlencoded", "message=a%20b"},
            m_cancel);
        VERIFY_OK(answer);
        QCOMPARE(*answer, u"HTTP 200. noted"_s);
        const QJsonObject request = requestOf(sink.kept().constFirst());
        QCOMPARE(request[u"method"].toString(), u"POST"_s);
        QCOMPARE(request[u"path"].toString(), u"/in?key=1"_s);
        QCOMPARE(request[u"type"].toString(), u"application/x-www-form-urlencoded"_s);
        QCOMPARE(request[u"body"].toString(), u"message=a%20b"_s);
    }

    void theVerbIsAsWished()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        HttpReport how;
        how.verb = "PUT";
        VERIFY_OK(
            m_sender.post(how, {sink.url("http", "/in"), "application/json", "{}"}, m_cancel));
        QCOMPARE(requestOf(sink.kept().constFirst())[u"method"].toString(), u"PUT"_s);
    }

    void aServerInTroubleIsAskedAgain()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        HttpReport how;
        how.retries = 2;
        how.retryDelay = std::chrono::seconds(7);
        const auto before = m_clock.slept();
        VERIFY_OK(m_sender.post(how, {sink.url("http", "/fail/2/a"), "text/plain", "x"}, m_cancel));
        QCOMPARE(sink.kept().size(), 3);
        QVERIFY(m_clock.slept() - before == std::chrono::seconds(14));
        const auto answer =
            m_sender.post(how, {sink.url("http", "/fail/3/b"), "text/plain", "x"}, m_cancel);
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains("503"_L1), qPrintable(answer.error().message));
        QCOMPARE(sink.kept().size(), 6);
    }

    void aRefusalIsFinal()
    {
        const ReportSink sink(u"http"_s);
        QVERIFY(sink.isReady());
        const auto answer =
            m_sender.post({}, {sink.url("http", "/forbidden"), "text/plain", "x"}, m_cancel);
        QVERIFY(!answer);
        QVERIFY(answer.error().message.contains("403"_L1));
        QCOMPARE(sink.kept().size(), 1);
        QVERIFY(!m_sender.post({}, {"file:///etc/passwd", "text/plain", "x"}, m_cancel));
    }

    void certificatesAreTakenAsWished_data()
    {
        QTest::addColumn<bool>("any");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<bool>("taken");
        QTest::newRow("strangers are refused") << false << u""_s << false;
        QTest::newRow("any") << true << u""_s << true;
        QTest::newRow("its hash") << false << u"sha256"_s << true;
        QTest::newRow("another hash") << false << QString(64, u'0') << false;
    }
    void certificatesAreTakenAsWished()
    {
        QFETCH(const bool, any);
        QFETCH(const QString, hash);
        QFETCH(const bool, taken);
        const ReportSink sink(u"https"_s);
        QVERIFY(sink.isReady());
        HttpReport how;
        how.retries = 0;
        how.anyCertificate = any;
        if (hash == u"sha256"_s)
            how.certificates = {"00", QString::fromLatin1(sink.read(hash).toUpper()).toStdString()};
        else if (!hash.isEmpty())
            how.certificates = {hash.toStdString()};
        const auto answer =
            m_sender.post(how, {sink.url("https", "/"), "text/plain", "x"}, m_cancel);
        QVERIFY2(answer.has_value() == taken,
                 answer ? "it was taken" : qPrintable(answer.error().message));
        QCOMPARE(sink.kept().size(), taken ? 1 : 0);
    }
};

QTEST_GUILESS_MAIN(TestReportSender)
#include "test_report_sender.moc"
