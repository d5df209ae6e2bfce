// SPDX-License-Identifier: MIT
#pragma once

namespace cairn {

// What the desktop program is called on the session's bus, so that an agent sees that it is there
// and leaves the notices to it.
inline constexpr const char *kDesktopName = "org.cairnbackup.cairn";

} // namespace cairn
