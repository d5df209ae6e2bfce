// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

namespace cairn {

// Whether a word is among words that are separated by a space each.
[[nodiscard]] inline bool hasWord(std::string_view words, std::string_view wanted)
{
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (words.substr(0, end) == wanted)
            return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

} // namespace cairn
