// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace cairn {

// Until when all backups are paused where it is until somebody resumes; unix s. Every program that
// shares the settings knows such a pause by it.
[[nodiscard]] std::int64_t pauseWithoutEnd();

} // namespace cairn
