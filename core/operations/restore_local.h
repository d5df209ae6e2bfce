// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_files.h"

#include <vector>

namespace cairn {

// --restore-with-local-blocks (engine.md §8.5): takes from the files at their original places what
// they still have of the content wanted, each block proven by its hash (R17), and delivers it. The
// rest stays in `needs`, in the order that fetching wants. Fails with what ends the whole restore.
Result<> takeLocalBlocks(RestoreRun &run, RestoreFiles &files, std::vector<BlockNeed> &needs);

} // namespace cairn
