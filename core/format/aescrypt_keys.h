// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/secret.h"

#include <array>
#include <cstdint>
#include <memory>

struct evp_cipher_ctx_st;
struct evp_mac_ctx_st;

// The cryptographic pieces that AES Crypt is made of (storage-format.md §10.1).
namespace cairn::aes {

inline constexpr std::size_t kBlock = 16;
inline constexpr std::size_t kKey = 32;
inline constexpr std::size_t kMac = 32;
inline constexpr std::size_t kSealedKey = 48; // session IV and session key, encrypted
inline constexpr unsigned kKeyRounds = 8192;

// Key material, overwritten when dropped.
template<std::size_t N>
struct KeyBytes
{
    std::array<std::uint8_t, N> bytes{};
    KeyBytes() = default;
    KeyBytes(const KeyBytes &) = delete;
    KeyBytes &operator=(const KeyBytes &) = delete;
    ~KeyBytes()
    {
        volatile std::uint8_t *at = bytes.data();
        for (std::size_t i = 0; i < N; ++i)
            at[i] = 0;
    }
    [[nodiscard]] ByteView view() const { return bytes; }
};

// Of versions 0 to 2: rounds of SHA-256 over the key so far and the passphrase in UTF-16LE.
void deriveKey(const Secret &passphrase, ByteView publicIv, KeyBytes<kKey> &out);
// Of version 3: PBKDF2 with HMAC-SHA512 over the passphrase in UTF-8.
void deriveKeyV3(const Secret &passphrase, ByteView publicIv, std::uint32_t iterations,
                 KeyBytes<kKey> &out);

// AES-256 in CBC mode, whole blocks only.
class Cbc final
{
public:
    enum Direction { Decrypt, Encrypt };
    Cbc(Direction direction, ByteView key, ByteView iv);
    // `in` is a multiple of 16 bytes, `out` has room for as many; they may be the same memory.
    void update(ByteView in, std::uint8_t *out);
    // As if it had just been made, with another start: the block before is all that decryption
    // needs.
    void restart(ByteView iv);

private:
    struct Free
    {
        void operator()(evp_cipher_ctx_st *context) const;
    };
    std::unique_ptr<evp_cipher_ctx_st, Free> m_context;
};

// HMAC-SHA256.
class Hmac final
{
public:
    explicit Hmac(ByteView key);
    void update(ByteView bytes);
    [[nodiscard]] std::array<std::uint8_t, kMac> finish(); // once

private:
    struct Free
    {
        void operator()(evp_mac_ctx_st *context) const;
    };
    std::unique_ptr<evp_mac_ctx_st, Free> m_context;
};

// Takes the same time wherever the difference is.
[[nodiscard]] bool sameMac(ByteView a, ByteView b);

} // namespace cairn::aes
