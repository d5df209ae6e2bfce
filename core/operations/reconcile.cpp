// SPDX-License-Identifier: MIT
#include "core/operations/reconcile.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/remote_name.h"
#include "core/operations/delete_versions.h"
#include "core/operations/superseded.h"
#include "core/pipeline/volume_journal.h"
#include "core/pipeline/volume_opener.h"

#include <unordered_set>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool isExpected(VolumeState state)
{
    return isUsable(state);
}

// One run of the start table.
class Reconciler final
{
public:
    Reconciler(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
               Backend &backend, ReconcileMode mode)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
        , m_backend(backend)
        , m_mode(mode)
    {
    }

    Result<Reconciliation> run();

private:
    Result<> sortNames();
    Result<> checkPresence();
    Result<> proveMissing();
    Result<> settle(const VolumeRow &row);
    Result<> settleUploading(const VolumeRow &row, const RemoteFile *seen);
    Result<> abandon(const VolumeRow &row);
    Result<> confirm(const VolumeRow &row);
    Result<> settleKnown(const VolumeRow &row, const RemoteFile *seen);
    Result<> settleVersions();
    Result<> removeLeftovers();
    Result<bool> hasIndexLeft(const VolumeRow &row);
    [[nodiscard]] bool isAbsent(const std::string &name) const { return m_absent.contains(name); }

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    Backend &m_backend;
    ReconcileMode m_mode;
    Reconciliation m_result;
    std::vector<VolumeRow> m_rows;
    std::unordered_set<std::string> m_absent; // proven (R2)
};

Result<> Reconciler::sortNames()
{
    std::unordered_set<std::string_view> known;
    for (const VolumeRow &row : m_rows)
        known.insert(row.name);
    std::vector<std::string> newLists;
    for (const RemoteFile &file : m_result.listing.files()) {
        if (known.contains(file.name))
            continue;
        const std::optional<RemoteName> name = parseRemoteName(file.name);
        if (!name || name->prefix != m_settings.prefix || name->parity || !hasKnownModules(*name)) {
            ++m_result.foreign;
            continue;
        }
        m_result.unknown.push_back(file.name);
        if (name->kind == VolumeKind::Dlist)
            newLists.push_back(file.name);
    }
    if (newLists.empty())
        return {};
    // R4: somebody else has written here since, or this is an old copy of the database.
    return fail(
        ErrorCode::Stale, "RemoteFilesNewerThanLocalDatabase",
        u"The destination holds a version that the local database does not know (%1). Nothing "
        "was changed. Run 'recreate' to take over what the destination holds; then this works "
        "again."_s.arg(toQString(newLists.back())));
}

// R2: too poor a listing stops everything that might delete or rely on it.
Result<> Reconciler::checkPresence()
{
    std::size_t known = 0;
    std::size_t found = 0;
    for (const VolumeRow &row : m_rows) {
        if (!isExpected(row.state))
            continue;
        ++known;
        if (m_result.listing.shows(row.name))
            ++found;
    }
    if (m_mode == ReconcileMode::AddOnly)
        return {};
    const bool empty = known > 0 && found == 0;
    if (!empty && !RemoteListing::lostTooMany(known, found))
        return {};
    return fail(
        ErrorCode::NeedsRepair, "MissingRemoteFiles",
        u"The destination %1 shows only %2 of the %3 files that this backup has there. Nothing "
        "was changed. Check that it is the right place and completely there (a drive that is "
        "mounted, a folder that was not moved). If the files are really gone, run 'repair'."_s
            .arg(m_backend.displayName())
            .arg(found)
            .arg(known));
}

Result<> Reconciler::proveMissing()
{
    std::vector<std::string> names;
    for (const VolumeRow &row : m_rows)
        if (row.state != VolumeState::Deleted && row.state != VolumeState::Abandoned &&
            row.state != VolumeState::Missing && !m_result.listing.shows(row.name))
            names.push_back(row.name);
    if (names.empty())
        return {};
    CAIRN_LET(proof, proveAbsent(m_backend, m_environment.clock, names, m_environment.cancel));
    m_absent.insert(proof.absent.begin(), proof.absent.end());
    return {};
}

Result<> Reconciler::confirm(const VolumeRow &row)
{
    CAIRN_TRY(m_job.volumes.setState(row.id, VolumeState::Confirmed));
    if (row.kind == VolumeKind::Dblock)
        return m_job.blocks.adoptCopies(row.id);
    return {};
}

Result<> Reconciler::abandon(const VolumeRow &row)
{
    if (row.kind == VolumeKind::Dblock)
        CAIRN_TRY(m_job.blocks.dropVolume(row.id));
    CAIRN_TRY(m_job.versions.forgetList(row.id));
    return m_job.volumes.setState(row.id, VolumeState::Abandoned);
}

Result<> Reconciler::settleUploading(const VolumeRow &row, const RemoteFile *seen)
{
    m_result.interruptedRun = true;
    // A list that was to take the place of another one belongs to its version from its confirmation
    // on; before, it would show the version twice.
    if (row.kind == VolumeKind::Dlist) {
        CAIRN_LET(isAwaited, m_job.versions.hasList(row.id));
        if (!isAwaited)
            return abandon(row);
    }
    if (seen && (seen->size < 0 || seen->size == row.size)) {
        CAIRN_LET(backend, m_environment.openBackend());
        VolumeOpener opener(m_environment, std::move(backend), m_settings);
        std::int64_t size = 0;
        const Result<Digest> hash = opener.hashOfStored(row.name, m_settings.fileHash, size);
        if (hash && *hash == row.hash && size == row.size)
            return confirm(row);
        if (!hash && hash.error().code != ErrorCode::NotFound)
            return fail(hash.error());
    }
    return abandon(row);
}

Result<> Reconciler::settleKnown(const VolumeRow &row, const RemoteFile *seen)
{
    if (seen && (seen->size < 0 || row.size < 0 || seen->size == row.size)) {
        // Missing, and there again: what it holds proves itself when it is read.
        return row.state == VolumeState::Missing ? confirm(row) : Result<>();
    }
    if (!seen && !isAbsent(row.name))
        return {};
    const VolumeState state = seen ? VolumeState::Damaged : VolumeState::Missing;
    if (row.state != state && isLegalTransition(row.state, state)) {
        CAIRN_TRY(m_job.volumes.setState(row.id, state));
        if (row.kind == VolumeKind::Dblock)
            CAIRN_TRY(m_job.blocks.moveToCopies(row.id));
    }
    return {};
}

Result<> Reconciler::settle(const VolumeRow &row)
{
    const RemoteFile *seen = m_result.listing.find(row.name);
    switch (row.state) {
    case VolumeState::Planned:
        m_result.interruptedRun = true;
        return seen ? abandon(row) : m_job.volumes.erase(row.id);
    case VolumeState::Uploading:
        return settleUploading(row, seen);
    case VolumeState::Confirmed:
    case VolumeState::Verified:
    case VolumeState::Damaged:
    case VolumeState::Missing:
        return settleKnown(row, seen);
    case VolumeState::Deleting:
        return !seen && isAbsent(row.name) ? m_job.volumes.setState(row.id, VolumeState::Deleted)
                                           : Result<>();
    case VolumeState::Abandoned:
    case VolumeState::Deleted:
        break;
    }
    return {};
}

// A version whose list arrived is whole; any other unfinished one never was.
Result<> Reconciler::settleVersions()
{
    CAIRN_LET(unfinished, m_job.versions.inState(VersionState::Unfinished));
    if (unfinished.empty())
        return {};
    m_result.interruptedRun = true;
    for (VersionRow &version : unfinished) {
        std::optional<VolumeRow> list;
        if (version.dlist != 0) {
            CAIRN_LET(found, m_job.volumes.get(version.dlist));
            list = std::move(found);
        }
        if (list && isUsable(list->state)) {
            version.state = VersionState::Visible;
            if (const auto name = parseRemoteName(list->name); name && name->stamped)
                version.time = name->time;
            CAIRN_TRY(m_job.versions.update(version));
            continue;
        }
        CAIRN_LET(visible, m_job.versions.visible());
        CAIRN_TRY(m_job.entries.dropVersion(visible.empty() ? 0 : visible.front().id, version.id,
                                            kStillSo));
        CAIRN_TRY(m_job.versions.erase(version.id));
    }
    return m_job.streams.eraseUnused();
}

// A dindex whose delete was refused keeps its dblock (R14).
Result<bool> Reconciler::hasIndexLeft(const VolumeRow &row)
{
    if (row.kind != VolumeKind::Dblock)
        return false;
    CAIRN_LET(indexes, m_job.volumes.indexesOf(row.id));
    for (const std::int64_t id : indexes) {
        CAIRN_LET(index, m_job.volumes.get(id));
        if (index && index->state == VolumeState::Deleting)
            return true;
    }
    return false;
}

// Deletes what R3 allows: leftovers of this job, each with its row. dlist, then dindex, then dblock
// (R14).
Result<> Reconciler::removeLeftovers()
{
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeJournal journal(m_environment, m_job, std::move(backend), m_settings);
    CAIRN_TRY(finishDeletedVersions(m_environment, m_job, journal));
    CAIRN_LET(rows, m_job.volumes.all());
    for (const VolumeKind kind : {VolumeKind::Dlist, VolumeKind::Dindex, VolumeKind::Dblock})
        for (const VolumeRow &row : rows) {
            if (row.kind != kind ||
                (row.state != VolumeState::Deleting &&
                 (row.state != VolumeState::Abandoned || !m_result.listing.shows(row.name))))
                continue;
            CAIRN_LET(indexed, hasIndexLeft(row));
            if (!indexed)
                CAIRN_TRY(journal.remove(row.id));
        }
    for (const VolumeRow &row : rows)
        if (!row.tempName.empty() && m_result.listing.shows(row.tempName)) {
            ++m_environment.report.traffic.remoteCalls;
            std::ignore = m_backend.remove(row.tempName, m_environment.cancel); // next time then
        }
    return {};
}

Result<Reconciliation> Reconciler::run()
{
    m_environment.progress.phase = Phase::Checking;
    ++m_environment.report.traffic.remoteCalls;
    CAIRN_LET(listing, RemoteListing::read(m_backend, m_environment.cancel));
    m_result.listing = std::move(listing);
    CAIRN_LET(rows, m_job.volumes.all());
    m_rows = std::move(rows);
    CAIRN_TRY(sortNames());
    CAIRN_TRY(checkPresence());
    CAIRN_TRY(proveMissing());
    KILLPOINT("B2");
    if (m_mode != ReconcileMode::Look) {
        {
            CAIRN_LET(transaction, Transaction::begin(m_job.database()));
            for (const VolumeRow &row : m_rows)
                if (row.state != VolumeState::Uploading)
                    CAIRN_TRY(settle(row));
            CAIRN_TRY(transaction.commit());
        }
        for (const VolumeRow &row :
             m_rows) // read back over the network: outside a transaction (R6)
            if (row.state == VolumeState::Uploading)
                CAIRN_TRY(settle(row));
        CAIRN_LET(transaction, Transaction::begin(m_job.database()));
        CAIRN_TRY(settleVersions());
        if (m_mode == ReconcileMode::Clean)
            CAIRN_TRY(settleSuperseded(m_job));
        CAIRN_TRY(transaction.commit());
    }
    KILLPOINT("B2b");
    if (m_mode == ReconcileMode::Clean)
        CAIRN_TRY(removeLeftovers());
    CAIRN_LET(settled, m_job.volumes.all());
    for (const VolumeRow &row : settled) {
        if (row.state == VolumeState::Missing)
            m_result.missing.push_back(row.name);
        if (row.state == VolumeState::Damaged)
            m_result.damaged.push_back(row.name);
    }
    if (m_result.interruptedRun)
        m_environment.report.information(u"InterruptedRunSettled"_s,
                                         u"The last run could not finish. What it had stored is "
                                         "kept; what was left half done was put in order."_s);
    return std::move(m_result);
}

} // namespace

Result<Reconciliation> reconcile(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings, Backend &backend, ReconcileMode mode)
{
    return Reconciler(environment, job, settings, backend, mode).run();
}

} // namespace cairn
