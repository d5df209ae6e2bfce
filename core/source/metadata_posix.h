// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/base/result.h"
#include "core/source/source_reader.h"
#include "core/source/source_stat.h"

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace cairn {

// What a version keeps of an object beside its content (storage-format.md §7); member for member
// what the format's metadata blob takes. POSIX ACLs are among the xattrs
// (system.posix_acl_access, system.posix_acl_default).
struct SourceMetadata
{
    std::vector<std::pair<std::string, std::string>> xattrs; // system order, no empty values
    std::optional<std::uint32_t> uid;
    std::optional<std::uint32_t> gid;
    std::optional<std::uint32_t> mode; // & 07777
    std::optional<std::string> ownerName;
    std::optional<std::string> groupName;
    std::optional<std::uint32_t> attributes; // .NET FileAttributes
    std::optional<std::int64_t> mtimeTicks;
    std::optional<std::int64_t> ctimeTicks; // the earlier of mtime and ctime
    std::optional<std::string> symlinkTarget;
};

// The attributes that .NET makes up for a POSIX object; core/config/job_options.h names the bits.
// `linkToFolder` counts for links only.
[[nodiscard]] std::uint32_t dotnetAttributes(std::string_view name, const SourceStat &stat,
                                             bool linkToFolder);

// Reads metadata. Thread-safe; remembers the names of owners and groups, so keep one for a run.
class MetadataReader final
{
public:
    explicit MetadataReader(FileLayer &files);

    struct Object
    {
        FilePath path; // any length; a trailing '/' does not matter
        const SourceStat &stat;
        bool linkToFolder = false;
        bool followed = false;
        bool hasXattrs = true;
    };
    // Fails only when a link's target or the extended attributes cannot be read.
    Result<SourceMetadata> read(const Object &object);

    [[nodiscard]] std::optional<std::string> ownerName(std::uint32_t uid);
    [[nodiscard]] std::optional<std::string> groupName(std::uint32_t gid);

private:
    FileLayer &m_files;
    SourceReader m_reader;
    std::mutex m_mutex;
    std::unordered_map<std::uint32_t, std::optional<std::string>> m_owners;
    std::unordered_map<std::uint32_t, std::optional<std::string>> m_groups;
};

// Where to put metadata: an open object, or a name in an open folder. Links are never followed.
struct MetadataTarget
{
    int fd = -1;         // of the file or folder; -1: by name
    int folderFd = -1;   // else this and
    std::string name;    // a single component
    bool isLink = false; // by name only
    FilePath path;       // for messages
};

struct MetadataApplyOptions
{
    bool times = true;
    bool xattrs = true;       // those of users
    bool permissions = false; // owner, group, mode, ACLs, attributes of the system
};

// Puts what is set in `metadata` on a restored object, the time of modification last. Goes on after
// a failure and returns all of them; `names` resolve to ids of this machine, ids are the fallback.
[[nodiscard]] std::vector<Error> applyMetadata(const MetadataTarget &target,
                                               const SourceMetadata &metadata,
                                               const MetadataApplyOptions &options);

} // namespace cairn
