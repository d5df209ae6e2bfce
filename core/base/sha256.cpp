// SPDX-License-Identifier: MIT
// The library's newer interface keeps the state to itself.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "core/base/sha256.h"

namespace cairn {

void Sha256::reset()
{
    SHA256_Init(&m_context);
}

void Sha256::update(ByteView bytes)
{
    SHA256_Update(&m_context, bytes.data(), bytes.size());
}

Digest Sha256::finish()
{
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> out{};
    SHA256_Final(out.data(), &m_context);
    reset();
    return Digest(out);
}

void Sha256::tookBlocks(std::size_t count)
{
    // The length so far, in bits, as two words.
    const std::uint64_t bits =
        ((std::uint64_t{m_context.Nh} << 32) | m_context.Nl) + std::uint64_t{count} * kBlock * 8;
    m_context.Nl = static_cast<std::uint32_t>(bits);
    m_context.Nh = static_cast<std::uint32_t>(bits >> 32);
}

} // namespace cairn
