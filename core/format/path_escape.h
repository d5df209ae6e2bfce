// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

// File names are bytes (R26), the format's strings are Unicode. Every byte that is not part of
// valid UTF-8 is written as the character U+F700 + byte; a real character U+F780 to U+F7FF has each
// of its bytes written so, which makes the way back unambiguous (storage-format.md §6.3).
namespace cairn {

// Appends the escaped form of `bytes`: always valid UTF-8.
void appendEscapedPath(std::string &out, std::string_view bytes);
// Appends the bytes that the escaped form stands for.
void appendUnescapedPath(std::string &out, std::string_view escaped);

[[nodiscard]] std::string escapePath(std::string_view bytes);
[[nodiscard]] std::string unescapePath(std::string_view escaped);

// Whether a volume's AppVersion says that its writer escapes: only then may a reader unescape.
[[nodiscard]] bool escapesPaths(std::string_view appVersion);

} // namespace cairn
