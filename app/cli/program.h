// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/engine.h"
#include "core/secrets/secret_store.h"

#include <functional>
#include <memory>
#include <span>

namespace cairn::cli {

// What the program is made of; main() makes it.
struct World
{
    FileLayer &files;
    Clock &clock;
    Random &random;
    const BackendRegistry &backends;
    // Called at most once, while there is a QCoreApplication.
    std::function<std::unique_ptr<SecretStore>()> openSecrets;
    ReportSender *reports = nullptr; // null: nobody is told of runs
};

// Runs one command line, without the name of the program; returns the exit code.
[[nodiscard]] int runProgram(const World &world, std::span<char *const> arguments);

} // namespace cairn::cli
