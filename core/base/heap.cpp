// SPDX-License-Identifier: MIT
#include "core/base/heap.h"

#include <cstdlib> // tells whether the library is glibc

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace cairn {

void returnFreedMemory()
{
#if defined(__GLIBC__)
    constexpr int kMappedFrom = 1 << 20;
    constexpr int kKeptOnTop = 1 << 20;
    // Either call also ends glibc's learning.
    ::mallopt(M_MMAP_THRESHOLD, kMappedFrom);
    ::mallopt(M_TRIM_THRESHOLD, kKeptOnTop);
#endif
}

} // namespace cairn
