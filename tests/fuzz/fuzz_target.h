// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

// The entry point of every target, called by libFuzzer or by the replay. Always returns 0; a broken
// invariant aborts, so that either takes it for a crash.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace cairn::fuzz {

inline void require(bool holds, const char *invariant)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", invariant);
    std::abort();
}

} // namespace cairn::fuzz
