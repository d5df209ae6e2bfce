// SPDX-License-Identifier: MIT
#include "core/format/manifest.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const ByteView content(data, size);
    std::ignore = parseFileset(content);
    const auto manifest = parseManifest(content);
    if (!manifest)
        return 0;
    const std::string text = serialise(*manifest);
    const auto again = parseManifest(asBytes(text));
    fuzz::require(again && again->agreesWith(*manifest), "a written manifest is read");
    fuzz::require(serialise(*again) == text, "and written again the same");
    return 0;
}
