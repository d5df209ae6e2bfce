// SPDX-License-Identifier: MIT
#include "core/pipeline/gpg_status.h"

#include "core/base/bytes.h"
#include "tests/fuzz/fuzz_target.h"

#include <string>

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText({data, size}));
    const std::string line = "[GNUPG:] GOODMDC\n";
    fuzz::require(gpgSays(line + text, "GOODMDC") && gpgSays(text + '\n' + line, "GOODMDC"),
                  "a line is found before and behind others");
    std::string oneLine = text; // as gpg escapes a name in it
    for (char &c : oneLine)
        c = c == '\n' ? '_' : c;
    fuzz::require(!gpgSays("[GNUPG:] PLAINTEXT 62 0 " + oneLine, "GOODMDC"),
                  "no name of a file is a status");
    return 0;
}
