// SPDX-License-Identifier: MIT
#include "core/config/option_values.h"

#include "core/base/text.h"
#include "core/config/value_error.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// More versions than any destination can hold in a range is a typing error, not a wish.
constexpr std::int64_t kMaxVersions = 100'000;

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) // from_chars would take it
            return std::nullopt;
    }
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

QString rangeText(const QString &what, IntegerRange range)
{
    if (range.least == INT64_MIN && range.most == INT64_MAX)
        return what;
    if (range.most == INT64_MAX)
        return u"%1 of at least %2"_s.arg(what).arg(range.least);
    if (range.least == INT64_MIN)
        return u"%1 of at most %2"_s.arg(what).arg(range.most);
    return u"%1 from %2 to %3"_s.arg(what).arg(range.least).arg(range.most);
}

// Powers of 1024, or -1 for an unknown unit.
int unitPower(std::string_view unit)
{
    constexpr std::string_view kUnits[][2] = {
        {"b", "b"}, {"kb", "kib"}, {"mb", "mib"}, {"gb", "gib"}, {"tb", "tib"}};
    for (std::size_t i = 0; i < std::size(kUnits); ++i) {
        if (equalsIgnoringAsciiCase(unit, kUnits[i][0]) ||
            equalsIgnoringAsciiCase(unit, kUnits[i][1]))
            return static_cast<int>(i);
    }
    return unit.empty() ? 0 : -1;
}

QString sizeRangeText(std::string_view defaultUnit, IntegerRange range)
{
    QString text = u"a whole number with a unit (b, kb, mb, gb, tb)"_s;
    if (!defaultUnit.empty())
        text += u", without a unit in "_s % toQString(defaultUnit);
    if (range.least > 0)
        text += u", at least "_s % formatSize(range.least);
    if (range.most < INT64_MAX)
        text += u", at most "_s % formatSize(range.most);
    return text;
}

// Calls `each` with the trimmed parts of a list.
template<typename Function>
Result<> forEachPart(std::string_view list, char separator, Function each)
{
    while (true) {
        const std::size_t end = list.find(separator);
        CAIRN_TRY(each(trimmed(list.substr(0, end))));
        if (end == std::string_view::npos)
            return {};
        list.remove_prefix(end + 1);
    }
}

QString wordList(std::string_view words)
{
    return toQString(words).replace(u' ', u", "_s);
}

} // namespace

std::string asciiLower(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos)
        return {};
    return text.substr(from, text.find_last_not_of(kSpace) - from + 1);
}

Error valueError(std::string_view option, std::string_view value, const QString &allowed)
{
    QString message = u"--%1: \u201c%2\u201d is not a valid value. Allowed: %3"_s.arg(
        toQString(option), displayText(value), allowed);
    if (!message.endsWith(u'?'))
        message += u'.';
    return {ErrorCode::InvalidArgument, std::move(message), u"OptionValidationError"_s, {}};
}

Result<bool> parseBoolean(std::string_view option, std::string_view value)
{
    const std::string word = asciiLower(trimmed(value));
    if (word.empty())
        return true;
    for (const char *yes : {"1", "on", "true", "yes"}) {
        if (word == yes)
            return true;
    }
    for (const char *no : {"0", "off", "false", "no"}) {
        if (word == no)
            return false;
    }
    return fail(valueError(option, value, u"true, on, yes, 1, false, off, no, 0"_s));
}

Result<std::int64_t> parseInteger(std::string_view option, std::string_view value,
                                  IntegerRange range)
{
    const auto number = wholeNumber(trimmed(value));
    if (!number || *number < range.least || *number > range.most)
        return fail(valueError(option, value, rangeText(u"a whole number"_s, range)));
    return *number;
}

Result<double> parseDecimal(std::string_view option, std::string_view value, double least,
                            double most)
{
    const std::string_view text = trimmed(value);
    double number = 0;
    const auto [end, error] =
        std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size() ||
        !std::isfinite(number) || number < least || number > most)
        return fail(valueError(
            option, value,
            u"a number with a point before the fraction, from %1 to %2"_s.arg(least).arg(most)));
    return number;
}

Result<std::int64_t> parseSize(std::string_view option, std::string_view value,
                               std::string_view defaultUnit, IntegerRange range)
{
    const std::string_view text = trimmed(value);
    const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = wholeNumber(text.substr(0, digits));
    const std::string_view unit = trimmed(text.substr(digits));
    const int power = unitPower(unit.empty() ? defaultUnit : unit);
    const int shift = power * 10;
    if (!number || power < 0 || *number > (INT64_MAX >> shift))
        return fail(valueError(option, value, sizeRangeText(defaultUnit, range)));
    const std::int64_t bytes = *number << shift;
    if (bytes < range.least || bytes > range.most)
        return fail(valueError(option, value, sizeRangeText(defaultUnit, range)));
    return bytes;
}

Result<std::vector<std::int64_t>> parseVersions(std::string_view option, std::string_view value)
{
    std::vector<std::int64_t> versions;
    const auto wrong = [&] {
        return fail(valueError(option, value,
                               u"version numbers and ascending ranges, 0 being the newest: "
                               u"0,2-4,7"_s));
    };
    if (trimmed(value).empty())
        return versions;
    CAIRN_TRY(forEachPart(value, ',', [&](std::string_view part) -> Result<> {
        const std::size_t dash = part.find('-');
        const auto first = wholeNumber(trimmed(part.substr(0, dash)));
        const auto last =
            dash == std::string_view::npos ? first : wholeNumber(trimmed(part.substr(dash + 1)));
        if (!first || !last || *first < 0 || *last < *first || *last == INT64_MAX ||
            *last - *first >= kMaxVersions || versions.size() >= kMaxVersions)
            return wrong();
        for (std::int64_t version = *first; version <= *last; ++version)
            versions.push_back(version);
        return {};
    }));
    std::sort(versions.begin(), versions.end());
    versions.erase(std::unique(versions.begin(), versions.end()), versions.end());
    return versions;
}

std::vector<FilePath> parsePaths(std::string_view value)
{
    std::vector<FilePath> paths;
    std::size_t from = 0;
    while (from <= value.size()) {
        const std::size_t end = std::min(value.find(':', from), value.size());
        if (end > from)
            paths.emplace_back(std::string(value.substr(from, end - from)));
        from = end + 1;
    }
    return paths;
}

Result<std::string_view> parseWord(std::string_view option, std::string_view value,
                                   std::string_view allowed)
{
    const std::string_view wanted = trimmed(value);
    std::string_view rest = allowed;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view word = rest.substr(0, end);
        if (!word.empty() && equalsIgnoringAsciiCase(word, wanted))
            return word;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return fail(valueError(option, value, wordList(allowed)));
}

Result<std::vector<std::string_view>> parseFlags(std::string_view option, std::string_view value,
                                                 std::string_view allowed)
{
    std::vector<std::string_view> flags;
    if (trimmed(value).empty())
        return flags;
    CAIRN_TRY(forEachPart(value, ',', [&](std::string_view part) -> Result<> {
        const auto word = parseWord(option, part, allowed);
        if (!word)
            return fail(valueError(option, value,
                                   u"a list, separated by commas, of "_s % wordList(allowed)));
        if (std::find(flags.begin(), flags.end(), *word) == flags.end())
            flags.push_back(*word);
        return {};
    }));
    return flags;
}

} // namespace cairn
