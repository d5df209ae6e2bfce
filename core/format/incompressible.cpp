// SPDX-License-Identifier: MIT
#include "core/format/codec.h"

#include <array>
#include <cmath>
#include <vector>

namespace cairn {

namespace {

constexpr std::size_t kSmallestJudged = 32U << 10; // below, trying costs too little to bother
constexpr std::size_t kWindow = 16U << 10;         // contiguous: repetition shows only there
constexpr std::size_t kWindows = 3;
// Most content shows in a quick look that it is not random: 4096 random bytes have 7.95 bits.
constexpr std::size_t kGlance = 4U << 10;
constexpr double kGlanceBits = 7.5;
// Random bytes in this many samples show 7.996 bits; what shows fewer than this may gain over 1 %.
constexpr double kRandomBits = 7.9;

double entropyBits(const std::array<std::uint32_t, 256> &counts, double total)
{
    double bits = 0;
    for (const std::uint32_t count : counts) {
        if (count != 0)
            bits -= count * std::log2(count / total);
    }
    return bits / total;
}

// Positions whose next four bytes stood in the same window before. In random bytes: none.
std::size_t repeats(const std::uint8_t *window)
{
    std::array<std::uint16_t, 4096> last{};
    std::size_t found = 0;
    for (std::size_t i = 0; i + 4 <= kWindow; ++i) {
        std::uint32_t here = 0;
        std::uint32_t there = 0;
        std::memcpy(&here, window + i, 4);
        std::uint16_t &slot = last[(here * 2654435761U) >> 20];
        if (slot != 0) { // position + 1, so that 0 is "none"
            std::memcpy(&there, window + slot - 1, 4);
            found += here == there ? 1 : 0;
        }
        slot = static_cast<std::uint16_t>(i + 1);
    }
    return found;
}

} // namespace

bool looksIncompressible(ByteView block)
{
    if (block.size() < kSmallestJudged)
        return false;
    std::array<std::uint32_t, 256> glance{};
    for (const std::uint8_t byte : block.subspan((block.size() - kGlance) / 2, kGlance))
        ++glance[byte];
    if (entropyBits(glance, static_cast<double>(kGlance)) < kGlanceBits)
        return false;
    const std::size_t starts[kWindows] = {0, (block.size() - kWindow) / 2, block.size() - kWindow};
    std::array<std::uint32_t, 256> counts{};
    for (const std::size_t start : starts) {
        for (const std::uint8_t byte : block.subspan(start, kWindow))
            ++counts[byte];
    }
    if (entropyBits(counts, static_cast<double>(kWindows * kWindow)) < kRandomBits)
        return false;
    std::size_t repeated = 0;
    for (const std::size_t start : starts)
        repeated += repeats(block.data() + start);
    return repeated < kWindows * kWindow / 100;
}

} // namespace cairn
