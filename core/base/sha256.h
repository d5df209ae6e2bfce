// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"

#include <openssl/sha.h>

namespace cairn {

// SHA-256 (FIPS 180-4) with an open state, for what hashes while it does something else: a hash is
// one chain of steps that wait for each other, and a second chain fits into the gaps.
class Sha256 final
{
public:
    static constexpr std::size_t kBlock = 64;

    Sha256() { reset(); }
    void reset();
    void update(ByteView bytes);
    [[nodiscard]] Digest finish(); // and is ready for the next

    // Bytes that are missing to a whole block: 0 to 63. At 0 the eight words of the state may be
    // taken on by blocks elsewhere, which is told afterwards.
    [[nodiscard]] std::size_t toBoundary() const { return (kBlock - m_context.num) % kBlock; }
    [[nodiscard]] std::uint32_t *words() { return m_context.h; }
    void tookBlocks(std::size_t count);

private:
    SHA256_CTX m_context;
};

} // namespace cairn
