// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_metadata.h"

#include <unordered_map>

namespace cairn {

// By item: metadata of folders and links.
using KeptMetadata = std::unordered_map<std::uint32_t, RawMetadata>;

// What comes after the files (R27): symbolic links, made exclusively …
Result<> restoreLinks(RestoreRun &run, const MetadataWriter &writer, const KeptMetadata &kept);
// … and the metadata of the folders, from the deepest up, since writing into a folder changes its
// times. `ownsRoot`: the target itself was made for this restore.
Result<> restoreFolders(RestoreRun &run, const MetadataWriter &writer, const KeptMetadata &kept,
                        bool ownsRoot);

} // namespace cairn
