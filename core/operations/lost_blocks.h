// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

#include <functional>

namespace cairn {

// Whether an entry needs a block that is in no usable volume any more. Empty if nothing is lost, so
// that a sound backup pays nothing.
Result<std::function<bool(const EntryRow &)>> findLostContent(JobDatabase &job);

} // namespace cairn
