// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>
#include <string>

namespace cairn {

// A passphrase or key (S5): wiped when dropped, no stream or log operator, copied only on purpose.
// The text is UTF-8, as typed; no normalisation (storage-format.md §10.1).
class Secret final
{
public:
    Secret() = default;
    explicit Secret(std::string utf8)
        : m_text(std::make_shared<Text>(std::move(utf8)))
    {
    }
    [[nodiscard]] bool empty() const { return !m_text || m_text->value.empty(); }
    [[nodiscard]] const std::string &reveal() const
    {
        static const std::string none;
        return m_text ? m_text->value : none;
    }

private:
    struct Text
    {
        explicit Text(std::string text)
            : value(std::move(text))
        {
        }
        Text(const Text &) = delete;
        Text &operator=(const Text &) = delete;
        ~Text() { wipe(value); }
        std::string value;
    };

public:
    // Overwrites the characters in a way the optimiser keeps.
    static void wipe(std::string &text)
    {
        volatile char *at = text.data();
        for (std::size_t i = 0; i < text.size(); ++i)
            at[i] = 0;
        text.clear();
    }

private:
    std::shared_ptr<Text> m_text; // shared: many threads hold the one copy
};

} // namespace cairn
