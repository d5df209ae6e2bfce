// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <array>
#include <compare>
#include <memory>
#include <optional>
#include <string>

namespace cairn {

// The hashes that the format knows (storage-format.md §8).
enum class HashAlgorithm : std::uint8_t { Md5, Sha1, Sha256, Sha384, Sha512 };

[[nodiscard]] const char *hashName(HashAlgorithm algorithm);   // "SHA256", as manifests spell it
[[nodiscard]] std::size_t hashLength(HashAlgorithm algorithm); // bytes
[[nodiscard]] std::optional<HashAlgorithm> hashFromName(std::string_view name,
                                                        bool ignoreCase = false);

// A hash value: 16 to 64 bytes, or empty for "unknown".
class Digest final
{
public:
    Digest() = default;
    explicit Digest(ByteView bytes); // longer than 64 bytes is cut
    [[nodiscard]] static std::optional<Digest> fromBase64(std::string_view text); // padded, + and /
    [[nodiscard]] static std::optional<Digest>
    fromBase64Url(std::string_view text); // padded, - and _

    [[nodiscard]] ByteView view() const { return {m_bytes.data(), m_size}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::string toBase64() const;
    [[nodiscard]] std::string toBase64Url() const;
    [[nodiscard]] std::string toHex() const;
    // The first eight bytes: uniformly spread, so a ready hash-table key.
    [[nodiscard]] std::uint64_t prefix() const
    {
        std::uint64_t value = 0;
        std::memcpy(&value, m_bytes.data(), sizeof value);
        return value;
    }
    friend bool operator==(const Digest &a, const Digest &b)
    {
        return a.m_size == b.m_size &&
               std::memcmp(a.m_bytes.data(), b.m_bytes.data(), a.m_size) == 0;
    }
    friend std::strong_ordering operator<=>(const Digest &a, const Digest &b)
    {
        if (const auto order = a.m_size <=> b.m_size; order != 0)
            return order;
        return std::memcmp(a.m_bytes.data(), b.m_bytes.data(), a.m_size) <=> 0;
    }

private:
    std::array<std::uint8_t, 64> m_bytes{};
    std::uint8_t m_size = 0;
};

class Sha256;

// Computes one hash after another; keeps its context, so reuse one per thread. Move-only.
class Hasher final
{
public:
    explicit Hasher(HashAlgorithm algorithm);
    ~Hasher();
    Hasher(Hasher &&) noexcept;
    Hasher &operator=(Hasher &&) noexcept;

    void update(ByteView bytes);
    [[nodiscard]] Digest finish(); // and is ready for the next
    [[nodiscard]] Digest hash(ByteView bytes)
    {
        update(bytes);
        return finish();
    }
    [[nodiscard]] HashAlgorithm algorithm() const { return m_algorithm; }
    // Its state, for what hashes in a loop of its own; null with other algorithms.
    [[nodiscard]] Sha256 *sha256();

private:
    struct Context;
    std::unique_ptr<Context> m_context;
    HashAlgorithm m_algorithm;
};

[[nodiscard]] Digest hashOf(HashAlgorithm algorithm, ByteView bytes);

// Whether updateBoth() of these is faster than one after the other.
[[nodiscard]] bool areFasterTogether(Hasher &a, Hasher &b);
// Each takes on its own bytes; two chains of steps side by side, where the processor can.
void updateBoth(Hasher &a, ByteView aBytes, Hasher &b, ByteView bBytes);

// RFC 4648 base64 with padding. Decoding refuses anything but the exact canonical alphabet and
// padding.
[[nodiscard]] std::string toBase64(ByteView bytes, bool urlSafe = false);
[[nodiscard]] bool fromBase64(std::string_view text, bool urlSafe, Buffer &out);

} // namespace cairn

template<>
struct std::hash<cairn::Digest>
{
    std::size_t operator()(const cairn::Digest &digest) const noexcept { return digest.prefix(); }
};
