// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

struct stat;
struct statx;

namespace cairn {

enum class SourceType : std::uint8_t { File, Folder, Link, Socket, Pipe, Device };

// What the system tells about an object, in units that do not depend on it.
struct SourceStat
{
    SourceType type = SourceType::File;
    std::uint32_t mode = 0; // permission, set-id and sticky bits: st_mode & 07777
    std::uint32_t uid = 0;
    std::uint32_t gid = 0;
    std::uint32_t links = 0;
    std::uint64_t size = 0;
    std::uint64_t allocated = 0; // bytes on disk; far fewer than `size` in a sparse file
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    std::int64_t mtimeNs = 0; // since 1970-01-01 UTC
    std::int64_t ctimeNs = 0;

    [[nodiscard]] bool isSameObject(const SourceStat &other) const
    {
        return inode == other.inode && device == other.device;
    }
    // Whether nothing happened to the object between two looks.
    [[nodiscard]] bool isUnchanged(const SourceStat &other) const
    {
        return isSameObject(other) && type == other.type && size == other.size &&
               mtimeNs == other.mtimeNs && ctimeNs == other.ctimeNs;
    }
    friend bool operator==(const SourceStat &, const SourceStat &) = default;
};

[[nodiscard]] SourceStat sourceStatOf(const struct stat &info);
[[nodiscard]] SourceStat sourceStatOf(const struct statx &info);

} // namespace cairn
