// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace cairn {

// Makes sure that the time zone of this program is one that can be reckoned with (engine.md §9.2):
// where the environment variable TZ names none that is known, that of the computer takes its place.
// What is to be said of that once; empty: nothing. Before other threads begin.
[[nodiscard]] QString settleTimeZone();

} // namespace cairn
