// SPDX-License-Identifier: MIT
#include "core/source/path_matcher.h"

#include "core/source/pattern_list.h"

namespace cairn {

namespace {

// Versions made on Windows have drive and server paths with backslashes.
bool isWindowsPath(std::string_view text)
{
    const auto isLetter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    return text.starts_with("\\\\") || (text.size() >= 3 && isLetter(text[0]) && text[1] == ':' &&
                                        (text[2] == '\\' || text[2] == '/'));
}

// A file of this path, or a folder with all below it.
void addTree(PatternList &patterns, std::string path, char separator)
{
    if (path.ends_with(separator)) {
        patterns.add(PathPattern::startingWith(std::move(path)), 0);
        return;
    }
    patterns.add(PathPattern::literal(path), 0);
    patterns.add(PathPattern::startingWith(path + separator), 0);
}

void addAnywhere(PatternList &patterns, std::string_view name)
{
    const std::string text = '/' + std::string(name);
    if (name.ends_with('/')) {
        patterns.add(PathPattern::containing(text), 0);
        return;
    }
    patterns.add(PathPattern::endingWith(text), 0);
    patterns.add(PathPattern::containing(text + '/'), 0);
}

bool isPlain(std::string_view text)
{
    const bool enclosed = text.size() >= 2 && ((text.front() == '[' && text.back() == ']') ||
                                               (text.front() == '{' && text.back() == '}'));
    return text.starts_with('@') ||
           (!enclosed && text.find_first_of("*?") == std::string_view::npos);
}

void addPlain(PatternList &patterns, std::string_view argument)
{
    const bool marked = argument.starts_with('@');
    const std::string_view text = marked ? argument.substr(1) : argument;
    if (isWindowsPath(text))
        addTree(patterns, std::string(text), text.starts_with("\\\\") ? '\\' : text[2]);
    else if (marked || text.starts_with('/'))
        addTree(patterns, std::string(text), '/');
    else
        addAnywhere(patterns, text);
}

} // namespace

PathMatcher::PathMatcher() = default;
PathMatcher::~PathMatcher() = default;
PathMatcher::PathMatcher(PathMatcher &&other) noexcept = default;
PathMatcher &PathMatcher::operator=(PathMatcher &&other) noexcept = default;

Result<PathMatcher> PathMatcher::compile(std::span<const std::string> arguments,
                                         const FilterEnvironment &environment)
{
    PathMatcher matcher;
    matcher.m_patterns = std::make_unique<PatternList>(environment.caseSensitive);
    matcher.m_all = arguments.empty();
    for (const std::string &argument : arguments) {
        if (argument.empty())
            continue;
        if (isPlain(argument)) {
            addPlain(*matcher.m_patterns,
                     environment.caseSensitive ? argument : foldCase(argument));
            continue;
        }
        const bool below = argument.back() == '/'; // a glob for folders: with all below them
        CAIRN_LET(patterns, parsePatterns(below ? argument + '*' : argument, environment));
        for (PathPattern &pattern : patterns) {
            matcher.m_all = matcher.m_all || pattern.matchesAll();
            matcher.m_patterns->add(std::move(pattern), 0);
        }
    }
    return matcher;
}

bool PathMatcher::matches(std::string_view path) const
{
    return m_all || m_patterns->firstMatch(path) >= 0;
}

bool PathMatcher::mayContain(std::string_view folder) const
{
    return m_all || m_patterns->mayMatchWithin(folder);
}

} // namespace cairn
