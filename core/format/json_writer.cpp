// SPDX-License-Identifier: MIT
#include "core/format/json_writer.h"

#include "core/base/text.h"

#include <charconv>

namespace cairn {

namespace {

bool isOrdinary(char c)
{
    const auto byte = static_cast<std::uint8_t>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void appendUnicodeEscape(std::string &out, char32_t character)
{
    constexpr char kDigits[] = "0123456789abcdef";
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        out.push_back(kDigits[(character >> shift) & 15]);
}

void appendAsciiEscape(std::string &out, char c)
{
    constexpr std::string_view kMeanings = "\"\\\b\f\n\r\t";
    constexpr std::string_view kNames = "\"\\bfnrt";
    const std::size_t which = kMeanings.find(c);
    if (which == std::string_view::npos)
        return appendUnicodeEscape(out, static_cast<std::uint8_t>(c));
    out.push_back('\\');
    out.push_back(kNames[which]);
}

} // namespace

void appendJsonString(std::string &out, std::string_view text)
{
    out.push_back('"');
    while (!text.empty()) {
        std::size_t run = 0;
        while (run < text.size() && isOrdinary(text[run]))
            ++run;
        out.append(text.substr(0, run));
        text.remove_prefix(run);
        if (text.empty())
            break;
        if (static_cast<std::uint8_t>(text.front()) < 0x80) {
            appendAsciiEscape(out, text.front());
            text.remove_prefix(1);
            continue;
        }
        char32_t character = 0;
        const std::size_t length = decodeUtf8(text, character);
        if (length == 0)
            appendUtf8(out, 0xfffd);
        else if (character == 0x85 || character == 0x2028 || character == 0x2029)
            appendUnicodeEscape(out, character);
        else
            out.append(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    out.push_back('"');
}

void appendNumber(std::string &out, std::int64_t value)
{
    char digits[24];
    const auto [end, error] = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, end);
}

void appendBase64(std::string &out, ByteView bytes)
{
    constexpr char kAlphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t start = out.size();
    out.resize(start + (bytes.size() + 2) / 3 * 4, '=');
    char *at = out.data() + start;
    const std::uint8_t *in = bytes.data();
    const std::size_t rest = bytes.size() % 3;
    for (const std::uint8_t *const end = in + (bytes.size() - rest); in != end; in += 3) {
        const unsigned value = (unsigned{in[0]} << 16) | (unsigned{in[1]} << 8) | in[2];
        *at++ = kAlphabet[value >> 18];
        *at++ = kAlphabet[(value >> 12) & 63];
        *at++ = kAlphabet[(value >> 6) & 63];
        *at++ = kAlphabet[value & 63];
    }
    if (rest == 0)
        return;
    const unsigned value = (unsigned{in[0]} << 16) | (rest == 2 ? unsigned{in[1]} << 8 : 0);
    *at++ = kAlphabet[value >> 18];
    *at++ = kAlphabet[(value >> 12) & 63];
    if (rest == 2)
        *at = kAlphabet[(value >> 6) & 63];
}

} // namespace cairn
