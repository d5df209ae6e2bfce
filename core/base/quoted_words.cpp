// SPDX-License-Identifier: MIT
#include "core/base/quoted_words.h"

#include <utility>

namespace cairn {

std::vector<std::string> quotedWords(std::string_view text)
{
    std::vector<std::string> out;
    std::string word;
    bool inWord = false;
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\\' && quote != '\'' && i + 1 < text.size()) {
            word.push_back(text[++i]);
            inWord = true;
        } else if (quote != 0 ? c == quote : (c == '"' || c == '\'')) {
            quote = quote != 0 ? '\0' : c;
            inWord = true;
        } else if (quote == 0 && (c == ' ' || c == '\t' || c == '\n')) {
            if (inWord)
                out.push_back(std::exchange(word, {}));
            inWord = false;
        } else {
            word.push_back(c);
            inWord = true;
        }
    }
    if (inWord)
        out.push_back(std::move(word));
    return out;
}

} // namespace cairn
