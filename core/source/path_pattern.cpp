// SPDX-License-Identifier: MIT
#include "core/source/path_pattern.h"

#include "core/base/file_path.h"
#include "core/base/text.h"

#include <algorithm>
#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::size_t characterLength(std::string_view text)
{
    if (static_cast<unsigned char>(text.front()) < 0x80)
        return 1;
    char32_t character = 0;
    return std::max<std::size_t>(1, decodeUtf8(text, character));
}

} // namespace

const QString &PathText::utf16()
{
    if (m_utf16.isNull())
        m_utf16 = toQString(m_bytes);
    return m_utf16;
}

PathPattern PathPattern::fromPieces(std::vector<std::string> pieces)
{
    PathPattern pattern;
    pattern.m_prefix = pieces.front();
    for (const std::string &piece : pieces)
        pattern.m_leastSize += piece.size();
    pattern.m_pieces = std::move(pieces);
    return pattern;
}

PathPattern PathPattern::fromTokens(std::vector<Token> tokens)
{
    if (std::ranges::find(tokens, kAnyOne) == tokens.end()) {
        std::vector<std::string> pieces(1);
        for (const Token token : tokens) {
            if (token != kAnyRun)
                pieces.back().push_back(static_cast<char>(token));
            else if (pieces.size() == 1 || !pieces.back().empty()) // "**" is "*"
                pieces.emplace_back();
        }
        return fromPieces(std::move(pieces));
    }
    PathPattern pattern;
    pattern.m_kind = Kind::Tokens;
    for (const Token token : tokens) {
        if (token >= kAnyRun)
            break;
        pattern.m_prefix.push_back(static_cast<char>(token));
    }
    pattern.m_tokens = std::move(tokens);
    return pattern;
}

PathPattern PathPattern::literal(std::string text)
{
    return fromPieces({std::move(text)});
}

PathPattern PathPattern::startingWith(std::string text)
{
    return fromPieces({std::move(text), {}});
}

PathPattern PathPattern::endingWith(std::string text)
{
    return fromPieces({{}, std::move(text)});
}

PathPattern PathPattern::containing(std::string text)
{
    return fromPieces({{}, std::move(text), {}});
}

PathPattern PathPattern::glob(std::string_view text)
{
    std::vector<Token> tokens;
    tokens.reserve(text.size());
    for (const char c : text) {
        if (c == '*')
            tokens.push_back(kAnyRun);
        else if (c == '?')
            tokens.push_back(kAnyOne);
        else
            tokens.push_back(static_cast<unsigned char>(c));
    }
    return fromTokens(std::move(tokens));
}

// Whether the expression consists of literal characters, '.' and '.*' only: most do, and a regular
// expression costs twenty times what a glob does.
bool PathPattern::tokensOfRegex(std::string_view expression, std::vector<Token> &tokens)
{
    constexpr std::string_view special = "[](){}+*?|^$";
    for (std::size_t i = 0; i < expression.size(); ++i) {
        const char c = expression[i];
        const char next = i + 1 < expression.size() ? expression[i + 1] : '\0';
        if (c == '\\') {
            if (next == '\0' || std::isalnum(static_cast<unsigned char>(next)) != 0 ||
                static_cast<unsigned char>(next) >= 0x80)
                return false;
            tokens.push_back(static_cast<unsigned char>(next));
            ++i;
        } else if (c == '.') {
            const bool run = next == '*';
            tokens.push_back(run ? kAnyRun : kAnyOne);
            i += run ? 1 : 0;
        } else if (special.find(c) != std::string_view::npos) {
            return false;
        } else {
            tokens.push_back(static_cast<unsigned char>(c));
        }
    }
    return true;
}

Result<PathPattern> PathPattern::regex(std::string_view expression, bool caseSensitive)
{
    const bool anchored = expression.size() >= 2 && expression.front() == '^' &&
                          expression.back() == '$' && expression[expression.size() - 2] != '\\';
    std::vector<Token> tokens;
    if (tokensOfRegex(anchored ? expression.substr(1, expression.size() - 2) : expression, tokens))
        return fromTokens(std::move(tokens));

    QRegularExpression::PatternOptions options = QRegularExpression::DotMatchesEverythingOption;
    if (!caseSensitive)
        options |= QRegularExpression::CaseInsensitiveOption;
    auto compiled = std::make_shared<QRegularExpression>(
        u"\\A(?:"_s % toQString(expression) % u")\\z"_s, options);
    if (!compiled->isValid()) {
        return fail(ErrorCode::InvalidArgument,
                    u"The filter [%1] is not a regular expression: %2."_s.arg(
                        displayText(expression), compiled->errorString()));
    }
    compiled->optimize(); // now, not in the first thread that matches
    PathPattern pattern;
    pattern.m_kind = Kind::Regex;
    pattern.m_regex = std::move(compiled);
    return pattern;
}

bool PathPattern::matches(PathText &path) const
{
    switch (m_kind) {
    case Kind::Pieces:
        return matchesPieces(path.bytes());
    case Kind::Tokens:
        return matchesTokens(path.bytes());
    case Kind::Regex:
        return m_regex->match(path.utf16()).hasMatch();
    }
    return false;
}

bool PathPattern::matchesPieces(std::string_view path) const
{
    const std::string &first = m_pieces.front();
    const std::string &last = m_pieces.back();
    if (path.size() < m_leastSize)
        return false;
    if (m_pieces.size() == 1)
        return path == first;
    if (!path.ends_with(last) || !path.starts_with(first))
        return false;
    std::string_view rest = path.substr(first.size(), path.size() - first.size() - last.size());
    for (std::size_t i = 1; i + 1 < m_pieces.size(); ++i) {
        const std::string &piece = m_pieces[i];
        const void *hit = ::memmem(rest.data(), rest.size(), piece.data(), piece.size());
        if (!hit)
            return false;
        const auto at = static_cast<std::size_t>(static_cast<const char *>(hit) - rest.data());
        rest.remove_prefix(at + piece.size());
    }
    return true;
}

// Greedy with one point of return: the last run seen. Linear in practice, and at worst the product
// of both lengths.
bool PathPattern::matchesTokens(std::string_view path) const
{
    constexpr auto none = static_cast<std::size_t>(-1);
    std::size_t at = 0;
    std::size_t token = 0;
    std::size_t runToken = none;
    std::size_t runAt = 0;
    while (at < path.size()) {
        const Token now = token < m_tokens.size() ? m_tokens[token] : Token{0};
        if (now == kAnyRun) {
            runToken = ++token;
            runAt = at;
        } else if (now == kAnyOne) {
            at += characterLength(path.substr(at));
            ++token;
        } else if (token < m_tokens.size() && now == static_cast<unsigned char>(path[at])) {
            ++at;
            ++token;
        } else if (runToken != none) {
            runAt += characterLength(path.substr(runAt));
            at = runAt;
            token = runToken;
        } else {
            return false;
        }
    }
    while (token < m_tokens.size() && m_tokens[token] == kAnyRun)
        ++token;
    return token == m_tokens.size();
}

bool PathPattern::matchesAll() const
{
    return m_kind == Kind::Pieces && m_pieces.size() > 1 && m_leastSize == 0;
}

bool PathPattern::mayMatchWithin(std::string_view folder) const
{
    if (std::string_view(m_prefix).starts_with(folder))
        return true;
    return !isLiteral() && folder.starts_with(m_prefix);
}

} // namespace cairn
