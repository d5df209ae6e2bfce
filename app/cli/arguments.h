// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/config/option_set.h"

#include <span>
#include <string>
#include <vector>

namespace cairn::cli {

// The words of a command line, sorted (engine.md §12.1). Bytes as typed.
struct Arguments
{
    std::string command;            // lower case; empty: none
    std::vector<std::string> words; // what follows it and is no option
    std::vector<GivenOption> options;
};

// Options may stand anywhere and begin with two hyphens; a lone "--" makes words of all that
// follows.
[[nodiscard]] Result<Arguments> parseArguments(std::span<char *const> arguments);

// Overwrites what may be secret among the arguments (S5), so that no list of processes shows it any
// longer: values of password options, and what a URL may hold.
void hideSecrets(std::span<char *const> arguments);

// The value of an environment variable, which is overwritten and removed.
[[nodiscard]] std::optional<std::string> takeEnvironment(const char *name);

// Relative paths start where the program was started; "." in them is left out.
[[nodiscard]] FilePath absolutePath(const std::string &path);

} // namespace cairn::cli
