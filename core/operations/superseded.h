// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

namespace cairn {

// Settles missing and damaged volumes of which nothing is needed any more, because everything that
// is lives in other usable ones: a missing one is Deleted, a damaged one Deleting, which the next
// backup, delete or compact carries out (reliability.md §3). Nothing at the destination is touched.
// The caller commits.
Result<> settleSuperseded(JobDatabase &job);

} // namespace cairn
