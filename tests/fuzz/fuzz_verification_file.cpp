// SPDX-License-Identifier: MIT
#include "core/operations/verification_file.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// What decides whether a file of another program may be deleted (R3).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<VolumeRow> known = [] {
        VolumeRow row;
        row.name = "duplicati-b0123456789abcdef0123456789abcdef.dblock.zip.aes";
        row.size = 4711;
        row.hash = *Digest::fromBase64("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        return std::vector{row};
    }();
    const std::string_view text = asText({data, size});
    if (!speaksOf(text, "duplicati", known))
        return 0;
    fuzz::require(!speaksOf(text, "duplicati", {}), "without a known volume no file is ours");
    fuzz::require(!speaksOf(text, "another", known),
                  "what names volumes of one prefix is of that one");
    return 0;
}
