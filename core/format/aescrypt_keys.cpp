// SPDX-License-Identifier: MIT
#include "core/format/aescrypt_keys.h"

#include "core/base/text.h"
#include "core/base/window_thread.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstdlib>

namespace cairn::aes {

namespace {

// These fail only without memory or with a broken crypto library: nothing sane can follow, and
// going on could mean writing plain text.
void insist(bool good)
{
    if (!good)
        std::abort();
}

void appendUtf16(std::string &out, char32_t character)
{
    const auto put = [&out](char32_t unit) {
        out.push_back(static_cast<char>(unit & 0xff));
        out.push_back(static_cast<char>(unit >> 8));
    };
    if (character < 0x10000) {
        put(character);
    } else {
        put(0xd800 + ((character - 0x10000) >> 10));
        put(0xdc00 + ((character - 0x10000) & 0x3ff));
    }
}

std::string utf16Of(std::string_view utf8)
{
    std::string out;
    out.reserve(utf8.size() * 2 + 2); // no reallocation: it would leave copies behind
    while (!utf8.empty()) {
        char32_t character = 0;
        std::size_t length = decodeUtf8(utf8, character);
        if (length == 0) { // as .NET decodes bytes that are no text
            character = 0xfffd;
            length = 1;
        }
        appendUtf16(out, character);
        utf8.remove_prefix(length);
    }
    return out;
}

} // namespace

void deriveKey(const Secret &passphrase, ByteView publicIv, KeyBytes<kKey> &out)
{
    expectNoWindow("the making of a key");
    // Fetched once, and one context for all rounds: 0.85 ms a volume instead of 2.5.
    static const EVP_MD *const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    std::string text = utf16Of(passphrase.reveal());
    std::string round; // the key so far, then the passphrase
    round.reserve(kKey + text.size());
    round.append(asText(publicIv)).append(kKey - publicIv.size(), '\0').append(text);
    Secret::wipe(text);
    auto *const key = reinterpret_cast<std::uint8_t *>(round.data());
    EVP_MD_CTX *const context = EVP_MD_CTX_new();
    insist(context != nullptr && EVP_DigestInit_ex2(context, sha256, nullptr) == 1);
    for (unsigned i = 0; i < kKeyRounds; ++i) {
        EVP_DigestInit_ex2(context, nullptr, nullptr);
        EVP_DigestUpdate(context, round.data(), round.size());
        insist(EVP_DigestFinal_ex(context, key, nullptr) == 1);
    }
    EVP_MD_CTX_free(context);
    std::copy(key, key + kKey, out.bytes.begin());
    Secret::wipe(round);
}

void deriveKeyV3(const Secret &passphrase, ByteView publicIv, std::uint32_t iterations,
                 KeyBytes<kKey> &out)
{
    expectNoWindow("the making of a key");
    const std::string &text = passphrase.reveal();
    insist(PKCS5_PBKDF2_HMAC(text.data(), static_cast<int>(text.size()), publicIv.data(),
                             static_cast<int>(publicIv.size()), static_cast<int>(iterations),
                             EVP_sha512(), kKey, out.bytes.data()) == 1);
}

void Cbc::Free::operator()(EVP_CIPHER_CTX *context) const
{
    EVP_CIPHER_CTX_free(context);
}

Cbc::Cbc(Direction direction, ByteView key, ByteView iv)
    : m_context(EVP_CIPHER_CTX_new())
{
    static const EVP_CIPHER *const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
    insist(m_context &&
           EVP_CipherInit_ex2(m_context.get(), cipher, key.data(), iv.data(),
                              direction == Encrypt ? 1 : 0, nullptr) == 1 &&
           EVP_CIPHER_CTX_set_padding(m_context.get(), 0) == 1);
}

void Cbc::update(ByteView in, std::uint8_t *out)
{
    constexpr std::size_t kMost = 1U << 30; // the library counts in int
    while (!in.empty()) {
        const ByteView piece = in.first(std::min(in.size(), kMost));
        int written = 0;
        insist(EVP_CipherUpdate(m_context.get(), out, &written, piece.data(),
                                static_cast<int>(piece.size())) == 1 &&
               static_cast<std::size_t>(written) == piece.size());
        out += piece.size();
        in = in.subspan(piece.size());
    }
}

void Cbc::restart(ByteView iv)
{
    insist(EVP_CipherInit_ex2(m_context.get(), nullptr, nullptr, iv.data(), -1, nullptr) == 1);
}

void Hmac::Free::operator()(EVP_MAC_CTX *context) const
{
    EVP_MAC_CTX_free(context);
}

Hmac::Hmac(ByteView key)
{
    static EVP_MAC *const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    m_context.reset(EVP_MAC_CTX_new(hmac));
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    insist(m_context && EVP_MAC_init(m_context.get(), key.data(), key.size(), params) == 1);
}

void Hmac::update(ByteView bytes)
{
    EVP_MAC_update(m_context.get(), bytes.data(), bytes.size());
}

std::array<std::uint8_t, kMac> Hmac::finish()
{
    std::array<std::uint8_t, kMac> out{};
    std::size_t length = 0;
    insist(EVP_MAC_final(m_context.get(), out.data(), &length, out.size()) == 1);
    return out;
}

bool sameMac(ByteView a, ByteView b)
{
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

} // namespace cairn::aes
