// SPDX-License-Identifier: MIT
#include "core/source/pattern_list.h"

#include "core/base/text.h"

namespace cairn {

namespace {

bool hasWildcard(std::string_view text)
{
    return text.find_first_of("*?") != std::string_view::npos;
}

bool isEnclosed(std::string_view text, char open, char close)
{
    return text.size() >= 2 && text.front() == open && text.back() == close;
}

std::string caseOf(std::string_view text, const FilterEnvironment &environment)
{
    return environment.caseSensitive ? std::string(text) : foldCase(text);
}

PathPattern plainPattern(std::string_view expression, const FilterEnvironment &environment)
{
    if (expression.starts_with('@'))
        return PathPattern::literal(caseOf(expression.substr(1), environment));
    const std::string text = caseOf(expression, environment);
    return hasWildcard(text) ? PathPattern::glob(text) : PathPattern::literal(text);
}

} // namespace

std::string foldCase(std::string_view bytes)
{
    if (!isValidUtf8(bytes)) { // bytes must survive; only ASCII has a case then
        std::string out(bytes);
        for (char &c : out) {
            if (c >= 'A' && c <= 'Z')
                c = static_cast<char>(c - 'A' + 'a');
        }
        return out;
    }
    return toQString(bytes).toCaseFolded().toStdString();
}

Result<std::vector<PathPattern>> parsePatterns(std::string_view expression,
                                               const FilterEnvironment &environment)
{
    std::vector<PathPattern> patterns;
    if (isEnclosed(expression, '[', ']')) {
        const std::string inner(expression.substr(1, expression.size() - 2));
        auto pattern = PathPattern::regex(inner, environment.caseSensitive);
        if (!pattern)
            return fail(std::move(pattern).error());
        patterns.push_back(std::move(*pattern));
    } else if (isEnclosed(expression, '{', '}')) {
        CAIRN_LET(texts,
                  filterGroupPatterns(expression.substr(1, expression.size() - 2), environment));
        for (const std::string &text : texts)
            patterns.push_back(plainPattern(text, environment));
    } else {
        patterns.push_back(plainPattern(expression, environment));
    }
    return patterns;
}

void PatternList::add(PathPattern pattern, int rule)
{
    if (pattern.isLiteral())
        m_literals.try_emplace(std::string(pattern.fixedPrefix()), rule);
    else
        m_patterns.push_back({std::move(pattern), rule});
}

int PatternList::firstMatch(std::string_view path) const
{
    return m_caseSensitive ? firstMatchFolded(path) : firstMatchFolded(foldCase(path));
}

int PatternList::firstMatchFolded(std::string_view path) const
{
    int best = -1;
    if (!m_literals.empty()) {
        const auto literal = m_literals.find(path);
        if (literal != m_literals.end())
            best = literal->second;
    }
    PathText text(path);
    for (const Numbered &numbered : m_patterns) {
        if (best >= 0 && numbered.rule >= best)
            break;
        if (numbered.pattern.matches(text))
            return numbered.rule;
    }
    return best;
}

bool PatternList::mayMatchWithin(std::string_view folder) const
{
    const std::string folded = m_caseSensitive ? std::string(folder) : foldCase(folder);
    for (const Numbered &numbered : m_patterns) {
        if (numbered.pattern.mayMatchWithin(folded))
            return true;
    }
    for (const auto &[literal, rule] : m_literals) {
        if (literal.starts_with(folded))
            return true;
    }
    return false;
}

int PatternList::firstCatchAll() const
{
    for (const Numbered &numbered : m_patterns) {
        if (numbered.pattern.matchesAll())
            return numbered.rule;
    }
    return -1;
}

} // namespace cairn
