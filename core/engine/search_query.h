// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTimeZone>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What people type into the search box:
//
//   text "two words"    all of them in the name, in any order; name:text is the same
//   ext:pdf ext:jpg,png the ending, one of them
//   >10mb <1.5gb        the size; b, kb, mb, gb, tb (1024 each), or bytes
//   before:2026-05      last changed before it began; a year, a month or a day
//   after:2026-05-03    last changed when it began, or later
//
// What is not complete yet ("ext:") narrows nothing; what has no meaning (">abc") is text.
struct SearchQuery
{
    std::vector<std::string> words;      // folded (folded_text.h)
    std::vector<std::string> extensions; // folded, without the dot; any of them
    std::optional<std::int64_t> largerThan;
    std::optional<std::int64_t> smallerThan;
    std::optional<std::int64_t> changedBefore; // unix s
    std::optional<std::int64_t> changedFrom;

    bool operator==(const SearchQuery &) const = default;
    [[nodiscard]] bool isEmpty() const
    {
        return words.empty() && extensions.empty() && !largerThan && !smallerThan &&
               !changedBefore && !changedFrom;
    }
    // Whether a name has all that is asked of names.
    [[nodiscard]] bool matchesName(std::string_view foldedName) const;
    // Of files alone; what has no size or time does not match a limit of it.
    [[nodiscard]] bool matchesFacts(std::int64_t size, std::int64_t mtimeNs) const;
};

// Days begin where `zone` is.
[[nodiscard]] SearchQuery parseSearchQuery(const QString &text,
                                           const QTimeZone &zone = QTimeZone::systemTimeZone());

} // namespace cairn
