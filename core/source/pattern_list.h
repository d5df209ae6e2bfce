// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/source/filter.h"
#include "core/source/path_pattern.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace cairn {

// Patterns in order, each with the number of the rule that it belongs to (ascending). Immutable
// once built.
class PatternList final
{
public:
    explicit PatternList(bool caseSensitive)
        : m_caseSensitive(caseSensitive)
    {
    }
    void add(PathPattern pattern, int rule);

    // The lowest rule that matches, or -1.
    [[nodiscard]] int firstMatch(std::string_view path) const;
    // Whether any pattern may match the folder or something below it.
    [[nodiscard]] bool mayMatchWithin(std::string_view folder) const;
    // The lowest rule with a pattern that matches everything, or -1.
    [[nodiscard]] int firstCatchAll() const;

private:
    struct Numbered
    {
        PathPattern pattern;
        int rule = 0;
    };
    struct Hash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>()(text);
        }
    };
    [[nodiscard]] int firstMatchFolded(std::string_view path) const;

    bool m_caseSensitive;
    std::vector<Numbered> m_patterns; // those with wildcards
    std::unordered_map<std::string, int, Hash, std::equal_to<>> m_literals;
};

// The patterns that one expression stands for (engine.md §2.5); several for a group.
[[nodiscard]] Result<std::vector<PathPattern>> parsePatterns(std::string_view expression,
                                                             const FilterEnvironment &environment);

// The patterns of a group's content, e.g. of "Cache,Temp".
[[nodiscard]] Result<std::vector<std::string>>
filterGroupPatterns(std::string_view names, const FilterEnvironment &environment);

// For comparing without regard to case.
[[nodiscard]] std::string foldCase(std::string_view bytes);

} // namespace cairn
