// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/commands/follow_run.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/passphrase.h"
#include "app/cli/run_watch.h"
#include "core/base/text.h"
#include "core/config/job_store.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"
#include "core/engine/job_runner.h"
#include "core/engine/stored_secrets.h"

#include <QJsonArray>

#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kHostName = "cairn-cli"; // in the note of the lock

// What was given on the command line, else what is kept, else what is typed.
class RunSecrets final : public SecretSource
{
public:
    explicit RunSecrets(Context &context)
        : m_context(context)
        , m_store(context.world.openSecrets ? context.world.openSecrets() : nullptr)
    {
    }
    Result<JobSecrets> secretsOf(const JobConfig &job) override
    {
        const Secret given = m_context.options.secret("passphrase");
        JobSecrets secrets;
        if (m_store) {
            auto kept = StoredSecrets(*m_store).secretsOf(job);
            if (!kept && given.empty())
                return kept;
            if (kept)
                secrets = std::move(*kept);
        }
        if (!given.empty())
            secrets.passphrase = given;
        if (job.encrypted && secrets.passphrase.empty() && ::isatty(STDIN_FILENO) == 1) {
            CAIRN_LET(typed, askPassphrase(u"Passphrase"_s, false));
            secrets.passphrase = std::move(typed);
        }
        return secrets;
    }

private:
    Context &m_context;
    std::unique_ptr<SecretStore> m_store;
};

Result<std::unique_ptr<SettingsDatabase>> openSettings(Context &context)
{
    CAIRN_LET(folder, defaultSettingsFolder());
    return SettingsDatabase::open(context.world.files, folder);
}

int failed(Context &context, const Error &error)
{
    context.console.fail(error);
    return exitCode::Failed;
}

Result<JobHistory> historyOf(SettingsDatabase &settings, const JobConfig &job)
{
    RunQuery query;
    query.job = job.id;
    query.limit = 1;
    CAIRN_LET(runs, RunStore(settings).page(query));
    CAIRN_LET(problems, ProblemStore(settings).open(job.id));
    JobHistory history;
    if (!runs.empty())
        history.last = std::move(runs.front());
    history.problems = std::move(problems);
    return history;
}

Result<> listJobs(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(jobs, JobStore(settings).all());
    QJsonArray list;
    for (const JobConfig &job : jobs) {
        CAIRN_LET(history, historyOf(settings, job));
        if (context.console.manner().json)
            list.append(jobToJson(job, history));
        else
            context.console.answer(jobLine(job, history));
    }
    if (context.console.manner().json)
        writeDocument(context, {{u"Jobs"_s, list}});
    else if (jobs.empty())
        context.console.tell(u"No backups are set up on this computer."_s);
    return {};
}

Result<> showJob(Context &context, SettingsDatabase &settings, const JobConfig &job)
{
    CAIRN_LET(history, historyOf(settings, job));
    if (context.console.manner().json) {
        writeDocument(context, jobToJson(job, history));
        return {};
    }
    const QStringList lines = jobLines(job, history);
    for (const QString &line : lines)
        context.console.answer(line);
    return {};
}

int finishRun(Context &context, const RunOutcome &outcome)
{
    tellMessages(context, outcome);
    if (context.console.manner().json)
        writeDocument(context, runToJson(outcome));
    return outcome.judgement.exitCode;
}
template<typename Value>
int finishRun(Context &context, const Outcome<Value> &outcome)
{
    return finish(context, outcome, resultText(outcome));
}

// A host that is here for one run of its own takes none.
bool takesRequests(Context &context, SettingsDatabase &settings)
{
    const auto host = hostOf(context.world.files, settings.folder());
    return host && *host && (*host)->what != QLatin1String(kHostName);
}

int runJob(Context &context, SettingsDatabase &settings, const JobConfig &job, RunKind kind)
{
    const World &world = context.world;
    if (settings.readOnlyReason())
        return failed(context, *settings.readOnlyReason());
    const auto host = HostLock::acquire(world.files, world.clock, settings, kHostName);
    if (!host && host.error().id == "HELD"_L1 && kind == RunKind::Backup &&
        takesRequests(context, settings)) {
        const auto code = runAtHost(context, settings, job);
        return code ? *code : failed(context, code.error());
    }
    if (!host)
        return failed(context, host.error());
    RunSecrets secrets(context);
    JobRunner runner({world.files, world.clock, context.engine, secrets, settings.folder()});
    const auto report = [&] {
        const RunWatch watch(context.console, context.progress, context.cancel, operationOf(kind));
        return runner.run(job, {kind, {}}, placesNow(job), context.cancel, context.progress);
    }();
    if (!report)
        return failed(context, report.error());
    if (report->notStored)
        context.console.warn(u"The history could not be written: "_s % report->notStored->message);
    return std::visit([&](const auto &outcome) { return finishRun(context, outcome); },
                      report->outcome);
}

// The settings say how a job runs: an option that would be ignored must not look as if it counted,
// --dry-run least of all. The user name may come from the environment.
QString idleOption(const Context &context)
{
    if (!context.options.filters().empty())
        return u"include, --exclude"_s;
    for (const std::string &name : context.options.names()) {
        const OptionSpec *spec = findOption(name);
        const bool counts = spec && name != "dry-run" &&
                            (spec->category == OptionCategory::Logging ||
                             spec->category == OptionCategory::Program ||
                             spec->type == OptionType::Password || name == "auth-username");
        if (!counts)
            return toQString(name);
    }
    return {};
}

int wrongUse(Context &context, const QString &text)
{
    context.console.failText(text % u" See 'cairn-cli help jobs'."_s);
    return exitCode::WrongUse;
}

} // namespace

int runJobs(Context &context)
{
    const std::string verb = context.words.front();
    const std::size_t count = context.words.size();
    const auto kind = count == 3 ? runKindFromName(context.words[2]) : RunKind::Backup;
    const bool isList = verb == "list" && count == 1;
    const bool isShow = verb == "show" && count == 2;
    const bool isRun = verb == "run" && count >= 2 && kind && *kind != RunKind::Restore;
    if (!isList && !isShow && !isRun)
        return wrongUse(context, u"Give 'list', 'show NAME' or 'run NAME'."_s);
    if (const QString idle = idleOption(context); !idle.isEmpty())
        return wrongUse(
            context,
            u"--%1 has no effect here: the settings of a job say how it runs."_s.arg(idle));
    const auto settings = openSettings(context);
    if (!settings)
        return failed(context, settings.error());
    if (isList) {
        const auto listed = listJobs(context, **settings);
        return listed ? exitCode::Success : failed(context, listed.error());
    }
    const auto job = JobStore(**settings).find(toQString(context.words[1]));
    if (!job)
        return failed(context, job.error());
    if (!*job)
        return wrongUse(context,
                        u"There is no backup called “%1”."_s.arg(displayText(context.words[1])));
    if (isRun)
        return runJob(context, **settings, **job, *kind);
    const auto shown = showJob(context, **settings, **job);
    return shown ? exitCode::Success : failed(context, shown.error());
}

} // namespace cairn::cli
