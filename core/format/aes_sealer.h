// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/format/aescrypt_keys.h"

namespace cairn::aes {

// Encrypts with AES-256 in CBC mode and hashes what comes out, for the payload's HMAC-SHA256 and
// for the hash of the whole file. Each of the three is a chain of steps that wait for each other;
// where the processor has instructions for both, one loop does all in the time of the longest.
class Sealer final
{
public:
    // `fileHash` has taken what lies before the ciphertext, and outlives this; null for none.
    Sealer(ByteView key, ByteView iv, Hasher *fileHash);
    ~Sealer();
    Sealer(const Sealer &) = delete;
    Sealer &operator=(const Sealer &) = delete;

    // `in` is a multiple of 16 bytes, `out` has room for as many; they may be the same memory.
    void update(ByteView in, std::uint8_t *out);
    [[nodiscard]] std::array<std::uint8_t, kMac> finish(); // the MAC; once

private:
    struct Fast;
    struct Plain
    {
        Cbc cipher;
        Hmac mac;
    };

    Hasher *m_fileHash;
    std::unique_ptr<Fast> m_fast;
    std::unique_ptr<Plain> m_plain; // where m_fast is not
};

} // namespace cairn::aes
