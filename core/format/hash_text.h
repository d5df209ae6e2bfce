// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"

#include <string_view>

namespace cairn {

// Reads hashes in base64 one after another without allocating for each.
class HashText final
{
public:
    // False when it is none, or not of `length` bytes (0: any from 16 to 64).
    bool read(std::string_view text, std::size_t length, Digest &out)
    {
        constexpr std::size_t kLongest = 88;
        if (text.size() > kLongest || !fromBase64(text, false, m_raw) || m_raw.size() < 16 ||
            m_raw.size() > 64 || (length != 0 && m_raw.size() != length))
            return false;
        out = Digest(m_raw);
        return true;
    }

private:
    Buffer m_raw;
};

} // namespace cairn
