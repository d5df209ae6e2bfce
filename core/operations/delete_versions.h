// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/operations/compact.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/volume_journal.h"

#include <optional>
#include <vector>

namespace cairn {

struct DeletedVersion
{
    std::int64_t index = 0; // as people counted before the run, 0 the newest
    std::int64_t time = 0;  // unix s
};

struct DeleteResult
{
    std::vector<DeletedVersion> deleted;
    bool keptLastVersion = false; // PreventingLastFilesetRemoval
    bool dryRun = false;
    std::optional<CompactResult> compacted;
};

// Drops what retention says (R29, reliability.md §4 D1-D4), then compacts if the options want it
// and anything went. The caller has reconciled. `retention.versions` counts from the newest.
// moments, unix s: the versions of these go instead, whatever retention says; one that is gone by
// now is no error. The last complete version stays all the same.
Result<DeleteResult> deleteVersions(const RunEnvironment &environment, JobDatabase &job,
                                    const JobSettings &settings, const RetentionOptions &retention,
                                    const std::vector<std::int64_t> &moments = {});

// D1: from this commit on nothing shows or uses these versions.
Result<> markDeleting(JobDatabase &job, const std::vector<VersionRow> &versions);

// D2-D4 for versions that are marked Deleting already: those of this run, and what a run that was
// killed has left. A version whose dlist cannot be removed stays Deleting, and its blocks stay
// needed: that list could be found again. Returns how many are gone now.
Result<std::int64_t> finishDeletedVersions(const RunEnvironment &environment, JobDatabase &job,
                                           VolumeJournal &journal);

// Refuses if the database knows only a part of the backup (engine.md §3.15).
Result<> checkIsWhole(const JobSettings &settings);

// Refuses while something is known to be damaged or missing (R16), and what checkIsWhole() refuses:
// then nothing at the destination may be taken for unneeded.
Result<> checkMayDelete(JobDatabase &job, const JobSettings &settings);

} // namespace cairn
