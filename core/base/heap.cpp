// SPDX-License-Identifier: MIT
#include "core/base/heap.h"

#include <algorithm>
#include <cstdlib> // tells whether the library is glibc
#include <thread>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace cairn {

void shareHeaps()
{
#if defined(__GLIBC__)
    constexpr unsigned kMostHeaps = 4;
    ::mallopt(M_ARENA_MAX,
              static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 2U, kMostHeaps)));
#endif
}

} // namespace cairn
