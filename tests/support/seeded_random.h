// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <mutex>
#include <random>

namespace cairn::test {

// The same stream for the same seed on every machine. Thread-safe.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(std::uint64_t seed);

    void fill(MutableBytes bytes) override;
    [[nodiscard]] std::uint64_t next();
    [[nodiscard]] std::uint64_t below(std::uint64_t limit); // 0 for a limit of 0
    [[nodiscard]] bool chance(double probability);
    [[nodiscard]] std::string bytes(std::size_t count); // content that does not compress

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

// $CAIRN_TEST_SEED if set, else `standard`; printed, so that a failure can be repeated.
[[nodiscard]] std::uint64_t testSeed(std::uint64_t standard);

} // namespace cairn::test
