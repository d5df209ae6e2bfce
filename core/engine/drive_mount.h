// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"

namespace cairn {

// Where the drive with this file system is mounted now; empty if it is not, or has no UUID.
[[nodiscard]] FilePath mountOf(const DriveRef &drive);

} // namespace cairn
