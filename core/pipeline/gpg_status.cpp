// SPDX-License-Identifier: MIT
#include "core/pipeline/gpg_status.h"

#include <algorithm>

namespace cairn {

bool gpgSays(std::string_view status, std::string_view words)
{
    constexpr std::string_view kMark = "[GNUPG:] ";
    while (!status.empty()) {
        const std::size_t end = std::min(status.find('\n'), status.size());
        std::string_view line = status.substr(0, end);
        status.remove_prefix(std::min(end + 1, status.size()));
        if (!line.starts_with(kMark))
            continue;
        line.remove_prefix(kMark.size());
        // "ERROR symkey_decrypt.maybe_error 11": a dot ends a word too.
        if (line.starts_with(words) &&
            (line.size() == words.size() ||
             std::string_view(" .\r").find(line[words.size()]) != std::string_view::npos))
            return true;
    }
    return false;
}

} // namespace cairn
