// SPDX-License-Identifier: MIT
#include "core/format/aes_sealer.h"

#include "core/base/sha256_pair.h"
#include "core/base/sha256_x86.h"

#include <algorithm>

namespace cairn::aes {

#ifdef __x86_64__

namespace {

constexpr std::size_t kRounds = 14;
// How far the hashes are behind the cipher, so that what they read is in the nearest cache and
// written already; a multiple of 64.
constexpr std::size_t kBehind = 8U << 10;

// The key schedule (FIPS 197 §5.2), overwritten when dropped.
struct RoundKeys
{
    KeyBytes<(kRounds + 1) * kBlock> bytes;
    [[nodiscard]] CAIRN_TARGET_SHA __m128i at(std::size_t round) const
    {
        return _mm_loadu_si128(
            reinterpret_cast<const __m128i *>(bytes.bytes.data() + round * kBlock));
    }
    CAIRN_TARGET_SHA void put(std::size_t round, __m128i key)
    {
        _mm_storeu_si128(reinterpret_cast<__m128i *>(bytes.bytes.data() + round * kBlock), key);
    }
};

// Each word is the sum of the words before it.
CAIRN_TARGET_SHA __m128i summed(__m128i key)
{
    key = _mm_xor_si128(key, _mm_slli_si128(key, 4));
    return _mm_xor_si128(key, _mm_slli_si128(key, 8));
}

// Round keys `Round` and the one after it, from the two before.
template<int Round, int Constant>
CAIRN_TARGET_SHA void expandTwo(RoundKeys &keys)
{
    const __m128i last = keys.at(Round - 1);
    const __m128i even =
        _mm_xor_si128(summed(keys.at(Round - 2)),
                      _mm_shuffle_epi32(_mm_aeskeygenassist_si128(last, Constant), 0xff));
    keys.put(Round, even);
    if constexpr (Round < kRounds)
        keys.put(Round + 1,
                 _mm_xor_si128(summed(last),
                               _mm_shuffle_epi32(_mm_aeskeygenassist_si128(even, 0), 0xaa)));
}

CAIRN_TARGET_SHA void expand(ByteView key, RoundKeys &keys)
{
    std::ranges::copy(key, keys.bytes.bytes.begin());
    expandTwo<2, 0x01>(keys);
    expandTwo<4, 0x02>(keys);
    expandTwo<6, 0x04>(keys);
    expandTwo<8, 0x08>(keys);
    expandTwo<10, 0x10>(keys);
    expandTwo<12, 0x20>(keys);
    expandTwo<14, 0x40>(keys);
}

CAIRN_TARGET_SHA inline __m128i loadBlock(const std::uint8_t *at)
{
    return _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
}

CAIRN_TARGET_SHA inline void storeBlock(std::uint8_t *at, __m128i block)
{
    _mm_storeu_si128(reinterpret_cast<__m128i *>(at), block);
}

// One quarter of a block's rounds.
template<int Quarter>
CAIRN_TARGET_SHA inline __m128i quarter(const RoundKeys &keys, __m128i state,
                                        const std::uint8_t *in, std::uint8_t *out)
{
    constexpr int kFirst[] = {1, 4, 8, 11, 14};
    if constexpr (Quarter == 0)
        state = _mm_xor_si128(_mm_xor_si128(state, loadBlock(in)), keys.at(0));
#pragma GCC unroll 4
    for (int round = kFirst[Quarter]; round < kFirst[Quarter + 1]; ++round)
        state = _mm_aesenc_si128(state, keys.at(static_cast<std::size_t>(round)));
    if constexpr (Quarter == 3) {
        state = _mm_aesenclast_si128(state, keys.at(kRounds));
        storeBlock(out, state);
    }
    return state;
}

CAIRN_TARGET_SHA void encryptOnly(const RoundKeys &keys, std::uint8_t *iv, const std::uint8_t *in,
                                  std::uint8_t *out, std::size_t blocks)
{
    __m128i state = loadBlock(iv);
    for (; blocks > 0; --blocks, in += kBlock, out += kBlock) {
        state = quarter<0>(keys, state, in, out);
        state = quarter<1>(keys, state, in, out);
        state = quarter<2>(keys, state, in, out);
        state = quarter<3>(keys, state, in, out);
    }
    storeBlock(iv, state);
}

// Encrypts 64 bytes while each hash takes 64 bytes of what was encrypted before, `count` times.
CAIRN_TARGET_SHA void encryptAndHash(const RoundKeys &keys, std::uint8_t *iv,
                                     const std::uint8_t *in, std::uint8_t *out,
                                     std::uint32_t *aState, const std::uint8_t *a,
                                     std::uint32_t *bState, const std::uint8_t *b,
                                     std::size_t count)
{
    x86::ShaLane aLane;
    x86::ShaLane bLane;
    x86::load(aLane, aState);
    x86::load(bLane, bState);
    __m128i state = loadBlock(iv);
    for (; count > 0; --count, a += Sha256::kBlock, b += Sha256::kBlock) {
        x86::beginBlock(aLane);
        x86::beginBlock(bLane);
#pragma GCC unroll 4
        for (int step = 0; step < 16; step += 4, in += kBlock, out += kBlock) {
            state = quarter<0>(keys, state, in, out);
            x86::fourRounds(aLane, a, bLane, b, step);
            state = quarter<1>(keys, state, in, out);
            x86::fourRounds(aLane, a, bLane, b, step + 1);
            state = quarter<2>(keys, state, in, out);
            x86::fourRounds(aLane, a, bLane, b, step + 2);
            state = quarter<3>(keys, state, in, out);
            x86::fourRounds(aLane, a, bLane, b, step + 3);
        }
        x86::endBlock(aLane);
        x86::endBlock(bLane);
    }
    x86::store(aLane, aState);
    x86::store(bLane, bState);
    storeBlock(iv, state);
}

// The hash of a key's block in HMAC (RFC 2104): the key, filled up with zeros, xor `pad`.
Sha256 keyed(ByteView key, std::uint8_t pad)
{
    KeyBytes<Sha256::kBlock> block;
    std::ranges::copy(key, block.bytes.begin());
    for (std::uint8_t &byte : block.bytes)
        byte ^= pad;
    Sha256 hash;
    hash.update(block.view());
    return hash;
}

// The part of `bytes` from `at` on that brings the hash to the boundary of a block.
void align(Sha256 &hash, ByteView bytes, std::size_t &at)
{
    const std::size_t length = std::min(hash.toBoundary(), bytes.size() - at);
    hash.update(bytes.subspan(at, length));
    at += length;
}

} // namespace

struct Sealer::Fast
{
    Fast(ByteView key, ByteView iv, Sha256 &file)
        : inner(keyed(key, 0x36))
        , outer(keyed(key, 0x5c))
        , fileHash(file)
    {
        expand(key, keys);
        std::ranges::copy(iv, chain.bytes.begin());
    }

    void update(ByteView in, std::uint8_t *out)
    {
        std::size_t encrypted = std::min(in.size(), kBehind);
        encryptOnly(keys, chain.bytes.data(), in.data(), out, encrypted / kBlock);
        std::size_t inMac = 0;
        std::size_t inFile = 0;
        align(inner, {out, encrypted}, inMac);
        align(fileHash, {out, encrypted}, inFile);
        while (encrypted < in.size()) {
            const std::size_t count =
                std::min(in.size() - encrypted, encrypted - std::max(inMac, inFile)) /
                Sha256::kBlock;
            if (count == 0)
                break;
            encryptAndHash(keys, chain.bytes.data(), in.data() + encrypted, out + encrypted,
                           inner.words(), out + inMac, fileHash.words(), out + inFile, count);
            inner.tookBlocks(count);
            fileHash.tookBlocks(count);
            for (std::size_t *at : {&encrypted, &inMac, &inFile})
                *at += count * Sha256::kBlock;
        }
        encryptOnly(keys, chain.bytes.data(), in.data() + encrypted, out + encrypted,
                    (in.size() - encrypted) / kBlock);
        updatePair(inner, {out + inMac, in.size() - inMac}, fileHash,
                   {out + inFile, in.size() - inFile});
    }

    RoundKeys keys;
    KeyBytes<kBlock> chain; // the block before
    Sha256 inner;
    Sha256 outer;
    Sha256 &fileHash;
};

#else

struct Sealer::Fast
{
};

#endif

Sealer::Sealer(ByteView key, ByteView iv, Hasher *fileHash)
    : m_fileHash(fileHash)
{
#ifdef __x86_64__
    if (fileHash != nullptr && fileHash->sha256() != nullptr && x86::hasShaInstructions()) {
        m_fast = std::make_unique<Fast>(key, iv, *fileHash->sha256());
        return;
    }
#endif
    m_plain = std::make_unique<Plain>(Plain{Cbc(Cbc::Encrypt, key, iv), Hmac(key)});
}

Sealer::~Sealer() = default;

void Sealer::update(ByteView in, std::uint8_t *out)
{
#ifdef __x86_64__
    if (m_fast)
        return m_fast->update(in, out);
#endif
    m_plain->cipher.update(in, out);
    m_plain->mac.update({out, in.size()});
    if (m_fileHash != nullptr)
        m_fileHash->update({out, in.size()});
}

std::array<std::uint8_t, kMac> Sealer::finish()
{
#ifdef __x86_64__
    if (m_fast) {
        m_fast->outer.update(m_fast->inner.finish().view());
        std::array<std::uint8_t, kMac> mac{};
        std::ranges::copy(m_fast->outer.finish().view(), mac.begin());
        return mac;
    }
#endif
    return m_plain->mac.finish();
}

} // namespace cairn::aes
