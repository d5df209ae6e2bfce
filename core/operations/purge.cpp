// SPDX-License-Identifier: MIT
#include "core/operations/purge.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/catalog_walk.h"
#include "core/operations/compact_plan.h"
#include "core/operations/delete_versions.h"
#include "core/operations/empty_metadata.h"
#include "core/operations/list_renewal.h"
#include "core/operations/lost_blocks.h"
#include "core/operations/reconcile.h"
#include "core/operations/repair.h"
#include "core/operations/version_edit.h"
#include "core/operations/version_losses.h"
#include "core/storage/add_only_backend.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Decides about paths as they come, folder by folder: what a filter says of the folders above is
// worked out once for each folder.
class PathChoice final
{
public:
    PathChoice(const PathMatcher &matcher, char separator)
        : m_matcher(matcher)
        , m_separator(separator)
    {
    }

    bool isWanted(const std::string &path)
    {
        const std::size_t end = path.rfind(m_separator, path.size() - 2);
        const std::size_t length = path.size() < 2 || end == std::string::npos ? 0 : end + 1;
        if (!m_known || path.compare(0, length, m_folder) != 0) {
            m_folder = path.substr(0, length);
            m_above = PathMatcher::kNotExcluded;
            for (std::size_t at = m_folder.find(m_separator); at != std::string::npos;
                 at = m_folder.find(m_separator, at + 1))
                m_above =
                    m_matcher.exclusionOf(std::string_view(m_folder).substr(0, at + 1), m_above);
            m_known = true;
        }
        return m_matcher.matches(path, m_above);
    }

private:
    const PathMatcher &m_matcher;
    char m_separator;
    bool m_known = false;
    std::string m_folder;
    PathMatcher::Exclusion m_above = PathMatcher::kNotExcluded;
};

// Blocks that are nowhere and that nothing needs any more.
Result<> forgetLostBlocks(JobDatabase &job)
{
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    CAIRN_TRY(job.streams.eraseUnused());
    CAIRN_LET(needed, NeededBlocks::collect(job));
    CAIRN_LET(lost, job.blocks.lost());
    for (const BlockRow &block : lost)
        if (block.volume == 0 && !needed.contains(block.id))
            CAIRN_TRY(job.blocks.erase(block.id));
    return transaction.commit();
}

// Takes entries out of versions: each list anew without them, oldest version first, and the old
// list deleted once the new one is confirmed.
class Purge final
{
public:
    Purge(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
    {
        m_result.dryRun = environment.options.dryRun;
    }
    Result<PurgeResult> byFilter(const WantedPaths &wanted);
    Result<PurgeResult> byDamage();

private:
    Result<> checkMayWrite();
    Result<> healFirst();
    Result<> checkSomethingIsLeft();
    void tellPlan();
    Result<> rewriteAll(const EntryEdit &edit);
    Result<> removeOldLists(VolumeJournal &journal);
    Result<> dropEmptied();
    Result<> letGo();
    Result<> compactIfWanted();

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    PurgeResult m_result;
};

Result<> Purge::checkMayWrite()
{
    if (m_settings.compression == "zip")
        return {};
    return fail(ErrorCode::Unsupported, "CannotWriteCompression",
                u"The volumes of this backup are '%1' archives, which this program reads and does "
                "not write. Nothing was changed."_s.arg(toQString(m_settings.compression)));
}

void Purge::tellPlan()
{
    const bool dryRun = m_result.dryRun;
    for (const VersionLoss &loss : m_result.versions) {
        const QString time = formatLocalTime(loss.version.row.time);
        if (loss.emptied)
            m_environment.report.information(
                u"PurgeVersion"_s,
                (dryRun ? u"Would delete version %1 (%2): nothing of it is left."_s
                        : u"Deleting version %1 (%2): nothing of it is left."_s)
                    .arg(QString::number(loss.version.index), time));
        else
            m_environment.report.information(
                u"PurgeVersion"_s,
                (dryRun ? u"Would take %3 %4 out of version %1 (%2)."_s
                        : u"Taking %3 %4 out of version %1 (%2)."_s)
                    .arg(QString::number(loss.version.index), time, QString::number(loss.entries),
                         loss.entries == 1 ? u"entry"_s : u"entries"_s));
    }
}

Result<> Purge::removeOldLists(VolumeJournal &journal)
{
    CAIRN_LET(rows, m_job.volumes.inState(VolumeState::Deleting));
    for (const VolumeRow &row : rows) {
        if (row.kind != VolumeKind::Dlist)
            continue;
        KILLPOINT("P6e");
        CAIRN_TRY(journal.remove(row.id));
    }
    return {};
}

Result<> Purge::rewriteAll(const EntryEdit &edit)
{
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeJournal journal(m_environment, m_job, std::move(backend), m_settings);
    ListRenewal lists(m_environment, m_job, m_settings, journal, {"P6a", "P6b", "P6c", "P6d"});
    const ListRenewal::Change change{edit, [&](VersionRow &version, const DlistCounts &listed) {
                                         return editVersion(m_job, edit, version, listed);
                                     }};
    m_environment.progress.phase = Phase::Uploading;
    for (auto loss = m_result.versions.rbegin(); loss != m_result.versions.rend(); ++loss) {
        if (loss->emptied)
            continue;
        CAIRN_TRY(m_environment.cancel.checkAbort());
        KILLPOINT("P6");
        CAIRN_TRY(lists.renew(loss->version.row.id, change));
        CAIRN_TRY(removeOldLists(journal));
    }
    return {};
}

Result<> Purge::dropEmptied()
{
    std::vector<VersionRow> emptied;
    for (const VersionLoss &loss : m_result.versions) {
        if (!loss.emptied)
            continue;
        CAIRN_LET(row, m_job.versions.get(loss.version.row.id));
        if (row)
            emptied.push_back(std::move(*row));
    }
    if (emptied.empty())
        return {};
    CAIRN_TRY(markDeleting(m_job, emptied));
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeJournal journal(m_environment, m_job, std::move(backend), m_settings);
    return finishDeletedVersions(m_environment, m_job, journal).map([](std::int64_t) {});
}

Result<> Purge::compactIfWanted()
{
    {
        CAIRN_LET(transaction, Transaction::begin(m_job.database()));
        CAIRN_TRY(m_job.streams.eraseUnused());
        CAIRN_TRY(transaction.commit());
    }
    if (!m_environment.options.compact.automatic || m_environment.cancel.stopRequested())
        return {};
    CAIRN_LET(compacted, compact(m_environment, m_job, m_settings, CompactReason::VersionsDropped));
    m_result.compacted = compacted;
    return {};
}

Result<PurgeResult> Purge::byFilter(const WantedPaths &wanted)
{
    CAIRN_TRY(checkMayDelete(m_job, m_settings));
    CAIRN_TRY(checkMayWrite());
    if (wanted.empty())
        return fail(ErrorCode::InvalidArgument, "EmptyFilterPurgeNotAllowed",
                    u"A purge needs to know what is to go: name files, folders or patterns. "
                    "Nothing was changed."_s);
    VersionSelection selection = m_environment.options.selection;
    if (!selection.isSet())
        selection.all = true;
    CAIRN_LET(versions, selectVersions(m_job, selection, m_environment.clock.nowSeconds()));
    CAIRN_LET(matcher, PathMatcher::compile(wanted));
    const VersionRange range{versions.back().row.id, versions.front().row.id};
    Losses losses(std::move(versions));
    CAIRN_TRY(walkEntries(m_job, range, matcher,
                          [&](const std::string &, std::span<const EntryState> states) -> Result<> {
                              for (const EntryState &state : states)
                                  losses.add(state.row, state.row.first, state.last, Fate::Go);
                              return {};
                          }));
    m_result.versions = losses.take();
    for (const VersionLoss &loss : m_result.versions) {
        if (loss.emptied)
            return fail(ErrorCode::InvalidArgument, "PurgeWouldRemoveEntireFileset",
                        u"Nothing would be left of version %1 (%2). Nothing was changed; 'delete' "
                        "drops whole versions."_s.arg(QString::number(loss.version.index),
                                                      formatLocalTime(loss.version.row.time)));
    }
    tellPlan();
    if (m_result.dryRun || m_result.versions.empty())
        return std::move(m_result);
    PathChoice choice(matcher, m_settings.separator);
    CAIRN_TRY(rewriteAll([&](const std::string &path, EntryRow &) -> Result<bool> {
        return !choice.isWanted(path);
    }));
    CAIRN_TRY(compactIfWanted());
    return std::move(m_result);
}

// What can be healed is not lost. With repair's rights alone (R5).
Result<> Purge::healFirst()
{
    RunEnvironment addOnly = m_environment;
    addOnly.openBackend = [this]() -> Result<std::unique_ptr<Backend>> {
        CAIRN_LET(backend, m_environment.openBackend());
        return std::make_unique<AddOnlyBackend>(std::move(backend));
    };
    return heal(addOnly, m_job, m_settings).map([](const RepairResult &) {});
}

Result<> Purge::checkSomethingIsLeft()
{
    CAIRN_LET(versions, m_job.versions.visible());
    const auto emptied = std::ranges::count_if(m_result.versions, &VersionLoss::emptied);
    if (emptied == 0 || static_cast<std::size_t>(emptied) < versions.size())
        return {};
    return fail(ErrorCode::NeedsRepair, "AllFilesetsBroken",
                u"Nothing would be left of any version. Nothing was changed. Look whether the "
                "destination is the right one and completely there."_s);
}

// Volumes that nothing needs any more leave Damaged and Missing, and go.
Result<> Purge::letGo()
{
    KILLPOINT("P6f");
    CAIRN_TRY(forgetLostBlocks(m_job));
    CAIRN_LET(backend, m_environment.openBackend());
    return reconcile(m_environment, m_job, m_settings, *backend, ReconcileMode::Clean)
        .map([](const Reconciliation &) {});
}

Result<PurgeResult> Purge::byDamage()
{
    CAIRN_TRY(checkIsWhole(m_settings));
    CAIRN_TRY(checkMayWrite());
    CAIRN_TRY(healFirst());
    CAIRN_LET(isLost, findLostContent(m_job));
    CAIRN_LET(losses, lossesByDamage(m_job, isLost));
    m_result.versions = losses.take();
    CAIRN_TRY(checkSomethingIsLeft());
    tellPlan();
    if (m_result.dryRun)
        return std::move(m_result);
    StreamRef nothing = 0;
    if (std::ranges::any_of(m_result.versions,
                            [](const VersionLoss &loss) { return loss.metadata > 0; })) {
        CAIRN_LET(stored, storeEmptyMetadata(m_environment, m_job, m_settings));
        nothing = stored;
    }
    CAIRN_TRY(rewriteAll([&](const std::string &, EntryRow &row) -> Result<bool> {
        const Fate fate = fateOf(isLost, row);
        if (fate == Fate::LoseMetadata)
            row.meta = nothing;
        return fate != Fate::Go;
    }));
    CAIRN_TRY(dropEmptied());
    CAIRN_TRY(letGo());
    if (!m_result.versions.empty())
        CAIRN_TRY(compactIfWanted());
    return std::move(m_result);
}

} // namespace

Result<PurgeResult> purge(const RunEnvironment &environment, JobDatabase &job,
                          const JobSettings &settings, const WantedPaths &wanted)
{
    return Purge(environment, job, settings).byFilter(wanted);
}

Result<PurgeResult> purgeBroken(const RunEnvironment &environment, JobDatabase &job,
                                const JobSettings &settings)
{
    return Purge(environment, job, settings).byDamage();
}

} // namespace cairn
