// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

#include <cstdint>

namespace cairn::test {

// True where files have no place but memory, so that nothing can be dropped from it.
[[nodiscard]] bool isAllMemory(const FilePath &folder);
// Whole pages of the file that are in memory, in bytes.
[[nodiscard]] std::uint64_t residentBytes(int fd, std::uint64_t offset, std::uint64_t length);
// Writes the file to disk, then takes it out of memory. False if that cannot be.
[[nodiscard]] bool dropFromMemory(int fd);

} // namespace cairn::test
