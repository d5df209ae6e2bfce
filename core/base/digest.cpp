// SPDX-License-Identifier: MIT
#include "core/base/digest.h"

#include "core/base/sha256_pair.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace cairn {

namespace {

struct Known
{
    HashAlgorithm algorithm;
    const char *name;
    std::size_t length;
};
constexpr Known kKnown[] = {
    {HashAlgorithm::Md5, "MD5", 16},       {HashAlgorithm::Sha1, "SHA1", 20},
    {HashAlgorithm::Sha256, "SHA256", 32}, {HashAlgorithm::Sha384, "SHA384", 48},
    {HashAlgorithm::Sha512, "SHA512", 64},
};

const EVP_MD *implementation(HashAlgorithm algorithm)
{
    // Fetched once: an implicit fetch on each init costs more than hashing a small block.
    static const EVP_MD *const fetched[] = {
        EVP_MD_fetch(nullptr, "MD5", nullptr), EVP_MD_fetch(nullptr, "SHA1", nullptr),
        EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_fetch(nullptr, "SHA384", nullptr),
        EVP_MD_fetch(nullptr, "SHA512", nullptr)};
    return fetched[static_cast<std::size_t>(algorithm)];
}

constexpr char kStandard[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr char kUrl[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::array<std::int8_t, 256> reverseTable(const char *alphabet)
{
    std::array<std::int8_t, 256> table;
    table.fill(-1);
    for (int i = 0; i < 64; ++i)
        table[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::int8_t>(i);
    return table;
}

} // namespace

const char *hashName(HashAlgorithm algorithm)
{
    return kKnown[static_cast<std::size_t>(algorithm)].name;
}

std::size_t hashLength(HashAlgorithm algorithm)
{
    return kKnown[static_cast<std::size_t>(algorithm)].length;
}

std::optional<HashAlgorithm> hashFromName(std::string_view name, bool ignoreCase)
{
    for (const Known &known : kKnown) {
        const std::string_view candidate = known.name;
        if (candidate.size() != name.size())
            continue;
        bool same = true;
        for (std::size_t i = 0; i < name.size() && same; ++i) {
            const char c = name[i];
            same = c == candidate[i] ||
                   (ignoreCase && c >= 'a' && c <= 'z' && c - 'a' + 'A' == candidate[i]);
        }
        if (same)
            return known.algorithm;
    }
    return std::nullopt;
}

Digest::Digest(ByteView bytes)
    : m_size(static_cast<std::uint8_t>(std::min<std::size_t>(bytes.size(), 64)))
{
    if (m_size != 0)
        std::memcpy(m_bytes.data(), bytes.data(), m_size);
}

namespace {

std::optional<Digest> decode(std::string_view text, bool urlSafe)
{
    Buffer raw;
    if (text.size() > 88 || !fromBase64(text, urlSafe, raw) || raw.size() > 64)
        return std::nullopt;
    return Digest(raw.view());
}

} // namespace

std::optional<Digest> Digest::fromBase64(std::string_view text)
{
    return decode(text, false);
}

std::optional<Digest> Digest::fromBase64Url(std::string_view text)
{
    return decode(text, true);
}

std::string Digest::toBase64() const
{
    return cairn::toBase64(view(), false);
}

std::string Digest::toBase64Url() const
{
    return cairn::toBase64(view(), true);
}

std::string Digest::toHex() const
{
    std::string out;
    out.reserve(2U * m_size);
    for (const std::uint8_t byte : view()) {
        out.push_back("0123456789abcdef"[byte >> 4]);
        out.push_back("0123456789abcdef"[byte & 15]);
    }
    return out;
}

// SHA-256 has its state at hand, which for short content also costs half; the others are the
// library's.
struct Hasher::Context
{
    explicit Context(HashAlgorithm algorithm)
    {
        if (algorithm == HashAlgorithm::Sha256) {
            sha256.emplace();
            return;
        }
        other = EVP_MD_CTX_new();
        if (EVP_DigestInit_ex2(other, implementation(algorithm), nullptr) != 1)
            std::abort(); // out of memory or a broken crypto library: nothing sane can follow
    }
    ~Context() { EVP_MD_CTX_free(other); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;

    std::optional<Sha256> sha256;
    EVP_MD_CTX *other = nullptr;
};

Hasher::Hasher(HashAlgorithm algorithm)
    : m_context(std::make_unique<Context>(algorithm))
    , m_algorithm(algorithm)
{
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::update(ByteView bytes)
{
    if (m_context->sha256)
        m_context->sha256->update(bytes);
    else
        EVP_DigestUpdate(m_context->other, bytes.data(), bytes.size());
}

Digest Hasher::finish()
{
    if (m_context->sha256)
        return m_context->sha256->finish();
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> out{};
    unsigned length = 0;
    EVP_DigestFinal_ex(m_context->other, out.data(), &length);
    EVP_DigestInit_ex2(m_context->other, nullptr, nullptr);
    return Digest(ByteView(out.data(), length));
}

Sha256 *Hasher::sha256()
{
    return m_context->sha256 ? &*m_context->sha256 : nullptr;
}

bool areFasterTogether(Hasher &a, Hasher &b)
{
    return a.sha256() != nullptr && b.sha256() != nullptr && hasFastPair();
}

void updateBoth(Hasher &a, ByteView aBytes, Hasher &b, ByteView bBytes)
{
    if (areFasterTogether(a, b)) {
        updatePair(*a.sha256(), aBytes, *b.sha256(), bBytes);
        return;
    }
    a.update(aBytes);
    b.update(bBytes);
}

Digest hashOf(HashAlgorithm algorithm, ByteView bytes)
{
    return Hasher(algorithm).hash(bytes);
}

std::string toBase64(ByteView bytes, bool urlSafe)
{
    const char *alphabet = urlSafe ? kUrl : kStandard;
    std::string out((bytes.size() + 2) / 3 * 4, '=');
    std::size_t at = 0;
    std::size_t i = 0;
    for (; i + 2 < bytes.size(); i += 3) {
        const unsigned v =
            (unsigned{bytes[i]} << 16) | (unsigned{bytes[i + 1]} << 8) | bytes[i + 2];
        out[at++] = alphabet[v >> 18];
        out[at++] = alphabet[(v >> 12) & 63];
        out[at++] = alphabet[(v >> 6) & 63];
        out[at++] = alphabet[v & 63];
    }
    if (i + 1 == bytes.size()) {
        out[at++] = alphabet[bytes[i] >> 2];
        out[at] = alphabet[(bytes[i] & 3) << 4];
    } else if (i + 2 == bytes.size()) {
        const unsigned v = (unsigned{bytes[i]} << 8) | bytes[i + 1];
        out[at++] = alphabet[v >> 10];
        out[at++] = alphabet[(v >> 4) & 63];
        out[at] = alphabet[(v & 15) << 2];
    }
    return out;
}

bool fromBase64(std::string_view text, bool urlSafe, Buffer &out)
{
    static const auto standard = reverseTable(kStandard);
    static const auto url = reverseTable(kUrl);
    const auto &table = urlSafe ? url : standard;
    if (text.size() % 4 != 0)
        return false;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=')
        ++padding;
    const std::size_t length = text.size() / 4 * 3 - padding;
    out.resize(length);
    std::size_t at = 0;
    for (std::size_t i = 0; i < text.size(); i += 4) {
        unsigned v = 0;
        for (std::size_t k = 0; k < 4; ++k) {
            const std::size_t position = i + k;
            int digit = 0;
            if (position < text.size() - padding)
                digit = table[static_cast<std::uint8_t>(text[position])];
            if (digit < 0)
                return false;
            v = (v << 6) | static_cast<unsigned>(digit);
        }
        for (int k = 2; k >= 0; --k) {
            const auto byte = static_cast<std::uint8_t>(v >> (8 * k));
            if (at < length)
                out.data()[at++] = byte;
            else if (byte != 0)
                return false; // bits set in the padding: not canonical
        }
    }
    return true;
}

} // namespace cairn
