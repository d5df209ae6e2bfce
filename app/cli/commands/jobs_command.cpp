// SPDX-License-Identifier: MIT
#include "app/cli/commands/finish.h"
#include "app/cli/commands/follow_run.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/commands/jobs_verbs.h"
#include "app/cli/passphrase.h"
#include "app/cli/run_watch.h"
#include "app/cli/stop_signals.h"
#include "app/shared/units.h"
#include "core/base/text.h"
#include "core/base/words.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"
#include "core/engine/job_runner.h"
#include "core/engine/stored_secrets.h"

#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// What was given on the command line, else what is kept, else that of the environment, else what is
// typed. The environment is there for other work: a first run by it would make a backup that what
// is kept does not open.
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
        if (!given.empty() && (secrets.passphrase.empty() || !m_context.isPassphraseOfEnvironment))
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

Result<JobHistory> historyOf(Context &context, SettingsDatabase &settings, const JobConfig &job,
                             const std::map<std::string, JobWait> &waits)
{
    CAIRN_LET(last, RunStore(settings).newest(job.id));
    CAIRN_LET(problems, ProblemStore(settings).open(job.id));
    JobHistory history;
    history.last = std::move(last);
    history.problems = std::move(problems);
    history.next = nextRunsOf(job, context.world.clock.nowSeconds());
    if (const auto wait = waits.find(job.id); wait != waits.end())
        history.wait = wait->second;
    return history;
}

QJsonValue pauseJson(std::optional<std::int64_t> until)
{
    // One without an end is too far off for nanoseconds.
    return until ? QJsonValue(
                       QDateTime::fromSecsSinceEpoch(*until, Qt::UTC).toString(Qt::ISODateWithMs))
                 : QJsonValue();
}

Result<> tellJobs(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(jobs, JobStore(settings).all());
    CAIRN_LET(waits, waitsOf(context, settings, jobs));
    CAIRN_LET(pausedUntil, settings.pausedUntil());
    QJsonArray list;
    for (const JobConfig &job : jobs) {
        CAIRN_LET(history, historyOf(context, settings, job, waits));
        if (context.console.manner().json)
            list.append(jobToJson(job, history));
        else
            context.console.answer(jobLine(job, history));
    }
    if (context.console.manner().json)
        writeDocument(context, {{u"Jobs"_s, list}, {u"PausedUntil"_s, pauseJson(pausedUntil)}});
    else if (jobs.empty())
        context.console.tell(u"No backups are set up on this computer."_s);
    else if (const QString pause = pauseText(pausedUntil, context.world.clock.nowSeconds());
             !pause.isEmpty())
        context.console.tell(pause);
    return {};
}

Result<> tellJob(Context &context, SettingsDatabase &settings, const JobConfig &job)
{
    CAIRN_LET(waits, waitsOf(context, settings, {job}));
    CAIRN_LET(history, historyOf(context, settings, job, waits));
    CAIRN_LET(pausedUntil, settings.pausedUntil());
    if (context.console.manner().json) {
        QJsonObject object = jobToJson(job, history);
        object[u"PausedUntil"_s] = pauseJson(pausedUntil);
        writeDocument(context, object);
        return {};
    }
    QStringList lines = jobLines(job, history);
    if (const QString pause = pauseText(pausedUntil, context.world.clock.nowSeconds());
        !pause.isEmpty())
        lines << pause;
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

int runNow(Context &context, SettingsDatabase &settings, const JobConfig &job, const JobTask &task)
{
    const World &world = context.world;
    if (settings.readOnlyReason())
        return failed(context, *settings.readOnlyReason());
    const auto host = HostLock::acquire(world.files, world.clock, settings, kHostName);
    if (!host && host.error().id == "HELD"_L1 && takesRequests(context, settings)) {
        const auto code = runAtHost(context, settings, job, task);
        return code ? *code : failed(context, code.error());
    }
    if (!host)
        return failed(context, host.error());
    RunSecrets secrets(context);
    JobRunner runner({world.files, world.clock, context.engine, secrets, settings.folder()});
    StopManner manner;
    const auto report = [&] {
        const RunWatch watch(context.console, context.progress, context.cancel,
                             operationOf(task.kind));
        return runner.run(job, task, placesNow(job), context.cancel, manner, context.progress);
    }();
    if (!report)
        return failed(context, report.error());
    if (report->notStored)
        context.console.warn(u"The history could not be written: "_s % report->notStored->message);
    return std::visit([&](const auto &outcome) { return finishRun(context, outcome); },
                      report->outcome);
}

int listJobs(Context &context, SettingsDatabase &settings)
{
    return ended(context, tellJobs(context, settings));
}

int showJob(Context &context, SettingsDatabase &settings)
{
    const auto job = namedJob(context, settings);
    return job ? ended(context, tellJob(context, settings, *job))
               : ended(context, fail(job.error()));
}

std::optional<JobTask> taskOf(std::string_view word)
{
    JobTask task;
    task.rebuild = word == "recreate";
    const auto kind = task.rebuild ? RunKind::Repair : runKindFromName(word);
    if (!kind || *kind == RunKind::Restore)
        return std::nullopt;
    task.kind = *kind;
    return task;
}

int runJob(Context &context, SettingsDatabase &settings)
{
    auto task = taskOf(context.words.size() == 3 ? context.words[2] : "backup");
    if (task)
        task->savesEmpty =
            task->kind == RunKind::Backup && context.options.boolean("allow-empty-source");
    else
        return wrongUse(context,
                        u"run does backup, test, repair, recreate or delete (which drops old "
                        u"versions and reclaims space). For other work give the command its "
                        u"destination: cairn-cli list-broken-files DESTINATION."_s);
    const auto job = namedJob(context, settings);
    return job ? runNow(context, settings, *job, *task) : ended(context, fail(job.error()));
}

// What is sent and what was answered, a line each.
int testReports(Context &context, SettingsDatabase &settings)
{
    auto job = namedJob(context, settings);
    if (!job)
        return ended(context, fail(job.error()));
    job->encrypted = false; // its passphrase has no part in this
    const auto secrets = RunSecrets(context).secretsOf(*job);
    if (!secrets)
        return failed(context, secrets.error());
    const auto request = reportRequestOf(*job, *secrets);
    if (!request)
        return failed(context, request.error());
    const StopSignals signals(context.cancel);
    const auto sent = context.engine.sendTestReport(*request, context.cancel);
    if (sent.empty()) {
        context.console.failText(
            u"This backup sends no reports. 'jobs edit' sets them up: --send-mail-to, "
            u"--send-http-url."_s);
        return exitCode::Failed;
    }
    bool isGood = true;
    for (const SentReport &report : sent) {
        isGood = isGood && report.answer;
        if (report.answer)
            context.console.answer(report.place % u": "_s % *report.answer);
        else
            context.console.failText(report.place % u": "_s % report.answer.error().message);
    }
    return isGood ? exitCode::Success : exitCode::Failed;
}

constexpr std::size_t kAny = SIZE_MAX;

// What stands behind `jobs`.
struct Verb
{
    std::string_view name;
    std::size_t leastWords; // after it
    std::size_t mostWords;
    bool changes;             // the settings
    bool takesSettings;       // options are those of a job
    std::string_view options; // further ones that count, by spaces
    int (*run)(Context &, SettingsDatabase &);
};

constexpr Verb kVerbs[] = {
    {"list", 0, 0, false, false, "", listJobs},
    {"show", 1, 1, false, false, "", showJob},
    {"run", 1, 2, false, false, "allow-empty-source", runJob},
    {"add", 1, kAny, true, true, "schedule source target unattended group tag dry-run", addJob},
    {"edit", 1, 1, true, true, "schedule source target unattended rename group tag unset dry-run",
     editJob},
    {"move", 2, 2, true, false, "dry-run", moveJob},
    {"remove", 1, 1, true, false, "delete-data dry-run", removeJob},
    {"import", 0, kAny, true, false,
     "with-scripts from-duplicati dry-run "
     "export-passphrase settings-encryption-key",
     importJobs},
    {"export", 1, 3, false, false, "with-secrets export-passphrase", exportJob},
    {"pause", 0, 1, true, false, "", pauseJobs},
    {"resume", 0, 0, true, false, "", resumeJobs},
    {"test-report", 1, 1, false, false, "", testReports},
};

bool isOfJobs(const OptionSpec &spec)
{
    return spec.type != OptionType::Password &&
           (spec.commands == use::Jobs || spec.name == "source" || spec.name == "target" ||
            spec.name == "dry-run");
}

// An option that would be ignored must not look as if it counted, --dry-run least of all.
bool counts(const Verb &verb, const OptionSpec &spec)
{
    if (hasWord(verb.options, spec.name))
        return true;
    return !isOfJobs(spec) &&
           (alwaysCounts(spec) || (verb.takesSettings && spec.category != OptionCategory::Restore));
}

const Verb *findVerb(std::string_view name)
{
    const auto verb = std::ranges::find(kVerbs, name, &Verb::name);
    return verb == std::end(kVerbs) ? nullptr : verb;
}

int wrongWords(Context &context, std::string_view verb)
{
    const std::string start = "jobs " + std::string(verb);
    QStringList usages;
    for (const Command::Form &form : findCommand("jobs")->forms)
        if (form.usage == start || form.usage.starts_with(start + ' '))
            usages << u"cairn-cli "_s % toQString(form.usage);
    context.console.failText(u"Wrong number of arguments. Usage: "_s % usages.join(u", or "_s) %
                             u". 'cairn-cli help %1' tells more."_s.arg(toQString(start)));
    return exitCode::WrongUse;
}

QString idleOption(const Context &context, const Verb &verb)
{
    if (!context.options.filters().empty() && !verb.takesSettings)
        return u"include, --exclude"_s;
    for (const std::string &name : context.options.names())
        if (const OptionSpec *spec = findOption(name); !spec || !counts(verb, *spec))
            return toQString(name);
    return {};
}

} // namespace

bool alwaysCounts(const OptionSpec &spec)
{
    return !isOfJobs(spec) &&
           (spec.category == OptionCategory::Logging || spec.category == OptionCategory::Program ||
            spec.type == OptionType::Password || spec.name == "auth-username");
}

bool verbTakes(std::string_view name, const OptionSpec &spec)
{
    const Verb *verb = findVerb(name);
    if (!verb)
        return false;
    if (isOfJobs(spec) || spec.commands == use::Jobs)
        return hasWord(verb->options, spec.name);
    return verb->takesSettings && (spec.commands & use::Backup) != 0 && counts(*verb, spec) &&
           spec.category != OptionCategory::Program;
}

int failed(Context &context, const Error &error)
{
    context.console.fail(error);
    return exitCode::Failed;
}

int wrongUse(Context &context, const QString &text)
{
    context.console.failText(text % u" See 'cairn-cli help jobs'."_s);
    return exitCode::WrongUse;
}

int ended(Context &context, const Result<> &result)
{
    if (result)
        return exitCode::Success;
    context.console.fail(result.error());
    return result.error().code == ErrorCode::InvalidArgument ? exitCode::WrongUse
                                                             : exitCode::Failed;
}

Result<JobConfig> namedJob(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(job, JobStore(settings).find(toQString(context.words[1])));
    if (!job)
        return fail(ErrorCode::InvalidArgument, "JOB_UNKNOWN",
                    u"There is no backup called “%1”."_s.arg(displayText(context.words[1])));
    return std::move(*job);
}

int runJobs(Context &context)
{
    const std::size_t count = context.words.size() - 1;
    const Verb *verb = findVerb(context.words.front());
    if (verb && (count < verb->leastWords || count > verb->mostWords))
        return wrongWords(context, verb->name);
    if (!verb)
        return wrongUse(context,
                        u"“%1” is nothing that jobs does. Give list, show NAME, run NAME, add NAME "
                        u"DESTINATION SOURCE…, edit NAME, "
                        u"move NAME DESTINATION, remove NAME, import FILE, export NAME, pause, "
                        u"resume or test-report NAME."_s.arg(displayText(context.words.front())));
    if (const QString idle = idleOption(context, *verb); !idle.isEmpty())
        return wrongUse(context, verb->takesSettings
                                     ? u"--%1 has no effect here."_s.arg(idle)
                                     : u"--%1 has no effect here: the settings of a job say how "
                                       u"it runs."_s.arg(idle));
    const auto settings = openSettings(context);
    if (!settings)
        return failed(context, settings.error());
    if (verb->changes && (*settings)->readOnlyReason() && !context.options.boolean("dry-run"))
        return failed(context, *(*settings)->readOnlyReason());
    return verb->run(context, **settings);
}

} // namespace cairn::cli
