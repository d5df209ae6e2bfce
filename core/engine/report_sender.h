// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/config/report_options.h"

namespace cairn {

struct MailText
{
    QString subject;
    QString body;
};

struct HttpText
{
    std::string url;
    std::string contentType;
    std::string body;
};

// Where a report went, without credentials, and what came back.
struct SentReport
{
    QString place;
    Result<QString> answer;
};

// Sends reports. Each call is over within minutes, whatever the other side does, and at once when
// the run is aborted. Thread-safe. Returns what the server said.
class ReportSender
{
public:
    virtual ~ReportSender() = default;
    virtual Result<QString> mail(const MailReport &how, const MailText &text,
                                 const CancelToken &cancel) = 0;
    virtual Result<QString> post(const HttpReport &how, const HttpText &text,
                                 const CancelToken &cancel) = 0;
};

} // namespace cairn
