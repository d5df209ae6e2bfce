// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

namespace cairn {

// Writes a file's content, or the first `limit` bytes of it, in order, each block proven by its
// hash (R17). Fetches the volumes that hold it; what one cannot give is sought in the block's other
// copies. Counts bytes in the progress. The whole content is proven by its own hash too.
Result<std::int64_t> readContent(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings, const EntryRow &row,
                                 std::int64_t limit, ByteSink &sink);

} // namespace cairn
