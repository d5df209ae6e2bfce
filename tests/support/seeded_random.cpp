// SPDX-License-Identifier: MIT
#include "tests/support/seeded_random.h"

#include <cstdio>
#include <cstdlib>

namespace cairn::test {

SeededRandom::SeededRandom(std::uint64_t seed)
    : m_engine(seed)
{
}

void SeededRandom::fill(MutableBytes bytes)
{
    std::scoped_lock lock(m_mutex);
    std::size_t done = 0;
    while (done < bytes.size()) {
        std::uint64_t word = m_engine();
        for (std::size_t i = 0; i < sizeof word && done < bytes.size(); ++i, word >>= 8)
            bytes[done++] = static_cast<std::uint8_t>(word & 0xff);
    }
}

std::uint64_t SeededRandom::next()
{
    std::scoped_lock lock(m_mutex);
    return m_engine();
}

std::uint64_t SeededRandom::below(std::uint64_t limit)
{
    return limit == 0 ? 0 : next() % limit; // the bias does not matter here
}

bool SeededRandom::chance(double probability)
{
    // Not std::bernoulli_distribution: its stream differs between libraries.
    return static_cast<double>(next() >> 11) * 0x1p-53 < probability;
}

std::string SeededRandom::bytes(std::size_t count)
{
    std::string out(count, '\0');
    fill({reinterpret_cast<std::uint8_t *>(out.data()), out.size()});
    return out;
}

std::uint64_t testSeed(std::uint64_t standard)
{
    const char *text = std::getenv("CAIRN_TEST_SEED"); // NOLINT(concurrency-mt-unsafe)
    const std::uint64_t seed = text && *text ? std::strtoull(text, nullptr, 10) : standard;
    std::printf("seed %llu: repeat with CAIRN_TEST_SEED=%llu\n",
                static_cast<unsigned long long>(seed), static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    return seed;
}

} // namespace cairn::test
