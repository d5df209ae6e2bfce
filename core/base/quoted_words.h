// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Words as a shell would part them: blanks, single and double quotes, backslash. Nothing else of a
// shell: no variables, no patterns, no commands.
[[nodiscard]] std::vector<std::string> quotedWords(std::string_view text);

} // namespace cairn
