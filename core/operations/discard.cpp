// SPDX-License-Identifier: MIT
#include "core/operations/discard.h"

#include "core/operations/compact_ledger.h"
#include "core/operations/compact_plan.h"
#include "core/operations/delete_versions.h"
#include "core/operations/verification_file.h"

#include <algorithm>

namespace cairn {

namespace {

// Versions first: from the first commit on nothing shows or uses what goes after them.
Result<bool> discardVersions(const RunEnvironment &environment, JobDatabase &job,
                             VolumeJournal &journal)
{
    std::vector<VersionRow> going;
    for (const VersionState state : {VersionState::Unfinished, VersionState::Visible}) {
        CAIRN_LET(rows, job.versions.inState(state));
        going.insert(going.end(), rows.begin(), rows.end());
    }
    CAIRN_TRY(markDeleting(job, going));
    CAIRN_TRY(finishDeletedVersions(environment, job, journal).map([](std::int64_t) {}));
    CAIRN_LET(left, job.versions.inState(VersionState::Deleting));
    return left.empty();
}

bool isThere(const VolumeRow &volume)
{
    return isUsable(volume.state) || volume.state == VolumeState::Damaged ||
           volume.state == VolumeState::Deleting;
}

// Proven absent already: only what the database says of it goes.
Result<> forget(JobDatabase &job, const VolumeRow &volume)
{
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    CAIRN_TRY(job.blocks.eraseIn(volume.id));
    CAIRN_TRY(job.blocks.dropCopiesIn(volume.id));
    CAIRN_TRY(job.volumes.setState(volume.id, VolumeState::Deleted));
    return transaction.commit();
}

Result<> remove(JobDatabase &job, VolumeJournal &journal, const VolumeRow &volume)
{
    if (volume.state != VolumeState::Deleting) {
        CAIRN_LET(transaction, Transaction::begin(job.database()));
        CAIRN_TRY(job.volumes.setState(volume.id, VolumeState::Deleting));
        CAIRN_TRY(transaction.commit());
    }
    return journal.remove(volume.id);
}

// R14: an index in the store always has what it speaks of.
Result<bool> isNeededByIndex(JobDatabase &job, const VolumeRow &volume)
{
    CAIRN_LET(indexes, job.volumes.indexesOf(volume.id));
    for (const std::int64_t id : indexes) {
        CAIRN_LET(index, job.volumes.get(id));
        if (index && isThere(*index))
            return true;
    }
    return false;
}

// Content with the indexes that speak of it, other indexes, and then what an earlier call has left.
Result<> discardVolumes(const RunEnvironment &environment, JobDatabase &job, VolumeJournal &journal)
{
    CAIRN_LET(needed, NeededBlocks::collect(job));
    CompactResult counted; // all of it is counted at the end
    VolumeReclaimer reclaimer(environment, job, journal, needed, counted);
    CAIRN_LET(rows, job.volumes.all());
    for (const VolumeRow &row : rows) {
        if (row.state == VolumeState::Missing)
            CAIRN_TRY(forget(job, row));
        else if (row.kind == VolumeKind::Dblock && isThere(row) &&
                 row.state != VolumeState::Deleting)
            CAIRN_TRY(reclaimer.reclaim(row, {}));
    }
    for (const VolumeKind kind : {VolumeKind::Dindex, VolumeKind::Dblock, VolumeKind::Dlist}) {
        for (const VolumeRow &row : rows) {
            CAIRN_TRY(environment.cancel.checkAbort());
            CAIRN_LET(now, job.volumes.get(row.id));
            if (!now || now->kind != kind || !isThere(*now))
                continue;
            CAIRN_LET(isNeeded, isNeededByIndex(job, *now));
            if (!isNeeded)
                CAIRN_TRY(remove(job, journal, *now));
        }
    }
    return {};
}

DiscardResult planned(const std::vector<VolumeRow> &volumes)
{
    DiscardResult result;
    result.dryRun = true;
    for (const VolumeRow &row : volumes) {
        if (!isThere(row))
            continue;
        ++result.deletedFiles;
        result.deletedBytes += std::max<std::int64_t>(row.size, 0);
    }
    return result;
}

} // namespace

Result<DiscardResult> discard(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings)
{
    environment.progress.phase = Phase::Deleting;
    CAIRN_TRY(checkIsWhole(settings));
    CAIRN_LET(before, job.volumes.all());
    if (environment.options.dryRun)
        return planned(before);
    CAIRN_LET(backend, environment.openBackend());
    VolumeJournal journal(environment, job, std::move(backend), settings);
    CAIRN_LET(versionsGone, discardVersions(environment, job, journal));
    // A list that could not be removed may be found again, and needs what it speaks of.
    if (versionsGone)
        CAIRN_TRY(discardVolumes(environment, job, journal));
    DiscardResult result;
    for (const VolumeRow &row : before) {
        CAIRN_LET(now, job.volumes.get(row.id));
        if (!now || !isThere(row))
            continue;
        if (now->state == VolumeState::Deleted) {
            ++result.deletedFiles;
            result.deletedBytes += std::max<std::int64_t>(row.size, 0);
        } else {
            result.left.push_back(now->name);
        }
    }
    if (result.left.empty()) {
        CAIRN_LET(file, removeVerificationFile(environment, settings.prefix, before));
        if (file == VerificationFile::Removed)
            ++result.deletedFiles;
    }
    return result;
}

} // namespace cairn
