// SPDX-License-Identifier: MIT
#include "core/config/command_words.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostWords = 20'000;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

tl::unexpected<Error> wrong(const QString &message)
{
    return fail(ErrorCode::InvalidArgument, "ImportUnreadable", message);
}

// Gathers words; a word may be empty if it was quoted.
class Words final
{
public:
    void add(char c)
    {
        m_word.push_back(c);
        m_open = true;
    }
    void open() { m_open = true; } // a quote begins a word, even an empty one
    void end()
    {
        if (m_open)
            m_words.push_back(std::move(m_word));
        m_word.clear();
        m_open = false;
    }
    [[nodiscard]] bool tooMany() const { return m_words.size() > kMostWords; }
    [[nodiscard]] std::vector<std::string> take() { return std::move(m_words); }

private:
    std::vector<std::string> m_words;
    std::string m_word;
    bool m_open = false;
};

// Takes what a backslash at `at` begins. Returns the characters taken.
std::size_t escapeOf(std::string_view text, std::size_t at, bool quoted, Words &words)
{
    if (at + 1 == text.size()) {
        words.add('\\');
        return 1;
    }
    const char next = text[at + 1];
    if (next == '\n') // the line goes on
        return 2;
    if (next == '\r' && at + 2 < text.size() && text[at + 2] == '\n')
        return 3;
    if (quoted && std::string_view("\"\\$`").find(next) == std::string_view::npos)
        words.add('\\');
    words.add(next);
    return 2;
}

// False if a quote is left open.
bool splitPosix(std::string_view text, Words &words)
{
    char quote = '\0';
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (c == '\\' && quote != '\'') {
            at += escapeOf(text, at, quote != '\0', words);
            continue;
        }
        ++at;
        if (quote != '\0') {
            if (c == quote)
                quote = '\0';
            else
                words.add(c);
        } else if (c == '"' || c == '\'') {
            quote = c;
            words.open();
        } else if (isSpace(c)) {
            words.end();
        } else {
            words.add(c);
        }
    }
    words.end();
    return quote == '\0';
}

// As programs of Windows split their command line: backslashes count before a quote alone.
bool splitWindows(std::string_view text, Words &words)
{
    bool quoted = false;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t slashes = 0;
        while (at + slashes < text.size() && text[at + slashes] == '\\')
            ++slashes;
        at += slashes;
        const bool beforeQuote = at < text.size() && text[at] == '"';
        for (std::size_t i = 0; i < (beforeQuote ? slashes / 2 : slashes); ++i)
            words.add('\\');
        if (at == text.size())
            break;
        const char c = text[at++];
        if (beforeQuote && slashes % 2 == 1) {
            words.add('"');
        } else if (c == '"' && quoted && at < text.size() && text[at] == '"') {
            words.add('"'); // "" within quotes
            ++at;
        } else if (c == '"') {
            quoted = !quoted;
            words.open();
        } else if (!quoted && c == '^' && at < text.size() &&
                   (text[at] == '\r' || text[at] == '\n')) {
            ++at; // the line goes on
        } else if (!quoted && isSpace(c)) {
            words.end();
        } else {
            words.add(c);
        }
    }
    words.end();
    return !quoted;
}

// Whether every run of '%' is of an even length, so that they may stand for half as many.
bool doublesPercent(std::string_view text)
{
    bool found = false;
    for (std::size_t at = text.find('%'); at != std::string_view::npos; at = text.find('%', at)) {
        const std::size_t end = std::min(text.find_first_not_of('%', at), text.size());
        if ((end - at) % 2 != 0)
            return false;
        found = true;
        at = end;
    }
    return found;
}

std::string halved(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        out.push_back(text[at]);
        if (text[at] == '%')
            ++at;
    }
    return out;
}

} // namespace

Quoting quotingOf(std::string_view text)
{
    for (std::size_t at = text.find(":\\"); at != std::string_view::npos;
         at = text.find(":\\", at + 1)) {
        const bool isDrive = at > 0 && isLetter(text[at - 1]) &&
                             (at == 1 || std::string_view(" \t\r\n\"'=/").find(text[at - 2]) !=
                                             std::string_view::npos);
        if (isDrive)
            return Quoting::Windows;
    }
    const std::string_view program =
        text.substr(0, std::min(text.find_first_of(" \t\r\n"), text.size()));
    return program.find(".exe") != std::string_view::npos ? Quoting::Windows : Quoting::Posix;
}

Result<std::vector<std::string>> splitWords(std::string_view text, Quoting quoting)
{
    if (text.find('\0') != std::string_view::npos)
        return wrong(u"This is no text: it has NUL characters in it."_s);
    Words words;
    std::string plain;
    // A batch file needs "%%" for a percent sign.
    if (quoting == Quoting::Windows && doublesPercent(text))
        text = plain = halved(text);
    const bool closed =
        quoting == Quoting::Windows ? splitWindows(text, words) : splitPosix(text, words);
    if (!closed)
        return wrong(u"A quotation mark in the command line is not closed, so its end is "
                     u"missing."_s);
    if (words.tooMany())
        return wrong(u"The command line has more than %1 words."_s.arg(kMostWords));
    return words.take();
}

std::string quotedWord(std::string_view word)
{
    constexpr std::string_view kSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                       "0123456789-_/:.,=@%+";
    if (!word.empty() && word.find_first_not_of(kSafe) == std::string_view::npos)
        return std::string(word);
    std::string out = "'";
    for (const char c : word) {
        if (c == '\'')
            out += "'\\''";
        else
            out.push_back(c);
    }
    return out + '\'';
}

} // namespace cairn
