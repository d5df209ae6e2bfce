// SPDX-License-Identifier: MIT
#include "core/source/source_bound.h"

#include <algorithm>
#include <cstdio>
#include <linux/magic.h>
#include <memory>
#include <mntent.h>
#include <set>
#include <sys/stat.h>
#include <sys/statfs.h>

namespace cairn {

namespace {

constexpr long kXfsMagic = 0x58465342; // not in <linux/magic.h>

// File systems that keep what they hold as it is: what is in use is what can be read.
bool countsEveryByte(const struct statfs &info)
{
    return info.f_type == EXT4_SUPER_MAGIC || info.f_type == kXfsMagic ||
           info.f_type == TMPFS_MAGIC || info.f_type == RAMFS_MAGIC ||
           info.f_type == MSDOS_SUPER_MAGIC || info.f_type == EXFAT_SUPER_MAGIC;
}

bool isVirtual(const char *type) // no files that a backup would read
{
    static constexpr const char *kTypes[] = {"proc",    "sysfs",     "devtmpfs", "devpts",
                                             "cgroup",  "cgroup2",   "mqueue",   "debugfs",
                                             "tracefs", "securityfs"};
    return std::ranges::any_of(
        kTypes, [type](const char *known) { return std::string_view(known) == type; });
}

class Bound final
{
public:
    // False: the file system tells no bound.
    bool add(const char *path)
    {
        struct stat place = {};
        struct statfs info = {};
        if (::stat(path, &place) != 0 || ::statfs(path, &info) != 0 || !countsEveryByte(info))
            return false;
        if (m_seen.insert(place.st_dev).second)
            m_bytes += static_cast<std::int64_t>(info.f_blocks - info.f_bfree) * info.f_bsize;
        return true;
    }
    [[nodiscard]] std::int64_t bytes() const { return m_bytes; }

private:
    std::set<dev_t> m_seen;
    std::int64_t m_bytes = 0;
};

} // namespace

std::optional<std::int64_t> mostSourceBytes(const SourceSet &sources)
{
    Bound bound;
    for (const SourceRoot &root : sources.roots())
        if (!bound.add(root.path.c_str()))
            return std::nullopt;
    const std::unique_ptr<FILE, int (*)(FILE *)> mounts(::setmntent("/proc/self/mounts", "r"),
                                                        ::endmntent);
    if (!mounts)
        return std::nullopt;
    mntent entry = {};
    char text[16384];
    while (::getmntent_r(mounts.get(), &entry, text, sizeof text)) {
        const std::string mount = std::string(entry.mnt_dir) + '/';
        const bool isBelow = std::ranges::any_of(sources.roots(), [&mount](const SourceRoot &root) {
            return root.isFolder() && mount.starts_with(root.path.bytes()) &&
                   mount != root.path.bytes();
        });
        // Asking a network that is down could take for ever, so only local ones are asked.
        if (!isBelow || isVirtual(entry.mnt_type))
            continue;
        static constexpr std::string_view kLocal[] = {"ext2",  "ext3", "ext4",  "xfs",
                                                      "tmpfs", "vfat", "exfat", "ramfs"};
        if (std::ranges::find(kLocal, entry.mnt_type) == std::end(kLocal) ||
            !bound.add(entry.mnt_dir))
            return std::nullopt;
    }
    return bound.bytes();
}

} // namespace cairn
