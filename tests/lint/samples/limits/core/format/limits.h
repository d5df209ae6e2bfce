// SPDX-License-Identifier: MIT
#pragma once

inline constexpr std::size_t kTested = 1;
inline constexpr std::size_t kForgotten = 2;
inline constexpr std::size_t kUnused = 3;
