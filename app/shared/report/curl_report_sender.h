// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/report/curl_library.h"
#include "app/shared/report/mail_exchange.h"
#include "core/base/clock.h"
#include "core/engine/report_sender.h"

#include <mutex>
#include <optional>

namespace cairn {

// Mail and HTTP by libcurl.
class CurlReportSender final : public ReportSender
{
public:
    // Whom to believe on certificates: SSL_CERT_FILE, else what the system believes.
    CurlReportSender(Clock &clock, Random &random,
                     const MailExchange &exchange = systemMailExchange());

    // The first server that takes it; where none is named, those of the recipients.
    Result<QString> mail(const MailReport &how, const MailText &text,
                         const CancelToken &cancel) override;
    Result<QString> post(const HttpReport &how, const HttpText &text,
                         const CancelToken &cancel) override;

private:
    enum class Hop : std::uint8_t { Named, Exchange }; // Exchange: found by look-up, nobody vouches
    Result<QString> mailBy(const std::string &server, Hop hop, const MailReport &how,
                           const QByteArray &message, const CancelToken &cancel);
    Result<QString> mailByAnyOf(const std::vector<std::string> &servers, Hop hop,
                                const MailReport &how, const QByteArray &message,
                                const CancelToken &cancel);
    Result<QString> mailToDomain(const QString &domain, const MailReport &how,
                                 const QByteArray &message, const CancelToken &cancel);
    Result<QString> mailByExchange(const MailReport &how, const QByteArray &message,
                                   const CancelToken &cancel);
    void prepare(class CurlCall &call) const;
    Result<const CurlLibrary *> library();
    [[nodiscard]] bool waitedFor(std::chrono::seconds delay, const CancelToken &cancel);

    Clock &m_clock;
    Random &m_random;
    const MailExchange &m_exchange;
    std::string m_authorities; // a file; empty: the system's
    std::mutex m_mutex;
    std::optional<CurlLibrary> m_library;
};

} // namespace cairn
