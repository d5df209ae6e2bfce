// SPDX-License-Identifier: MIT
#include "app/shared/report/curl_report_sender.h"

#include "app/shared/report/curl_call.h"
#include "app/shared/report/mail_message.h"
#include "core/base/text.h"

#include <QSysInfo>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSubmissionPort = 587;
constexpr std::chrono::milliseconds kLook{100}; // how soon an abort ends a wait

struct MailServer
{
    std::string url;
    bool isLocal = false;
    bool needsTls = false;
};

bool isThisComputer(const QString &host)
{
    return host == "localhost"_L1 || host == "::1"_L1 || host.startsWith("127."_L1);
}

// tls:// is mail with STARTTLS, which smtp:// uses where the server offers it.
Result<MailServer> serverOf(const std::string &text, bool hasPassword)
{
    QUrl url(toQString(text.find("://") == std::string::npos ? "smtp://" + text : text));
    const QString scheme = url.scheme();
    if (url.host().isEmpty() || (scheme != "smtp"_L1 && scheme != "smtps"_L1 && scheme != "tls"_L1))
        return fail(
            ErrorCode::InvalidArgument,
            u"--send-mail-url needs smtp://, smtps:// or tls:// and the name of a server."_s);
    MailServer server;
    server.isLocal = isThisComputer(url.host());
    const QString wish = QUrlQuery(url).queryItemValue(u"starttls"_s);
    // A password goes over no open line but to this very computer.
    server.needsTls = scheme == "tls"_L1 || wish.compare("always"_L1, Qt::CaseInsensitive) == 0 ||
                      (hasPassword && !server.isLocal);
    QUrl plain;
    plain.setScheme(scheme == "smtps"_L1 ? u"smtps"_s : u"smtp"_s);
    plain.setHost(url.host());
    plain.setPort(url.port(scheme == "tls"_L1 ? kSubmissionPort : -1));
    plain.setPath(u'/' + QSysInfo::machineHostName()); // what it is greeted with
    server.url = plain.toEncoded().toStdString();
    return server;
}

// Of an envelope: the domain as name servers know it, whatever the locale (RFC 5891).
std::string envelopeAddress(const std::string &address, const QString &thisHost)
{
    const QString bare = QString::fromUtf8(bareAddress(toQString(address), thisHost));
    const qsizetype domainAt = bare.lastIndexOf(u'@') + 1;
    const QByteArray domain = QUrl::toAce(bare.mid(domainAt));
    return (domain.isEmpty() ? bare.toUtf8() : bare.left(domainAt).toUtf8() + domain).toStdString();
}

// Servers that may think otherwise in a moment.
bool isWorthAnotherTry(const Result<QString> &answer, long status)
{
    if (!answer)
        return answer.error().code == ErrorCode::Transient;
    return status == 408 || status == 429 || status >= 500;
}

} // namespace

CurlReportSender::CurlReportSender(Clock &clock, Random &random, const MailExchange &exchange)
    : m_clock(clock)
    , m_random(random)
    , m_exchange(exchange)
    , m_authorities(qEnvironmentVariable("SSL_CERT_FILE").toStdString())
{
}

void CurlReportSender::prepare(CurlCall &call) const
{
    if (!m_authorities.empty())
        call.set(CURLOPT_CAINFO, m_authorities.c_str());
}

Result<const CurlLibrary *> CurlReportSender::library()
{
    const std::scoped_lock lock(m_mutex);
    if (!m_library) {
        CAIRN_LET(loaded, CurlLibrary::load());
        m_library = loaded;
    }
    return &*m_library;
}

Result<QString> CurlReportSender::mailBy(const std::string &text, Hop hop, const MailReport &how,
                                         const QByteArray &message, const CancelToken &cancel)
{
    CAIRN_LET(server, serverOf(text, hop == Hop::Named && !how.password.empty()));
    const QString host = QSysInfo::machineHostName();
    CAIRN_LET(curl, library());
    CurlCall call(*curl, cancel);
    prepare(call);
    curl_slist *recipients = nullptr;
    for (const std::string &to : how.to)
        call.addTo(recipients, envelopeAddress(to, host));
    call.set(CURLOPT_URL, server.url.c_str());
    call.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    call.set(CURLOPT_USE_SSL, long(server.needsTls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    call.set(CURLOPT_MAIL_FROM, envelopeAddress(how.from, host).c_str());
    call.set(CURLOPT_MAIL_RCPT, recipients);
    if (hop == Hop::Exchange) {
        // Few of them have certificates for their names; TLS that nobody vouches for is still
        // better than none (RFC 7435).
        call.set(CURLOPT_SSL_VERIFYPEER, 0L);
        call.set(CURLOPT_SSL_VERIFYHOST, 0L);
    } else if (!how.user.empty()) {
        call.set(CURLOPT_USERNAME, how.user.c_str());
        call.set(CURLOPT_PASSWORD, how.password.reveal().c_str());
    }
    call.setUpload({message.constData(), static_cast<std::size_t>(message.size())});
    return call.perform();
}

Result<QString> CurlReportSender::mailByAnyOf(const std::vector<std::string> &servers, Hop hop,
                                              const MailReport &how, const QByteArray &message,
                                              const CancelToken &cancel)
{
    QStringList failures;
    for (const std::string &server : servers) {
        auto answer = mailBy(server, hop, how, message, cancel);
        if (answer || answer.error().code == ErrorCode::Cancelled)
            return answer;
        failures << answer.error().message;
    }
    return fail(ErrorCode::Transient, failures.join(u"; "_s));
}

// All recipients are there. People of this computer are known to its own server alone.
Result<QString> CurlReportSender::mailToDomain(const QString &domain, const MailReport &how,
                                               const QByteArray &message, const CancelToken &cancel)
{
    std::vector<std::string> servers{"smtp://localhost"};
    if (domain != QSysInfo::machineHostName().toLower() && domain != "localhost"_L1) {
        const std::string name = QUrl::toAce(domain).toStdString();
        if (name.empty())
            return fail(ErrorCode::InvalidArgument,
                        u"--send-mail-to has an address without a good domain: %1."_s.arg(domain));
        CAIRN_LET(found, m_exchange.serversOf(name));
        servers = std::move(found);
    }
    return mailByAnyOf(servers, Hop::Exchange, how, message, cancel);
}

// Each domain gets the mail once, for all who are there. What one cannot take the others still get.
Result<QString> CurlReportSender::mailByExchange(const MailReport &how, const QByteArray &message,
                                                 const CancelToken &cancel)
{
    const QString thisHost = QSysInfo::machineHostName();
    std::map<QString, std::vector<std::string>> byDomain;
    for (const std::string &to : how.to) {
        const QString address = QString::fromUtf8(bareAddress(toQString(to), thisHost));
        byDomain[address.section(u'@', -1).toLower()].push_back(address.toStdString());
    }
    QStringList answers;
    QStringList failures;
    for (auto &[domain, to] : byDomain) {
        MailReport part = how;
        part.to = std::move(to);
        auto answer = mailToDomain(domain, part, message, cancel);
        if (!answer && answer.error().code == ErrorCode::Cancelled)
            return answer;
        answer ? answers << *answer : failures << answer.error().message;
    }
    if (!failures.empty())
        return fail(ErrorCode::Transient, failures.join(u"; "_s));
    return answers.join(u"; "_s);
}

Result<QString> CurlReportSender::mail(const MailReport &how, const MailText &text,
                                       const CancelToken &cancel)
{
    const QByteArray message =
        mailMessage(how, text,
                    {QDateTime::fromSecsSinceEpoch(m_clock.nowSeconds()),
                     QSysInfo::machineHostName(), QByteArray::fromStdString(m_random.hexId())});
    return how.servers.empty() ? mailByExchange(how, message, cancel)
                               : mailByAnyOf(how.servers, Hop::Named, how, message, cancel);
}

bool CurlReportSender::waitedFor(std::chrono::seconds delay, const CancelToken &cancel)
{
    for (std::chrono::milliseconds left = delay; left.count() > 0; left -= kLook) {
        if (cancel.abortRequested())
            return false;
        m_clock.sleep(kLook);
    }
    return !cancel.abortRequested();
}

Result<QString> CurlReportSender::post(const HttpReport &how, const HttpText &text,
                                       const CancelToken &cancel)
{
    CAIRN_LET(curl, library());
    const std::string host = QUrl(toQString(text.url)).host().toStdString();
    for (int attempt = 0;; ++attempt) {
        CurlCall call(*curl, cancel);
        prepare(call);
        curl_slist *headers = nullptr;
        call.addTo(headers, "Content-Type: " + text.contentType);
        call.addTo(headers, "Expect:"); // a hundred bytes need no leave
        call.set(CURLOPT_URL, text.url.c_str());
        call.set(CURLOPT_PROTOCOLS_STR, "http,https");
        call.set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
        call.set(CURLOPT_FOLLOWLOCATION, 1L);
        call.set(CURLOPT_MAXREDIRS, 5L);
        call.set(CURLOPT_POSTREDIR, long(CURL_REDIR_POST_ALL));
        call.set(CURLOPT_USERAGENT, "Cairn/" CAIRN_VERSION);
        call.set(CURLOPT_HTTPHEADER, headers);
        call.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(text.body.size()));
        call.set(CURLOPT_POSTFIELDS, text.body.c_str());
        call.set(CURLOPT_CUSTOMREQUEST, how.verb.c_str());
        if (how.anyCertificate) {
            call.set(CURLOPT_SSL_VERIFYPEER, 0L);
            call.set(CURLOPT_SSL_VERIFYHOST, 0L);
        } else if (!how.certificates.empty()) {
            call.trust(how.certificates, host);
        }
        auto answer = call.perform();
        const long status = call.status();
        const bool isTaken = answer && status >= 200 && status < 300;
        if (isTaken)
            return QString(u"HTTP %1. "_s.arg(status) % *answer).trimmed();
        if (!isWorthAnotherTry(answer, status) || attempt >= how.retries ||
            !waitedFor(how.retryDelay, cancel)) {
            if (!answer)
                return answer;
            return fail(
                ErrorCode::Transient,
                QString(u"the server answered with HTTP %1. "_s.arg(status) % *answer).trimmed());
        }
    }
}

} // namespace cairn
