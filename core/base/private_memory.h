// SPDX-License-Identifier: MIT
#pragma once

namespace cairn {

// While it lives, no other process of this user reads this one's memory, and a crash leaves no
// image of it (S5): passphrases, keys and the content of files lie there, and not in one place that
// could be left out. Made before the first secret is. Children start as they always do, but for
// core files.
class PrivateMemory final
{
public:
    PrivateMemory();
    ~PrivateMemory();
    PrivateMemory(const PrivateMemory &) = delete;
    PrivateMemory &operator=(const PrivateMemory &) = delete;
};

} // namespace cairn
