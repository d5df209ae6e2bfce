// SPDX-License-Identifier: MIT
#include "core/source/page_cache.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace cairn {

namespace {

constexpr std::uint64_t kWindow = 8 << 20;
constexpr std::uint64_t kWindows = 8; // 64 MiB: more than any system reads ahead
constexpr std::uint64_t kSmallest = 1 << 20;

std::uint64_t pageBytes()
{
    static const auto bytes = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    return bytes;
}

} // namespace

PageCacheKeeper::PageCacheKeeper(int fd, std::uint64_t size)
    : m_fd(fd)
    , m_size(size < kSmallest ? 0 : size)
{
    for (std::uint64_t window = 0; window < kWindows; ++window)
        m_before.push_back(residentIn(window));
}

PageCacheKeeper::~PageCacheKeeper()
{
    for (const Resident &before : m_before) // what was read of them, and what was read ahead
        giveBack(m_window++, before);
}

void PageCacheKeeper::readUpTo(std::uint64_t offset)
{
    while (m_size > 0 && (m_window + 1) * kWindow <= offset) {
        giveBack(m_window, m_before.front());
        m_before.pop_front();
        m_before.push_back(residentIn(++m_window + kWindows - 1));
    }
}

// mincore() tells the owner of a file and those who may write to it; to others all seems to be
// there.
PageCacheKeeper::Resident PageCacheKeeper::residentIn(std::uint64_t window) const
{
    const std::uint64_t begin = window * kWindow;
    if (begin >= m_size)
        return {};
    const std::size_t length = static_cast<std::size_t>(std::min(kWindow, m_size - begin));
    void *view = ::mmap(nullptr, length, PROT_NONE, MAP_SHARED, m_fd, static_cast<off_t>(begin));
    if (view == MAP_FAILED)
        return {};
    Resident resident((length + pageBytes() - 1) / pageBytes());
    if (::mincore(view, length, resident.data()) != 0)
        resident.clear();
    ::munmap(view, length);
    return resident;
}

void PageCacheKeeper::giveBack(std::uint64_t window, const Resident &before) const
{
    const auto isResident = [](unsigned char page) { return (page & 1) != 0; };
    for (auto from = before.begin(); from != before.end();) {
        from = std::find_if_not(from, before.end(), isResident);
        const auto to = std::find_if(from, before.end(), isResident);
        if (from == to)
            break;
        const auto first = static_cast<std::uint64_t>(from - before.begin());
        const auto count = static_cast<std::uint64_t>(to - from);
        ::posix_fadvise(m_fd, static_cast<off_t>(window * kWindow + first * pageBytes()),
                        static_cast<off_t>(count * pageBytes()), POSIX_FADV_DONTNEED);
        from = to;
    }
}

void startWriting(int fd)
{
#ifdef __linux__
    ::sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
    static_cast<void>(fd); // the system begins when it likes
#endif
}

} // namespace cairn
