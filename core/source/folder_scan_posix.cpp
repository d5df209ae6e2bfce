// SPDX-License-Identifier: MIT
#include "core/source/folder_scan.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>

namespace cairn {

namespace {

constexpr std::size_t kBufferBytes = 256 << 10; // a folder of 5000 names in one call
constexpr std::size_t kMostArena = UINT32_MAX - 4096;

} // namespace

FolderScan::FolderScan()
    : m_buffer(kBufferBytes)
{
}

int FolderScan::read(int folderFd)
{
    m_arena.clear();
    m_names.clear();
    int error = 0;
    for (;;) {
        const ssize_t got = ::getdents64(folderFd, m_buffer.data(), m_buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            error = errno;
        if (got <= 0)
            break;
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            const auto *entry = reinterpret_cast<const dirent64 *>(m_buffer.data() + at);
            at += entry->d_reclen;
            const std::string_view name = entry->d_name;
            if (name == "." || name == ".." || name.empty())
                continue;
            if (m_arena.size() > kMostArena)
                return EOVERFLOW;
            m_names.push_back({static_cast<std::uint32_t>(m_arena.size()),
                               static_cast<std::uint16_t>(name.size()), entry->d_type});
            m_arena.insert(m_arena.end(), name.data(), name.data() + name.size() + 1);
        }
    }
    const auto text = [this](const Name &name) { return nameOf(name); };
    std::ranges::sort(m_names, {}, text);
    // A file system may list a name twice while the folder changes; it is one object (R11).
    const auto isSame = [this](const Name &a, const Name &b) { return nameOf(a) == nameOf(b); };
    m_names.erase(std::unique(m_names.begin(), m_names.end(), isSame), m_names.end());
    return error;
}

bool FolderScan::contains(std::string_view name) const
{
    return std::ranges::binary_search(m_names, name, {},
                                      [this](const Name &n) { return nameOf(n); });
}

} // namespace cairn
