// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

#include <vector>

namespace cairn {

// A state of a path, from version `row.first` to `last`, that needs a lost block.
struct LostEntry
{
    EntryRow row;
    std::int64_t last = 0;
};

// All of them, those that are current first. Nothing is read if nothing is lost.
Result<std::vector<LostEntry>> findLostEntries(JobDatabase &job);

} // namespace cairn
