// SPDX-License-Identifier: MIT
#pragma once

#ifdef __x86_64__

#include <cstdint>
#include <immintrin.h>

// SHA-256 by the processor's own instructions, for loops that do something else in between. A
// function that uses these needs CAIRN_TARGET_SHA and a processor with hasShaInstructions().
#define CAIRN_TARGET_SHA __attribute__((target("sha,sse4.1,ssse3,aes")))

namespace cairn::x86 {

[[nodiscard]] bool hasShaInstructions(); // SHA, and AES with what both need

// FIPS 180-4 §4.2.2.
alignas(64) inline constexpr std::uint32_t kRound[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

// The state in the order that the instructions want, and a block's sixteen latest words.
struct ShaLane
{
    __m128i abef;
    __m128i cdgh;
    __m128i abefBefore; // at the block's beginning
    __m128i cdghBefore;
    __m128i words[4];
};

CAIRN_TARGET_SHA inline void load(ShaLane &lane, const std::uint32_t *state)
{
    __m128i low = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state));
    __m128i high = _mm_loadu_si128(reinterpret_cast<const __m128i *>(state + 4));
    low = _mm_shuffle_epi32(low, 0xb1);
    high = _mm_shuffle_epi32(high, 0x1b);
    lane.abef = _mm_alignr_epi8(low, high, 8);
    lane.cdgh = _mm_blend_epi16(high, low, 0xf0);
}

CAIRN_TARGET_SHA inline void store(const ShaLane &lane, std::uint32_t *state)
{
    const __m128i low = _mm_shuffle_epi32(lane.abef, 0x1b);
    const __m128i high = _mm_shuffle_epi32(lane.cdgh, 0xb1);
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state), _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(state + 4), _mm_alignr_epi8(high, low, 8));
}

CAIRN_TARGET_SHA inline void beginBlock(ShaLane &lane)
{
    lane.abefBefore = lane.abef;
    lane.cdghBefore = lane.cdgh;
}

CAIRN_TARGET_SHA inline void endBlock(ShaLane &lane)
{
    lane.abef = _mm_add_epi32(lane.abef, lane.abefBefore);
    lane.cdgh = _mm_add_epi32(lane.cdgh, lane.cdghBefore);
}

// Words 4 * `step` and the three after it, for step 0 to 15 of a block.
CAIRN_TARGET_SHA inline __m128i words(ShaLane &lane, const std::uint8_t *block, int step)
{
    const int at = step & 3;
    if (step < 4) {
        const __m128i swapped = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
        lane.words[at] = _mm_shuffle_epi8(
            _mm_loadu_si128(reinterpret_cast<const __m128i *>(block + 16 * step)), swapped);
    } else {
        const __m128i before = lane.words[(at + 3) & 3];
        const __m128i sum =
            _mm_add_epi32(_mm_sha256msg1_epu32(lane.words[at], lane.words[(at + 1) & 3]),
                          _mm_alignr_epi8(before, lane.words[(at + 2) & 3], 4));
        lane.words[at] = _mm_sha256msg2_epu32(sum, before);
    }
    return _mm_add_epi32(lane.words[at],
                         _mm_load_si128(reinterpret_cast<const __m128i *>(kRound + 4 * step)));
}

// Four rounds of two chains.
CAIRN_TARGET_SHA inline void fourRounds(ShaLane &a, const std::uint8_t *aBlock, ShaLane &b,
                                        const std::uint8_t *bBlock, int step)
{
    const __m128i aWords = words(a, aBlock, step);
    const __m128i bWords = words(b, bBlock, step);
    a.cdgh = _mm_sha256rnds2_epu32(a.cdgh, a.abef, aWords);
    b.cdgh = _mm_sha256rnds2_epu32(b.cdgh, b.abef, bWords);
    a.abef = _mm_sha256rnds2_epu32(a.abef, a.cdgh, _mm_shuffle_epi32(aWords, 0x0e));
    b.abef = _mm_sha256rnds2_epu32(b.abef, b.cdgh, _mm_shuffle_epi32(bWords, 0x0e));
}

} // namespace cairn::x86

#endif
