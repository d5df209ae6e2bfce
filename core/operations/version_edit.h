// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/dlist_builder.h"

namespace cairn {

// Makes the rows of a version what `edit` makes of them, as its new list says; `row` gets the
// counts of the list. Fails, so that the transaction rolls back, if the two do not add up (R8).
Result<> editVersion(JobDatabase &job, const EntryEdit &edit, VersionRow &row,
                     const DlistCounts &listed);

} // namespace cairn
