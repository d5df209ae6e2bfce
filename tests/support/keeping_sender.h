// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/report_sender.h"

#include <mutex>
#include <vector>

namespace cairn::test {

// Keeps what it is to send, and takes it unless a test says otherwise. Thread-safe.
class KeepingSender final : public ReportSender
{
public:
    Result<QString> mail(const MailReport &, const MailText &text, const CancelToken &) override
    {
        const std::scoped_lock lock(m_mutex);
        m_mails.push_back(text);
        if (!m_refusal.isEmpty())
            return fail(ErrorCode::Transient, m_refusal);
        return QStringLiteral("250 kept");
    }
    Result<QString> post(const HttpReport &, const HttpText &text, const CancelToken &) override
    {
        const std::scoped_lock lock(m_mutex);
        m_posts.push_back(text);
        return QStringLiteral("HTTP 200");
    }

    // Why no mail is taken; empty: each is.
    void refuse(const QString &why)
    {
        const std::scoped_lock lock(m_mutex);
        m_refusal = why;
    }
    void forget()
    {
        const std::scoped_lock lock(m_mutex);
        m_mails.clear();
        m_posts.clear();
    }
    [[nodiscard]] std::vector<MailText> mails() const // those that were refused too
    {
        const std::scoped_lock lock(m_mutex);
        return m_mails;
    }
    [[nodiscard]] std::vector<HttpText> posts() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_posts;
    }

private:
    mutable std::mutex m_mutex;
    QString m_refusal;
    std::vector<MailText> m_mails;
    std::vector<HttpText> m_posts;
};

} // namespace cairn::test
