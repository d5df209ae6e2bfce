// SPDX-License-Identifier: MIT
// Tar and 7z volumes, told apart by their first byte.
#include "tests/fuzz/archive_walk.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::uint8_t first = size == 0 ? 0 : data[0];
    const char *module = first == 0x1f ? "tgz" : first == 0x28 ? "tzstd" : "7z";
    const auto source = std::make_shared<MemorySource>(ByteView(data, size));
    if (const auto archive = openArchive(source, module, ArchiveMode::Salvage))
        fuzz::walkArchive(**archive);
    return 0;
}
