// SPDX-License-Identifier: MIT
// The frame around every operation of the engine; for its own files alone.
#pragma once

#include "core/base/log.h"
#include "core/base/work_priority.h"
#include "core/engine/engine.h"
#include "core/engine/job_session.h"

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
void finishOutcome(RunOutcome &outcome, const RunReport &report, RunFacts facts,
                   const CancelToken &cancel, Clock &clock);

template<typename Value, typename Act>
Outcome<Value> Engine::run(Operation operation, const JobRequest &job, CancelToken &cancel,
                           Progress &progress, const Act &act)
{
    Outcome<Value> outcome;
    outcome.operation = operation;
    outcome.beginNs = m_clock.nowNs();
    progress.phase = Phase::Begin;
    qCInfo(lcOperation) << operationName(operation) << "began";
    const WorkPriority priority{job.options.pipeline.backgroundIoPriority, job.niceness};
    doAtPriority(priority, [&] {
        JobSession session({m_files, m_clock, m_random, m_backends, cancel, progress}, job,
                           operation);
        Result<Value> result = act(session);
        outcome.known = session.known();
        if (const Result<> closed = session.close(); !closed)
            session.report().error(closed.error().id, closed.error().message);
        RunFacts facts;
        if (result) {
            addFacts(facts, *result);
            outcome.value = std::move(*result);
        } else {
            outcome.fatal = std::move(result).error();
        }
        finishOutcome(outcome, session.report(), facts, cancel, m_clock);
    });
    progress.phase = Phase::Complete;
    return outcome;
}

} // namespace cairn
