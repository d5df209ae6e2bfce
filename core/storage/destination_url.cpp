// SPDX-License-Identifier: MIT
#include "core/storage/destination_url.h"

#include "core/base/text.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

enum class Plus { Literal, Space };

int hexValue(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

// The number that `count` hex digits at `at` make; -1 if they do not.
int hexNumber(std::string_view text, std::size_t at, std::size_t count)
{
    if (at + count > text.size())
        return -1;
    int number = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        const int digit = hexValue(text[i]);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

// A '%' that starts no escape stays: people type paths with it.
std::string decoded(std::string_view text, Plus plus)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        if (character == '+' && plus == Plus::Space) {
            out.push_back(' ');
        } else if (character != '%') {
            out.push_back(character);
        } else if (const int byte = hexNumber(text, at + 1, 2); byte >= 0) {
            out.push_back(static_cast<char>(byte));
            at += 2;
        } else if (const int unit = at + 1 < text.size() && text[at + 1] == 'u'
                                        ? hexNumber(text, at + 2, 4)
                                        : -1;
                   unit >= 0) {
            appendUtf8(out, static_cast<char32_t>(unit)); // %uXXXX, as old browsers wrote it
            at += 5;
        } else {
            out.push_back('%');
        }
    }
    return out;
}

std::string lowered(std::string_view text)
{
    std::string out(text);
    for (char &character : out) { // ASCII only: the locale has no say (R24)
        if (character >= 'A' && character <= 'Z')
            character = static_cast<char>(character - 'A' + 'a');
    }
    return out;
}

// Length of the scheme before "://"; npos if the text is a path.
std::size_t schemeLength(std::string_view text)
{
    const std::size_t end = text.find("://");
    if (end == std::string_view::npos || end < 2) // one letter is a drive
        return std::string_view::npos;
    const std::string scheme = lowered(text.substr(0, end));
    const bool valid =
        scheme[0] >= 'a' && scheme[0] <= 'z' &&
        scheme.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789+.-") == std::string::npos;
    return valid ? end : std::string_view::npos;
}

BackendOptions parseQuery(std::string_view query)
{
    BackendOptions options;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        if (pair.empty())
            continue;
        const std::size_t equals = pair.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
        options.insert_or_assign(lowered(decoded(pair.substr(0, equals), Plus::Space)),
                                 decoded(value, Plus::Space));
    }
    return options;
}

// Absolute, without empty and "." components. ".." stays: behind a link it is not the text's
// parent.
std::string absolutePath(std::string_view path, const FilePath &workingFolder)
{
    const bool relative = path.empty() || path[0] != '/';
    const std::string whole =
        relative ? workingFolder.bytes() + "/" + std::string(path) : std::string(path);
    std::string out;
    std::size_t at = 0;
    while (at < whole.size()) {
        const std::size_t slash = std::min(whole.find('/', at), whole.size());
        const std::string_view part = std::string_view(whole).substr(at, slash - at);
        if (!part.empty() && part != ".")
            out.append("/").append(part);
        at = slash + 1;
    }
    return out.empty() ? "/" : out;
}

bool looksWindows(std::string_view path)
{
    const bool drive = path.size() >= 3 && path[1] == ':' && (path[2] == '\\' || path[2] == '/') &&
                       ((path[0] >= 'A' && path[0] <= 'Z') || (path[0] >= 'a' && path[0] <= 'z') ||
                        path[0] == '*'); // any drive
    return drive || path.starts_with("\\\\");
}

// Schemes whose '+' is a plus sign, not a space (backends.md §1.1).
bool isStrict(std::string_view scheme)
{
    constexpr std::array<std::string_view, 7> kStrict{"ftp",  "aftp",   "ssh",  "smb",
                                                      "cifs", "pcloud", "tahoe"};
    return std::ranges::find(kStrict, scheme) != kStrict.end();
}

void splitUserInfo(std::string_view userInfo, Plus plus, DestinationUrl &url)
{
    const std::size_t colon = userInfo.find(':');
    url.user = decoded(userInfo.substr(0, colon), plus);
    if (colon != std::string_view::npos)
        url.password = Secret(decoded(userInfo.substr(colon + 1), plus));
}

Result<> splitHost(std::string_view host, Plus plus, DestinationUrl &url)
{
    const std::size_t colon = host.rfind(':');
    const std::size_t bracket = host.rfind(']'); // of an IPv6 address, which has colons inside
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || bracket < colon)) {
        const std::string_view digits = host.substr(colon + 1);
        const bool valid = !digits.empty() && digits.size() <= 5 &&
                           digits.find_first_not_of("0123456789") == std::string_view::npos;
        const int port = valid ? std::atoi(std::string(digits).c_str()) : 0;
        if (port < 1 || port > 65535)
            return fail(ErrorCode::InvalidArgument,
                        u"The destination's port must be a number from 1 to 65535."_s);
        url.port = port;
        host = host.substr(0, colon);
    }
    url.host = decoded(host, plus);
    return {};
}

Result<> parseRemote(std::string_view rest, DestinationUrl &url)
{
    const Plus plus = isStrict(url.scheme) ? Plus::Literal : Plus::Space;
    const std::size_t slash = rest.find('/');
    std::string_view authority = rest.substr(0, slash);
    if (slash != std::string_view::npos)
        url.path = decoded(rest.substr(slash), plus);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        splitUserInfo(authority.substr(0, at), plus, url);
        authority = authority.substr(at + 1);
    }
    return splitHost(authority, plus, url);
}

bool holdsNul(const DestinationUrl &url)
{
    const auto has = [](const std::string &text) { return text.find('\0') != std::string::npos; };
    return has(url.path) || has(url.host) || has(url.user);
}

// The keys of a query; whatever may be a value is hidden, also the rest of one with a bare '&' in
// it.
QString maskedQuery(std::string_view query)
{
    QStringList parts;
    while (!query.empty()) {
        const std::size_t end = query.find('&');
        const std::string_view pair = query.substr(0, end);
        query = end == std::string_view::npos ? std::string_view() : query.substr(end + 1);
        const std::size_t equals = pair.find('=');
        parts.append(equals == std::string_view::npos
                         ? u"***"_s
                         : displayText(pair.substr(0, equals)) % u"=***");
    }
    return parts.join(u'&');
}

} // namespace

Result<DestinationUrl> DestinationUrl::parse(std::string_view text, const FilePath &workingFolder)
{
    if (text.empty())
        return fail(ErrorCode::InvalidArgument, u"The destination is empty."_s);
    DestinationUrl url;
    url.scheme = "file";
    const std::size_t schemeEnd = schemeLength(text);
    if (schemeEnd == std::string_view::npos) {
        url.path = absolutePath(text, workingFolder);
    } else {
        url.scheme = lowered(text.substr(0, schemeEnd));
        std::string_view rest = text.substr(schemeEnd + 3);
        if (const std::size_t question = rest.find('?'); question != std::string_view::npos) {
            url.options = parseQuery(rest.substr(question + 1));
            rest = rest.substr(0, question);
        }
        if (rest.empty())
            return fail(ErrorCode::InvalidArgument, u"The destination names no place."_s);
        if (!url.isLocal()) {
            CAIRN_TRY(parseRemote(rest, url));
        } else {
            const std::string path = decoded(rest, Plus::Literal);
            url.path = looksWindows(path) ? path : absolutePath(path, workingFolder);
        }
    }
    if (holdsNul(url))
        return fail(ErrorCode::InvalidArgument, u"The destination contains a NUL character."_s);
    return url;
}

Result<DestinationUrl> DestinationUrl::parse(std::string_view text)
{
    const std::unique_ptr<char, decltype(&std::free)> folder(::getcwd(nullptr, 0), &std::free);
    return parse(text, FilePath(folder ? folder.get() : "/"));
}

bool DestinationUrl::isWindowsPath() const
{
    return isLocal() && looksWindows(path);
}

QString DestinationUrl::display() const
{
    QString out;
    if (!isLocal()) {
        out = displayText(scheme) % u"://";
        if (!user.empty() || !password.empty())
            out += displayText(user) % (password.empty() ? u""_s : u":***"_s) % u"@";
        out += displayText(host);
        if (port >= 0)
            out += u":%1"_s.arg(port);
    }
    out += displayText(path);
    QChar separator = u'?';
    for (const auto &[name, value] : options) {
        out += separator % displayText(name) % u"=***";
        separator = u'&';
    }
    return out;
}

std::string DestinationUrl::key() const
{
    std::string out = scheme + "://" + host;
    if (port >= 0)
        out.append(1, ':').append(std::to_string(port));
    std::string_view place = path;
    while (place.size() > 1 && place.back() == '/')
        place.remove_suffix(1);
    return out.append(place);
}

QString maskedUrl(std::string_view text)
{
    const std::size_t schemeEnd = schemeLength(text);
    // Not a URL, yet perhaps one mistyped: only what begins as a path does is shown as it is.
    if (schemeEnd == std::string_view::npos && (text.starts_with('/') || text.starts_with('.')))
        return displayText(text);
    const std::size_t start = schemeEnd == std::string_view::npos ? 0 : schemeEnd + 3;
    QString out = displayText(text.substr(0, start));
    std::string_view rest = text.substr(start);
    // The last '@' of all: a password that was not escaped may hold '/', '?' and '@' itself.
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        const std::size_t question = rest.find('?');
        const bool inOptions =
            question != std::string_view::npos && question < at &&
            rest.substr(0, question).find(':') == std::string_view::npos &&
            rest.substr(question, at - question).find('=') != std::string_view::npos;
        if (!inOptions) {
            out += u"***@"_s;
            rest = rest.substr(at + 1);
        }
    }
    const std::size_t question = rest.find('?');
    out += displayText(rest.substr(0, question));
    if (question != std::string_view::npos)
        out += u"?"_s % maskedQuery(rest.substr(question + 1));
    return out;
}

} // namespace cairn
