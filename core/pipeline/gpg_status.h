// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace cairn {

// Whether gpg's status lines (--status-fd) have one that begins with these words. Only whole words
// at the start of a line count: some lines carry names that the maker of a message chose.
[[nodiscard]] bool gpgSays(std::string_view status, std::string_view words);

} // namespace cairn
