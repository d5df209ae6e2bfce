// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// How a command line was quoted. Read as text, never through a shell: Duplicati leaves characters
// alone that a shell would expand.
enum class Quoting : std::uint8_t { Posix, Windows };

// By what stands in it: paths and programs of Windows.
[[nodiscard]] Quoting quotingOf(std::string_view text);

// The words of a command line, without their quotes. InvalidArgument for a quote that is not
// closed, NUL characters, and more than a person could have meant.
[[nodiscard]] Result<std::vector<std::string>> splitWords(std::string_view text, Quoting quoting);

// A word as a POSIX shell takes it literally.
[[nodiscard]] std::string quotedWord(std::string_view word);

} // namespace cairn
