// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

namespace cairn {

// Makes the folder (0700) or checks that it is ours alone: owner and rights (S6).
Result<> ensurePrivateFolder(FileLayer &files, const FilePath &folder);
// The same for a file of ours, if it is there. One that others could have changed is refused; one
// that they may only read is closed to them (0600), where the file system knows rights.
Result<> ensurePrivateFile(FileLayer &files, const FilePath &file);

// A file to put a lock on: opened, or made (0600).
Result<File> openLockFile(FileLayer &files, const FilePath &path);
// The same with an exclusive lock of the system's on it, waited for; it ends with the file,
// whatever happens to the process (R20).
Result<File> lockExclusively(FileLayer &files, const FilePath &path);

} // namespace cairn
