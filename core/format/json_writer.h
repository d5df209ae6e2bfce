// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace cairn {

inline constexpr std::string_view kBom = "\xEF\xBB\xBF";

// Appends `text` in quotes, escaped as Duplicati's library does it (storage-format.md §0): `"`,
// `\`, control characters (\b \t \n \f \r, else \u00xx), U+0085, U+2028 and U+2029; nothing else.
// Bytes that are not UTF-8 become U+FFFD, so that no writer of ours can make an unreadable
// document.
void appendJsonString(std::string &out, std::string_view text);
// Decimal digits.
void appendNumber(std::string &out, std::int64_t value);
// Standard base64 with padding, without quotes.
void appendBase64(std::string &out, ByteView bytes);

} // namespace cairn
