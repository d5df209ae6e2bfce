// SPDX-License-Identifier: MIT
#include "app/gui/host/report_host.h"

namespace cairn::gui {

using namespace Qt::StringLiterals;

ReportHost::ReportHost(Engine &engine, SecretVault &secrets, QObject *parent)
    : QObject(parent)
    , m_engine(engine)
    , m_secrets(secrets)
    , m_cancel(std::make_shared<CancelToken>())
{
}

void ReportHost::interrupt()
{
    const std::scoped_lock lock(m_mutex);
    m_cancel->requestAbort();
    m_cancel = std::make_shared<CancelToken>();
}

Result<std::vector<SentReport>> ReportHost::send(const JobConfig &job, const JobSecrets &typed,
                                                 const CancelToken &cancel)
{
    JobConfig open = job;
    open.encrypted = false; // its passphrase has no part in this
    JobSecrets secrets = typed;
    if (auto kept = m_secrets.secretsOf(open))
        secrets.options.merge(kept->options);
    CAIRN_LET(request, reportRequestOf(open, secrets));
    return m_engine.sendTestReport(request, cancel);
}

void ReportHost::test(RequestId id, const JobConfig &job, const JobSecrets &typed)
{
    std::shared_ptr<CancelToken> cancel;
    {
        const std::scoped_lock lock(m_mutex);
        cancel = m_cancel;
    }
    const auto sent = send(job, typed, *cancel);
    if (!sent) {
        Q_EMIT tested(id, false, windowText(sent.error()));
        return;
    }
    QStringList lines;
    bool isGood = !sent->empty();
    for (const SentReport &report : *sent) {
        isGood = isGood && report.answer;
        lines << QString(report.place % u": "_s %
                         (report.answer ? *report.answer : report.answer.error().message));
    }
    Q_EMIT tested(id, isGood, lines.join(u'\n'));
}

// What the store refuses is said by the next run, which finds it missing.
void ReportHost::remember(const JobConfig &job, const JobSecrets &secrets)
{
    for (const auto &[name, secret] : secrets.options)
        std::ignore = m_secrets.rememberOption(job, name, secret);
}

} // namespace cairn::gui
