// SPDX-License-Identifier: MIT
// Durations, points in time and retention policies (engine.md §2.2).
#include "core/config/option_values.h"

#include "core/base/text.h"
#include "core/config/value_error.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <charconv>
#include <cstdlib>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kDay = 86'400;
// Longer spans are typing errors; the limit also keeps every date in QDateTime's range.
constexpr std::int64_t kLongest = 10'000 * 365 * kDay;

std::int64_t unitSeconds(char unit)
{
    switch (unit) {
    case 's':
        return 1;
    case 'm':
        return 60;
    case 'h':
        return 3'600;
    case 'D':
        return kDay;
    case 'W':
        return 7 * kDay;
    case 'M':
        return 30 * kDay;
    case 'Y':
        return 365 * kDay;
    default:
        return 0;
    }
}

QString durationAllowed()
{
    return u"seconds, or numbers with units: s, m (minutes), h, D (days), W, M (months), Y, as in "
           u"1D12h; upper and lower case differ"_s;
}

std::int64_t lengthOf(const std::vector<TimeValue::Part> &parts)
{
    std::int64_t seconds = 0;
    for (const TimeValue::Part &part : parts)
        seconds += part.count * unitSeconds(part.unit);
    return seconds;
}

// `12`, or `([-]INT unit)+` with spaces around the numbers; empty optional: neither.
std::optional<std::vector<TimeValue::Part>> parseParts(std::string_view text)
{
    std::vector<TimeValue::Part> parts;
    text = trimmed(text);
    while (!text.empty()) {
        TimeValue::Part part;
        const char *const end = text.data() + text.size();
        const auto [next, error] = std::from_chars(text.data(), end, part.count);
        if (error != std::errc{})
            return std::nullopt;
        text = trimmed({next, static_cast<std::size_t>(end - next)});
        if (text.empty()) {
            if (!parts.empty())
                return std::nullopt; // a unit is missing: `1D12`
            part.unit = 's';
        } else {
            part.unit = text.front();
            text = trimmed(text.substr(1));
        }
        const std::int64_t unit = unitSeconds(part.unit);
        if (unit == 0 || part.count > kLongest / unit || part.count < -kLongest / unit ||
            parts.size() >= 64)
            return std::nullopt;
        parts.push_back(part);
    }
    if (std::abs(lengthOf(parts)) > kLongest)
        return std::nullopt;
    return parts;
}

// A unit in the wrong case is the common mistake: say what was probably meant.
QString durationAllowed(std::string_view value)
{
    QString meant = toQString(value);
    if (meant != displayText(value)) // what cannot be shown as it is was no slip of a finger
        return durationAllowed();
    for (QChar &c : meant) {
        switch (c.unicode()) {
        case u'd':
        case u'w':
        case u'y':
            c = QChar(c.unicode() - u'a' + u'A');
            break;
        case u'S':
        case u'H':
            c = QChar(c.unicode() - u'A' + u'a');
            break;
        default:
            break;
        }
    }
    if (meant == toQString(value) || !parseParts(meant.toStdString()))
        return durationAllowed();
    return durationAllowed() % u". Did you mean \u201c"_s % meant % u"\u201d?"_s;
}

QTimeZone usable(const QTimeZone &zone)
{
    return zone.isValid() ? zone : QTimeZone::utc();
}

std::optional<std::int64_t> parseDate(const QString &text, const QTimeZone &zone)
{
    const auto inZone = [&](const QDateTime &when) {
        return QDateTime(when.date(), when.time(), usable(zone)).toSecsSinceEpoch();
    };
    const QDateTime iso = QDateTime::fromString(text, Qt::ISODate);
    if (iso.isValid())
        return iso.timeSpec() == Qt::LocalTime ? inZone(iso) : iso.toSecsSinceEpoch();
    const QLocale locale;
    for (const auto format : {QLocale::ShortFormat, QLocale::LongFormat}) {
        const QDateTime both = locale.toDateTime(text, format);
        if (both.isValid())
            return inZone(both);
        const QDate date = locale.toDate(text, format);
        if (date.isValid())
            return inZone(QDateTime(date, QTime(0, 0)));
    }
    return std::nullopt;
}

Error policyError(std::string_view option, std::string_view value, std::string_view pair,
                  const char *id, const QString &why)
{
    Error error = valueError(option, value,
                             u"pairs of a time frame and an interval, as in 1W:1D,4W:1W,12M:1M, "
                             u"with U for an unlimited frame or for keeping all"_s);
    error.message += u" In \u201c"_s % displayText(pair) % u"\u201d "_s % why;
    return std::move(error).withId(id);
}

} // namespace

TimeValue TimeValue::fixed(std::int64_t unixSeconds)
{
    TimeValue value;
    value.m_fixed = unixSeconds;
    return value;
}

TimeValue TimeValue::offset(std::vector<Part> parts)
{
    TimeValue value;
    value.m_parts = std::move(parts);
    return value;
}

std::chrono::seconds TimeValue::fixedLength() const
{
    return std::chrono::seconds(lengthOf(m_parts));
}

std::int64_t TimeValue::at(std::int64_t now, TimeDirection direction, const QTimeZone &zone) const
{
    if (m_fixed)
        return *m_fixed;
    // The parts keep their signs among themselves (`1D-1s`); only the whole is turned.
    const bool backwards = lengthOf(m_parts) < 0;
    const std::int64_t sign = backwards == (direction == TimeDirection::Past) ? 1 : -1;
    QDateTime when = QDateTime::fromSecsSinceEpoch(now, usable(zone));
    for (const Part &part : m_parts) {
        const std::int64_t count = part.count * sign;
        switch (part.unit) {
        case 'Y':
            when = when.addYears(static_cast<int>(count));
            break;
        case 'M':
            when = when.addMonths(static_cast<int>(count));
            break;
        case 'W':
        case 'D':
            when = when.addDays(count * (part.unit == 'W' ? 7 : 1));
            break;
        default:
            when = when.addSecs(count * unitSeconds(part.unit));
            break;
        }
    }
    return when.toSecsSinceEpoch();
}

Result<std::chrono::seconds> parseDuration(std::string_view option, std::string_view value)
{
    const auto parts = parseParts(value);
    if (!parts)
        return fail(valueError(option, value, durationAllowed(value)));
    return std::chrono::seconds(lengthOf(*parts));
}

Result<TimeValue> parseTime(std::string_view option, std::string_view value, const QTimeZone &zone)
{
    const std::string_view text = trimmed(value);
    if (equalsIgnoringAsciiCase(text, "now"))
        return TimeValue::offset({});
    if (!text.empty()) {
        if (auto parts = parseParts(text))
            return TimeValue::offset(std::move(*parts));
        if (const auto stamp = parseStamp(text))
            return TimeValue::fixed(*stamp);
        if (const auto date = parseDate(toQString(text), zone))
            return TimeValue::fixed(*date);
    }
    return fail(valueError(option, value,
                           u"now, an age (3D), a date (2026-01-31, 2026-01-31T12:00:00Z) or a "
                           u"stamp (20260131T120000Z); an age takes "_s %
                               durationAllowed(text)));
}

Result<std::vector<RetentionRule>> parseRetentionPolicy(std::string_view option,
                                                        std::string_view value)
{
    std::vector<RetentionRule> rules;
    std::string_view rest = trimmed(value);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view pair = trimmed(rest.substr(0, end));
        const bool last = end == rest.size();
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto wrong = [&](const QString &why) {
            return fail(policyError(option, value, pair, "RetentionPolicyInvalidValue", why));
        };
        const std::size_t colon = pair.find(':');
        if (colon == std::string_view::npos || pair.find(':', colon + 1) != std::string_view::npos)
            return wrong(u"one colon is needed."_s);
        const std::string_view frame = trimmed(pair.substr(0, colon));
        const std::string_view interval = trimmed(pair.substr(colon + 1));
        RetentionRule rule;
        if (!equalsIgnoringAsciiCase(frame, "U")) {
            const auto parts = parseParts(frame);
            if (!parts || lengthOf(*parts) <= 0)
                return wrong(u"the time frame must be a length of time or U."_s);
            rule.frame = std::chrono::seconds(lengthOf(*parts));
        }
        if (!equalsIgnoringAsciiCase(interval, "U")) {
            const auto parts = parseParts(interval);
            if (!parts || parts->empty() || lengthOf(*parts) < 0)
                return wrong(u"the interval must be a length of time, 0s or U."_s);
            rule.interval = std::chrono::seconds(lengthOf(*parts));
        }
        if (rule.frame && rule.interval >= *rule.frame)
            return fail(policyError(option, value, pair, "IntervalCannotBeBiggerThanTimeFrame",
                                    u"the interval must be shorter than the time frame."_s));
        rules.push_back(rule);
        if (!last && rest.empty())
            return wrong(u"a pair must follow the comma."_s);
    }
    std::stable_sort(rules.begin(), rules.end(),
                     [](const RetentionRule &a, const RetentionRule &b) {
                         return a.frame && (!b.frame || *a.frame < *b.frame);
                     });
    return rules;
}

} // namespace cairn
