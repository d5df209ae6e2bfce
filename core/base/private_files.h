// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

namespace cairn {

// Makes the folder (0700) or checks that it is ours alone: owner and rights (S6).
Result<> ensurePrivateFolder(FileLayer &files, const FilePath &folder);
// The same for a file of ours, if it is there. One that others could have changed is refused; one
// that they may only read is closed to them (0600), where the file system knows rights.
Result<> ensurePrivateFile(FileLayer &files, const FilePath &file);

} // namespace cairn
