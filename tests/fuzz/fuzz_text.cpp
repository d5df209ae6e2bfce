// SPDX-License-Identifier: MIT
#include "core/base/text.h"

#include "core/base/bytes.h"
#include "core/base/file_path.h"
#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view text = asText({data, size});
    for (const QChar c : displayText(text)) // R26: no terminal takes a name for a command
        fuzz::require(c.unicode() >= 0x20 && (c.unicode() < 0x7f || c.unicode() > 0x9f),
                      "what people see has no control characters");
    bool valid = true;
    for (std::string_view rest = text; !rest.empty();) {
        char32_t character = 0;
        const std::size_t length = decodeUtf8(rest, character);
        valid = valid && length > 0;
        if (length > 0) {
            std::string again;
            appendUtf8(again, character);
            fuzz::require(again == rest.substr(0, length), "a character is written as it was read");
        }
        rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    fuzz::require(valid == isValidUtf8(text), "valid text is all characters");
    const auto stamp = parseStamp(text);
    fuzz::require(!stamp || (*stamp > -62'200'000'000 && *stamp < 253'500'000'000),
                  "a stamp has four digits for its year");
    return 0;
}
