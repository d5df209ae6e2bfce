// SPDX-License-Identifier: MIT
#include "core/source/path_matcher.h"

#include "core/source/pattern_list.h"

#include <algorithm>
#include <functional>

namespace cairn {

namespace {

// Versions made on Windows have drive and server paths with backslashes.
bool isWindowsPath(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return text.starts_with("\\\\") || (text.size() >= 3 && isLetter(text[0]) && text[1] == ':' &&
                                        (text[2] == '\\' || text[2] == '/'));
}

// What one argument stands for.
class ArgumentPatterns final
{
public:
    explicit ArgumentPatterns(const FilterEnvironment &environment)
        : m_environment(environment)
    {
    }

    Result<std::vector<PathPattern>> of(const std::string &argument)
    {
        m_patterns.clear();
        if (isPlain(argument)) {
            addPlain(m_environment.caseSensitive ? argument : foldCase(argument));
            return std::move(m_patterns);
        }
        const bool below = argument.back() == '/'; // a glob for folders: with all below them
        return parsePatterns(below ? argument + '*' : argument, m_environment);
    }

private:
    static bool isPlain(std::string_view text)
    {
        const bool enclosed = text.size() >= 2 && ((text.front() == '[' && text.back() == ']') ||
                                                   (text.front() == '{' && text.back() == '}'));
        return text.starts_with('@') ||
               (!enclosed && text.find_first_of("*?") == std::string_view::npos);
    }

    // A file of this path, or a folder with all below it.
    void addTree(std::string path, char separator)
    {
        if (!path.ends_with(separator)) {
            m_patterns.push_back(PathPattern::literal(path));
            path += separator;
        }
        m_patterns.push_back(PathPattern::startingWith(std::move(path)));
    }

    void addAnywhere(std::string_view name)
    {
        const std::string text = '/' + std::string(name);
        if (name.ends_with('/')) {
            m_patterns.push_back(PathPattern::containing(text));
            return;
        }
        m_patterns.push_back(PathPattern::endingWith(text));
        m_patterns.push_back(PathPattern::containing(text + '/'));
    }

    void addPlain(std::string_view argument)
    {
        const bool marked = argument.starts_with('@');
        const std::string_view text = marked ? argument.substr(1) : argument;
        if (isWindowsPath(text))
            addTree(std::string(text), text.starts_with("\\\\") ? '\\' : text[2]);
        else if (marked || text.starts_with('/'))
            addTree(std::string(text), '/');
        else
            addAnywhere(text);
    }

    const FilterEnvironment &m_environment;
    std::vector<PathPattern> m_patterns;
};

} // namespace

PathMatcher::PathMatcher() = default;
PathMatcher::~PathMatcher() = default;
PathMatcher::PathMatcher(PathMatcher &&other) noexcept = default;
PathMatcher &PathMatcher::operator=(PathMatcher &&other) noexcept = default;

Result<PathMatcher> PathMatcher::compile(const WantedPaths &wanted,
                                         const FilterEnvironment &environment)
{
    PathMatcher matcher;
    for (auto *list : {&matcher.m_arguments, &matcher.m_rules, &matcher.m_includes})
        *list = std::make_unique<PatternList>(environment.caseSensitive);
    for (const FilterEntry &rule : wanted.rules)
        if (!rule.expression.empty())
            CAIRN_TRY(matcher.addRule(rule, environment));
    const bool onlyIncludes =
        !matcher.m_isInclude.empty() && std::ranges::all_of(matcher.m_isInclude, std::identity());
    matcher.m_takesRest = wanted.arguments.empty() && !onlyIncludes;
    ArgumentPatterns parser(environment);
    for (const std::string &argument : wanted.arguments) {
        if (argument.empty())
            continue;
        CAIRN_LET(patterns, parser.of(argument));
        for (PathPattern &pattern : patterns)
            matcher.m_arguments->add(std::move(pattern), 0);
    }
    return matcher;
}

Result<> PathMatcher::addRule(const FilterEntry &rule, const FilterEnvironment &environment)
{
    const int number = static_cast<int>(m_isInclude.size());
    m_isInclude.push_back(rule.include);
    if (rule.include)
        m_firstInclude = std::min(m_firstInclude, number);
    CAIRN_LET(patterns, rule.include ? ArgumentPatterns(environment).of(rule.expression)
                                     : parsePatterns(rule.expression, environment));
    for (PathPattern &pattern : patterns) {
        if (rule.include)
            m_includes->add(pattern, number);
        m_rules->add(std::move(pattern), number);
    }
    return {};
}

bool PathMatcher::matches(std::string_view path, Exclusion above) const
{
    if (!m_rules)
        return true;
    const int rule = m_isInclude.empty() ? -1 : m_rules->firstMatch(path);
    if (rule >= 0 && rule < above)
        return isInclude(rule);
    if (above != kNotExcluded)
        return false;
    return m_takesRest || m_arguments->firstMatch(path) >= 0;
}

PathMatcher::Exclusion PathMatcher::exclusionOf(std::string_view folder, Exclusion above) const
{
    const int rule = m_isInclude.empty() ? -1 : m_rules->firstMatch(folder);
    return rule >= 0 && !isInclude(rule) ? std::min(rule, above) : above;
}

bool PathMatcher::mayContain(std::string_view folder, Exclusion own) const
{
    if (!m_rules)
        return true;
    if (m_firstInclude < own && m_includes->mayMatchWithin(folder))
        return true;
    return own == kNotExcluded && (m_takesRest || m_arguments->mayMatchWithin(folder));
}

} // namespace cairn
