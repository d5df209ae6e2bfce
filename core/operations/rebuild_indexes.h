// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/rebuild_blocklists.h"
#include "core/operations/rebuild_context.h"

namespace cairn {

// Q3: reads all dindexes, two at a time: which block lies in which dblock, and the blocklists. A
// dindex that cannot be read, or that says what the listing contradicts, leaves its dblocks unknown
// (RemoteVolume::known).
Result<> readIndexes(RebuildContext &context, BlocklistStore &lists);

} // namespace cairn
