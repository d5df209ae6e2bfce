// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/base/file_path.h"
#include "core/base/private_files.h"
#include "core/base/result.h"

#include <string>

namespace cairn {

// $XDG_DATA_HOME/cairn, else ~/.local/share/cairn.
[[nodiscard]] Result<FilePath> defaultDataFolder();

// Which local database belongs to a destination (engine.md §12.4): `jobs.json` in the data folder
// maps (destination, prefix) to ten random upper-case letters + ".sqlite". The key holds no secret:
// the caller strips user names, passwords and options from the URL.
//
// Without `create`, NotFound if the destination has none yet.
[[nodiscard]] Result<FilePath> databaseFor(FileLayer &files, Random &random,
                                           const std::string &destinationKey,
                                           const std::string &prefix, bool create);
// The same in a folder of one's own.
[[nodiscard]] Result<FilePath> databaseFor(FileLayer &files, Random &random, const FilePath &folder,
                                           const std::string &destinationKey,
                                           const std::string &prefix, bool create);

} // namespace cairn
