// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/config/option_set.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The filter language of --include and --exclude (engine.md §2.5). The tested string is the whole
// path in bytes; a folder's path ends with '/', any other path never does.
namespace cairn {

class PatternList;

// What the outside contributes to a filter.
struct FilterEnvironment
{
    std::string cacheHome;  // $XDG_CACHE_HOME, if set
    std::string tempFolder; // the system's
    bool caseSensitive = true;

    [[nodiscard]] static FilterEnvironment fromSystem();
};

enum class FilterVerdict : std::uint8_t {
    Include,
    Exclude,
    Unknown // no rule matches: Filter::accepts() says what that means
};

struct FilterDecision
{
    FilterVerdict verdict = FilterVerdict::Unknown;
    int rule = -1; // index into Filter::rules(), -1 for Unknown
};

// Compiled rules: the first that matches decides. Immutable; any number of threads may ask.
class Filter final
{
public:
    Filter(); // accepts everything
    ~Filter();
    Filter(Filter &&other) noexcept;
    Filter &operator=(Filter &&other) noexcept;

    // Fails for a regular expression that is none and for a group that does not exist. Empty
    // expressions are left out.
    [[nodiscard]] static Result<Filter>
    compile(std::span<const FilterEntry> rules,
            const FilterEnvironment &environment = FilterEnvironment::fromSystem());

    [[nodiscard]] FilterDecision decide(std::string_view path) const;
    // The decision with the default applied: what no rule matches is left out only when all rules
    // are includes.
    [[nodiscard]] bool accepts(std::string_view path) const;
    // Whether the walker must look into a folder: not if a rule excludes it, nor if all rules are
    // includes and none can match anything below it.
    [[nodiscard]] bool mayContain(std::string_view folder) const;

    [[nodiscard]] bool empty() const { return m_rules.empty(); }
    [[nodiscard]] bool hasOnlyIncludes() const { return m_onlyIncludes; }
    // The rules as given, for messages.
    [[nodiscard]] const std::vector<FilterEntry> &rules() const { return m_rules; }
    // Worth a warning (FilterExcludesAll): a rule that excludes everything stands before every
    // include.
    [[nodiscard]] bool excludesEverything() const;

private:
    [[nodiscard]] bool isExclude(int rule) const;

    std::vector<FilterEntry> m_rules;
    std::unique_ptr<PatternList> m_patterns;
    bool m_onlyIncludes = false;
};

// Names of the groups that a filter may use, each followed by its aliases, for help and messages.
[[nodiscard]] std::vector<std::vector<std::string_view>> filterGroupNames();

} // namespace cairn
