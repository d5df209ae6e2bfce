// SPDX-License-Identifier: MIT
#pragma once

#include "app/shared/report/curl_library.h"
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
    CurlReportSender(Clock &clock, Random &random);

    // The first server that takes it.
    Result<QString> mail(const MailReport &how, const MailText &text,
                         const CancelToken &cancel) override;
    Result<QString> post(const HttpReport &how, const HttpText &text,
                         const CancelToken &cancel) override;

private:
    Result<QString> mailBy(const std::string &server, const MailReport &how,
                           const QByteArray &message, const CancelToken &cancel);
    void prepare(class CurlCall &call) const;
    Result<const CurlLibrary *> library();
    [[nodiscard]] bool waitedFor(std::chrono::seconds delay, const CancelToken &cancel);

    Clock &m_clock;
    Random &m_random;
    std::string m_authorities; // a file; empty: the system's
    std::mutex m_mutex;
    std::optional<CurlLibrary> m_library;
};

} // namespace cairn
