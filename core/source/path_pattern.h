// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"

#include <QRegularExpression>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A path in the forms that patterns want; the UTF-16 one is made when the first regular expression
// asks for it.
class PathText final
{
public:
    explicit PathText(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    [[nodiscard]] std::string_view bytes() const { return m_bytes; }
    [[nodiscard]] const QString &utf16();

private:
    std::string_view m_bytes;
    QString m_utf16;
};

// One pattern over whole paths. Globs are matched on bytes; '?' stands for one UTF-8 character, or
// for one byte that is not part of any.
class PathPattern final
{
public:
    [[nodiscard]] static PathPattern literal(std::string text);
    [[nodiscard]] static PathPattern startingWith(std::string text);
    [[nodiscard]] static PathPattern endingWith(std::string text);
    [[nodiscard]] static PathPattern containing(std::string text);
    [[nodiscard]] static PathPattern glob(std::string_view text); // '*' and '?'
    // Anchored at both ends. Expressions that only use what a glob can say become one.
    [[nodiscard]] static Result<PathPattern> regex(std::string_view expression, bool caseSensitive);

    [[nodiscard]] bool matches(PathText &path) const;
    // What every match begins with; the whole of a literal.
    [[nodiscard]] std::string_view fixedPrefix() const { return m_prefix; }
    [[nodiscard]] bool isLiteral() const { return m_kind == Kind::Pieces && m_pieces.size() == 1; }
    [[nodiscard]] bool matchesAll() const;
    // Whether the folder (ends with '/'), or anything below it, can match.
    [[nodiscard]] bool mayMatchWithin(std::string_view folder) const;

private:
    enum class Kind : std::uint8_t { Pieces, Tokens, Regex };
    // A byte, or one of these.
    using Token = std::uint16_t;
    static constexpr Token kAnyRun = 256;
    static constexpr Token kAnyOne = 257;

    [[nodiscard]] static PathPattern fromPieces(std::vector<std::string> pieces);
    [[nodiscard]] static PathPattern fromTokens(std::vector<Token> tokens);
    [[nodiscard]] static bool tokensOfRegex(std::string_view expression,
                                            std::vector<Token> &tokens);
    [[nodiscard]] bool matchesPieces(std::string_view path) const;
    [[nodiscard]] bool matchesTokens(std::string_view path) const;

    Kind m_kind = Kind::Pieces;
    std::vector<std::string> m_pieces; // with any run of bytes between each two
    std::size_t m_leastSize = 0;       // of a path that the pieces can match
    std::vector<Token> m_tokens;
    std::string m_prefix;
    std::shared_ptr<const QRegularExpression> m_regex;
};

} // namespace cairn
