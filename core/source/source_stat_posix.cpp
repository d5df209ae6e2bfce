// SPDX-License-Identifier: MIT
#include "core/source/source_stat.h"

#include <sys/stat.h>
#include <sys/sysmacros.h>

namespace cairn {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::uint64_t kStatBlock = 512; // the unit of st_blocks, whatever the file system

SourceType typeOf(unsigned mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG:
        return SourceType::File;
    case S_IFDIR:
        return SourceType::Folder;
    case S_IFLNK:
        return SourceType::Link;
    case S_IFSOCK:
        return SourceType::Socket;
    case S_IFIFO:
        return SourceType::Pipe;
    default:
        return SourceType::Device;
    }
}

// Times come from the disk: far from 1970 they do not fit into nanoseconds.
std::int64_t nanoseconds(std::int64_t seconds, std::int64_t ns)
{
    constexpr std::int64_t most = INT64_MAX / kSecond - 1;
    if (seconds > most)
        return most * kSecond;
    if (seconds < -most)
        return -most * kSecond;
    return seconds * kSecond + ns;
}

} // namespace

SourceStat sourceStatOf(const struct stat &info)
{
    SourceStat stat;
    stat.type = typeOf(info.st_mode);
    stat.mode = info.st_mode & 07777U;
    stat.uid = info.st_uid;
    stat.gid = info.st_gid;
    stat.links = static_cast<std::uint32_t>(info.st_nlink);
    stat.size = static_cast<std::uint64_t>(info.st_size);
    stat.allocated = static_cast<std::uint64_t>(info.st_blocks) * kStatBlock;
    stat.inode = info.st_ino;
    stat.device = info.st_dev;
    stat.mtimeNs = nanoseconds(info.st_mtim.tv_sec, info.st_mtim.tv_nsec);
    stat.ctimeNs = nanoseconds(info.st_ctim.tv_sec, info.st_ctim.tv_nsec);
    return stat;
}

SourceStat sourceStatOf(const struct statx &info)
{
    SourceStat stat;
    stat.type = typeOf(info.stx_mode);
    stat.mode = info.stx_mode & 07777U;
    stat.uid = info.stx_uid;
    stat.gid = info.stx_gid;
    stat.links = info.stx_nlink;
    stat.size = info.stx_size;
    stat.allocated = info.stx_blocks * kStatBlock;
    stat.inode = info.stx_ino;
    stat.device = ::makedev(info.stx_dev_major, info.stx_dev_minor);
    stat.mtimeNs = nanoseconds(info.stx_mtime.tv_sec, info.stx_mtime.tv_nsec);
    stat.ctimeNs = nanoseconds(info.stx_ctime.tv_sec, info.stx_ctime.tv_nsec);
    return stat;
}

} // namespace cairn
