// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/run_store.h"
#include "core/engine/engine.h"
#include "core/engine/job_plan.h"

#include <variant>

namespace cairn {

// Where a run gets the secrets of its job from. May block for seconds; called on the thread of the
// run.
class SecretSource
{
public:
    virtual ~SecretSource() = default;
    virtual Result<JobSecrets> secretsOf(const JobConfig &job) = 0;
};

// What is to be done with a job. Delete drops versions as its retention says.
struct JobTask
{
    RunKind kind = RunKind::Backup; // not Restore
    VerifyRequest verify;           // of a test
    // Secrets that cannot be had now are no failure: the run has yet to wait.
    bool waitsForSecrets = false;
    bool rebuild = false; // of a repair: makes the local database anew from the destination
    // Of a backup: makes a version also if the sources have no files any more (R30).
    bool savesEmpty = false;
    // Of a delete, unix s: the versions of these moments instead of what the job's rule says.
    std::vector<std::int64_t> versions{};
};

// What a run of this kind is to the engine.
[[nodiscard]] Operation operationOf(RunKind kind);

struct JobRunReport
{
    std::int64_t run = 0; // its row in RunStore
    RunResult result = RunResult::Failed;
    std::variant<RunOutcome, Outcome<BackupResult>, Outcome<TestResult>,
                 Outcome<RepairOutcomeValue>, Outcome<DeleteResult>>
        outcome;                    // the plain one: it failed before the engine had begun
    std::optional<Error> notStored; // the history could not be written; the run itself counts

    [[nodiscard]] const RunOutcome &common() const
    {
        return std::visit([](const RunOutcome &any) -> const RunOutcome & { return any; }, outcome);
    }
};

// Runs a job from its secrets to its stored result. For the host of the engine (host_lock.h). What
// goes on stands in the settings database, at each change of phase and once a second, and what
// other programs request there is done within 250 ms: pause, resume, and both ways to stop.
// Several may run at a time on different jobs, each on its own thread.
class JobRunner final
{
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Engine &engine;
        SecretSource &secrets;
        FilePath settingsFolder;
    };
    explicit JobRunner(World world)
        : m_world(std::move(world))
    {
    }

    // The first backup of a job that was imported (take_over.h) begins with making its local
    // database from the destination. Fails without a trace in the history if the settings cannot be
    // written, or if it has yet to wait: for the job's drive (DRIVE_ABSENT), for its secrets where
    // the task says so. Blocks
    // until the run is over.
    Result<JobRunReport> run(const JobConfig &job, const JobTask &task, const JobPlaces &places,
                             CancelToken &cancel, StopManner &manner, Progress &progress);

private:
    Result<JobPlan> planFor(const JobConfig &job, const JobPlaces &places);
    void tellOfFailure(const JobConfig &job, RunOutcome &outcome, const CancelToken &cancel);
    void act(const JobTask &task, const JobPlan &plan, CancelToken &cancel,
             const StopManner &manner, Progress &progress, JobRunReport &report);
    // Once there is a local database, the job is like any other.
    void noteTakenOver(SettingsDatabase &settings, const JobConfig &job, const JobPlan &plan,
                       CancelToken &cancel);
    Result<> store(SettingsDatabase &settings, const JobConfig &job, RunKind kind,
                   const Progress &progress, const StopManner &manner, JobRunReport &report);

    World m_world;
};

} // namespace cairn
