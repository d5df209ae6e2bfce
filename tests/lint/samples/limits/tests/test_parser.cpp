// SPDX-License-Identifier: MIT
static_assert(kTested < kUnused);
