// SPDX-License-Identifier: MIT
#include "core/format/path_escape.h"

#include "core/base/text.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = asText({data, size});
    const std::string escaped = escapePath(bytes);
    fuzz::require(isValidUtf8(escaped), "an escaped path is UTF-8");
    fuzz::require(unescapePath(escaped) == bytes, "an escaped path comes back");
    fuzz::require(unescapePath(bytes).size() <= size, "unescaping never grows");
    return 0;
}
