// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

// Numbers as zip has them. The caller has checked that they lie inside.
namespace cairn {

[[nodiscard]] inline std::uint16_t le16(const std::uint8_t *at)
{
    return static_cast<std::uint16_t>(at[0] | (at[1] << 8));
}
[[nodiscard]] inline std::uint32_t le32(const std::uint8_t *at)
{
    return le16(at) | (std::uint32_t{le16(at + 2)} << 16);
}
[[nodiscard]] inline std::uint64_t le64(const std::uint8_t *at)
{
    return le32(at) | (std::uint64_t{le32(at + 4)} << 32);
}

inline void putLe(Buffer &out, std::uint64_t value, int bytes)
{
    std::uint8_t raw[8];
    for (int i = 0; i < bytes; ++i)
        raw[i] = static_cast<std::uint8_t>(value >> (8 * i));
    out.append(ByteView(raw, static_cast<std::size_t>(bytes)));
}
inline void put16(Buffer &out, std::uint64_t value)
{
    putLe(out, value, 2);
}
inline void put32(Buffer &out, std::uint64_t value)
{
    putLe(out, value, 4);
}
inline void put64(Buffer &out, std::uint64_t value)
{
    putLe(out, value, 8);
}

} // namespace cairn
