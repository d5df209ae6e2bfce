// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace cairn::bench {

// A source of as many files as wanted that exists by formula alone. The linker hands the system
// calls of core/source and core/base to made_tree.cpp (--wrap, see CMakeLists.txt); below a folder
// of the name kRootName it answers them itself, everything else goes on to the kernel. So the real
// walk, change detector and reader run, and no disk has to hold ten million files.
struct MadeTree
{
    std::uint64_t files = 0;
    std::uint64_t perFolder = 1000;
    std::uint64_t fileBytes = 200;
    // Steps of time. In each but the first, every `every`-th file has new content (0: none has).
    std::uint64_t generation = 0;
    std::uint64_t every = 0;
};

inline constexpr const char *kRootName = "made-tree";

// To be called before any other thread exists.
void setMadeTree(const MadeTree &tree);

} // namespace cairn::bench
