// SPDX-License-Identifier: MIT
#include "core/format/json_reader.h"

#include "core/base/text.h"
#include "core/format/json_writer.h"

#include <algorithm>
#include <charconv>
#include <functional>

namespace cairn {

namespace {

constexpr std::size_t kLongestWord = 24; // -9223372036854775808 has 20

tl::unexpected<Error> badJson(const char *why)
{
    Error error{
        ErrorCode::Corrupt, QStringLiteral("The list is damaged: it is no valid JSON."), {}, {}};
    error.detail = QString::fromLatin1(why);
    return fail(std::move(error));
}

bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

bool isWordCharacter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '+' || c == '.';
}

constexpr std::uint64_t repeated(std::uint8_t byte)
{
    return 0x0101010101010101ULL * byte;
}

// Marks, in the top bit of each byte, at least the first byte that is zero.
constexpr std::uint64_t zeroBytes(std::uint64_t word)
{
    return (word - repeated(1)) & ~word & repeated(0x80);
}

// The end of the run of ordinary string characters. `high` collects the top bits met.
const char *skipOrdinary(const char *at, const char *end, std::uint64_t &high)
{
    while (end - at >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        const std::uint64_t control = (word - repeated(0x20)) & ~word & repeated(0x80);
        if ((zeroBytes(word ^ repeated('"')) | zeroBytes(word ^ repeated('\\')) | control) != 0)
            break;
        high |= word & repeated(0x80);
        at += 8;
    }
    for (; at != end && *at != '"' && *at != '\\' && static_cast<std::uint8_t>(*at) >= 0x20; ++at)
        high |= static_cast<std::uint8_t>(*at) & 0x80U;
    return at;
}

// Replaces what is not UTF-8 by U+FFFD.
void makeValid(std::string_view text, std::string &out)
{
    out.clear();
    while (!text.empty()) {
        char32_t character = 0;
        const std::size_t length = decodeUtf8(text, character);
        if (length == 0)
            appendUtf8(out, 0xfffd);
        else
            out.append(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
}

} // namespace

enum class JsonReader::State : std::uint8_t {
    Start,      // a BOM or the document
    Bom,        // in the BOM
    Value,      // a value must follow
    ValueOrEnd, // a value, or the end of an empty array
    Key,
    KeyOrEnd,
    Colon,
    AfterValue, // a comma, or the end of the level
    String,
    Escape,
    Unicode, // the digits of \uXXXX
    Word,    // a number, true, false, null
    Done
};

JsonReader::JsonReader(JsonHandler &handler, JsonLimits limits)
    : m_handler(handler)
    , m_limits(limits)
    , m_state(State::Start)
{
}

Result<> JsonReader::parse(ByteView document, JsonHandler &handler, JsonLimits limits)
{
    JsonReader reader(handler, limits);
    CAIRN_TRY(reader.write(document));
    return reader.finish();
}

Result<> JsonReader::write(ByteView bytes)
{
    if (bytes.size() > m_limits.document - m_seen)
        return badJson("too long");
    m_seen += bytes.size();
    const std::string_view text = asText(bytes);
    const char *const end = text.data() + text.size();
    for (const char *at = text.data(); at != end;) {
        CAIRN_LET(next, step(at, end));
        at = next;
    }
    return {};
}

Result<> JsonReader::finish()
{
    if (m_state == State::Word)
        CAIRN_TRY(endWord());
    if (m_state != State::Done)
        return badJson("ends too early");
    return {};
}

// Takes one token, or a part of one, from the front.
Result<const char *> JsonReader::step(const char *at, const char *end)
{
    switch (m_state) {
    case State::String:
        return readString(at, end);
    case State::Escape:
    case State::Unicode:
        return readEscape(at, end);
    case State::Word:
        return readWord(at, end);
    case State::Start:
        if (*at != kBom[0]) {
            m_state = State::Value;
            return at;
        }
        m_state = State::Bom;
        m_unitDigits = 0;
        return at;
    case State::Bom:
        if (*at != kBom[static_cast<std::size_t>(m_unitDigits)])
            return badJson("byte order mark");
        if (++m_unitDigits == static_cast<int>(kBom.size()))
            m_state = State::Value;
        return at + 1;
    default:
        break;
    }
    while (at != end && isSpace(*at))
        ++at;
    return at == end ? Result<const char *>(at) : value(at, end);
}

// A token that one character tells. Strings and words begin here.
Result<const char *> JsonReader::value(const char *at, const char *)
{
    const char c = *at;
    switch (m_state) {
    case State::ValueOrEnd:
    case State::Value:
        if (c == '{' || c == '[') {
            CAIRN_TRY(open(c == '{'));
        } else if (c == ']' && m_state == State::ValueOrEnd) {
            CAIRN_TRY(close(false));
        } else if (c == '"') {
            m_stringIsKey = false;
            m_text.clear();
            m_nonAscii = 0;
            m_state = State::String;
        } else if (isWordCharacter(c)) {
            m_text.clear();
            m_state = State::Word;
            return at;
        } else {
            return badJson("unexpected character");
        }
        return at + 1;
    case State::KeyOrEnd:
    case State::Key:
        if (c == '"') {
            m_stringIsKey = true;
            m_text.clear();
            m_nonAscii = 0;
            m_state = State::String;
        } else if (c == '}' && m_state == State::KeyOrEnd) {
            CAIRN_TRY(close(true));
        } else {
            return badJson("a key was expected");
        }
        return at + 1;
    case State::Colon:
        if (c != ':')
            return badJson("a colon was expected");
        m_state = State::Value;
        return at + 1;
    case State::AfterValue:
        if (c == ',')
            m_state = m_levels.back().isObject ? State::Key : State::Value;
        else if (c == '}' || c == ']')
            CAIRN_TRY(close(c == '}'));
        else
            return badJson("a comma was expected");
        return at + 1;
    default:
        return badJson("more behind the end");
    }
}

Result<> JsonReader::open(bool isObject)
{
    if (m_levels.size() >= limits::kJsonDepth)
        return badJson("too deep");
    m_levels.push_back({m_keys.size(), isObject});
    m_state = isObject ? State::KeyOrEnd : State::ValueOrEnd;
    return isObject ? m_handler.beginObject() : m_handler.beginArray();
}

Result<> JsonReader::close(bool isObject)
{
    if (m_levels.empty() || m_levels.back().isObject != isObject)
        return badJson("brackets do not match");
    if (isObject) {
        // Compared by their hashes: two keys with one hash of 64 bits do not happen, except on
        // purpose.
        const auto first = m_keys.begin() + static_cast<std::ptrdiff_t>(m_levels.back().firstKey);
        std::sort(first, m_keys.end());
        if (std::adjacent_find(first, m_keys.end()) != m_keys.end())
            return badJson("a key stands twice");
        m_keys.erase(first, m_keys.end());
    }
    m_levels.pop_back();
    afterValue();
    return isObject ? m_handler.endObject() : m_handler.endArray();
}

void JsonReader::afterValue()
{
    m_state = m_levels.empty() ? State::Done : State::AfterValue;
}

Result<const char *> JsonReader::readString(const char *at, const char *end)
{
    const char *const stop = skipOrdinary(at, end, m_nonAscii);
    const std::string_view run(at, static_cast<std::size_t>(stop - at));
    if (m_text.size() + run.size() > m_limits.string)
        return badJson("a string is too long");
    if (m_highSurrogate != 0 && (!run.empty() || (stop != end && *stop == '"')))
        dropSurrogate();
    if (stop != end && *stop == '"' && m_text.empty()) {
        CAIRN_TRY(endString(run)); // the usual case: nothing is copied
        return stop + 1;
    }
    m_text.append(run);
    if (stop == end)
        return stop;
    if (*stop == '"') {
        CAIRN_TRY(endString(m_text));
    } else if (*stop == '\\') {
        m_state = State::Escape;
    } else {
        return badJson("a control character in a string");
    }
    return stop + 1;
}

Result<> JsonReader::endString(std::string_view text)
{
    if (m_nonAscii != 0 && !isValidUtf8(text)) {
        makeValid(text, m_clean);
        text = m_clean;
    }
    if (m_stringIsKey) {
        m_state = State::Colon;
        CAIRN_TRY(addKey(text));
        return m_handler.key(text);
    }
    afterValue();
    return m_handler.string(text);
}

Result<> JsonReader::addKey(std::string_view name)
{
    if (m_keys.size() - m_levels.back().firstKey >= m_limits.members)
        return badJson("an object has too many members");
    m_keys.push_back(std::hash<std::string_view>()(name));
    return {};
}

Result<const char *> JsonReader::readEscape(const char *at, const char *)
{
    const char c = *at;
    if (m_state == State::Escape) {
        if (c == 'u') {
            m_state = State::Unicode;
            m_unit = 0;
            m_unitDigits = 0;
            return at + 1;
        }
        constexpr std::string_view kNames = "\"\\/bfnrt";
        constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
        const std::size_t which = kNames.find(c);
        if (which == std::string_view::npos)
            return badJson("unknown escape");
        dropSurrogate();
        m_text.push_back(kMeanings[which]);
        m_state = State::String;
        return at + 1;
    }
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0)
        return badJson("bad \\u escape");
    m_unit = (m_unit << 4) | static_cast<std::uint32_t>(digit);
    if (++m_unitDigits == 4) {
        endUnit(m_unit);
        m_state = State::String;
    }
    return at + 1;
}

// One UTF-16 unit of an escape. Half a pair becomes U+FFFD.
void JsonReader::endUnit(std::uint32_t unit)
{
    if (unit >= 0xdc00 && unit <= 0xdfff && m_highSurrogate != 0) {
        appendUtf8(m_text, 0x10000 + ((m_highSurrogate - 0xd800) << 10) + (unit - 0xdc00));
        m_highSurrogate = 0;
        return;
    }
    dropSurrogate();
    if (unit >= 0xd800 && unit <= 0xdbff)
        m_highSurrogate = unit;
    else
        appendUtf8(m_text, unit >= 0xdc00 && unit <= 0xdfff ? 0xfffd : unit);
}

void JsonReader::dropSurrogate()
{
    if (m_highSurrogate != 0)
        appendUtf8(m_text, 0xfffd);
    m_highSurrogate = 0;
}

Result<const char *> JsonReader::readWord(const char *at, const char *end)
{
    const char *const stop = std::find_if_not(at, end, isWordCharacter);
    if (m_text.size() + static_cast<std::size_t>(stop - at) > kLongestWord)
        return badJson("not a 64-bit integer");
    m_text.append(at, stop);
    if (stop != end)
        CAIRN_TRY(endWord());
    return stop;
}

Result<> JsonReader::endWord()
{
    afterValue();
    if (m_text == "true" || m_text == "false")
        return m_handler.boolean(m_text == "true");
    if (m_text == "null")
        return m_handler.null();
    std::int64_t number = 0;
    const char *const end = m_text.data() + m_text.size();
    const auto [stop, error] = std::from_chars(m_text.data(), end, number);
    const std::size_t first = m_text.front() == '-' ? 1 : 0;
    if (error != std::errc() || stop != end || (m_text[first] == '0' && m_text.size() > first + 1))
        return badJson("not a 64-bit integer");
    return m_handler.number(number);
}

Result<> FlatObjectHandler::beginObject()
{
    ++m_depth;
    return {};
}

Result<> FlatObjectHandler::endObject()
{
    --m_depth;
    return {};
}

Result<> FlatObjectHandler::beginArray()
{
    if (m_depth++ == 0)
        return badJson("an object was expected");
    return {};
}

Result<> FlatObjectHandler::endArray()
{
    --m_depth;
    return {};
}

Result<> FlatObjectHandler::key(std::string_view name)
{
    if (m_depth == 1)
        m_key = name;
    return {};
}

Result<> FlatObjectHandler::string(std::string_view value)
{
    if (m_depth == 0)
        return badJson("an object was expected");
    return m_depth == 1 ? member(m_key, value) : Result<>();
}

Result<> FlatObjectHandler::number(std::int64_t value)
{
    if (m_depth == 0)
        return badJson("an object was expected");
    return m_depth == 1 ? memberNumber(m_key, value) : Result<>();
}

Result<> FlatObjectHandler::boolean(bool value)
{
    if (m_depth == 0)
        return badJson("an object was expected");
    return m_depth == 1 ? memberFlag(m_key, value) : Result<>();
}

Result<> FlatObjectHandler::null()
{
    if (m_depth == 0)
        return badJson("an object was expected");
    return {};
}

Result<> FlatObjectHandler::memberNumber(std::string_view, std::int64_t)
{
    return {};
}

Result<> FlatObjectHandler::memberFlag(std::string_view, bool)
{
    return {};
}

} // namespace cairn
