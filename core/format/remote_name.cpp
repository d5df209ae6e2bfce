// SPDX-License-Identifier: MIT
#include "core/format/remote_name.h"

#include "core/base/text.h"
#include "core/format/limits.h"

#include <algorithm>
#include <iterator>

namespace cairn {

namespace {

constexpr std::string_view kCompressions[] = {"zip", "tzstd", "tgz", "7z"};

char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a')
                                : c; // no locale: Turkish has another i
}

std::string loweredCopy(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), lowered);
    return out;
}

bool startsWith(std::string_view text, std::string_view word, bool ignoreCase)
{
    if (text.size() < word.size())
        return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (text[i] != word[i] && !(ignoreCase && lowered(text[i]) == word[i]))
            return false;
    }
    return true;
}

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Steps 4 to 6 of the grammar: everything behind the id.
bool parseTail(std::string_view text, bool ignoreCase, RemoteName &name)
{
    // "Any single character" is .NET's: one UTF-16 unit that is no line feed.
    char32_t character = 0;
    const std::size_t length = decodeUtf8(text, character);
    if (length == 0 || length > 3 || character == '\n')
        return false;
    text.remove_prefix(length);
    if (startsWith(text, "dblock.", ignoreCase))
        name.kind = VolumeKind::Dblock;
    else if (startsWith(text, "dlist.", ignoreCase))
        name.kind = VolumeKind::Dlist;
    else if (startsWith(text, "dindex.", ignoreCase))
        name.kind = VolumeKind::Dindex;
    else
        return false;
    text.remove_prefix(text.find('.') + 1);

    const std::size_t dot = text.find('.');
    if (dot == 0 || text.empty() || dot + 1 == text.size())
        return false;
    name.compression = text.substr(0, dot);
    name.encryption = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    return name.encryption.find('\n') == std::string::npos;
}

bool parseStamped(std::string_view text, bool ignoreCase, RemoteName &name)
{
    constexpr std::size_t kStampLength = 16;
    if (text.size() <= kStampLength)
        return false;
    const auto time = parseStamp(text.substr(0, kStampLength));
    if (!time || !parseTail(text.substr(kStampLength), ignoreCase, name))
        return false;
    name.id = text.substr(0, kStampLength);
    name.stamped = true;
    name.time = *time;
    return true;
}

bool parseWithId(std::string_view text, bool ignoreCase, RemoteName &name)
{
    // Written [i|b|I|B] there, which makes the bar a fifth letter.
    if (text.empty() || std::string_view("ibIB|").find(text.front()) == std::string_view::npos)
        return false;
    text.remove_prefix(1);
    std::size_t digits = 0;
    while (digits < text.size() && isHex(text[digits]))
        ++digits;
    // As the regular expression does: as many digits as possible, fewer if the rest needs them.
    for (; digits > 0; --digits) {
        if (parseTail(text.substr(digits), ignoreCase, name)) {
            name.id = text.substr(0, digits);
            return true;
        }
    }
    return false;
}

std::string volumeName(std::string_view prefix, std::string_view id, std::string_view kind,
                       std::string_view compression, std::string_view encryption)
{
    std::string out;
    out.append(prefix).append(id).append(kind).append(compression);
    if (!encryption.empty())
        out.append(".").append(encryption);
    return out;
}

} // namespace

std::optional<RemoteName> parseRemoteName(std::string_view name, bool ignoreCase)
{
    if (name.size() > limits::kRemoteName)
        return std::nullopt;
    RemoteName out;
    if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos &&
                                                 name.size() - dot == 5 &&
                                                 startsWith(name.substr(dot + 1), "par2", true)) {
        out.parity = true;
        name = name.substr(0, dot);
    }
    const std::size_t dash = name.find('-');
    if (dash == std::string_view::npos || dash == 0)
        return std::nullopt;
    out.prefix = name.substr(0, dash);
    name.remove_prefix(dash + 1);
    if (!parseStamped(name, ignoreCase, out) && !parseWithId(name, ignoreCase, out))
        return std::nullopt;
    return out;
}

bool hasKnownModules(const RemoteName &name)
{
    constexpr std::string_view kEncryptions[] = {"", "aes", "gpg"};
    return std::ranges::find(kCompressions, name.compression) != std::end(kCompressions) &&
           std::ranges::find(kEncryptions, name.encryption) != std::end(kEncryptions);
}

VolumeModules modulesOf(const RemoteName &name)
{
    VolumeModules modules{loweredCopy(name.compression), {}};
    std::string last = loweredCopy(name.encryption.substr(name.encryption.rfind('.') + 1));
    if (std::ranges::find(kCompressions, last) == std::end(kCompressions))
        modules.encryption = std::move(last);
    return modules;
}

std::optional<VolumeModules> modulesOf(std::string_view name)
{
    const auto parsed = parseRemoteName(name, true);
    return parsed && !parsed->parity ? std::optional(modulesOf(*parsed)) : std::nullopt;
}

std::string dblockName(std::string_view prefix, std::string_view hexId,
                       std::string_view compression, std::string_view encryption)
{
    return volumeName(std::string(prefix) + "-b", hexId, ".dblock.", compression, encryption);
}

std::string dindexName(std::string_view prefix, std::string_view hexId,
                       std::string_view compression, std::string_view encryption)
{
    return volumeName(std::string(prefix) + "-i", hexId, ".dindex.", compression, encryption);
}

std::string dlistName(std::string_view prefix, std::int64_t unixSeconds,
                      std::string_view compression, std::string_view encryption)
{
    return volumeName(std::string(prefix) + "-", formatStamp(unixSeconds), ".dlist.", compression,
                      encryption);
}

} // namespace cairn
