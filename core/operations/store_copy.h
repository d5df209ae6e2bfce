// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <cstdint>
#include <memory>

namespace cairn {

struct StoreCopyResult
{
    std::int64_t files = 0; // that the new place holds now, proven by their hashes
    std::int64_t bytes = 0;
    std::int64_t presentFiles = 0; // of these: there already, from a copy that was stopped
    bool dryRun = false;
};

// Copies every volume of a backup to another place and compares each with what it was written as
// (ui.md §8a, "Move"). Data volumes first, then indexes, then lists (R14): a copy that was stopped
// shows no version that lacks anything, and another call goes on with it. The old place stays as it
// is. The caller has reconciled.
//
// Before the first byte: Corrupt (CopyOfDamaged) where a volume is damaged or missing,
// AlreadyExists (DEST_FOREIGN) where the new place holds volumes under the same prefix that are not
// this backup's, NoSpace where the new place says that it has too little.
// After it: Corrupt (CopyOfDamaged, CopyArrivedDamaged) for damage at the old place, at the new
// one. `to` is a connection to the new place that may remove what it began itself.
Result<StoreCopyResult> copyStore(const RunEnvironment &environment, JobDatabase &job,
                                  const JobSettings &settings, std::unique_ptr<Backend> to);

// InvalidArgument (CopyOntoItself) if what is put at one place shows at the other: one folder under
// two names, whose "old copy" would be the only one.
Result<> checkAreApart(const RunEnvironment &environment, const RunEnvironment &there);

} // namespace cairn
