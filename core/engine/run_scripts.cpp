// SPDX-License-Identifier: MIT
#include "core/engine/run_scripts.h"

#include "core/base/quoted_words.h"
#include "core/base/text.h"
#include "core/config/option_values.h"
#include "core/engine/temp_folder.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kHoldFrom = 5;
constexpr const char *kEventNames[] = {"BEFORE", "POST-BACKUP", "AFTER"};

std::string joined(const std::vector<FilePath> &paths)
{
    std::string text;
    for (const FilePath &path : paths)
        text.append(text.empty() ? "" : ":").append(path.bytes());
    return text;
}

std::string joined(const std::vector<FilterEntry> &filters)
{
    std::string text;
    for (const FilterEntry &filter : filters)
        text.append(text.empty() ? "" : ":")
            .append(filter.include ? "+" : "-")
            .append(filter.expression);
    return text;
}

std::vector<std::string> parts(std::string_view text)
{
    std::vector<std::string> list;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(':', at), text.size());
        if (end > at)
            list.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return list;
}

std::string variable(std::string name, const std::string &value)
{
    std::ranges::replace(name, '-', '_');
    std::string entry = "DUPLICATI__";
    entry.append(name).append(1, '=').append(value);
    std::erase(entry, '\0'); // cannot be part of one
    return entry;
}

// Names are told apart by case, and ours win.
std::vector<std::string> environmentOf(const ScriptFacts &facts, const char *event,
                                       bool withSecrets)
{
    std::vector<std::string> list = ownEnvironment();
    std::erase_if(list, [](const std::string &entry) { return entry.starts_with("DUPLICATI__"); });
    for (const auto &[name, value] : facts.given->printable())
        list.push_back(variable(name, value));
    if (withSecrets)
        for (const std::string &name : facts.given->names())
            if (findOption(name)->type == OptionType::Password)
                list.push_back(variable(name, facts.given->secret(name).reveal()));
    if (!facts.given->isSet("backup-name"))
        list.push_back(variable("backup_name", facts.backupName));
    list.push_back(variable("EVENTNAME", event));
    list.push_back(variable("OPERATIONNAME", operationName(facts.operation)));
    list.push_back(variable("REMOTEURL", facts.remoteUrl));
    list.push_back(variable("LOCALPATH", joined(facts.sources)));
    list.push_back(variable("FILTER", joined(facts.given->filters())));
    return list;
}

// "--name=value" of a script; quotes around the value are not part of it.
void takeOption(std::string_view line, ScriptChanges &changes)
{
    const std::size_t equals = line.find('=');
    std::string name = asciiLower(trimmed(line.substr(0, equals)));
    std::string_view value =
        equals == std::string_view::npos ? std::string_view() : trimmed(line.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
        value = value.substr(1, value.size() - 2);
    if (name.empty() || name == "eventname" || name == "operationname" || name == "main-action")
        return;
    if (name == "remoteurl") {
        changes.remoteUrl = std::string(value);
    } else if (name == "localpath") {
        changes.sources.emplace();
        for (std::string &path : parts(value))
            changes.sources->emplace_back(std::move(path));
    } else if (name == "filter") {
        changes.filters.emplace();
        for (const std::string &part : parts(value))
            changes.filters->push_back(
                {!part.starts_with('-'), part.substr(part[0] == '-' || part[0] == '+' ? 1 : 0)});
    } else {
        changes.options.emplace_back(std::move(name), std::string(value));
    }
}

Error stoppedHere()
{
    return {ErrorCode::Cancelled, u"The run was stopped before it had begun."_s, {}, {}};
}

QString shown(const std::string &command)
{
    return displayText(command);
}

} // namespace

Result<ProcessOrder> RunScripts::orderOf(const Call &call) const
{
    ProcessOrder order;
    order.words = m_options.withArguments ? quotedWords(call.command) : std::vector{call.command};
    order.environment = environmentOf(call.facts, kEventNames[static_cast<std::size_t>(call.event)],
                                      m_options.withSecrets);
    order.environment.insert(order.environment.end(), call.more.begin(), call.more.end());
    order.timeout = m_options.timeout;
    // What was begun before the run is put back by the script at its end, however it ended.
    order.endsWithRun = call.event != Event::After;
    // What a shorter name means depends on who starts the program: a terminal, the desktop, a
    // service.
    if (!order.words.empty() && !order.words.front().starts_with('/'))
        return fail(ErrorCode::InvalidArgument, "ScriptNotAbsolute",
                    u"It has to be named by its whole path, which begins with /."_s);
    return order;
}

Result<ProcessEnd> RunScripts::tryOut(const std::string &command, Event event,
                                      const ScriptFacts &facts)
{
    Call call{command, event, facts};
    if (event == Event::After)
        call.more = {variable("PARSED_RESULT", parsedResultName(ParsedResult::Success))};
    CAIRN_LET(order, orderOf(call));
    order.endsWithRun = true; // somebody waits for it
    return runProcess(order, m_world.cancel, m_world.clock);
}

RunScripts::Outcome RunScripts::run(const Call &call)
{
    const auto order = orderOf(call);
    if (order && order->words.empty())
        return {};
    auto end = order ? runProcess(*order, m_world.cancel, m_world.clock)
                     : Result<ProcessEnd>(fail(order.error()));
    Outcome outcome;
    if (!end) {
        m_report.warning(u"ScriptExecuteError"_s, u"The script %1 could not be started: %2"_s.arg(
                                                      shown(call.command), end.error().message));
        outcome.started = false;
        return outcome;
    }
    if (const QString said = toQString(end->errors).trimmed(); !said.isEmpty())
        m_report.warning(u"StdErrorNotEmpty"_s,
                         u"The script %1 reports: %2"_s.arg(shown(call.command), said));
    outcome.timedOut = end->timedOut;
    outcome.stopped = end->stopped;
    outcome.exitCode = end->exitCode;
    outcome.output = std::move(end->output);
    return outcome;
}

// 2 and 3 are warnings, 4 and above errors; 3, and before the operation 1 too, are no failures.
void RunScripts::tell(const std::string &command, const Outcome &outcome, bool isBefore)
{
    if (outcome.timedOut)
        return m_report.warning(
            u"ScriptTimeout"_s,
            u"The script %1 has not ended within %2 s. It is no longer waited for."_s.arg(
                shown(command), QString::number(m_options.timeout.count())));
    if (!outcome.started || outcome.stopped || outcome.exitCode < 2)
        return;
    const QString text =
        u"The script %1 ended with %2."_s.arg(shown(command), QString::number(outcome.exitCode));
    if (outcome.exitCode < 4)
        m_report.warning(u"InvalidExitCode"_s, text);
    else if (!isBefore || outcome.exitCode < kHoldFrom) // else it is what ends the run
        m_report.error(u"InvalidExitCode"_s, text);
}

void RunScripts::takeOutput(const std::string &output, ScriptChanges *changes)
{
    constexpr std::pair<std::string_view, Severity> kLevels[] = {
        {"LOG:INFO", Severity::Information},
        {"LOG:WARN", Severity::Warning},
        {"LOG:ERROR", Severity::Error}};
    for (std::size_t at = 0; at < output.size();) {
        const std::size_t end = std::min(output.find('\n', at), output.size());
        const std::string_view line = trimmed(std::string_view(output).substr(at, end - at));
        at = end + 1;
        if (changes && line.starts_with("--"))
            takeOption(line.substr(2), *changes);
        for (const auto &[mark, severity] : kLevels)
            if (line.starts_with(mark)) {
                std::string_view text = line.substr(mark.size());
                while (!text.empty() && (text.front() == ' ' || text.front() == ':'))
                    text.remove_prefix(1);
                m_report.add(severity, u"ScriptMessage"_s, toQString(text));
            }
    }
}

Result<> RunScripts::required(const ScriptFacts &facts, ScriptChanges &changes)
{
    const std::string &command = m_options.beforeRequired;
    const Outcome outcome = run({command, Event::Before, facts});
    takeOutput(outcome.output, &changes);
    if (outcome.stopped)
        return fail(stoppedHere());
    if (outcome.timedOut)
        return fail(
            ErrorCode::Io, "RunScriptTimeout",
            u"The script %1, which must go well before anything is done, has not ended "
            u"within %2 s."_s.arg(shown(command), QString::number(m_options.timeout.count())));
    if (!outcome.started || outcome.exitCode != 0)
        return fail(ErrorCode::Io, "RunScriptInvalidExitCode",
                    outcome.started
                        ? u"The script %1, which must go well before anything is done, ended with "
                          u"%2."_s.arg(shown(command), QString::number(outcome.exitCode))
                        : u"The script %1, which must go well before anything is done, could not "
                          u"be started."_s.arg(shown(command)));
    return {};
}

Result<> RunScripts::wished(const ScriptFacts &facts, ScriptChanges &changes)
{
    const std::string &command = m_options.before;
    const Outcome outcome = run({command, Event::Before, facts});
    takeOutput(outcome.output, &changes);
    if (outcome.stopped)
        return fail(stoppedHere());
    tell(command, outcome, true);
    if (outcome.exitCode == 1 || outcome.exitCode == 3)
        return fail(ErrorCode::Cancelled, "ScriptHeld",
                    u"The script %1 asked not to run now."_s.arg(shown(command)));
    if (outcome.exitCode >= kHoldFrom)
        return fail(ErrorCode::Io, "ScriptStopped",
                    u"The script %1 ended with %2, so nothing was done."_s.arg(
                        shown(command), QString::number(outcome.exitCode)));
    return {};
}

Result<ScriptChanges> RunScripts::before(const ScriptFacts &facts)
{
    ScriptChanges changes;
    if (!m_options.beforeRequired.empty())
        CAIRN_TRY(required(facts, changes));
    if (!m_options.before.empty())
        CAIRN_TRY(wished(facts, changes));
    return changes;
}

void RunScripts::postBackup(const ScriptFacts &facts)
{
    if (m_options.postBackup.empty())
        return;
    const Outcome outcome = run({m_options.postBackup, Event::PostBackup, facts});
    takeOutput(outcome.output, nullptr);
    tell(m_options.postBackup, outcome, false);
}

void RunScripts::after(const ScriptFacts &facts, ParsedResult parsed, const QByteArray &result)
{
    if (m_options.after.empty())
        return;
    Call call{m_options.after, Event::After, facts};
    call.more = {variable("PARSED_RESULT", parsedResultName(parsed))};
    const auto folder =
        TempFolder::create(m_world.files, m_world.clock, m_world.random, m_world.tempFolder);
    if (folder) {
        const FilePath file = folder->path() / "result";
        if (m_world.files.writeAtomically(
                file, asBytes({result.constData(), std::size_t(result.size())})))
            call.more.push_back(variable("RESULTFILE", file.bytes()));
    }
    const Outcome outcome = run(call);
    takeOutput(outcome.output, nullptr);
    tell(m_options.after, outcome, false);
}

} // namespace cairn
