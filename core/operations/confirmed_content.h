// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

#include <vector>

namespace cairn {

// The entries that this version began and whose content or metadata is not whole in confirmed
// volumes. A block that nothing tells about is of an earlier version, and not this one's loss.
Result<std::vector<EntryRow>> findUnconfirmed(JobDatabase &job, std::int64_t version);

// R1: fails if a volume is not confirmed, or if there are such entries. Before a dlist is built.
Result<> checkConfirmed(JobDatabase &job, std::int64_t version);

} // namespace cairn
