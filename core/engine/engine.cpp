// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include "core/engine/engine_run.h"
#include "core/engine/job_session.h"
#include "core/operations/clock_check.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Access = JobSession::Access;

// Takes what a changing run needs first; a dry run leaves nothing behind, not even a name.
Result<> beginChange(JobSession &session, bool createName, Access access)
{
    CAIRN_TRY(session.findDatabase(createName && !session.options().dryRun));
    CAIRN_TRY(session.takeLock());
    return session.makeEnvironment(access);
}

// A change of something that must be there.
Result<> beginChangeOfExisting(JobSession &session)
{
    CAIRN_TRY(beginChange(session, false, Access::Change));
    CAIRN_TRY(session.openForChange(false));
    CAIRN_TRY(session.loadSettings());
    return session.prepareChange(session.options().dryRun ? ReconcileMode::Look
                                                          : ReconcileMode::Clean);
}

std::string withoutSlash(std::string path)
{
    while (path.size() > 1 && path.back() == '/')
        path.pop_back();
    return path;
}

Result<> checkSources(const JobRequest &job, const std::vector<FilePath> &sources)
{
    for (const FilePath &source : sources) {
        if (job.destination.isLocal() &&
            withoutSlash(source.bytes()) == withoutSlash(job.destination.path))
            return fail(ErrorCode::InvalidArgument, "DestinationIsSource",
                        u"%1 is the destination: a folder cannot be backed up into itself."_s.arg(
                            source.display()));
    }
    return {};
}

Result<RepairOutcomeValue> rebuild(JobSession &session)
{
    RepairOutcomeValue value;
    session.environment().progress.phase = Phase::Rebuilding;
    const RebuildRequest everything;
    if (session.options().dryRun) {
        const FilePath path = session.environment().tempFolder / "dry-run.sqlite";
        CAIRN_LET(made, recreateDatabase(session.environment(), path, everything));
        value.rebuilt = std::move(made);
        return value;
    }
    CAIRN_LET(made, recreateDatabase(session.environment(), session.databasePath(), everything));
    value.rebuilt = std::move(made);
    return value;
}

} // namespace

Engine::Engine(FileLayer &files, Clock &clock, Random &random, const BackendRegistry &backends,
               ReportSender *reports)
    : m_files(files)
    , m_clock(clock)
    , m_random(random)
    , m_backends(backends)
    , m_reports(reports)
{
}

Outcome<BackupResult> Engine::backup(const JobRequest &job, const std::vector<FilePath> &sources,
                                     CancelToken &cancel, Progress &progress,
                                     const StopManner *manner)
{
    return run<BackupResult>(
        Operation::Backup, job, cancel, progress,
        [&](JobSession &session, RunHooks &hooks) -> Result<BackupResult> {
            CAIRN_TRY(checkSources(hooks.request(), hooks.sources()));
            CAIRN_TRY(beginChange(session, true, Access::Change));
            // Who had begun to rebuild has confirmed it (R3), and need not ask for it again.
            const bool goesOn =
                !session.options().dryRun && hasLeftRebuild(m_files, session.databasePath());
            if (hooks.request().takesOver || goesOn) {
                CAIRN_LET(facts, factsOf(hooks.request(), cancel));
                if (!facts.hasDatabase && facts.encryption) {
                    CAIRN_TRY(rebuild(session).map([](const RepairOutcomeValue &) {}));
                    if (goesOn)
                        session.report().information(
                            u"RebuildFinished"_s,
                            u"The rebuild of the local database had been cut off. It was finished "
                            "first."_s);
                }
            }
            CAIRN_TRY(session.openForChange(true));
            CAIRN_LET(done, cairn::backup(session.environment(), session.job(),
                                          {hooks.sources(), session.ownPaths(),
                                           [&] { hooks.postBackup(session.report()); }, manner}));
            if (!session.options().dryRun)
                removeLeftRebuild(m_files, session.databasePath());
            return done;
        },
        sources);
}

Result<TestResult> Engine::runTest(JobSession &session, const VerifyRequest &request)
{
    CAIRN_TRY(session.findDatabase(false));
    CAIRN_TRY(session.takeLock()); // what is found is noted in the database
    CAIRN_TRY(session.makeEnvironment(Access::AddOnly));
    if (session.hasDatabase() && !session.options().restore.noLocalDatabase) {
        CAIRN_TRY(session.openForChange(false));
        CAIRN_TRY(session.loadSettings());
    } else {
        CAIRN_TRY(session.openForReading({}));
    }
    CAIRN_TRY(session.prepareChange(session.options().dryRun ? ReconcileMode::Look
                                                             : ReconcileMode::AddOnly));
    session.environment().progress.phase = Phase::Verifying;
    return testVolumes(session.environment(), session.job(), session.settings(),
                       {request.all, request.samples, {}});
}

Outcome<TestResult> Engine::test(const JobRequest &job, const VerifyRequest &request,
                                 CancelToken &cancel, Progress &progress)
{
    return run<TestResult>(Operation::Test, job, cancel, progress,
                           [&](JobSession &session) { return runTest(session, request); });
}

Result<RepairOutcomeValue> Engine::runRepair(JobSession &session)
{
    CAIRN_TRY(beginChange(session, true, Access::AddOnly));
    if (!session.hasDatabase())
        return rebuild(session);
    CAIRN_TRY(session.openForChange(false));
    const auto found = session.loadSettings();
    if (!found && found.error().id == u"DatabaseDoesNotExist"_s) {
        CAIRN_TRY(session.close());
        return rebuild(session);
    }
    CAIRN_TRY(found);
    RepairOutcomeValue value;
    CAIRN_LET(repaired, cairn::repair(session.environment(), session.job(), session.settings()));
    value.repaired = std::move(repaired);
    return value;
}

Outcome<RepairOutcomeValue> Engine::repair(const JobRequest &job, CancelToken &cancel,
                                           Progress &progress)
{
    return run<RepairOutcomeValue>(Operation::Repair, job, cancel, progress,
                                   [&](JobSession &session) { return runRepair(session); });
}

Outcome<RepairOutcomeValue> Engine::recreate(const JobRequest &job, CancelToken &cancel,
                                             Progress &progress)
{
    return run<RepairOutcomeValue>(Operation::Recreate, job, cancel, progress,
                                   [&](JobSession &session) -> Result<RepairOutcomeValue> {
                                       CAIRN_TRY(beginChange(session, true, Access::AddOnly));
                                       return rebuild(session);
                                   });
}

Outcome<RepairOutcomeValue> Engine::recreateNewest(const JobRequest &job, CancelToken &cancel,
                                                   Progress &progress)
{
    return run<RepairOutcomeValue>(
        Operation::Recreate, job, cancel, progress,
        [&](JobSession &session) -> Result<RepairOutcomeValue> {
            CAIRN_TRY(beginChange(session, true, Access::AddOnly));
            RebuildRequest newest;
            newest.selection.versions = {0};
            newest.listsOnly = true;
            CAIRN_LET(made,
                      recreateDatabase(session.environment(), session.databasePath(), newest));
            RepairOutcomeValue value;
            value.rebuilt = std::move(made);
            return value;
        });
}

Result<DeleteResult> Engine::runDelete(JobSession &session,
                                       const std::vector<std::int64_t> &moments)
{
    CAIRN_TRY(beginChangeOfExisting(session));
    RetentionOptions retention = session.options().retention;
    retention.versions = session.options().selection.versions;
    session.environment().progress.phase = Phase::Deleting;
    CAIRN_LET(deleted, cairn::deleteVersions(session.environment(), session.job(),
                                             session.settings(), retention, moments));
    // Whoever deletes by hand has seen what would go: that is the word that R24 waits for.
    CAIRN_TRY(believeClock(session.job(), m_clock));
    return deleted;
}

Outcome<DeleteResult> Engine::deleteVersions(const JobRequest &job, CancelToken &cancel,
                                             Progress &progress,
                                             const std::vector<std::int64_t> &moments)
{
    return run<DeleteResult>(Operation::Delete, job, cancel, progress,
                             [&](JobSession &session) { return runDelete(session, moments); });
}

Outcome<PurgeResult> Engine::purge(const JobRequest &job, const WantedPaths &wanted,
                                   CancelToken &cancel, Progress &progress)
{
    return run<PurgeResult>(
        Operation::Purge, job, cancel, progress, [&](JobSession &session) -> Result<PurgeResult> {
            CAIRN_TRY(beginChangeOfExisting(session));
            return cairn::purge(session.environment(), session.job(), session.settings(), wanted);
        });
}

// The copy of the database that a dry run has may be told what is missing; so it sees what would
// go.
Result<PurgeResult> Engine::runPurgeBroken(JobSession &session)
{
    CAIRN_TRY(beginChange(session, false, Access::Change));
    CAIRN_TRY(session.openForChange(false));
    CAIRN_TRY(session.loadSettings());
    CAIRN_TRY(session.prepareChange(session.options().dryRun ? ReconcileMode::AddOnly
                                                             : ReconcileMode::Clean));
    return cairn::purgeBroken(session.environment(), session.job(), session.settings());
}

Outcome<PurgeResult> Engine::purgeBroken(const JobRequest &job, CancelToken &cancel,
                                         Progress &progress)
{
    return run<PurgeResult>(Operation::PurgeBroken, job, cancel, progress,
                            [&](JobSession &session) { return runPurgeBroken(session); });
}

Outcome<DiscardResult> Engine::discard(const JobRequest &job, CancelToken &cancel,
                                       Progress &progress)
{
    FilePath database;
    auto outcome = run<DiscardResult>(Operation::Discard, job, cancel, progress,
                                      [&](JobSession &session) -> Result<DiscardResult> {
                                          CAIRN_TRY(beginChangeOfExisting(session));
                                          database = session.databasePath();
                                          return cairn::discard(session.environment(),
                                                                session.job(), session.settings());
                                      });
    if (outcome.value && outcome.value->left.empty() && !job.options.dryRun)
        // One that is left behind knows of nothing: no harm.
        for (const char *file : {"", ".names"})
            std::ignore = m_files.remove(FilePath(database.bytes() + file));
    return outcome;
}

Result<StoreCopyResult> Engine::runCopy(JobSession &session, JobSession &there)
{
    CAIRN_TRY(beginChangeOfExisting(session));
    CAIRN_TRY(there.findDatabase(false));
    CAIRN_TRY(there.makeEnvironment(Access::Change));
    if (!session.options().dryRun)
        CAIRN_TRY(checkAreApart(session.environment(), there.environment()));
    CAIRN_LET(place, there.environment().openBackend());
    CAIRN_LET(copied, cairn::copyStore(session.environment(), session.job(), session.settings(),
                                       std::move(place)));
    // What was known of that place, from a former stay there, is not what it holds now.
    if (!session.options().dryRun && there.databasePath() != session.databasePath())
        for (const char *file : {"-wal", "-shm", ".names", ""})
            CAIRN_TRY(m_files.remove(FilePath(there.databasePath().bytes() + file)));
    return copied;
}

Outcome<StoreCopyResult> Engine::copyStore(const JobRequest &job, const JobRequest &to,
                                           CancelToken &cancel, Progress &progress)
{
    return run<StoreCopyResult>(Operation::Copy, job, cancel, progress, [&](JobSession &session) {
        JobSession there({m_files, m_clock, m_random, m_backends, cancel, progress}, to,
                         Operation::Copy);
        return runCopy(session, there);
    });
}

Outcome<CompactResult> Engine::compact(const JobRequest &job, CancelToken &cancel,
                                       Progress &progress)
{
    return run<CompactResult>(Operation::Compact, job, cancel, progress,
                              [&](JobSession &session) -> Result<CompactResult> {
                                  CAIRN_TRY(beginChangeOfExisting(session));
                                  session.environment().progress.phase = Phase::Compacting;
                                  return cairn::compact(session.environment(), session.job(),
                                                        session.settings(), CompactReason::Asked);
                              });
}

} // namespace cairn
