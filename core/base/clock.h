// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <chrono>
#include <cstdint>

namespace cairn {

// Wall time and waiting, injected so that tests need no real second (reliability.md §8.5).
class Clock
{
public:
    virtual ~Clock() = default;
    // Nanoseconds since 1970-01-01 UTC.
    [[nodiscard]] virtual std::int64_t nowNs() = 0;
    [[nodiscard]] std::int64_t nowSeconds() { return nowNs() / 1'000'000'000; }
    // Monotonic nanoseconds; for durations and throttles only.
    [[nodiscard]] virtual std::int64_t monotonicNs() = 0;
    virtual void sleep(std::chrono::nanoseconds duration) = 0;
};

// Cryptographically strong bytes in production, a seeded stream in tests.
class Random
{
public:
    virtual ~Random() = default;
    virtual void fill(MutableBytes bytes) = 0;
    // 32 lower-case hex digits, as volume names need.
    [[nodiscard]] std::string hexId()
    {
        std::uint8_t raw[16];
        fill(raw);
        std::string out;
        for (const std::uint8_t byte : raw) {
            out.push_back("0123456789abcdef"[byte >> 4]);
            out.push_back("0123456789abcdef"[byte & 15]);
        }
        return out;
    }
};

// The real ones.
[[nodiscard]] Clock &systemClock();
[[nodiscard]] Random &systemRandom();

} // namespace cairn
