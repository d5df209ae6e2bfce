// SPDX-License-Identifier: MIT
// The operations of the engine that only look, and restore.
#include "core/engine/engine_run.h"

#include "core/base/log.h"
#include "core/format/remote_name.h"
#include "core/operations/volume_damage.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Access = JobSession::Access;

// Opens what there is to look at. Lists alone are enough for everything but a restore.
Result<> beginReading(JobSession &session, const RebuildRequest &otherwise)
{
    CAIRN_TRY(session.findDatabase(false));
    CAIRN_TRY(session.makeEnvironment(Access::AddOnly));
    return session.openForReading(otherwise);
}

RebuildRequest listsOfAllVersions()
{
    RebuildRequest request;
    request.listsOnly = true;
    return request;
}

// A temporary database holds the versions asked for and no others, under new numbers.
void selectAllThereIs(JobSession &session, std::size_t versions)
{
    VersionSelection &selection = session.options().selection;
    selection = {};
    for (std::size_t i = 0; i < versions; ++i)
        selection.versions.push_back(static_cast<std::int64_t>(i));
}

bool isForEveryVersion(JobSession &session)
{
    return session.options().restore.everyVersion != EveryVersion::No ||
           session.options().selection.all;
}

// Of what a restore needs, if there is no database.
RebuildRequest versionsToRestore(JobSession &session)
{
    RebuildRequest request;
    if (isForEveryVersion(session))
        return request;
    request.selection = session.options().selection;
    if (!request.selection.isSet())
        request.selection.versions = {0};
    return request;
}

Result<> selectRebuilt(JobSession &session)
{
    if (!session.isTemporary() || isForEveryVersion(session))
        return {};
    CAIRN_LET(versions, listVersions(session.job()));
    selectAllThereIs(session, versions.size());
    return {};
}

// A database that proves to be damaged on the way costs time, not the restore: the destination
// knows all that is needed, and what was restored by then is found as it should be.
template<typename Act>
auto restoreWith(JobSession &session, const Act &act) -> decltype(act())
{
    const RebuildRequest otherwise = versionsToRestore(session);
    CAIRN_TRY(beginReading(session, otherwise));
    CAIRN_TRY(selectRebuilt(session));
    auto done = act();
    if (done || session.isTemporary() || !isOfDatabase(done.error()))
        return done;
    CAIRN_TRY(session.replaceDamaged(done.error(), otherwise));
    CAIRN_TRY(selectRebuilt(session));
    return act();
}

// A dry run: its copy of the database is told what is missing, and nobody else is (R32).
Result<> beginListBroken(JobSession &session)
{
    session.options().dryRun = true;
    CAIRN_TRY(session.findDatabase(false));
    CAIRN_TRY(session.takeLock());
    CAIRN_TRY(session.makeEnvironment(Access::AddOnly));
    if (!session.hasDatabase() || session.options().restore.noLocalDatabase)
        return session.openForReading({});
    CAIRN_TRY(session.openForChange(false));
    CAIRN_TRY(session.loadSettings());
    return session.prepareChange(ReconcileMode::AddOnly);
}

Result<VersionInfo> oneVersion(JobSession &session, const VersionSelection &selection,
                               std::int64_t otherwise)
{
    VersionSelection wanted = selection;
    if (!wanted.isSet())
        wanted.versions = {otherwise};
    CAIRN_LET(found,
              selectVersions(session.job(), wanted, session.environment().clock.nowSeconds()));
    if (found.empty())
        return fail(ErrorCode::NotFound, "NoFilesetFoundForTimeOrVersion",
                    u"There is no such version."_s);
    return std::move(found.front());
}

// Entries of `versions`; `visitor.begin` is called when there is one.
Result<std::int64_t> listMatches(JobSession &session, const std::vector<VersionInfo> &versions,
                                 const ListRequest &request, const ListVisitor &visitor)
{
    std::int64_t count = 0;
    CAIRN_TRY(listEntries(session.job(), versions, request.wanted,
                          [&](const CatalogEntry &entry) -> Result<> {
                              CAIRN_TRY(session.environment().cancel.checkAbort());
                              if (count++ == 0)
                                  CAIRN_TRY(visitor.begin(versions));
                              return visitor.entry(entry);
                          }));
    return count;
}

Result<ListResult> listIn(JobSession &session, const ListRequest &request,
                          const ListVisitor &visitor)
{
    CAIRN_TRY(beginReading(session, listsOfAllVersions()));
    VersionSelection selection = session.options().selection;
    selection.all = selection.all || (request.everyVersion && !selection.isSet());
    const std::int64_t now = session.environment().clock.nowSeconds();
    ListResult result;
    CAIRN_LET(versions, selectVersions(session.job(), selection, now));
    result.versions = std::move(versions);
    CAIRN_LET(count, listMatches(session, result.versions, request, visitor));
    result.entries = count;
    if (count > 0 || selection.isSet())
        return result;
    CAIRN_LET(all, listVersions(session.job())); // it may have been deleted since
    result.versions = std::move(all);
    CAIRN_LET(older, listMatches(session, result.versions, request, visitor));
    result.entries = older;
    return result;
}

} // namespace

void finishOutcome(RunOutcome &outcome, const RunReport &report, RunFacts &facts,
                   const CancelToken &cancel, Clock &clock)
{
    facts.operation = outcome.operation;
    facts.failed = outcome.fatal.has_value();
    facts.warnings += report.count(Severity::Warning);
    facts.errors += report.count(Severity::Error);
    facts.stopped = cancel.stopRequested();
    outcome.interrupted = facts.stopped;
    outcome.messages = report.messages();
    outcome.traffic = {report.traffic.remoteCalls,     report.traffic.bytesUploaded,
                       report.traffic.bytesDownloaded, report.traffic.filesUploaded,
                       report.traffic.filesDownloaded, report.traffic.filesDeleted,
                       report.traffic.retryAttempts};
    outcome.judgement = judge(facts);
    outcome.endNs = clock.nowNs();
}

void addToOutcome(RunOutcome &outcome, RunReport &report, std::size_t &seen, RunFacts &facts)
{
    for (ReportMessage &message : report.since(seen)) {
        ++seen;
        facts.warnings += message.severity == Severity::Warning ? 1 : 0;
        facts.errors += message.severity == Severity::Error ? 1 : 0;
        outcome.messages.push_back(std::move(message));
    }
    outcome.judgement = judge(facts);
}

void logOutcome(const RunOutcome &outcome)
{
    if (outcome.fatal)
        qCCritical(lcOperation).noquote()
            << outcome.fatal->id << outcome.fatal->message << outcome.fatal->detail;
    qCInfo(lcOperation) << operationName(outcome.operation)
                        << "ended:" << parsedResultName(outcome.judgement.result)
                        << "with exit code" << outcome.judgement.exitCode;
}

std::vector<SentReport> Engine::sendTestReport(const JobRequest &job, const CancelToken &cancel)
{
    RunHooks hooks({m_files, m_clock, m_random, m_reports, cancel}, job, {}, Operation::Backup);
    RunOutcome outcome;
    outcome.beginNs = outcome.endNs = m_clock.nowNs();
    outcome.messages.push_back(
        {Severity::Warning, u"Test"_s, u"This is a test: nothing was backed up."_s, {}});
    return hooks.sendTest(outcome, runToJson(outcome, {}));
}

std::optional<SentReport> Engine::sendLateMail(const JobRequest &job, const QString &text,
                                               const CancelToken &cancel)
{
    RunHooks hooks({m_files, m_clock, m_random, m_reports, cancel}, job, {}, Operation::Backup);
    RunOutcome outcome;
    outcome.beginNs = outcome.endNs = m_clock.nowNs();
    outcome.fatal = Error{ErrorCode::NotFound, text, u"BackupLate"_s, {}};
    outcome.judgement = {ParsedResult::Fatal, exitCode::Failed};
    return hooks.sendMail(outcome, runToJson(outcome, text));
}

Result<ProcessEnd> Engine::tryScript(const JobRequest &job, const std::vector<FilePath> &sources,
                                     const std::string &command, RunScripts::Event event,
                                     const CancelToken &cancel)
{
    RunHooks hooks({m_files, m_clock, m_random, m_reports, cancel}, job, sources,
                   Operation::Backup);
    return hooks.tryScript(command, event);
}

void Engine::report(const JobRequest &job, RunOutcome &outcome, const CancelToken &cancel)
{
    RunHooks hooks({m_files, m_clock, m_random, m_reports, cancel}, job, {}, outcome.operation);
    if (!hooks.isActive())
        return;
    hooks.sendReports(outcome,
                      runToJson(outcome, outcome.fatal ? outcome.fatal->message : QString()));
    for (ReportMessage &message : hooks.report().since(0))
        outcome.messages.push_back(std::move(message)); // it has failed as it is
}

Outcome<RestoreResult> Engine::restore(const JobRequest &job, const RestoreRequest &request,
                                       CancelToken &cancel, Progress &progress)
{
    return run<RestoreResult>(Operation::Restore, job, cancel, progress, [&](JobSession &session) {
        return restoreWith(session, [&] {
            return session.options().restore.controlFiles
                       ? restoreControlFiles(session.environment(), session.job(),
                                             session.settings(), request)
                       : cairn::restore(session.environment(), session.job(), session.settings(),
                                        request);
        });
    });
}

Outcome<RestorePreview> Engine::previewRestore(const JobRequest &job, const RestoreRequest &request,
                                               CancelToken &cancel, Progress &progress)
{
    JobRequest look = job;
    look.isReported = false;
    return run<RestorePreview>(
        Operation::Restore, look, cancel, progress, [&](JobSession &session) {
            return restoreWith(session, [&] {
                return cairn::previewRestore(session.environment(), session.job(),
                                             session.settings(), request);
            });
        });
}

Outcome<std::vector<VersionInfo>> Engine::listFilesets(const JobRequest &job, CancelToken &cancel,
                                                       Progress &progress)
{
    using Versions = std::vector<VersionInfo>;
    return run<Versions>(Operation::ListFilesets, job, cancel, progress,
                         [&](JobSession &session) -> Result<Versions> {
                             CAIRN_TRY(beginReading(session, listsOfAllVersions()));
                             const VersionSelection &selection = session.options().selection;
                             if (!selection.isSet())
                                 return listVersions(session.job());
                             return selectVersions(session.job(), selection, m_clock.nowSeconds());
                         });
}

Outcome<std::vector<BrokenVersion>> Engine::listBroken(const JobRequest &job, CancelToken &cancel,
                                                       Progress &progress)
{
    using Broken = std::vector<BrokenVersion>;
    return run<Broken>(Operation::ListBroken, job, cancel, progress,
                       [&](JobSession &session) -> Result<Broken> {
                           CAIRN_TRY(beginListBroken(session));
                           return cairn::listBroken(session.job());
                       });
}

Outcome<ListResult> Engine::list(const JobRequest &job, const ListRequest &request,
                                 const ListVisitor &visitor, CancelToken &cancel,
                                 Progress &progress)
{
    return run<ListResult>(Operation::List, job, cancel, progress,
                           [&](JobSession &session) { return listIn(session, request, visitor); });
}

Outcome<ComparisonResult>
Engine::compare(const JobRequest &job, const CompareRequest &request,
                const std::function<Result<>(const VersionChange &)> &visit, CancelToken &cancel,
                Progress &progress)
{
    return run<ComparisonResult>(
        Operation::Compare, job, cancel, progress,
        [&](JobSession &session) -> Result<ComparisonResult> {
            CAIRN_TRY(beginReading(session, listsOfAllVersions()));
            CAIRN_LET(versions, listVersions(session.job()));
            if (versions.size() < 2)
                return fail(ErrorCode::InvalidArgument, "NeedTwoBackupsToStartDiff",
                            u"There are fewer than two versions, so there is nothing to "
                            u"compare."_s);
            CAIRN_LET(base, oneVersion(session, request.base, 1));
            CAIRN_LET(compared, oneVersion(session, request.compared, 0));
            return compareVersions(session.job(), base, compared, request.wanted, visit);
        });
}

Result<JobFacts> Engine::factsOf(const JobRequest &job, CancelToken &cancel)
{
    Progress progress;
    JobSession session({m_files, m_clock, m_random, m_backends, cancel, progress}, job,
                       Operation::List);
    CAIRN_TRY(session.findDatabase(false));
    if (session.hasDatabase() && !job.options.restore.noLocalDatabase) {
        const auto opened = JobDatabase::open(session.databasePath(), Database::Mode::ReadOnly);
        const auto settings = opened ? (*opened)->settings() : Result<std::optional<JobSettings>>();
        if (settings && *settings)
            return JobFacts{true, (*settings)->encryption};
    }
    CAIRN_LET(backend,
              m_backends.open(job.destination, {m_files, m_clock, m_random, job.backendOptions}));
    const auto listed = backend->list(cancel);
    if (!listed && listed.error().id == QLatin1String(kFolderMissingId))
        return JobFacts();
    if (!listed)
        return fail(listed.error());
    std::optional<RemoteName> newest;
    for (const RemoteFile &file : *listed) {
        auto name = parseRemoteName(file.name);
        if (!name || name->prefix != job.options.storage.prefix || name->parity ||
            !hasKnownModules(*name))
            continue;
        if (!newest || name->time > newest->time)
            newest = std::move(name);
    }
    if (!newest)
        return JobFacts();
    return JobFacts{false, modulesOf(*newest).encryption};
}

} // namespace cairn
