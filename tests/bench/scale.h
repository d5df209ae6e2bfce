// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/db/job_database.h"

#include <cstdint>

namespace cairn::bench {

// Rows that would take a day to make by running: what the journal of a run writes, in its order.

// Versions up to `versions`, each with `changed` files of the one before in a new state: a new
// block for the content and one for the metadata.
Result<> addVersions(JobDatabase &job, std::int64_t versions, std::int64_t files,
                     std::int64_t changed);
// A database of nothing but one version of one-block files and large ones: `blocks` blocks, of
// which one in ten is a file of its own and the others are in files of a thousand blocks.
Result<> makeBlocks(JobDatabase &job, std::int64_t blocks);

} // namespace cairn::bench
