// SPDX-License-Identifier: MIT
#include "core/operations/repair.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/complete_indexes.h"
#include "core/operations/lost_entries.h"
#include "core/operations/reconcile.h"
#include "core/operations/repair_blocks.h"
#include "core/operations/repair_lists.h"
#include "core/operations/superseded.h"
#include "core/pipeline/volume_opener.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kNamedFiles = 1000;

class Repair final
{
public:
    Repair(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
    {
        m_result.dryRun = environment.options.dryRun;
    }
    Result<RepairResult> run(bool nameWhatStaysBroken);

private:
    Result<std::vector<VolumeRow>> volumesWithoutIndex();
    Result<> makeIndexes();
    Result<> hashVolume(const VolumeRow &row, VolumeOpener &opener);
    Result<> recoverBlocks();
    Result<> makeLists();
    Result<> settle();
    Result<> nameBroken();
    bool mayWrite(const QString &what);
    // In a dry run the rows do not say yet what the listing lacks.
    [[nodiscard]] bool isThere(const VolumeRow &row) const
    {
        return isUsable(row.state) && (!m_result.dryRun || m_listing.shows(row.name));
    }
    Result<> tellFaults(const Reconciliation &state);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    RepairResult m_result;
    RemoteListing m_listing;
};

// Only zip volumes are ever written, and a backup keeps its kind (storage-format.md §9.5).
bool Repair::mayWrite(const QString &what)
{
    if (m_environment.options.dryRun) {
        m_environment.report.information(u"DryRun"_s, u"Would make %1."_s.arg(what));
        return false;
    }
    if (m_settings.compression == "zip")
        return true;
    m_environment.report.error(
        u"CannotWriteCompression"_s,
        u"This backup needs %1, but its volumes are '%2' archives, which this program reads and "
        "does not write."_s.arg(what, toQString(m_settings.compression)));
    return false;
}

Result<std::vector<VolumeRow>> Repair::volumesWithoutIndex()
{
    std::vector<VolumeRow> found;
    CAIRN_LET(rows, m_job.volumes.all());
    for (const VolumeRow &row : rows) {
        if (row.kind != VolumeKind::Dblock || !isThere(row))
            continue;
        CAIRN_LET(indexes, m_job.volumes.indexesOf(row.id));
        bool covered = false;
        for (const std::int64_t id : indexes) {
            CAIRN_LET(index, m_job.volumes.get(id));
            covered = covered || (index && isThere(*index));
        }
        if (!covered)
            found.push_back(row);
    }
    return found;
}

// A rebuild that found no index knows neither the volume's hash nor its size for sure.
Result<> Repair::hashVolume(const VolumeRow &row, VolumeOpener &opener)
{
    if (!row.hash.empty())
        return {};
    std::int64_t size = 0;
    CAIRN_LET(hash, opener.hashOfStored(row.name, m_settings.fileHash, size));
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(m_job.volumes.setSizeAndHash(row.id, size, hash));
    return transaction.commit();
}

Result<> Repair::makeIndexes()
{
    if (m_environment.options.storage.indexPolicy == IndexPolicy::None)
        return {};
    CAIRN_LET(without, volumesWithoutIndex());
    if (without.empty() || !mayWrite(u"%1 index files"_s.arg(without.size())))
        return {};
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeOpener opener(m_environment, std::move(backend), m_settings);
    for (const VolumeRow &row : without)
        CAIRN_TRY(hashVolume(row, opener));
    CAIRN_LET(completed, completeIndexes(m_environment, m_job, m_settings));
    m_result.indexesMade = completed.made;
    m_environment.report.information(u"IndexesMade"_s,
                                     u"%1 index files were made anew."_s.arg(m_result.indexesMade));
    return {};
}

Result<> Repair::recoverBlocks()
{
    BlockRecovery recovery(m_environment, m_job, m_settings);
    CAIRN_LET(lost, recovery.findLost());
    if (lost == 0 || !mayWrite(u"%1 lost blocks again, as far as they are found"_s.arg(lost)))
        return {};
    CAIRN_LET(recovered, recovery.recover());
    m_result.blocksRecovered = recovered;
    m_environment.report.information(
        u"BlocksRecovered"_s,
        u"Lost blocks: %1. Found and stored again: %2."_s.arg(lost).arg(recovered));
    return {};
}

Result<> Repair::makeLists()
{
    CAIRN_LET(without,
              versionsWithoutList(m_job, [this](const VolumeRow &list) { return isThere(list); }));
    if (without.empty() || !mayWrite(u"%1 lists of files"_s.arg(without.size())))
        return {};
    CAIRN_LET(made, remakeLists(m_environment, m_job, m_settings, without));
    m_result.listsMade = made;
    return {};
}

// What was made again needs its old places no more.
Result<> Repair::settle()
{
    if (m_environment.options.dryRun)
        return {};
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(settleSuperseded(m_job));
    return transaction.commit();
}

// P5: exactly which files of which versions stay broken.
Result<> Repair::nameBroken()
{
    KILLPOINT("P5");
    CAIRN_LET(entries, findLostEntries(m_job));
    if (entries.empty())
        return {};
    CAIRN_LET(versions, m_job.versions.visible());
    for (const LostEntry &entry : entries) {
        CAIRN_LET(folder, m_job.entries.folderPath(entry.row.folder));
        const std::string path = folder + entry.row.name;
        for (const VersionRow &version : versions) {
            if (version.id < entry.row.first || version.id > entry.last)
                continue;
            if (++m_result.brokenFiles > static_cast<std::int64_t>(kNamedFiles))
                continue;
            m_result.broken.push_back({version.time, path});
            m_environment.report.error(u"BrokenFile"_s,
                                       u"%1 in the version of %2 cannot be restored whole."_s.arg(
                                           displayText(path), formatLocalTime(version.time)),
                                       path);
        }
    }
    return {};
}

// Not a fault of this run: what cannot be healed is an error of its own (P5). After settle(), so
// that a leftover whose content is stored again does not read as damage that is still there.
Result<> Repair::tellFaults(const Reconciliation &state)
{
    for (const std::string &name : state.missing) {
        CAIRN_LET(row, m_job.volumes.find(name));
        const bool replaced = !row || row->state == VolumeState::Deleted;
        m_environment.report.information(
            u"MissingVolume"_s, (replaced ? u"%1 is missing, but what it held is stored again."_s
                                          : u"The volume %1 is missing."_s)
                                    .arg(toQString(name)));
    }
    for (const std::string &name : state.damaged) {
        CAIRN_LET(row, m_job.volumes.find(name));
        const bool replaced = !row || row->state == VolumeState::Deleting;
        m_environment.report.information(
            u"DamagedVolume"_s,
            (replaced
                 ? u"%1 is damaged, but what it held is stored again: the next backup removes it."_s
                 : u"The volume %1 is damaged."_s)
                .arg(toQString(name)));
    }
    return {};
}

Result<RepairResult> Repair::run(bool nameWhatStaysBroken)
{
    if (m_settings.partial)
        return fail(
            ErrorCode::NeedsRepair, "DatabaseIsPartiallyRecreated",
            u"The local database knows only a part of this backup. Run 'recreate' to rebuild it "
            "whole. Nothing was changed."_s);
    KILLPOINT("P1");
    CAIRN_LET(backend, m_environment.openBackend());
    CAIRN_LET(state, reconcile(m_environment, m_job, m_settings, *backend,
                               m_environment.options.dryRun ? ReconcileMode::Look
                                                            : ReconcileMode::AddOnly));
    m_listing = std::move(state.listing);
    CAIRN_TRY(makeIndexes());
    // Before the lists: a list is put only after everything that it needs (R1).
    CAIRN_TRY(recoverBlocks());
    CAIRN_TRY(makeLists());
    CAIRN_TRY(settle());
    CAIRN_TRY(tellFaults(state));
    if (nameWhatStaysBroken)
        CAIRN_TRY(nameBroken());
    return std::move(m_result);
}

} // namespace

Result<RepairResult> repair(const RunEnvironment &environment, JobDatabase &job,
                            const JobSettings &settings)
{
    return Repair(environment, job, settings).run(true);
}

Result<RepairResult> heal(const RunEnvironment &environment, JobDatabase &job,
                          const JobSettings &settings)
{
    return Repair(environment, job, settings).run(false);
}

} // namespace cairn
