// SPDX-License-Identifier: MIT
#include "core/source/filter.h"

#include "core/source/pattern_list.h"

#include <algorithm>

namespace cairn {

Filter::Filter() = default;
Filter::~Filter() = default;
Filter::Filter(Filter &&other) noexcept = default;
Filter &Filter::operator=(Filter &&other) noexcept = default;

Result<Filter> Filter::compile(std::span<const FilterEntry> rules,
                               const FilterEnvironment &environment)
{
    Filter filter;
    filter.m_patterns = std::make_unique<PatternList>(environment.caseSensitive);
    for (const FilterEntry &rule : rules) {
        if (rule.expression.empty())
            continue;
        CAIRN_LET(patterns, parsePatterns(rule.expression, environment));
        for (PathPattern &pattern : patterns)
            filter.m_patterns->add(std::move(pattern), static_cast<int>(filter.m_rules.size()));
        filter.m_rules.push_back(rule);
    }
    filter.m_onlyIncludes =
        !filter.m_rules.empty() && std::ranges::all_of(filter.m_rules, &FilterEntry::include);
    return filter;
}

bool Filter::isExclude(int rule) const
{
    return !m_rules[static_cast<std::size_t>(rule)].include;
}

FilterDecision Filter::decide(std::string_view path) const
{
    if (m_rules.empty())
        return {};
    const int rule = m_patterns->firstMatch(path);
    if (rule < 0)
        return {};
    return {isExclude(rule) ? FilterVerdict::Exclude : FilterVerdict::Include, rule};
}

bool Filter::accepts(std::string_view path) const
{
    const FilterVerdict verdict = decide(path).verdict;
    return verdict == FilterVerdict::Unknown ? !m_onlyIncludes : verdict == FilterVerdict::Include;
}

bool Filter::mayContain(std::string_view folder) const
{
    if (m_onlyIncludes)
        return m_patterns->mayMatchWithin(folder);
    return decide(folder).verdict != FilterVerdict::Exclude;
}

bool Filter::excludesEverything() const
{
    const int catchAll = m_rules.empty() ? -1 : m_patterns->firstCatchAll();
    if (catchAll < 0 || !isExclude(catchAll))
        return false;
    const auto end = m_rules.begin() + catchAll;
    return std::none_of(m_rules.begin(), end, [](const FilterEntry &r) { return r.include; });
}

} // namespace cairn
