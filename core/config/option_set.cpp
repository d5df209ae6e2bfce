// SPDX-License-Identifier: MIT
#include "core/config/option_set.h"

#include "core/base/text.h"
#include "core/config/value_error.h"

#include <algorithm>
#include <tuple>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// The limits of the table, which wrote them in the option's own syntax.
IntegerRange rangeOf(const OptionSpec &spec)
{
    const auto value = [&](std::string_view text, std::int64_t otherwise) -> std::int64_t {
        if (text.empty())
            return otherwise;
        return (spec.type == OptionType::Size ? parseSize(spec.name, text, spec.defaultUnit)
                                              : parseInteger(spec.name, text))
            .value_or(otherwise);
    };
    return {value(spec.least, spec.type == OptionType::Size ? 0 : INT64_MIN),
            value(spec.most, INT64_MAX)};
}

Result<double> decimalOf(const OptionSpec &spec, std::string_view value)
{
    constexpr double kMost = 1e15;
    const auto limit = [&](std::string_view text, double otherwise) {
        return text.empty() ? otherwise
                            : parseDecimal(spec.name, text, -kMost, kMost).value_or(otherwise);
    };
    return parseDecimal(spec.name, value, limit(spec.least, -kMost), limit(spec.most, kMost));
}

template<typename Value>
Result<> outcome(const Result<Value> &parsed)
{
    if (!parsed)
        return fail(parsed.error());
    return {};
}

// The value as a word that is allowed beside the type's own values ("auto"), or empty.
std::string_view extraWordOf(const OptionSpec &spec, std::string_view value)
{
    if (spec.words.empty() || spec.type == OptionType::Word || spec.type == OptionType::Flags)
        return {};
    return parseWord(spec.name, value, spec.words).value_or(std::string_view());
}

bool mayBeEmpty(const OptionSpec &spec)
{
    switch (spec.type) {
    case OptionType::Integer:
    case OptionType::Decimal:
    case OptionType::Size:
        return false;
    case OptionType::Word:
        return !spec.bare.empty();
    default:
        return true;
    }
}

const OptionSpec &known(std::string_view name)
{
    const OptionSpec *spec = findOption(name);
    Q_ASSERT_X(spec, "OptionSet", "a name that the table does not have");
    return *spec;
}

// Of a family (s3-ext-*) each member has its own value; all others go by the table's name.
std::string keyOf(const OptionSpec &spec, std::string_view name)
{
    return spec.name.ends_with('*') ? asciiLower(name) : std::string(spec.name);
}

Error unknownOption(std::string_view name)
{
    QString message = u"--%1 is not an option."_s.arg(displayText(name));
    const QString nearest = nearestOption(name);
    if (!nearest.isEmpty())
        message += u" Did you mean --"_s % nearest % u'?';
    return {ErrorCode::InvalidArgument, std::move(message), u"UnsupportedOption"_s, {}};
}

} // namespace

Result<> checkOptionValue(const OptionSpec &spec, std::string_view value)
{
    if (value.find('\0') != std::string_view::npos)
        return fail(valueError(spec.name, "\\0", optionAllowed(spec)));
    if (trimmed(value).empty()) {
        if (!mayBeEmpty(spec))
            return fail(
                ErrorCode::InvalidArgument, "OptionValidationError",
                u"--%1 needs a value: %2."_s.arg(toQString(spec.name), optionAllowed(spec)));
        return {};
    }
    if (!extraWordOf(spec, value).empty())
        return {};
    switch (spec.type) {
    case OptionType::Boolean:
        return outcome(parseBoolean(spec.name, value));
    case OptionType::Integer:
        return outcome(parseInteger(spec.name, value, rangeOf(spec)));
    case OptionType::Decimal:
        return outcome(decimalOf(spec, value));
    case OptionType::Size:
        return outcome(parseSize(spec.name, value, spec.defaultUnit, rangeOf(spec)));
    case OptionType::Duration:
        return outcome(parseDuration(spec.name, value));
    case OptionType::Time:
        return outcome(parseTime(spec.name, value));
    case OptionType::Word:
        return outcome(parseWord(spec.name, value, spec.words));
    case OptionType::Flags:
        return outcome(parseFlags(spec.name, value, spec.words));
    case OptionType::Versions:
        return outcome(parseVersions(spec.name, value));
    case OptionType::RetentionPolicy:
        return outcome(parseRetentionPolicy(spec.name, value));
    case OptionType::Text:
    case OptionType::Path:
    case OptionType::PathList:
    case OptionType::Password:
        break;
    }
    return {};
}

Result<OptionSet> OptionSet::from(std::span<const GivenOption> given)
{
    OptionSet set;
    for (const GivenOption &option : given) {
        const OptionSpec *spec = findOption(option.name);
        // Several are one list, as in a parameters file.
        const bool isFurther = spec && spec->name == "source" && set.isSet("source");
        CAIRN_TRY(set.set(option.name, isFurther
                                           ? set.text("source") + ':' + option.value.value_or("")
                                           : option.value));
    }
    return set;
}

Result<> OptionSet::set(std::string_view name, std::optional<std::string> value)
{
    const OptionSpec *spec = findOption(name);
    if (!spec)
        return fail(unknownOption(name));
    if (spec->type == OptionType::Password)
        return setSecret(name, Secret(std::move(value).value_or(std::string())));
    CAIRN_TRY(checkOptionValue(*spec, value.value_or(std::string())));
    if (spec->name == "include" || spec->name == "exclude") {
        if (value && !value->empty())
            addFilter({spec->name == "include", std::move(*value)});
        return {};
    }
    m_values.insert_or_assign(keyOf(*spec, name), std::move(value).value_or(std::string()));
    return {};
}

Result<> OptionSet::setSecret(std::string_view name, Secret value)
{
    const OptionSpec *spec = findOption(name);
    if (!spec || spec->type != OptionType::Password)
        return fail(unknownOption(name));
    m_secrets.insert_or_assign(keyOf(*spec, name), std::move(value));
    return {};
}

void OptionSet::unset(std::string_view name)
{
    if (const OptionSpec *spec = findOption(name)) {
        m_values.erase(keyOf(*spec, name));
        m_secrets.erase(keyOf(*spec, name));
    }
}

bool OptionSet::isSet(std::string_view name) const
{
    const std::string key = keyOf(known(name), name);
    return m_values.contains(key) || m_secrets.contains(key);
}

std::string OptionSet::valueOf(const OptionSpec &spec) const
{
    const auto found = m_values.find(spec.name);
    return found == m_values.end() ? std::string(spec.defaultText) : found->second;
}

// What set() let through parses; defaults do too (a test sees to it). So a failure below is a value
// that is not there: no default, or empty.

bool OptionSet::boolean(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Boolean);
    return parseBoolean(spec.name, valueOf(spec)).value_or(false);
}

std::int64_t OptionSet::integer(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Integer);
    return parseInteger(spec.name, valueOf(spec)).value_or(0);
}

double OptionSet::decimal(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Decimal);
    return decimalOf(spec, valueOf(spec)).value_or(0);
}

std::int64_t OptionSet::size(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Size);
    return parseSize(spec.name, valueOf(spec), spec.defaultUnit).value_or(0);
}

std::chrono::seconds OptionSet::duration(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Duration);
    return parseDuration(spec.name, valueOf(spec)).value_or(std::chrono::seconds(0));
}

std::optional<TimeValue> OptionSet::time(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Time || spec.type == OptionType::Duration);
    auto value = parseTime(spec.name, valueOf(spec));
    if (!value)
        return std::nullopt;
    return std::move(*value);
}

std::string_view OptionSet::word(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Word);
    const std::string value = valueOf(spec);
    if (trimmed(value).empty() && isSet(spec.name))
        return spec.bare;
    return parseWord(spec.name, value, spec.words).value_or(std::string_view());
}

std::vector<std::string_view> OptionSet::flags(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Flags);
    return parseFlags(spec.name, valueOf(spec), spec.words)
        .value_or(std::vector<std::string_view>());
}

std::string OptionSet::text(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type != OptionType::Password);
    return valueOf(spec);
}

FilePath OptionSet::path(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Path);
    return FilePath(valueOf(spec));
}

std::vector<FilePath> OptionSet::paths(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::PathList);
    return parsePaths(valueOf(spec));
}

std::vector<std::int64_t> OptionSet::versions(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Versions);
    return parseVersions(spec.name, valueOf(spec)).value_or(std::vector<std::int64_t>());
}

Secret OptionSet::secret(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    Q_ASSERT(spec.type == OptionType::Password);
    const auto found = m_secrets.find(spec.name);
    return found == m_secrets.end() ? Secret() : found->second;
}

std::string_view OptionSet::extraWord(std::string_view name) const
{
    const OptionSpec &spec = known(name);
    return extraWordOf(spec, valueOf(spec));
}

std::map<std::string, std::string> OptionSet::printable() const
{
    return {m_values.begin(), m_values.end()};
}

std::vector<std::string> OptionSet::names() const
{
    std::vector<std::string> names;
    for (const auto &[name, value] : m_values)
        names.push_back(name);
    for (const auto &[name, value] : m_secrets)
        names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

QStringList OptionSet::information() const
{
    QStringList lines;
    for (const std::string &name : names()) {
        switch (known(name).effect) {
        case OptionEffect::Effective:
            break;
        case OptionEffect::Accepted:
            lines +=
                u"--%1 is an option of Duplicati that changes nothing here."_s.arg(toQString(name));
            break;
        case OptionEffect::Deprecated:
            lines += u"--%1 is out of date and changes nothing."_s.arg(toQString(name));
            break;
        }
    }
    if (isSet("compression-module") && word("compression-module") != "zip")
        lines += u"--compression-module=%1: new volumes are zip all the same."_s.arg(
            toQString(word("compression-module")));
    return lines;
}

} // namespace cairn
