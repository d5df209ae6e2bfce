// SPDX-License-Identifier: MIT
#include "core/engine/run_hooks.h"

#include "core/base/text.h"
#include "core/engine/job_plan.h"
#include "core/engine/report_text.h"
#include "core/engine/run_scripts.h"

#include <QUrl>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// With user and password.
std::string fullUrl(const DestinationUrl &url)
{
    if (url.user.empty() && url.password.empty())
        return url.key();
    const auto encoded = [](const std::string &text) {
        return QUrl::toPercentEncoding(toQString(text)).toStdString();
    };
    const std::string key = url.key();
    const std::size_t host = key.find("://") + 3;
    std::string full = key.substr(0, host) + encoded(url.user);
    if (!url.password.empty())
        full.append(1, ':').append(encoded(url.password.reveal()));
    return full.append(1, '@').append(key, host);
}

ReportFacts reportFactsOf(const JobRequest &request, const std::vector<FilePath> &sources,
                          Operation operation)
{
    ReportFacts facts;
    facts.operation = operation;
    facts.remoteUrl = request.destination.key();
    facts.sources = sources;
    facts.backupName = request.name;
    facts.backupId = request.id;
    facts.nextRun = request.nextRun;
    facts.destination = request.destination.scheme;
    facts.host = request.destination.host;
    facts.given = &request.given;
    return facts;
}

} // namespace

RunHooks::RunHooks(const World &world, const JobRequest &request, std::vector<FilePath> sources,
                   Operation operation)
    : m_world(world)
    , m_given(request)
    , m_sources(std::move(sources))
    , m_operation(operation)
    , m_isActive(request.isReported && (request.options.scripts.isSet() ||
                                        (world.sender && request.options.reports.isSet())))
{
}

ScriptFacts RunHooks::facts() const
{
    ScriptFacts facts;
    facts.operation = m_operation;
    facts.remoteUrl = request().options.scripts.withSecrets ? fullUrl(request().destination)
                                                            : request().destination.key();
    facts.sources = m_sources;
    facts.backupName = request().name;
    facts.given = &request().given;
    return facts;
}

Result<ProcessEnd> RunHooks::tryScript(const std::string &command, RunScripts::Event event)
{
    RunScripts scripts({m_world.files, m_world.clock, m_world.random, m_world.cancel,
                        m_given.options.storage.tempFolder},
                       m_given.options.scripts, m_report);
    return scripts.tryOut(command, event, facts());
}

Result<> RunHooks::begin()
{
    if (!m_isActive || !m_given.options.scripts.isSet())
        return {};
    RunScripts scripts({m_world.files, m_world.clock, m_world.random, m_world.cancel,
                        m_given.options.storage.tempFolder},
                       m_given.options.scripts, m_report);
    auto changes = scripts.before(facts());
    if (!changes) {
        m_isHeld = changes.error().code == ErrorCode::Cancelled ||
                   changes.error().id == u"ScriptStopped"_s;
        return fail(std::move(changes).error());
    }
    return apply(*changes);
}

Result<> RunHooks::apply(const ScriptChanges &changes)
{
    if (changes.sources) {
        m_sources.clear();
        for (const FilePath &source : *changes.sources)
            if (source.bytes().starts_with('/'))
                m_sources.push_back(source);
            else
                m_report.warning(
                    u"ScriptOption"_s,
                    u"A script asked for the source %1, which is no absolute path."_s.arg(
                        source.display()));
    }
    if (!changes.options.empty() || changes.filters)
        CAIRN_TRY(applyOptions(changes));
    if (!changes.remoteUrl)
        return {};
    CAIRN_LET(destination, DestinationUrl::parse(*changes.remoteUrl));
    if (!m_request)
        m_request = m_given;
    m_request->destination = std::move(destination);
    m_request->databaseKey.clear(); // it is another place
    return {};
}

// What one option is to be may hang on another: all are read anew.
Result<> RunHooks::applyOptions(const ScriptChanges &changes)
{
    OptionSet options = m_given.given;
    if (changes.filters)
        options.setFilters(*changes.filters);
    for (const auto &[name, value] : changes.options) {
        const OptionSpec *spec = findOption(name);
        const Result<> set = spec && spec->type == OptionType::Password
                                 ? options.setSecret(name, Secret(value))
                                 : options.set(name, value);
        if (!set)
            m_report.warning(u"ScriptOption"_s,
                             u"What a script asked for was not done: "_s % set.error().message);
    }
    CAIRN_LET(changed, requestFrom(options));
    // What was not made of options, or was made absolute or asked for since.
    changed.destination = m_given.destination;
    changed.niceness = m_given.niceness;
    changed.databaseKey = m_given.databaseKey;
    changed.neverBackUp = m_given.neverBackUp;
    changed.taskSetup = m_given.taskSetup;
    changed.takesOver = m_given.takesOver;
    changed.isReported = m_given.isReported;
    changed.name = m_given.name;
    changed.id = m_given.id;
    changed.nextRun = m_given.nextRun;
    const auto isChanged = [&changes](std::string_view name) {
        return std::ranges::find(changes.options, name,
                                 &std::pair<std::string, std::string>::first) !=
               changes.options.end();
    };
    if (!isChanged("restore-path"))
        changed.options.restore.target = m_given.options.restore.target;
    if (!isChanged("control-files"))
        changed.options.storage.controlFiles = m_given.options.storage.controlFiles;
    if (changed.options.storage.passphrase.empty())
        changed.options.storage.passphrase = m_given.options.storage.passphrase;
    m_request = std::move(changed);
    return {};
}

void RunHooks::postBackup(RunReport &report)
{
    if (!m_isActive)
        return;
    RunScripts scripts({m_world.files, m_world.clock, m_world.random, m_world.cancel,
                        request().options.storage.tempFolder},
                       request().options.scripts, report);
    scripts.postBackup(facts());
}

void RunHooks::runAfter(const RunOutcome &outcome, const QJsonObject &result)
{
    const ScriptOptions &options = request().options.scripts;
    if (!m_isActive || options.after.empty())
        return;
    ReportManner manner;
    manner.leastSeverity = options.leastSeverity;
    manner.maxLines = 0;
    const QStringList log = reportLines(outcome, manner);
    const QString text =
        options.format == ReportFormat::Json
            ? resultDocument(outcome, result,
                             reportValuesOf(reportFactsOf(request(), m_sources, m_operation),
                                            outcome.judgement.result),
                             {}, log)
            : resultLines(outcome, result, log);
    RunScripts scripts({m_world.files, m_world.clock, m_world.random, m_world.cancel,
                        request().options.storage.tempFolder},
                       options, m_report);
    scripts.after(facts(), outcome.judgement.result, text.toUtf8());
}

std::vector<SentReport> RunHooks::sendTest(const RunOutcome &outcome, const QJsonObject &result)
{
    const ReportOptions &options = request().options.reports;
    if (!m_world.sender || !options.isSet())
        return {};
    return RunReports(m_world.files, *m_world.sender, options,
                      reportFactsOf(request(), m_sources, m_operation))
        .sendAll(outcome, result, m_world.cancel);
}

std::optional<SentReport> RunHooks::sendMail(const RunOutcome &outcome, const QJsonObject &result)
{
    const ReportOptions &options = request().options.reports;
    if (!m_world.sender || !options.mail.isSet())
        return std::nullopt;
    return RunReports(m_world.files, *m_world.sender, options,
                      reportFactsOf(request(), m_sources, m_operation))
        .mail(outcome, result, m_world.cancel);
}

void RunHooks::sendReports(const RunOutcome &outcome, const QJsonObject &result)
{
    const ReportOptions &options = request().options.reports;
    if (!m_isActive || !m_world.sender || !options.isSet())
        return;
    RunReports reports(m_world.files, *m_world.sender, options,
                       reportFactsOf(request(), m_sources, m_operation));
    for (const SentReport &sent : reports.send(outcome, result, m_world.cancel))
        if (!sent.answer)
            m_report.warning(u"ReportSubmitError"_s,
                             u"The report could not be sent to %1: %2"_s.arg(
                                 sent.place, sent.answer.error().message));
}

} // namespace cairn
