// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/arguments.h"
#include "core/base/file_layer.h"

namespace cairn::cli {

// Adds what the file of --parameters-file says, if that is given (engine.md §12.1): its options win
// over those of the command line; `source` and `target` become words; filters may come from one of
// the two places only.
[[nodiscard]] Result<> applyParametersFile(FileLayer &files, Arguments &arguments);
// The same with the content of such a file.
[[nodiscard]] Result<> applyParameters(std::string_view text, Arguments &arguments);

} // namespace cairn::cli
