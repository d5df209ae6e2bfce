// SPDX-License-Identifier: MIT
#include "core/base/sha256_pair.h"

#include "core/base/sha256_x86.h"

#include <algorithm>

#ifdef __x86_64__
#include <cpuid.h>
#endif

namespace cairn {

#ifdef __x86_64__

namespace x86 {

bool hasShaInstructions()
{
    static const bool has = [] {
        unsigned a = 0;
        unsigned b = 0;
        unsigned c = 0;
        unsigned d = 0;
        if (__get_cpuid(1, &a, &b, &c, &d) == 0)
            return false;
        const bool basics = (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0 && (c & bit_AES) != 0;
        return basics && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
    }();
    return has;
}

namespace {

CAIRN_TARGET_SHA void pairBlocks(std::uint32_t *aState, const std::uint8_t *a,
                                 std::uint32_t *bState, const std::uint8_t *b, std::size_t count)
{
    ShaLane aLane;
    ShaLane bLane;
    load(aLane, aState);
    load(bLane, bState);
    for (; count > 0; --count, a += Sha256::kBlock, b += Sha256::kBlock) {
        beginBlock(aLane);
        beginBlock(bLane);
#pragma GCC unroll 16
        for (int step = 0; step < 16; ++step)
            fourRounds(aLane, a, bLane, b, step);
        endBlock(aLane);
        endBlock(bLane);
    }
    store(aLane, aState);
    store(bLane, bState);
}

} // namespace

} // namespace x86

bool hasFastPair()
{
    return x86::hasShaInstructions();
}

#else

bool hasFastPair()
{
    return false;
}

#endif

void updatePair(Sha256 &a, ByteView aBytes, Sha256 &b, ByteView bBytes)
{
#ifdef __x86_64__
    if (hasFastPair()) {
        const auto align = [](Sha256 &hash, ByteView &bytes) {
            const std::size_t length = std::min(hash.toBoundary(), bytes.size());
            hash.update(bytes.first(length));
            bytes = bytes.subspan(length);
        };
        align(a, aBytes);
        align(b, bBytes);
        const std::size_t count = std::min(aBytes.size(), bBytes.size()) / Sha256::kBlock;
        if (count > 0) { // else one may not be at a boundary
            x86::pairBlocks(a.words(), aBytes.data(), b.words(), bBytes.data(), count);
            a.tookBlocks(count);
            b.tookBlocks(count);
            aBytes = aBytes.subspan(count * Sha256::kBlock);
            bBytes = bBytes.subspan(count * Sha256::kBlock);
        }
    }
#endif
    a.update(aBytes);
    b.update(bBytes);
}

} // namespace cairn
