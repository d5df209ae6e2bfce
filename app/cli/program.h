// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"

#include <span>

namespace cairn::cli {

// What the program is made of; main() makes it.
struct World
{
    FileLayer &files;
    Clock &clock;
    Random &random;
    const BackendRegistry &backends;
};

// Runs one command line, without the name of the program; returns the exit code.
[[nodiscard]] int runProgram(const World &world, std::span<char *const> arguments);

} // namespace cairn::cli
