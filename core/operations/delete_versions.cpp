// SPDX-License-Identifier: MIT
#include "core/operations/delete_versions.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/config/retention.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString reasonText(RemovalReason reason)
{
    switch (reason) {
    case RemovalReason::Chosen:
        return u"as asked by --version"_s;
    case RemovalReason::TooOld:
        return u"older than --keep-time"_s;
    case RemovalReason::Thinned:
        return u"thinned out by --retention-policy"_s;
    case RemovalReason::BeyondAllFrames:
        return u"older than every frame of --retention-policy"_s;
    case RemovalReason::TooMany:
        return u"more than --keep-versions"_s;
    }
    return {};
}

Result<> checkChosen(const std::vector<VersionRow> &versions, const RetentionOptions &retention)
{
    const auto count = static_cast<std::int64_t>(versions.size());
    for (const std::int64_t index : retention.versions) {
        if (index >= 0 && index < count)
            continue;
        return fail(
            ErrorCode::InvalidArgument, "NoSuchVersion",
            count == 0
                ? u"There is no version %1: this backup has none. Nothing was deleted."_s.arg(index)
                : u"There is no version %1: this backup has the versions 0 (the newest) to "
                  "%2. Nothing was deleted."_s.arg(index)
                      .arg(count - 1));
    }
    return {};
}

RetentionOptions choiceOf(const std::vector<VersionRow> &versions,
                          const std::vector<std::int64_t> &moments)
{
    RetentionOptions choice;
    for (std::size_t i = 0; i < versions.size(); ++i) {
        if (std::ranges::find(moments, versions[i].time) != moments.end())
            choice.versions.push_back(static_cast<std::int64_t>(i));
    }
    return choice;
}

RetentionPlan planFor(const RunEnvironment &environment, const std::vector<VersionRow> &versions,
                      const RetentionOptions &retention)
{
    std::vector<VersionFacts> facts;
    for (const VersionRow &version : versions)
        facts.push_back({version.time, version.complete});
    return planRetention(facts, retention, environment.clock.nowSeconds());
}

// R29: said before it is done.
void tellPlan(const RunEnvironment &environment, const std::vector<VersionRow> &versions,
              const RetentionPlan &plan)
{
    const bool dryRun = environment.options.dryRun;
    for (const RetentionPlan::Removal &removal : plan.removals)
        environment.report.information(
            u"DeleteVersion"_s,
            (dryRun ? u"Would delete version %1 (%2): %3."_s : u"Deleting version %1 (%2): %3."_s)
                .arg(QString::number(removal.version),
                     formatLocalTime(versions[removal.version].time), reasonText(removal.reason)));
    if (plan.keptLastVersion)
        environment.report.warning(
            u"PreventingLastFilesetRemoval"_s,
            u"The last complete version is kept, although the options would delete it. "
            "--allow-full-removal lets it go too."_s);
}

// D2, D3. True once the dlist is proven absent.
Result<bool> removeList(JobDatabase &job, VolumeJournal &journal, const VersionRow &version)
{
    if (version.dlist == 0)
        return true;
    CAIRN_LET(before, job.volumes.get(version.dlist));
    if (!before || before->state == VolumeState::Deleted)
        return true; // an earlier run was ended after this step
    KILLPOINT("D2");
    CAIRN_TRY(journal.remove(version.dlist));
    KILLPOINT("D3");
    CAIRN_LET(after, job.volumes.get(version.dlist));
    return !after || after->state == VolumeState::Deleted;
}

// The versions that still have entries, by id.
Result<std::vector<std::int64_t>> allVersionIds(JobDatabase &job)
{
    std::vector<std::int64_t> ids;
    for (const VersionState state :
         {VersionState::Unfinished, VersionState::Visible, VersionState::Deleting}) {
        CAIRN_LET(rows, job.versions.inState(state));
        for (const VersionRow &row : rows)
            ids.push_back(row.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

// D4 for all of them at once, newest first.
Result<> dropRows(JobDatabase &job, const std::vector<std::int64_t> &gone)
{
    KILLPOINT("D4");
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    CAIRN_LET(ids, allVersionIds(job));
    for (const std::int64_t id : gone) {
        const auto at = std::lower_bound(ids.begin(), ids.end(), id);
        const std::int64_t previous = at == ids.begin() ? 0 : *(at - 1);
        const std::int64_t next = at + 1 == ids.end() ? kStillSo : *(at + 1);
        CAIRN_TRY(job.entries.dropVersion(previous, id, next));
        CAIRN_TRY(job.versions.erase(id));
        ids.erase(at);
    }
    CAIRN_TRY(job.streams.eraseUnused());
    return transaction.commit();
}

std::vector<DeletedVersion> deletedOf(const std::vector<VersionRow> &versions,
                                      const RetentionPlan &plan)
{
    std::vector<DeletedVersion> deleted;
    for (const RetentionPlan::Removal &removal : plan.removals)
        deleted.push_back(
            {static_cast<std::int64_t>(removal.version), versions[removal.version].time});
    return deleted;
}

std::vector<VersionRow> removedOf(const std::vector<VersionRow> &versions,
                                  const RetentionPlan &plan)
{
    std::vector<VersionRow> removed;
    for (const RetentionPlan::Removal &removal : plan.removals)
        removed.push_back(versions[removal.version]);
    return removed;
}

} // namespace

Result<> markDeleting(JobDatabase &job, const std::vector<VersionRow> &versions)
{
    KILLPOINT("D1");
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    for (VersionRow version : versions) {
        version.state = VersionState::Deleting;
        CAIRN_TRY(job.versions.update(version));
        CAIRN_LET(list, job.volumes.get(version.dlist));
        if (list && list->state != VolumeState::Deleted)
            CAIRN_TRY(job.volumes.setState(list->id, list->state == VolumeState::Missing
                                                         ? VolumeState::Deleted
                                                         : VolumeState::Deleting));
    }
    return transaction.commit();
}

Result<> checkIsWhole(const JobSettings &settings)
{
    if (settings.partial)
        return fail(ErrorCode::NeedsRepair, "DatabaseIsPartial",
                    u"The local database knows only a part of this backup, so nothing was deleted. "
                    "The command 'recreate' completes it."_s);
    return {};
}

Result<> checkMayDelete(JobDatabase &job, const JobSettings &settings)
{
    CAIRN_TRY(checkIsWhole(settings));
    for (const VolumeState state : {VolumeState::Damaged, VolumeState::Missing}) {
        CAIRN_LET(rows, job.volumes.inState(state));
        if (rows.empty())
            continue;
        const QString name = toQString(rows.front().name);
        const QString what = state == VolumeState::Damaged ? u"damaged"_s : u"missing"_s;
        return fail(
            ErrorCode::NeedsRepair, "DatabaseIsBrokenConsiderPurge",
            u"At the destination %1 volumes are %2, the first of them is %3. Nothing was "
            "deleted, because what is left may be needed to heal them. Run 'repair'; what it "
            "cannot heal, 'purge-broken-files' gives up."_s.arg(QString::number(rows.size()), what,
                                                                name));
    }
    return {};
}

Result<std::int64_t> finishDeletedVersions(const RunEnvironment &environment, JobDatabase &job,
                                           VolumeJournal &journal)
{
    CAIRN_LET(versions, job.versions.inState(VersionState::Deleting));
    std::vector<std::int64_t> gone;
    for (const VersionRow &version : versions) {
        CAIRN_TRY(environment.cancel.checkAbort());
        CAIRN_LET(absent, removeList(job, journal, version));
        if (absent)
            gone.push_back(version.id);
    }
    if (!gone.empty())
        CAIRN_TRY(dropRows(job, gone));
    return static_cast<std::int64_t>(gone.size());
}

Result<DeleteResult> deleteVersions(const RunEnvironment &environment, JobDatabase &job,
                                    const JobSettings &settings, const RetentionOptions &retention,
                                    const std::vector<std::int64_t> &moments)
{
    DeleteResult result;
    result.dryRun = environment.options.dryRun;
    if (environment.report.count(Severity::Error) > 0) { // R29
        environment.report.warning(u"RetentionSkipped"_s,
                                   u"No version was deleted, because this run had errors."_s);
        return result;
    }
    environment.progress.phase = Phase::Deleting;
    CAIRN_TRY(checkMayDelete(job, settings));
    CAIRN_LET(versions, job.versions.visible());
    CAIRN_TRY(checkChosen(versions, retention));
    const RetentionPlan plan =
        planFor(environment, versions, moments.empty() ? retention : choiceOf(versions, moments));
    tellPlan(environment, versions, plan);
    result.keptLastVersion = plan.keptLastVersion;
    result.deleted = deletedOf(versions, plan);
    if (result.dryRun)
        return result;
    if (!plan.removals.empty())
        CAIRN_TRY(markDeleting(job, removedOf(versions, plan)));
    CAIRN_LET(deleting, job.versions.inState(VersionState::Deleting));
    if (deleting.empty())
        return result;
    CAIRN_LET(backend, environment.openBackend());
    VolumeJournal journal(environment, job, std::move(backend), settings);
    CAIRN_LET(gone, finishDeletedVersions(environment, job, journal));
    if (gone > 0 && environment.options.compact.automatic) {
        CAIRN_LET(compacted, compact(environment, job, settings, CompactReason::VersionsDropped));
        result.compacted = compacted;
    }
    return result;
}

} // namespace cairn
