// SPDX-License-Identifier: MIT
#include "core/operations/backup.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/remote_name.h"
#include "core/operations/backup_healing.h"
#include "core/operations/backup_run.h"
#include "core/operations/clock_check.h"
#include "core/operations/confirmed_content.h"
#include "core/operations/job_settings.h"
#include "core/operations/lost_blocks.h"
#include "core/operations/reconcile.h"
#include "core/pipeline/dlist_builder.h"
#include "core/pipeline/volume_proof.h"
#include "core/source/source_bound.h"
#include "core/storage/add_only_backend.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *kRootsKey = "source-roots";
constexpr const char *kLastTestKey = "last-test";
constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kManyFiles = 100; // losing that many at once is an error, not a change (R30)

class Backup final
{
public:
    Backup(const RunEnvironment &environment, JobDatabase &job, const BackupRequest &request)
        : m_environment(environment)
        , m_job(job)
        , m_request(request)
    {
    }
    Result<BackupResult> run();

private:
    Result<> openDestination();
    Result<> begin();
    Result<> beginFirst();
    Result<> dropBegunVersions();
    Result<> beginNext();
    Result<> resolveSources();
    Result<std::int64_t> sourceBytes();
    Result<std::int64_t> versionTime();
    Result<> checkClock();
    Result<> readSources();
    Result<> checkSources(const BackupRun &run);
    Result<> storeVersion(BackupRun &run);
    Result<> dropVersion();
    Result<> putList(BackupRun &run);
    Result<> maintain(const BackupRun &run);
    Result<> verifySamples(const BackupRun &run);
    Result<bool> holdData(const Reconciliation &found);
    Result<> reportDamage(const Reconciliation &found);
    void fillResult(const BackupRun &run);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const BackupRequest &m_request;
    BackupResult m_result;
    JobSettings m_settings;
    std::unique_ptr<Backend> m_backend;
    std::optional<Filter> m_filter;
    std::optional<SourceSet> m_sources;
    std::optional<VersionRow> m_previous;
    VersionRow m_version;
    std::string m_roots;
    std::size_t m_lostBlocks = 0; // before this run
    bool m_damage = false;        // something is lost or damaged: nothing may be deleted (R16)
    bool m_clockIsOdd = false;    // retention waits until the clock can be believed (R24)
    bool m_sourceAbsent = false;  // or emptied: retention skips this run (R30)
};

Result<> Backup::openDestination()
{
    CAIRN_LET(backend, m_environment.openBackend());
    m_backend = std::move(backend);
    return {};
}

Result<> Backup::resolveSources()
{
    CAIRN_LET(filter, Filter::compile(m_environment.options.source.filters));
    m_filter = std::move(filter);
    if (m_filter->excludesEverything())
        m_environment.report.warning(u"FilterExcludesAll"_s,
                                     u"A filter that excludes everything stands before every "
                                     u"filter that includes something. "
                                     "Nothing but the sources themselves will be in the backup."_s);
    CAIRN_LET(sources, SourceSet::resolve(m_environment.files, m_request.sources,
                                          m_environment.options.source, FilePath("/")));
    m_sources = std::move(sources);
    for (const AbsentRoot &root : m_sources->absent()) {
        m_sourceAbsent = true;
        if (m_environment.options.source.allowMissingSource)
            continue;
        m_environment.report.warning(
            root.error.id.isEmpty() ? u"SourceIsMissing"_s : root.error.id,
            u"The source %1 is not there (%2). What the backup had of it before is kept."_s.arg(
                root.path.display(), root.error.message),
            root.path.bytes());
    }
    for (const FilePath &source : m_request.sources)
        m_roots += source.bytes() + '\0';
    return {};
}

// How much there is to back up, if it can matter for the block size: a look at the disks first.
Result<std::int64_t> Backup::sourceBytes()
{
    struct Sum final : WalkSink
    {
        explicit Sum(Progress &watched)
            : progress(watched)
        {
        }
        Progress &progress;
        std::int64_t bytes = 0;
        Result<> folder(FolderListing &&listing) override
        {
            progress.setCurrent(listing.path);
            for (const SourceEntry &entry : listing.entries)
                if (entry.stat.type == SourceType::File)
                    bytes += static_cast<std::int64_t>(entry.stat.size);
            return {};
        }
    };
    if (m_environment.options.storage.blocksize > 0)
        return std::int64_t{0};
    // Most disks hold less than what would matter, and then nobody need look at every file twice.
    const std::optional<std::int64_t> most = mostSourceBytes(*m_sources);
    if (most && automaticBlocksize(*most) == automaticBlocksize(0))
        return *most;
    Sum sum(m_environment.progress);
    WalkOptions options;
    options.source = m_environment.options.source;
    options.source.ignoreExclusionXattr = true; // a system call a file, for files that are rare
    options.ownPaths = m_request.neverBackUp;
    SourceWalker walker(m_environment.files, *m_filter, options, m_environment.cancel);
    CAIRN_TRY(walker.walk(*m_sources, sum));
    return sum.bytes;
}

Result<> Backup::beginFirst()
{
    m_result.firstBackup = true;
    Result<std::vector<RemoteFile>> listed = m_backend->list(m_environment.cancel);
    if (!listed && listed.error().id == QLatin1String(kFolderMissingId) &&
        m_environment.options.transfer.createFolder) {
        if (!m_environment.options.dryRun)
            CAIRN_TRY(m_backend->createFolder(m_environment.cancel));
        listed = std::vector<RemoteFile>();
    }
    if (!listed)
        return fail(std::move(listed).error());
    for (const RemoteFile &file : *listed) {
        const std::optional<RemoteName> name = parseRemoteName(file.name);
        if (name && name->prefix == m_environment.options.storage.prefix && hasKnownModules(*name))
            return fail(
                ErrorCode::Stale, "ExtraRemoteFiles",
                u"%1 already holds a backup, and there is no local database for it. Nothing was "
                "changed. Run 'recreate' (or 'repair') to take it over, then this works; or give "
                "an empty folder or another --prefix for a new backup."_s.arg(
                    m_backend->displayName()));
    }
    CAIRN_LET(bytes, sourceBytes());
    if (m_environment.cancel.stopRequested())
        return {}; // what fits half of the sources may not fit all of them
    CAIRN_LET(settings, newJobSettings(m_environment.options, bytes));
    m_settings = std::move(settings);
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.setSettings(m_settings));
    CAIRN_TRY(dropBegunVersions());
    return transaction.commit();
}

// Of a first run that was killed before it stored anything: nothing of it is at the destination.
Result<> Backup::dropBegunVersions()
{
    CAIRN_LET(begun, m_job.versions.inState(VersionState::Unfinished));
    for (const VersionRow &version : begun) {
        CAIRN_TRY(m_job.entries.dropVersion(0, version.id, kStillSo));
        CAIRN_TRY(m_job.versions.erase(version.id));
    }
    return m_job.streams.eraseUnused();
}

// Lists and indexes can be made anew by what the database knows.
Result<bool> Backup::holdData(const Reconciliation &found)
{
    for (const auto &names : {found.missing, found.damaged}) {
        for (const std::string &name : names) {
            CAIRN_LET(row, m_job.volumes.find(name));
            if (!row || row->kind == VolumeKind::Dblock)
                return true;
        }
    }
    return false;
}

Result<> Backup::reportDamage(const Reconciliation &found)
{
    m_damage = !found.missing.empty() || !found.damaged.empty();
    for (const std::string &name : found.missing)
        m_environment.report.warning(u"MissingRemoteFiles"_s,
                                     u"%1 is missing at the destination."_s.arg(toQString(name)));
    for (const std::string &name : found.damaged)
        m_environment.report.warning(u"DamagedRemoteFiles"_s,
                                     u"%1 is damaged at the destination."_s.arg(toQString(name)));
    if (m_damage) {
        CAIRN_LET(data, holdData(found));
        m_environment.report.warning(
            u"DamageFound"_s,
            data ? u"What these files held is stored again where the sources still have it; old "
                   u"versions may have lost files. Run 'repair' to see which. Nothing is deleted "
                   u"until then."_s
                 : u"They hold no data of files, and are made anew from the local database."_s);
    }
    if (!found.unknown.empty())
        m_environment.report.information(u"ExtraRemoteFiles"_s,
                                         u"The destination holds %1 files that look like volumes "
                                         u"but are not in the local database. "
                                         "They were left alone."_s.arg(found.unknown.size()));
    return {};
}

Result<> Backup::beginNext()
{
    CAIRN_TRY(checkSettings(m_environment.options, m_settings, SettingsUse::AddVersion));
    CAIRN_TRY(checkPassphrase(m_environment, m_job, m_settings, *m_backend));
    CAIRN_LET(found,
              reconcile(m_environment, m_job, m_settings, *m_backend,
                        m_environment.options.dryRun ? ReconcileMode::Look : ReconcileMode::Clean));
    CAIRN_TRY(reportDamage(found));
    if (found.interruptedRun && !m_environment.options.dryRun)
        CAIRN_TRY(m_job.checkConsistency());
    if (!m_environment.options.dryRun) {
        CAIRN_LET(sound, healLists(m_environment, m_job, m_settings));
        m_damage = m_damage || !sound;
    }
    CAIRN_LET(versions, m_job.versions.visible());
    if (!versions.empty())
        m_previous = versions.front();
    return {};
}

Result<> Backup::begin()
{
    CAIRN_TRY(selfTest(m_environment));
    CAIRN_TRY(openDestination());
    CAIRN_TRY(resolveSources());
    CAIRN_LET(settings, m_job.settings());
    if (settings) {
        m_settings = std::move(*settings);
        CAIRN_LET(volumes, m_job.volumes.all());
        // A first run that ended before it stored anything is no backup yet; it may begin anew.
        if (volumes.empty())
            return beginFirst();
        return beginNext();
    }
    return beginFirst();
}

// R24: strictly later than every version, and not in the future if a short wait can help. A second
// in which a list was to be stored and did not arrive has lost its name (R31).
Result<std::int64_t> Backup::versionTime()
{
    constexpr std::int64_t kShortWait = 5;
    Clock &clock = m_environment.clock;
    const std::int64_t now = clock.nowSeconds();
    std::int64_t time = m_previous ? std::max(now, m_previous->time + 1) : now;
    while (true) {
        CAIRN_LET(taken, m_job.volumes.find(newVolumeName(m_settings, VolumeKind::Dlist,
                                                          m_environment.random, time)));
        if (!taken)
            break;
        ++time;
    }
    if (time - now <= kShortWait) {
        while (clock.nowSeconds() < time)
            clock.sleep(std::chrono::milliseconds(100));
        return time;
    }
    m_clockIsOdd = true;
    m_environment.report.warning(u"DatabaseTimestampError"_s,
                                 u"The newest version is from %1, which is in the future: the "
                                 u"clock of this computer was set "
                                 "back. The backup goes on and no version is removed. "
                                 "Duplicati would refuse this destination "
                                 "until that time."_s.arg(formatLocalTime(time - 1)));
    return time;
}

Result<> Backup::checkSources(const BackupRun &run)
{
    const WalkCounts &walked = run.walked();
    if (!walked.addsUp())
        return fail(ErrorCode::Internal,
                    u"The walk through the sources lost count. No version was made."_s);
    if (walked.stopped || m_environment.cancel.stopRequested() || !m_previous)
        return {};
    if (m_previous->files == 0 || walked.files > 0 || walked.incompleteFolders > 0 ||
        !m_sources->absent().empty())
        return {};
    m_sourceAbsent = true;
    if (m_environment.options.source.allowEmptySource) {
        m_environment.report.information(
            u"SourceFolderEmpty"_s,
            u"The sources hold no file any more, where the last version has %1. A version was made "
            "of that, as it was asked for; no earlier one is removed in this run."_s.arg(
                m_previous->files));
        return {};
    }
    if (m_previous->files >= kManyFiles)
        return fail(
            ErrorCode::InvalidArgument, "SourceFolderEmpty",
            u"The sources hold no file at all, where the last version has %1. No version was "
            "made. Look whether a drive is missing; if it is meant so, run it once with "
            "--allow-empty-source."_s.arg(m_previous->files));
    m_environment.report.warning(
        u"SourceFolderEmpty"_s,
        u"The sources hold no file any more, where the last version has %1. Look whether a drive "
        "is missing. Earlier versions keep what they have; none is removed in this run."_s.arg(
            m_previous->files));
    return {};
}

Result<> Backup::dropVersion()
{
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.entries.dropVersion(m_previous ? m_previous->id : 0, m_version.id, kStillSo));
    CAIRN_TRY(m_job.versions.erase(m_version.id));
    CAIRN_TRY(m_job.streams.eraseUnused());
    return transaction.commit();
}

Result<> Backup::readSources()
{
    CAIRN_LET(time, versionTime());
    m_version.time = time;
    {
        CAIRN_LET(transaction, Transaction::begin(m_job.database()));
        CAIRN_LET(id, m_job.versions.add(m_version));
        m_version.id = id;
        CAIRN_TRY(transaction.commit());
    }
    KILLPOINT("B3");
    CAIRN_LET(knownRoots, m_job.value(kRootsKey));
    CAIRN_LET(lostBlocks, m_job.blocks.lost());
    m_lostBlocks = lostBlocks.size();
    CAIRN_LET(isLost, findLostContent(m_job));
    const BackupRun::Input input{*m_filter,
                                 *m_sources,
                                 m_request.neverBackUp,
                                 knownRoots != m_roots,
                                 m_previous ? m_previous->id : 0,
                                 m_version.id,
                                 isLost,
                                 m_request.manner};
    BackupRun run(m_environment, m_job, m_settings, input);
    m_environment.progress.phase = Phase::Files;
    if (m_environment.options.dryRun) {
        CAIRN_TRY(run.look());
        fillResult(run);
        return {};
    }
    CAIRN_TRY(run.run());
    fillResult(run);
    CAIRN_TRY(checkSources(run));
    m_result.partial = run.walked().stopped || run.tookBack() || run.tally().notProcessed > 0;
    CAIRN_TRY(storeVersion(run));
    return maintain(run);
}

Result<> Backup::storeVersion(BackupRun &run)
{
    const bool wanted = run.journal().changed() ||
                        m_environment.options.change.uploadUnchangedBackups ||
                        (!m_previous && !m_result.partial) ||
                        (m_previous && !m_previous->complete && !m_result.partial);
    if (!wanted)
        return dropVersion();
    return putList(run);
}

Result<> Backup::putList(BackupRun &run)
{
    m_environment.progress.phase = Phase::Uploading;
    KILLPOINT("B14");
    CAIRN_TRY(checkConfirmed(m_job, m_version.id));
    m_version.complete = !m_result.partial;
    const EntryJournal::Delta delta = run.journal().delta();
    m_version.files = (m_previous ? m_previous->files : 0) + delta.files;
    m_version.entries = (m_previous ? m_previous->entries : 0) + delta.entries;
    m_version.bytes = (m_previous ? m_previous->bytes : 0) + delta.bytes;
    KILLPOINT("B15");
    VolumeJournal::Put put;
    put.kind = VolumeKind::Dlist;
    put.time = m_version.time;
    put.name = newVolumeName(m_settings, VolumeKind::Dlist, m_environment.random, m_version.time);
    put.steps = {"B16", "B17", "B18", "B19"};
    const auto build = [&](const std::string &name) {
        return buildDlistVolume(m_environment, m_job, m_settings, m_version.id, m_version.complete,
                                name, m_environment.options.storage.controlFiles);
    };
    CAIRN_LET(built, build(put.name));
    if (built.counts.files != m_version.files || built.counts.entries != m_version.entries ||
        built.counts.bytes != m_version.bytes) // R8
        return fail(ErrorCode::Internal,
                    u"The new version does not add up (%1 entries listed, %2 counted). It was not "
                    "written; earlier versions are not affected. Run 'recreate'."_s
                        .arg(built.counts.entries)
                        .arg(m_version.entries));
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeJournal journal(m_environment, m_job, std::move(backend), m_settings);
    put.remake = [&](const std::string &name, std::int64_t) -> Result<SealedVolume> {
        CAIRN_LET(remade, build(name));
        return std::move(remade.volume);
    };
    put.alongside = [&](std::int64_t id) -> Result<> {
        m_version.dlist = id;
        for (const CarriedRow &row : run.tally().unreadable())
            CAIRN_TRY(m_job.versions.addCarried(m_version.id, row.path, row.reason));
        return m_job.versions.update(m_version);
    };
    put.confirmed = [&](std::int64_t, const std::string &finalName) -> Result<> {
        if (const auto name = parseRemoteName(finalName); name && name->stamped)
            m_version.time = name->time;
        m_version.state = VersionState::Visible;
        CAIRN_TRY(m_job.setValue(kRootsKey, m_result.partial ? std::string() : m_roots));
        return m_job.versions.update(m_version);
    };
    CAIRN_TRY(journal.put(built.volume, put));
    m_result.versionMade = true;
    m_result.versionTime = m_version.time;
    return {};
}

Result<> Backup::verifySamples(const BackupRun &run)
{
    const VerifyOptions &verify = m_environment.options.verify;
    const bool hasPeriod = verify.period.count() > 0; // kept whether there is a new version or not
    if (!verify.backendVerification || (!m_result.versionMade && !hasPeriod))
        return {};
    const std::int64_t now = m_environment.clock.nowSeconds();
    CAIRN_LET(last, m_job.value(kLastTestKey, "0"));
    const bool isDue =
        m_result.versionMade &&
        (verify.samplesGiven || now - QByteArray::fromStdString(last).toLongLong() >= kDay);
    TestRequest request;
    request.samples = 0;
    if (isDue) {
        CAIRN_LET(volumes, m_job.volumes.all());
        const double share = verify.samplePercent / 100.0 * static_cast<double>(volumes.size()) / 3;
        request.samples = std::max<std::int64_t>(verify.samples, static_cast<std::int64_t>(share));
    }
    if (request.samples <= 0 && !hasPeriod)
        return {};
    request.exclude = run.uploaded();
    request.exclude.push_back(m_version.dlist);
    m_environment.progress.phase = Phase::Verifying;
    KILLPOINT("B20");
    RunEnvironment addOnly = m_environment; // R5
    addOnly.openBackend = [this]() -> Result<std::unique_ptr<Backend>> {
        CAIRN_LET(backend, m_environment.openBackend());
        return std::make_unique<AddOnlyBackend>(std::move(backend));
    };
    CAIRN_LET(tested, testVolumes(addOnly, m_job, m_settings, request));
    m_damage = m_damage || !tested.findings.empty();
    if (!tested.tested.empty())
        m_result.tested = std::move(tested);
    return isDue ? m_job.setValue(kLastTestKey, std::to_string(now)) : Result<>();
}

// R24. Before anything goes: a clock that runs ahead makes every version too old.
Result<> Backup::checkClock()
{
    const RetentionOptions &retention = m_environment.options.retention;
    if (m_clockIsOdd)
        return {}; // behind the newest version: said already
    CAIRN_LET(moved, clockMoved(m_job, m_environment.clock));
    m_clockIsOdd = moved != 0;
    if (!m_clockIsOdd)
        return believeClock(m_job, m_environment.clock);
    if (!retention.keepTime && retention.policy.empty()) {
        m_clockIsOdd = false; // a number of versions is the same by any clock
        return {};
    }
    m_environment.report.warning(
        u"ClockMoved"_s,
        u"This computer's clock says %1, which is %2 days from where it should be by the last run. "
        "No version is removed until that is sorted out: set the clock, or, if it is right, "
        "delete versions once by hand (cairn-cli delete)."_s.arg(
            formatLocalTime(m_environment.clock.nowSeconds()), QString::number(moved / kDay)));
    return {};
}

// B20, B21: only after a run without errors, and never after a stop.
Result<> Backup::maintain(const BackupRun &run)
{
    if (m_result.partial || m_environment.cancel.stopRequested())
        return {};
    if (m_request.stored)
        m_request.stored();
    CAIRN_TRY(verifySamples(run));
    CAIRN_TRY(checkClock());
    if (m_damage || m_clockIsOdd || m_environment.report.count(Severity::Error) > 0)
        return {};
    KILLPOINT("B21");
    const JobOptions &options = m_environment.options;
    if (options.retention.isSet() && !m_sourceAbsent) {
        CAIRN_LET(deleted, deleteVersions(m_environment, m_job, m_settings, options.retention));
        m_result.deleted = std::move(deleted);
        if (m_result.deleted->compacted)
            return {};
    }
    const std::int64_t small =
        options.compact.smallFileSize.value_or(options.storage.dblockSize / 5);
    if (options.compact.automatic && run.lastVolumeBytes() >= 0 && run.lastVolumeBytes() <= small) {
        CAIRN_LET(compacted, compact(m_environment, m_job, m_settings, CompactReason::SmallVolume));
        m_result.compacted = compacted;
    }
    return {};
}

void Backup::fillResult(const BackupRun &run)
{
    constexpr std::size_t kListed = 1000;
    const BackupTally &tally = run.tally();
    const WalkCounts &walked = run.walked();
    m_result.examinedFiles = tally.examinedFiles;
    m_result.examinedBytes = tally.examinedBytes;
    m_result.openedFiles = tally.openedFiles;
    m_result.openedBytes = tally.openedBytes;
    m_result.addedFiles = tally.added[0];
    m_result.addedFolders = tally.added[1];
    m_result.addedSymlinks = tally.added[2];
    m_result.addedBytes = tally.addedBytes;
    m_result.modifiedFiles = tally.modified[0];
    m_result.modifiedFolders = tally.modified[1];
    m_result.modifiedSymlinks = tally.modified[2];
    m_result.modifiedBytes = tally.modifiedBytes;
    m_result.deletedFiles = tally.deleted[0];
    m_result.deletedFolders = tally.deleted[1];
    m_result.deletedSymlinks = tally.deleted[2];
    m_result.timestampChangedFiles = tally.timestampChanged;
    m_result.notProcessedFiles = tally.notProcessed;
    m_result.filesWithError = tally.filesWithError;
    m_result.newBlockBytes = tally.newBlockBytes;
    m_result.tooLargeFiles = static_cast<std::int64_t>(walked.skippedBy(SkipReason::TooLarge));
    m_result.specialFiles = static_cast<std::int64_t>(walked.skippedBy(SkipReason::Special));
    m_result.excludedEntries = static_cast<std::int64_t>(walked.allSkipped()) -
                               m_result.tooLargeFiles - m_result.specialFiles;
    m_result.excludedBy = walked.filteredBy;
    m_result.unreadable = tally.unreadable();
    if (m_result.unreadable.size() > kListed)
        m_result.unreadable.resize(kListed);
}

Result<BackupResult> Backup::run()
{
    m_result.dryRun = m_environment.options.dryRun;
    m_environment.progress.phase = Phase::Begin;
    CAIRN_TRY(begin());
    if (m_environment.cancel.stopRequested()) { // there is nothing that could be kept
        m_result.partial = true;
        return std::move(m_result);
    }
    CAIRN_TRY(readSources());
    if (!m_result.dryRun)
        CAIRN_TRY(tellHealed(m_environment, m_job, m_lostBlocks));
    KILLPOINT("B22");
    m_environment.progress.phase = Phase::Complete;
    return std::move(m_result);
}

} // namespace

Result<BackupResult> backup(const RunEnvironment &environment, JobDatabase &job,
                            const BackupRequest &request)
{
    return Backup(environment, job, request).run();
}

} // namespace cairn
