// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/aescrypt.h"
#include "core/format/aescrypt_keys.h"

#include <optional>

// What the readers of an AES Crypt file share: its header, keys and layout (storage-format.md
// §10.1).
namespace cairn::aes {

struct Header
{
    AesCryptInfo info;
    std::uint8_t fifthByte = 0; // version 0: length modulo 16; else reserved
    std::array<std::uint8_t, kBlock> publicIv{};
    std::array<std::uint8_t, kSealedKey> sealedKey{};
    std::array<std::uint8_t, kMac> mac{};
};
Result<Header> readHeader(const ByteSource &in, AesMac mode);

// IV and key of the payload, after the header's MAC has agreed.
struct Session
{
    KeyBytes<kSealedKey> bytes;
    [[nodiscard]] ByteView iv() const { return bytes.view().first(kBlock); }
    [[nodiscard]] ByteView key() const { return bytes.view().subspan(kBlock); }
};
Result<> openSession(const Header &header, const Secret &passphrase, Session &session);

// Where the ciphertext lies and what ends it.
struct Layout
{
    std::uint64_t cipherSize = 0;
    int modulo = -1; // plain length modulo 16; -1: PKCS#7 tells (version 3), or nothing does
    std::array<std::uint8_t, kMac> mac{};
    bool complete = true; // false: salvaging a file whose end is missing
};
Result<Layout> readLayout(const ByteSource &in, const Header &header, AesMac mode);

// Length of the pad at the end of the last block; nothing if it is not as it should be.
std::optional<std::size_t> padLength(ByteView lastBlock, int version, int modulo);

[[nodiscard]] tl::unexpected<Error> corrupt(const char *why);
[[nodiscard]] tl::unexpected<Error> wrongPassphrase();

} // namespace cairn::aes
