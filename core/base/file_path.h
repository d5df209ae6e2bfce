// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <compare>
#include <string>
#include <string_view>

namespace cairn {

// A path as the system gave it: bytes, not text (R26). '/' separates; no NUL inside.
class FilePath final
{
public:
    FilePath() = default;
    explicit FilePath(std::string bytes)
        : m_bytes(std::move(bytes))
    {
    }
    // From a command line or a setting: the bytes that Qt's local 8-bit form of `text` has.
    [[nodiscard]] static FilePath fromText(const QString &text);

    [[nodiscard]] const std::string &bytes() const { return m_bytes; }
    [[nodiscard]] const char *c_str() const { return m_bytes.c_str(); }
    [[nodiscard]] bool empty() const { return m_bytes.empty(); }
    [[nodiscard]] FilePath operator/(std::string_view name) const;
    // Without the last component; "/" stays "/", "a" gives ".".
    [[nodiscard]] FilePath parent() const;
    [[nodiscard]] std::string_view name() const; // last component, trailing '/' ignored
    [[nodiscard]] QString display() const;       // for people only
    auto operator<=>(const FilePath &) const = default;

private:
    std::string m_bytes;
};

// Bytes for people: invalid UTF-8 and control characters as escapes, so that a name can neither
// garble a terminal nor pass for another.
[[nodiscard]] QString displayText(std::string_view bytes);

} // namespace cairn
