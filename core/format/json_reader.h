// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/format/limits.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// Receives a JSON document piece by piece. Views live for the call only. A failure ends the
// parsing.
class JsonHandler
{
public:
    virtual ~JsonHandler() = default;
    virtual Result<> beginObject() = 0;
    virtual Result<> endObject() = 0;
    virtual Result<> beginArray() = 0;
    virtual Result<> endArray() = 0;
    virtual Result<> key(std::string_view name) = 0;
    virtual Result<> string(std::string_view value) = 0;
    virtual Result<> number(std::int64_t value) = 0;
    virtual Result<> boolean(bool value) = 0;
    virtual Result<> null() = 0;
};

struct JsonLimits
{
    std::uint64_t document = limits::kJsonDocument;
    std::size_t string = limits::kJsonString;
    std::size_t members = limits::kJsonMembers;
};

// A push parser: takes a document in pieces of any size, in bounded memory. Stricter than most (§6
// of reliability.md): numbers are 64-bit integers, an object names a key once, the depth is
// bounded, nothing follows the document. A BOM in front is accepted. Strings come out as valid
// UTF-8: like .NET's reader, it replaces what is not by U+FFFD.
class JsonReader final : public ByteSink
{
public:
    explicit JsonReader(JsonHandler &handler, JsonLimits limits = {});

    Result<> write(ByteView bytes) override;
    Result<> finish(); // Corrupt unless a whole document was seen

    // A whole document at once.
    static Result<> parse(ByteView document, JsonHandler &handler, JsonLimits limits = {});

private:
    enum class State : std::uint8_t;
    struct Level
    {
        std::size_t firstKey; // in m_keys
        bool isObject;
    };
    Result<const char *> step(const char *at, const char *end);
    Result<const char *> value(const char *at, const char *end);
    Result<const char *> readString(const char *at, const char *end);
    Result<const char *> readEscape(const char *at, const char *end);
    Result<const char *> readWord(const char *at, const char *end);
    Result<> open(bool isObject);
    Result<> close(bool isObject);
    Result<> endString(std::string_view text);
    Result<> endWord();
    Result<> addKey(std::string_view name);
    void endUnit(std::uint32_t unit);
    void dropSurrogate();
    void afterValue();

    JsonHandler &m_handler;
    JsonLimits m_limits;
    State m_state;
    std::uint64_t m_seen = 0;
    std::vector<Level> m_levels;
    std::vector<std::uint64_t> m_keys; // hashes of the keys of all open objects
    std::string m_text;                // a string or word that spans pieces or has escapes
    std::string m_clean;               // the same, made valid UTF-8
    bool m_stringIsKey = false;
    std::uint64_t m_nonAscii = 0; // the string has bytes above 127
    std::uint32_t m_unit = 0;     // \uXXXX being read
    int m_unitDigits = 0;
    std::uint32_t m_highSurrogate = 0; // waiting for its other half
};

// A handler for small flat objects whose members are scalars. Nested values are skipped.
class FlatObjectHandler : public JsonHandler
{
public:
    Result<> beginObject() final;
    Result<> endObject() final;
    Result<> beginArray() final;
    Result<> endArray() final;
    Result<> key(std::string_view name) final;
    Result<> string(std::string_view value) final;
    Result<> number(std::int64_t value) final;
    Result<> boolean(bool value) final;
    Result<> null() final;

protected:
    virtual Result<> member(std::string_view name, std::string_view text) = 0;
    virtual Result<> memberNumber(std::string_view name, std::int64_t number); // ignored here
    virtual Result<> memberFlag(std::string_view name, bool flag);             // ignored here

private:
    int m_depth = 0;
    std::string m_key;
};

} // namespace cairn
