// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace cairn {

// The three kinds of remote files; the numbers are those of the database and of the verification
// file (storage-format.md §2.4).
enum class VolumeKind : std::uint8_t { Dblock = 0, Dlist = 1, Dindex = 2 };

} // namespace cairn
