// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/base/result.h"

#include <QTimeZone>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The value syntaxes of engine.md §2.2. Values are UTF-8 text (paths: any bytes). Nothing here
// depends on the locale, except that a date without a zone is local time. Each failure is an
// InvalidArgument whose text names the option, the value and what is allowed.
namespace cairn {

// Both ends belong to the range.
struct IntegerRange
{
    std::int64_t least = INT64_MIN;
    std::int64_t most = INT64_MAX;
};

// An empty value means true: `--dry-run`.
[[nodiscard]] Result<bool> parseBoolean(std::string_view option, std::string_view value);
[[nodiscard]] Result<std::int64_t> parseInteger(std::string_view option, std::string_view value,
                                                IntegerRange range = {});
// C locale, no exponent, finite.
[[nodiscard]] Result<double> parseDecimal(std::string_view option, std::string_view value,
                                          double least, double most);
// Bytes. `defaultUnit` ("", "kb", "mb", "gb") is that of a bare number; all units are powers of
// 1024.
[[nodiscard]] Result<std::int64_t> parseSize(std::string_view option, std::string_view value,
                                             std::string_view defaultUnit,
                                             IntegerRange range = {0});
// Fixed lengths: D = 24 h, W = 7 D, M = 30 D, Y = 365 D. An empty value is 0.
[[nodiscard]] Result<std::chrono::seconds> parseDuration(std::string_view option,
                                                         std::string_view value);
[[nodiscard]] Result<std::vector<std::int64_t>> parseVersions(std::string_view option,
                                                              std::string_view value);
// Separated by ':'; empty parts are dropped.
[[nodiscard]] std::vector<FilePath> parsePaths(std::string_view value);
// The spelling of the table for one of `allowed` (separated by spaces), whatever the case of
// `value`.
[[nodiscard]] Result<std::string_view> parseWord(std::string_view option, std::string_view value,
                                                 std::string_view allowed);
// Comma-separated words, each as above, once each.
[[nodiscard]] Result<std::vector<std::string_view>>
parseFlags(std::string_view option, std::string_view value, std::string_view allowed);

// Where an offset such as `3D` points.
enum class TimeDirection { Past, Future };

// A point in time as written: fixed, or an offset that means something only together with a "now".
// Months and years of an offset are those of the calendar.
class TimeValue final
{
public:
    struct Part
    {
        std::int64_t count = 0;
        char unit = 's'; // s m h D W M Y
        bool operator==(const Part &) const = default;
    };
    [[nodiscard]] static TimeValue fixed(std::int64_t unixSeconds);
    [[nodiscard]] static TimeValue offset(std::vector<Part> parts);

    [[nodiscard]] bool isOffset() const { return !m_fixed; }
    // Unix seconds. A calendar step lands in `zone`, so that a day stays a day when clocks change.
    // The sign of an offset as typed does not matter: `3D` and `-3D` both lie in `direction`.
    [[nodiscard]] std::int64_t at(std::int64_t now, TimeDirection direction,
                                  const QTimeZone &zone = QTimeZone::systemTimeZone()) const;
    // Length of an offset in fixed units; 0 if this is no offset.
    [[nodiscard]] std::chrono::seconds fixedLength() const;
    bool operator==(const TimeValue &) const = default;

private:
    std::optional<std::int64_t> m_fixed;
    std::vector<Part> m_parts;
};

// `now`, an offset (`3D`, `1M2W`, bare seconds), `20260131T120000Z`, or a date with or without time
// and zone (`2026-01-31`, `2026-01-31 12:00`, `2026-01-31T12:00:00+02:00`, or the locale's short
// form). `zone` is that of a date without one.
[[nodiscard]] Result<TimeValue> parseTime(std::string_view option, std::string_view value,
                                          const QTimeZone &zone = QTimeZone::systemTimeZone());

// One pair of a retention policy.
struct RetentionRule
{
    std::optional<std::chrono::seconds> frame; // age limit; none: unlimited
    std::chrono::seconds interval{0};          // 0: keep all of the frame
    bool operator==(const RetentionRule &) const = default;
};
// In ascending order of frames, whatever order they were written in.
[[nodiscard]] Result<std::vector<RetentionRule>> parseRetentionPolicy(std::string_view option,
                                                                      std::string_view value);

// ASCII only: option names and words must not depend on the locale (a Turkish `I` has another `i`).
[[nodiscard]] std::string asciiLower(std::string_view text);
[[nodiscard]] bool equalsIgnoringAsciiCase(std::string_view a, std::string_view b);
[[nodiscard]] std::string_view trimmed(std::string_view text);

} // namespace cairn
