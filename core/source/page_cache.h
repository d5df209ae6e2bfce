// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

namespace cairn {

// Stands beside the reading of a large file from its begin to its end, and leaves the system's
// memory for files as it was: what was not there before is given back, so that a backup does not
// push out what the user works with. Small files are left alone: asking would cost more than it
// spares.
class PageCacheKeeper final
{
public:
    // The descriptor outlives the keeper.
    PageCacheKeeper(int fd, std::uint64_t size);
    ~PageCacheKeeper(); // gives the rest back, but for what is still on its way from the disk
    PageCacheKeeper(const PageCacheKeeper &) = delete;
    PageCacheKeeper &operator=(const PageCacheKeeper &) = delete;

    // All before `offset` has been read.
    void readUpTo(std::uint64_t offset);

private:
    using Resident = std::vector<unsigned char>; // by page; empty: not known, all of it stays
    [[nodiscard]] Resident residentIn(std::uint64_t window) const;
    void giveBack(std::uint64_t window, const Resident &before) const;

    int m_fd;
    std::uint64_t m_size;
    std::uint64_t m_window = 0; // the one that is being read
    // How that one and those behind it were before: they are looked at long before they are read,
    // since the system reads ahead.
    std::deque<Resident> m_before;
};

// Has the disk begin with what was written to a large file, so that a sync some time later need not
// wait for all of it. Nothing is promised, and nothing waits.
void startWriting(int fd);

} // namespace cairn
