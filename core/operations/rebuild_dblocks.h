// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/rebuild_context.h"
#include "core/operations/rebuild_streams.h"

namespace cairn {

// Q4: opens the dblocks that the indexes left open, and only these: those that hold a blocklist
// whose content no index had, those that no index describes, and, if needed blocks are still known
// nowhere, the others until they are found. `allUnknown` false: nothing is opened for its own sake.
Result<> readDblocks(RebuildContext &context, StreamResolver &streams, bool allUnknown);

} // namespace cairn
