// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

namespace cairn::gui {

// Whether both paths lie on one disk of this computer, on whichever of its partitions. False where
// that is not known: of file systems that span disks or come over the network only the very same
// one counts. Looks at the disk: not for the window's thread.
[[nodiscard]] bool isOnSameDisk(const FilePath &one, const FilePath &other);

} // namespace cairn::gui
