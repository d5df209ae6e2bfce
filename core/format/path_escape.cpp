// SPDX-License-Identifier: MIT
#include "core/format/path_escape.h"

#include "core/base/text.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr char32_t kBase = 0xf700;
constexpr char32_t kFirst = kBase + 0x80; // ASCII is always valid and so never escaped
constexpr char32_t kLast = kBase + 0xff;

bool isAscii(char c)
{
    return (c & 0x80) == 0;
}

} // namespace

void appendEscapedPath(std::string &out, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto ascii = std::find_if_not(bytes.begin(), bytes.end(), isAscii) - bytes.begin();
        out.append(bytes.substr(0, static_cast<std::size_t>(ascii)));
        bytes.remove_prefix(static_cast<std::size_t>(ascii));
        if (bytes.empty())
            return;
        char32_t character = 0;
        const std::size_t length = decodeUtf8(bytes, character);
        const bool plain = length != 0 && (character < kFirst || character > kLast);
        const std::size_t taken = std::max<std::size_t>(length, 1);
        if (plain) {
            out.append(bytes.substr(0, taken));
        } else {
            for (const char c : bytes.substr(0, taken))
                appendUtf8(out, kBase + static_cast<std::uint8_t>(c));
        }
        bytes.remove_prefix(taken);
    }
}

void appendUnescapedPath(std::string &out, std::string_view escaped)
{
    while (!escaped.empty()) {
        // U+F780 to U+F7FF are EF 9E 80 to EF 9F BF.
        const std::size_t run = std::min(escaped.find('\xef'), escaped.size());
        out.append(escaped.substr(0, run));
        escaped.remove_prefix(run);
        if (escaped.empty())
            return;
        char32_t character = 0;
        const std::size_t length = std::max<std::size_t>(decodeUtf8(escaped, character), 1);
        if (character >= kFirst && character <= kLast)
            out.push_back(static_cast<char>(character - kBase));
        else
            out.append(escaped.substr(0, length));
        escaped.remove_prefix(length);
    }
}

std::string escapePath(std::string_view bytes)
{
    std::string out;
    appendEscapedPath(out, bytes);
    return out;
}

std::string unescapePath(std::string_view escaped)
{
    std::string out;
    appendUnescapedPath(out, escaped);
    return out;
}

bool escapesPaths(std::string_view appVersion)
{
    return appVersion.starts_with("Cairn ");
}

} // namespace cairn
