// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_run.h"

namespace cairn {

// Looks at what is at the target already and decides about each item (engine.md §8.4): what is
// right stays untouched, of what is not its right blocks are noted for reuse. Changes nothing on
// disk.
Result<> examineExisting(RestoreRun &run);

} // namespace cairn
