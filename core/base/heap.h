// SPDX-License-Identifier: MIT
#pragma once

namespace cairn {

// Memory that was freed goes back to the system, whatever was freed before. glibc else learns from
// the first large block to keep all of that size: a first backup of a million files took 38 MiB
// more. Called once, before threads are made.
void returnFreedMemory();

} // namespace cairn
