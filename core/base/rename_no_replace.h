// SPDX-License-Identifier: MIT
#pragma once

namespace cairn {

// Moves a name from one open folder (AT_FDCWD: any path) to another and replaces nothing, also
// where the file system has no such call. 0 or an errno; EEXIST if `to` is there.
[[nodiscard]] int renameNoReplace(int fromFolder, const char *from, int toFolder, const char *to);

} // namespace cairn
