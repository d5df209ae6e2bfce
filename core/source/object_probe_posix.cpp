// SPDX-License-Identifier: MIT
#include "core/source/object_probe.h"

#include "core/source/long_path.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

namespace cairn {

namespace {

constexpr std::size_t kListBytes = 65536; // XATTR_LIST_MAX: no list is longer

constexpr std::array<std::string_view, 3> kExclusionMarks{
    "com.apple.metadata:com_apple_backup_excludeItem", "duplicati.exclude",
    "user.duplicati.exclude"};

} // namespace

int ObjectProbe::stat(int folder, const char *name, int flags, SourceStat &out)
{
    struct statx info
    {
    };
    int status = 0;
    do {
        status = ::statx(folder, name, flags | AT_NO_AUTOMOUNT, STATX_BASIC_STATS, &info);
    } while (status != 0 && errno == EINTR);
    if (status != 0)
        return errno;
    out = sourceStatOf(info);
    return 0;
}

XattrFinding ObjectProbe::judged(long size) const
{
    if (size == 0 || size == -ENOTSUP)
        return XattrFinding::None;
    if (size < 0)
        return XattrFinding::Some;
    std::string_view rest(m_list.data(), static_cast<std::size_t>(size));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\0'), rest.size());
        if (std::ranges::find(kExclusionMarks, rest.substr(0, end)) != kExclusionMarks.end())
            return XattrFinding::ExclusionMark;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return XattrFinding::Some;
}

XattrFinding ObjectProbe::xattrs(std::string_view path, bool follow)
{
    return judged(listXattrs(path, follow, m_list));
}

XattrFinding ObjectProbe::xattrs(int fd)
{
    m_list.resize(kListBytes);
    const ssize_t size = ::flistxattr(fd, m_list.data(), m_list.size());
    return judged(size < 0 ? -errno : size);
}

long listXattrs(std::string_view path, bool follow, std::vector<char> &out)
{
    out.resize(kListBytes);
    const LongPath where(path);
    if (where.error() != 0)
        return -where.error();
    const std::string single = where.single();
    const ssize_t size = follow ? ::listxattr(single.c_str(), out.data(), out.size())
                                : ::llistxattr(single.c_str(), out.data(), out.size());
    return size < 0 ? -errno : size;
}

} // namespace cairn
