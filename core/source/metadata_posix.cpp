// SPDX-License-Identifier: MIT
#include "core/source/metadata_posix.h"

#include "core/base/text.h"
#include "core/config/job_options.h"
#include "core/source/long_path.h"
#include "core/source/object_probe.h"

#include <algorithm>
#include <cerrno>
#include <grp.h>
#include <pwd.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostNameBuffer = 1 << 20;
constexpr std::size_t kXattrBytes = 65536; // XATTR_SIZE_MAX: no value is longer

// Who this process is: fixed, and asking the system for every object would show in the run time.
struct Identity
{
    uid_t user = ::geteuid();
    std::vector<gid_t> groups;

    Identity()
    {
        groups.resize(static_cast<std::size_t>(std::max(0, ::getgroups(0, nullptr))));
        const int count = ::getgroups(static_cast<int>(groups.size()), groups.data());
        groups.resize(static_cast<std::size_t>(std::max(0, count)));
        groups.push_back(::getegid());
    }
};

// Readable and not writable for the class of users that this process belongs to; being root does
// not count (storage-format.md §7).
bool isReadOnly(const SourceStat &stat)
{
    static const Identity self;
    unsigned bits = stat.mode;
    if (stat.uid == self.user)
        bits >>= 6U;
    else if (std::ranges::find(self.groups, stat.gid) != self.groups.end())
        bits >>= 3U;
    return (bits & 06U) == 04U;
}

// The look-up functions want a buffer of a size that only they know.
template<typename Entry, typename Lookup>
const Entry *lookUp(Entry &entry, std::vector<char> &buffer, Lookup call)
{
    buffer.resize(1024);
    for (;;) {
        Entry *found = nullptr;
        const int error = call(&entry, buffer.data(), buffer.size(), &found);
        if (error != ERANGE || buffer.size() >= kMostNameBuffer)
            return error == 0 ? found : nullptr;
        buffer.resize(buffer.size() * 4);
    }
}

// An attribute that vanishes between listing and reading was not there.
Result<std::optional<std::string>> xattrValue(const FilePath &path, const char *single, bool follow,
                                              const char *name)
{
    thread_local std::vector<char> value(kXattrBytes);
    const ssize_t size = follow ? ::getxattr(single, name, value.data(), value.size())
                                : ::lgetxattr(single, name, value.data(), value.size());
    // Some file systems list what only the kernel may read.
    if (size < 0 && (errno == ENODATA || errno == EPERM || errno == EACCES || errno == ENOTSUP))
        return std::optional<std::string>();
    if (size < 0) {
        return fail(errnoError(
            errno, u"reading the attribute %1 of %2"_s.arg(displayText(name), path.display())));
    }
    return std::optional(std::string(value.data(), static_cast<std::size_t>(size)));
}

Result<std::vector<std::pair<std::string, std::string>>> readXattrs(const FilePath &path,
                                                                    bool follow)
{
    std::vector<std::pair<std::string, std::string>> xattrs;
    thread_local std::vector<char> names;
    const long size = listXattrs(path.bytes(), follow, names);
    if (size == -ENOTSUP)
        return xattrs;
    if (size < 0) {
        return fail(
            errnoError(static_cast<int>(-size), u"listing the attributes of "_s % path.display()));
    }
    const LongPath where(path.bytes());
    const std::string single = where.single();
    for (const char *name = names.data(); name < names.data() + size;
         name += std::string_view(name).size() + 1) {
        CAIRN_LET(value, xattrValue(path, single.c_str(), follow, name));
        if (value && !value->empty())
            xattrs.emplace_back(name, std::move(*value));
    }
    return xattrs;
}

} // namespace

std::uint32_t dotnetAttributes(std::string_view name, const SourceStat &stat, bool linkToFolder)
{
    std::uint32_t attributes = 0;
    if (isReadOnly(stat))
        attributes |= attribute::ReadOnly;
    if (name.starts_with('.'))
        attributes |= attribute::Hidden;
    if (stat.type == SourceType::Folder || (stat.type == SourceType::Link && linkToFolder))
        attributes |= attribute::Directory;
    if (stat.type == SourceType::Link)
        attributes |= attribute::ReparsePoint;
    return attributes == 0 ? attribute::Normal : attributes;
}

MetadataReader::MetadataReader(FileLayer &files)
    : m_files(files)
    , m_reader(files)
{
}

Result<SourceMetadata> MetadataReader::read(const Object &object)
{
    const SourceStat &stat = object.stat;
    SourceMetadata metadata;
    if (object.hasXattrs) {
        CAIRN_TRY(m_files.before(FileOp::Stat, object.path));
        CAIRN_LET(xattrs, readXattrs(object.path, object.followed));
        metadata.xattrs = std::move(xattrs);
    }
    if (stat.type == SourceType::Link) {
        CAIRN_LET(target, m_reader.readLink(object.path));
        metadata.symlinkTarget = std::move(target);
    }
    metadata.uid = stat.uid;
    metadata.gid = stat.gid;
    metadata.mode = stat.mode;
    metadata.ownerName = ownerName(stat.uid);
    metadata.groupName = groupName(stat.gid);
    metadata.attributes = dotnetAttributes(object.path.name(), stat, object.linkToFolder);
    metadata.mtimeTicks = ticksFromUnixNs(stat.mtimeNs);
    metadata.ctimeTicks = ticksFromUnixNs(std::min(stat.mtimeNs, stat.ctimeNs));
    return metadata;
}

std::optional<std::string> MetadataReader::ownerName(std::uint32_t uid)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_owners.find(uid);
    if (known != m_owners.end())
        return known->second;
    passwd entry{};
    std::vector<char> buffer;
    const passwd *found =
        lookUp(entry, buffer, [uid](auto... rest) { return ::getpwuid_r(uid, rest...); });
    return m_owners[uid] = found ? std::optional<std::string>(found->pw_name) : std::nullopt;
}

std::optional<std::string> MetadataReader::groupName(std::uint32_t gid)
{
    const std::scoped_lock lock(m_mutex);
    const auto known = m_groups.find(gid);
    if (known != m_groups.end())
        return known->second;
    group entry{};
    std::vector<char> buffer;
    const group *found =
        lookUp(entry, buffer, [gid](auto... rest) { return ::getgrgid_r(gid, rest...); });
    return m_groups[gid] = found ? std::optional<std::string>(found->gr_name) : std::nullopt;
}

} // namespace cairn
