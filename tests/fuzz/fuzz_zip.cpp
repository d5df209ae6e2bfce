// SPDX-License-Identifier: MIT
#include "tests/fuzz/archive_walk.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto source = std::make_shared<MemorySource>(ByteView(data, size));
    for (const ArchiveMode mode : {ArchiveMode::Strict, ArchiveMode::Salvage}) {
        if (const auto archive = openArchive(source, "zip", mode))
            fuzz::walkArchive(**archive);
    }
    return 0;
}
