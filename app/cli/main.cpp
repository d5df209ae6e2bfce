// SPDX-License-Identifier: MIT
#include "app/cli/program.h"
#include "backends/local/local_backend.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"

int main(int argc, char **argv)
{
    cairn::FileLayer files;
    cairn::BackendRegistry backends;
    cairn::registerLocalBackend(backends);
    const cairn::cli::World world{files, cairn::systemClock(), cairn::systemRandom(), backends};
    const auto count = static_cast<std::size_t>(argc > 0 ? argc - 1 : 0);
    return cairn::cli::runProgram(world, {argv + 1, count});
}
