// SPDX-License-Identifier: MIT
// The frame around every operation of the engine; for its own files alone.
#pragma once

#include "core/base/log.h"
#include "core/base/work_priority.h"
#include "core/engine/engine.h"
#include "core/engine/job_session.h"
#include "core/engine/result_json.h"
#include "core/engine/run_hooks.h"

namespace cairn {

// What a result says about its run; the rest is in the report.
inline void addFacts(RunFacts &facts, const BackupResult &result)
{
    facts.partial = result.partial;
    facts.nothingNew = !result.versionMade && !result.dryRun;
    facts.faults = result.tested && !result.tested->findings.empty();
}
inline void addFacts(RunFacts &facts, const RestoreResult &result)
{
    facts.faults = result.brokenFiles > 0;
}
inline void addFacts(RunFacts &facts, const TestResult &result)
{
    facts.faults = !result.findings.empty();
    facts.nothingNew = result.tested.empty();
}
inline void addFacts(RunFacts &facts, const RepairOutcomeValue &value)
{
    facts.faults = (value.repaired && value.repaired->brokenFiles > 0) ||
                   (value.rebuilt && value.rebuilt->blocksMissing > 0);
    // Volumes that nothing could be read from: versions or files are not what they were.
    if (value.rebuilt && !value.rebuilt->unusable.empty())
        ++facts.warnings;
}
inline void addFacts(RunFacts &facts, const std::vector<BrokenVersion> &broken)
{
    facts.faults = !broken.empty();
}
template<typename Value>
void addFacts(RunFacts &, const Value &)
{
}

// Everything about a run but its value.
void finishOutcome(RunOutcome &outcome, const RunReport &report, RunFacts &facts,
                   const CancelToken &cancel, Clock &clock);
// What came after that: it counts too.
void addToOutcome(RunOutcome &outcome, RunReport &report, std::size_t &seen, RunFacts &facts);
void logOutcome(const RunOutcome &outcome);

// Most operations have no use for what goes on around them.
template<typename Act>
auto actOf(const Act &act, JobSession &session, RunHooks &hooks)
{
    if constexpr (std::is_invocable_v<const Act &, JobSession &, RunHooks &>)
        return act(session, hooks);
    else
        return act(session);
}

template<typename Value, typename Act>
Outcome<Value> Engine::run(Operation operation, const JobRequest &job, CancelToken &cancel,
                           Progress &progress, const Act &act, const std::vector<FilePath> &sources)
{
    Outcome<Value> outcome;
    outcome.operation = operation;
    outcome.beginNs = m_clock.nowNs();
    progress.phase = Phase::Begin;
    qCInfo(lcOperation) << operationName(operation) << "began";
    const WorkPriority priority{job.options.pipeline.backgroundIoPriority, job.niceness};
    RunHooks hooks({m_files, m_clock, m_random, m_reports, cancel}, job, sources, operation);
    RunFacts facts;
    doAtPriority(priority, [&] {
        const Result<> begun = hooks.begin();
        JobSession session({m_files, m_clock, m_random, m_backends, cancel, progress},
                           hooks.request(), operation);
        session.report().takeOver(hooks.report().since(0));
        Result<Value> result =
            begun ? actOf(act, session, hooks) : Result<Value>(fail(begun.error()));
        outcome.known = session.known();
        if (const Result<> closed = session.close(); !closed)
            session.report().error(closed.error().id, closed.error().message);
        facts.held = hooks.isHeld();
        if (facts.held && begun.error().code != ErrorCode::Cancelled)
            ++facts.errors;
        if (result) {
            addFacts(facts, *result);
            outcome.value = std::move(*result);
        } else {
            outcome.fatal = std::move(result).error();
        }
        finishOutcome(outcome, session.report(), facts, cancel, m_clock);
    });
    // With the job's lock given back: others may take their time.
    if (hooks.isActive()) {
        std::size_t seen = hooks.report().since(0).size();
        const QString failure = outcome.fatal ? outcome.fatal->message : QString();
        hooks.runAfter(outcome, outcomeToJson(outcome, failure));
        addToOutcome(outcome, hooks.report(), seen, facts);
        hooks.sendReports(outcome, outcomeToJson(outcome, failure));
        addToOutcome(outcome, hooks.report(), seen, facts);
        outcome.endNs = m_clock.nowNs();
    }
    logOutcome(outcome);
    progress.phase = Phase::Complete;
    return outcome;
}

} // namespace cairn
