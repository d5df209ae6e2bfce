// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

namespace cairn {

// Metadata that says nothing, confirmed at the destination: what an entry gets whose own is lost,
// since every entry must have some (storage-format.md §6.1). Stored first if no usable volume has
// it.
Result<StreamRef> storeEmptyMetadata(const RunEnvironment &environment, JobDatabase &job,
                                     const JobSettings &settings);

} // namespace cairn
