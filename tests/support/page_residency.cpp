// SPDX-License-Identifier: MIT
#include "tests/support/page_residency.h"

#include <algorithm>
#include <vector>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/mman.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace cairn::test {

bool isAllMemory(const FilePath &folder)
{
    struct statfs facts = {};
    return ::statfs(folder.c_str(), &facts) == 0 &&
           (facts.f_type == TMPFS_MAGIC || facts.f_type == RAMFS_MAGIC);
}

std::uint64_t residentBytes(int fd, std::uint64_t offset, std::uint64_t length)
{
    void *view = ::mmap(nullptr, length, PROT_NONE, MAP_SHARED, fd, static_cast<off_t>(offset));
    if (view == MAP_FAILED)
        return 0;
    const auto page = static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
    std::vector<unsigned char> pages((length + page - 1) / page);
    if (::mincore(view, length, pages.data()) != 0)
        pages.clear();
    ::munmap(view, length);
    const auto resident = std::count_if(pages.begin(), pages.end(),
                                        [](unsigned char bits) { return (bits & 1) != 0; });
    return static_cast<std::uint64_t>(resident) * page;
}

bool dropFromMemory(int fd)
{
    return ::fsync(fd) == 0 && ::posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED) == 0;
}

} // namespace cairn::test
