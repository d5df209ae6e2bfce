// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/commands/command.h"

namespace cairn::cli {

// What restore, list and find are to look for: their arguments, and --include, which means the same
// there. --exclude is refused: to leave it out of account would restore what was not wanted.
[[nodiscard]] Result<std::vector<std::string>> wantedPaths(const Context &context);

} // namespace cairn::cli
