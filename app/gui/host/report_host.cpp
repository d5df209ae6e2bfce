// SPDX-License-Identifier: MIT
#include "app/gui/host/report_host.h"

#include "core/base/text.h"

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

std::shared_ptr<CancelToken> ReportHost::cancel()
{
    const std::scoped_lock lock(m_mutex);
    return m_cancel;
}

void ReportHost::tryScript(RequestId id, const JobConfig &job, const std::string &command,
                           RunScripts::Event event)
{
    const auto token = cancel();
    const auto request = reportRequestOf(job, {});
    const auto end = request ? m_engine.tryScript(*request, job.sources, command, event, *token)
                             : Result<ProcessEnd>(fail(request.error()));
    if (!end) {
        const bool isShort = end.error().id == "ScriptNotAbsolute"_L1;
        Q_EMIT scriptTried(id, false,
                           isShort ? tr("Give its whole path, which begins with “/”.")
                                   : windowText(end.error()));
        return;
    }
    QStringList said;
    if (end->timedOut)
        said << tr("It has not ended in the time that is set. It still runs, and a backup would "
                   "not wait for it any longer.");
    else
        said << tr("It ended with %1.", "the exit code of a program").arg(end->exitCode);
    for (const std::string &text : {end->output, end->errors})
        if (const QString lines = toQString(text).trimmed(); !lines.isEmpty())
            said << lines;
    Q_EMIT scriptTried(id, !end->timedOut && end->exitCode == 0, said.join(u'\n'));
}

void ReportHost::test(RequestId id, const JobConfig &job, const JobSecrets &typed)
{
    const auto token = cancel();
    const auto sent = send(job, typed, *token);
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
