// SPDX-License-Identifier: MIT
#include "core/engine/job_runner.h"

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/config/take_over.h"
#include "core/engine/job_watch.h"
#include "core/engine/log_file.h"
#include "core/engine/run_notes.h"
#include "core/schedule/schedule_rule.h"
#include "core/secrets/secret_store.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
#include <array>

#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// A run that failed before the engine had begun.
RunOutcome failedOutcome(RunKind kind, Error error, std::int64_t nowNs)
{
    RunOutcome outcome;
    outcome.operation = operationOf(kind);
    outcome.beginNs = outcome.endNs = nowNs;
    outcome.fatal = std::move(error);
    RunFacts facts;
    facts.operation = outcome.operation;
    facts.failed = true;
    outcome.judgement = judge(facts);
    return outcome;
}

// The log that a job wants of its runs; one that cannot be written is no reason to save nothing.
class JobLog final
{
public:
    JobLog(const LogOptions &options, RunKind kind, const JobConfig &job)
    {
        if (options.file.empty())
            return;
        auto file = LogFile::open(options.file, options.fileLevel);
        if (!file) {
            m_problem = std::move(file).error();
            return;
        }
        m_file = std::move(*file);
        qCInfo(lcOperation).noquote() << toQString(runKindName(kind)) << "of" << job.name;
    }
    void end(JobRunReport &report) const
    {
        if (m_problem)
            std::visit(
                [this](RunOutcome &outcome) {
                    outcome.messages.push_back(
                        {Severity::Warning, u"LogFile"_s, m_problem->message, {}});
                },
                report.outcome);
    }

private:
    std::unique_ptr<LogFile> m_file;
    std::optional<Error> m_problem;
};

bool isOfSecrets(const Error &error)
{
    constexpr std::array kIds{kSecretMissingId, kSecretsLockedId, kSecretsAbsentId};
    return std::ranges::any_of(kIds,
                               [&error](const char *id) { return error.id == QLatin1String(id); });
}

} // namespace

Operation operationOf(RunKind kind)
{
    switch (kind) {
    case RunKind::Test:
        return Operation::Test;
    case RunKind::Repair:
        return Operation::Repair;
    case RunKind::Delete:
        return Operation::Delete;
    case RunKind::Restore:
        return Operation::Restore;
    case RunKind::Backup:
        break;
    }
    return Operation::Backup;
}

Result<JobPlan> JobRunner::planFor(const JobConfig &job, const JobPlaces &places)
{
    // Before anybody is asked to unlock something: without its drive the job has yet to wait.
    CAIRN_TRY(destinationOf(job, places).map([](const DestinationUrl &) {}));
    CAIRN_LET(secrets, m_world.secrets.secretsOf(job));
    CAIRN_LET(plan, planOf(job, secrets, places));
    plan.request.isReported = true;
    const auto next =
        nextRun(job.schedule.rule, m_world.clock.nowSeconds(), QTimeZone::systemTimeZone());
    if (next)
        plan.request.nextRun =
            QDateTime::fromSecsSinceEpoch(*next, Qt::UTC).toString(Qt::ISODate).toStdString();
    return std::move(plan);
}

// With what is known without its secrets: often enough that is how it failed.
void JobRunner::tellOfFailure(const JobConfig &job, RunOutcome &outcome, const CancelToken &cancel)
{
    const auto options = toOptionSet(job);
    if (!options)
        return;
    auto request = requestFrom(*options);
    if (!request)
        return;
    request->isReported = true;
    request->name = job.name.toStdString();
    request->id = job.id;
    if (auto destination = DestinationUrl::parse(job.destination))
        request->destination = std::move(*destination);
    m_world.engine.report(*request, outcome, cancel);
}

void JobRunner::noteTakenOver(SettingsDatabase &settings, const JobConfig &job, const JobPlan &plan,
                              CancelToken &cancel)
{
    const auto facts = m_world.engine.factsOf(plan.request, cancel);
    if (!facts || !facts->hasDatabase)
        return;
    if (const auto done = setTakeOver(settings, job.id, false); !done)
        qCWarning(lcOperation) << "taking over:" << done.error().message; // the next run does it
}

void JobRunner::act(const JobTask &task, const JobPlan &plan, CancelToken &cancel,
                    const StopManner &manner, Progress &progress, JobRunReport &report)
{
    switch (task.kind) {
    case RunKind::Backup:
        report.outcome =
            m_world.engine.backup(plan.request, plan.sources, cancel, progress, &manner);
        break;
    case RunKind::Test:
        report.outcome = m_world.engine.test(plan.request, task.verify, cancel, progress);
        break;
    case RunKind::Repair:
        report.outcome = task.rebuild ? m_world.engine.recreate(plan.request, cancel, progress)
                                      : m_world.engine.repair(plan.request, cancel, progress);
        break;
    case RunKind::Delete:
        report.outcome =
            m_world.engine.deleteVersions(plan.request, cancel, progress, task.versions);
        break;
    case RunKind::Restore:
        Q_ASSERT(false); // refused in run()
        break;
    }
}

Result<> JobRunner::store(SettingsDatabase &settings, const JobConfig &job, RunKind kind,
                          const Progress &progress, const StopManner &manner, JobRunReport &report)
{
    const RunOutcome &outcome = report.common();
    RunSummary summary;
    bool partial = false;
    if (const auto *backup = std::get_if<Outcome<BackupResult>>(&report.outcome);
        backup && backup->value) {
        summary = summaryOf(*backup->value, job);
        partial = backup->value->partial;
    }
    summary.exitCode = outcome.judgement.exitCode;
    report.result = runResultOf(outcome, partial, job.notWarned);
    RunState state = stateOf(progress, CancelToken());
    state.result = report.result;
    state.path.clear();
    state.bytesSent = outcome.traffic.bytesUploaded;
    const std::int64_t now = m_world.clock.nowSeconds();
    std::vector<RunMessage> messages = messagesOf(outcome);
    if (manner.endsWithProgram() &&
        (report.result == RunResult::Partial || report.result == RunResult::Cancelled))
        messages.push_back({RunMessage::Severity::Information,
                            std::string(kEndedWithHost),
                            u"The program that ran it was ended, so the rest is made up for."_s,
                            {}});
    CAIRN_TRY(RunStore(settings).finish(report.run, now, state, summary, messages));
    const bool looked = !outcome.fatal && !outcome.interrupted && !partial;
    CAIRN_TRY(ProblemStore(settings).noteRun(job.id, kind, now, problemsOf(outcome, job.notWarned),
                                             looked));
    return RequestStore(settings).answerAll(job.id, now);
}

Result<JobRunReport> JobRunner::run(const JobConfig &job, const JobTask &task,
                                    const JobPlaces &places, CancelToken &cancel,
                                    StopManner &manner, Progress &progress)
{
    if (task.kind == RunKind::Restore)
        return fail(ErrorCode::InvalidArgument, u"A restore is no run of a job."_s);
    CAIRN_LET(settings, SettingsDatabase::open(m_world.files, m_world.settingsFolder));
    if (settings->readOnlyReason())
        return fail(*settings->readOnlyReason());
    auto plan = planFor(job, places);
    if (!plan && (plan.error().id == u"DRIVE_ABSENT"_s ||
                  (task.waitsForSecrets && isOfSecrets(plan.error()))))
        return fail(std::move(plan).error());
    // What was asked of the run before is not meant for this one.
    CAIRN_TRY(RequestStore(*settings).answerAll(job.id, m_world.clock.nowSeconds()));
    RunState begun;
    begun.phase = phaseName(Phase::Begin);
    JobRunReport report;
    CAIRN_LET(run, RunStore(*settings).begin(job.id, task.kind, m_world.clock.nowSeconds(),
                                             ::getpid(), begun));
    report.run = run;
    if (plan) {
        const JobWatch watch(*settings, job.id, run, m_world.clock, cancel, manner, progress);
        plan->request.takesOver =
            task.kind == RunKind::Backup && wantsTakeOver(*settings, job.id).value_or(false);
        if (task.savesEmpty) {
            plan->request.options.source.allowEmptySource = true;
            plan->request.options.source.preventEmptySource = false;
        }
        const JobLog log(plan->request.options.log, task.kind, job);
        act(task, *plan, cancel, manner, progress, report);
        log.end(report);
        if (plan->request.takesOver)
            noteTakenOver(*settings, job, *plan, cancel);
    } else {
        RunOutcome failed =
            failedOutcome(task.kind, std::move(plan).error(), m_world.clock.nowNs());
        tellOfFailure(job, failed, cancel);
        report.outcome = std::move(failed);
    }
    if (auto stored = store(*settings, job, task.kind, progress, manner, report); !stored)
        report.notStored = std::move(stored).error();
    return report;
}

} // namespace cairn
