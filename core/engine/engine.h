// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/task_setup.h"
#include "core/engine/fetch.h"
#include "core/engine/job_request.h"
#include "core/engine/outcome.h"
#include "core/engine/report_sender.h"
#include "core/engine/run_scripts.h"
#include "core/operations/backup.h"
#include "core/operations/catalog.h"
#include "core/operations/compact.h"
#include "core/operations/delete_versions.h"
#include "core/operations/discard.h"
#include "core/operations/purge.h"
#include "core/operations/rebuild.h"
#include "core/operations/repair.h"
#include "core/operations/restore.h"
#include "core/operations/restore_preview.h"
#include "core/operations/restore_undo_log.h"
#include "core/operations/store_copy.h"
#include "core/operations/test_volumes.h"
#include "core/storage/backend_registry.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

class JobSession;

struct RepairOutcomeValue
{
    std::optional<RepairResult> repaired; // one of the two: the database was there
    std::optional<RebuildResult> rebuilt; // it was not
};

struct ListResult
{
    std::vector<VersionInfo> versions; // those looked in, newest first
    std::int64_t entries = 0;
};

struct JobFacts
{
    bool hasDatabase = false;
    // "aes", "gpg" or "" for not at all; nothing if there is no backup yet.
    std::optional<std::string> encryption;
};

// Told what a listing finds; on the thread of the run, while the caller waits.
struct ListVisitor
{
    std::function<Result<>(const std::vector<VersionInfo> &)> begin; // before the first entry
    std::function<Result<>(const CatalogEntry &)> entry;
};

// What both front-ends run: each method is one operation from its lock to its result. Calls block;
// any number may run at a time on different jobs, each on its own thread. One that is to stand back
// for other programs does its work on a further thread. The references outlive the engine. The
// token may be raised from any thread, the progress be read by any.
class Engine final
{
public:
    // reports: null where nobody is to be told of runs.
    Engine(FileLayer &files, Clock &clock, Random &random, const BackendRegistry &backends,
           ReportSender *reports = nullptr);

    // manner: of a stop; without one it is at once.
    Outcome<BackupResult> backup(const JobRequest &job, const std::vector<FilePath> &sources,
                                 CancelToken &cancel, Progress &progress,
                                 const StopManner *manner = nullptr);
    Outcome<RestoreResult> restore(const JobRequest &job, const RestoreRequest &request,
                                   CancelToken &cancel, Progress &progress);
    // What restore() would meet with the same job and request.
    Outcome<RestorePreview> previewRestore(const JobRequest &job, const RestoreRequest &request,
                                           CancelToken &cancel, Progress &progress);
    // For a preview or an open copy; also while a backup runs.
    Outcome<FetchResult> fetch(const JobRequest &job, const FetchRequest &request,
                               CancelToken &cancel, Progress &progress);
    Outcome<TestResult> test(const JobRequest &job, const VerifyRequest &request,
                             CancelToken &cancel, Progress &progress);
    // Without a database it is rebuilt.
    Outcome<RepairOutcomeValue> repair(const JobRequest &job, CancelToken &cancel,
                                       Progress &progress);
    Outcome<RepairOutcomeValue> recreate(const JobRequest &job, CancelToken &cancel,
                                         Progress &progress);
    // Of the newest version's list alone, within seconds: for looking through it until recreate()
    // has made the whole. Every change is refused until then, and what is restored is found without
    // the database (options.restore.noLocalDatabase).
    Outcome<RepairOutcomeValue> recreateNewest(const JobRequest &job, CancelToken &cancel,
                                               Progress &progress);
    // Which: the retention options, and options.selection.versions. moments, unix s: those of these
    // instead (core/operations/delete_versions.h).
    Outcome<DeleteResult> deleteVersions(const JobRequest &job, CancelToken &cancel,
                                         Progress &progress,
                                         const std::vector<std::int64_t> &moments = {});
    // Out of the versions that the options select, by default all.
    Outcome<PurgeResult> purge(const JobRequest &job, const WantedPaths &wanted,
                               CancelToken &cancel, Progress &progress);
    Outcome<PurgeResult> purgeBroken(const JobRequest &job, CancelToken &cancel,
                                     Progress &progress);
    // The whole backup, at the destination and, once nothing is left there, its local database.
    Outcome<DiscardResult> discard(const JobRequest &job, CancelToken &cancel, Progress &progress);
    // All that is stored of it, to another place (`to`: the same job there), which becomes its own
    // when the settings say so. Both places and both databases stay; one of a former stay at the
    // new place goes. InvalidArgument (CopyOntoItself) if both are the same folder.
    Outcome<StoreCopyResult> copyStore(const JobRequest &job, const JobRequest &to,
                                       CancelToken &cancel, Progress &progress);
    Outcome<CompactResult> compact(const JobRequest &job, CancelToken &cancel, Progress &progress);

    Outcome<std::vector<VersionInfo>> listFilesets(const JobRequest &job, CancelToken &cancel,
                                                   Progress &progress);
    // By what the destination shows, healing left aside. Changes nothing, not even the database.
    Outcome<std::vector<BrokenVersion>> listBroken(const JobRequest &job, CancelToken &cancel,
                                                   Progress &progress);
    // Entries of the versions that the options select. When the newest has none, all are searched.
    Outcome<ListResult> list(const JobRequest &job, const ListRequest &request,
                             const ListVisitor &visitor, CancelToken &cancel, Progress &progress);
    Outcome<ComparisonResult> compare(const JobRequest &job, const CompareRequest &request,
                                      const std::function<Result<>(const VersionChange &)> &visit,
                                      CancelToken &cancel, Progress &progress);

    // Sends what is set up, to show that it arrives: where it went, and what was said there.
    std::vector<SentReport> sendTestReport(const JobRequest &job, const CancelToken &cancel);
    // Mails that nothing was saved for long, whatever levels the job mails of. None: it mails
    // nothing.
    std::optional<SentReport> sendLateMail(const JobRequest &job, const QString &text,
                                           const CancelToken &cancel);
    // Runs a script of the job as before or after a backup, and nothing else. Fails if it cannot be
    // started.
    Result<ProcessEnd> tryScript(const JobRequest &job, const std::vector<FilePath> &sources,
                                 const std::string &command, RunScripts::Event event,
                                 const CancelToken &cancel);
    // Tells others, as the options of the job say, of a run that failed before it came here.
    void report(const JobRequest &job, RunOutcome &outcome, const CancelToken &cancel);

    // What made the newest version that says so (core/config/task_setup.h). Needs no database.
    // NotFound (TaskSetupMissing) if none of the newest versions does.
    Result<TaskSetup> storedSetup(const JobRequest &job, CancelToken &cancel);

    // A quick look before a run: from the database, else from the names at the destination.
    Result<JobFacts> factsOf(const JobRequest &job, CancelToken &cancel);

private:
    template<typename Value, typename Act>
    Outcome<Value> run(Operation operation, const JobRequest &job, CancelToken &cancel,
                       Progress &progress, const Act &act,
                       const std::vector<FilePath> &sources = {});
    Result<TestResult> runTest(JobSession &session, const VerifyRequest &request);
    Result<RepairOutcomeValue> runRepair(JobSession &session);
    Result<DeleteResult> runDelete(JobSession &session, const std::vector<std::int64_t> &moments);
    Result<PurgeResult> runPurgeBroken(JobSession &session);
    Result<StoreCopyResult> runCopy(JobSession &session, JobSession &there);

    FileLayer &m_files;
    Clock &m_clock;
    Random &m_random;
    const BackendRegistry &m_backends;
    ReportSender *m_reports;
};

} // namespace cairn
