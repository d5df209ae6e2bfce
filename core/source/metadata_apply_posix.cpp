// SPDX-License-Identifier: MIT
#include "core/source/metadata_posix.h"

#include "core/base/text.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <grp.h>
#include <map>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kTicksPerSecond = 10'000'000;

// Names come from a backup made anywhere: each is asked for once per thread, not once per file.
template<typename Lookup>
std::optional<std::uint32_t> idOf(std::map<std::string, std::optional<std::uint32_t>> &known,
                                  const std::string &name, Lookup lookUp)
{
    const auto [place, isNew] = known.try_emplace(name);
    if (isNew)
        place->second = lookUp(name.c_str());
    return place->second;
}

std::uint32_t ownerId(const SourceMetadata &metadata)
{
    thread_local std::map<std::string, std::optional<std::uint32_t>> known;
    const auto lookUp = [](const char *name) -> std::optional<std::uint32_t> {
        passwd entry{};
        passwd *found = nullptr;
        std::vector<char> buffer(65536);
        ::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found);
        return found ? std::optional<std::uint32_t>(found->pw_uid) : std::nullopt;
    };
    const auto id = metadata.ownerName ? idOf(known, *metadata.ownerName, lookUp) : std::nullopt;
    return id ? *id : metadata.uid.value_or(UINT32_MAX); // -1: leave it as it is
}

std::uint32_t groupId(const SourceMetadata &metadata)
{
    thread_local std::map<std::string, std::optional<std::uint32_t>> known;
    const auto lookUp = [](const char *name) -> std::optional<std::uint32_t> {
        group entry{};
        group *found = nullptr;
        std::vector<char> buffer(65536);
        ::getgrnam_r(name, &entry, buffer.data(), buffer.size(), &found);
        return found ? std::optional<std::uint32_t>(found->gr_gid) : std::nullopt;
    };
    const auto id = metadata.groupName ? idOf(known, *metadata.groupName, lookUp) : std::nullopt;
    return id ? *id : metadata.gid.value_or(UINT32_MAX);
}

timespec timeOf(std::int64_t ticks)
{
    const std::int64_t since = ticks - kTicksOfUnixEpoch;
    std::int64_t seconds = since / kTicksPerSecond;
    std::int64_t rest = since % kTicksPerSecond;
    if (rest < 0) {
        rest += kTicksPerSecond;
        --seconds;
    }
    return {static_cast<time_t>(seconds), static_cast<long>(rest * 100)};
}

// One object's restore: each step notes its failure and lets the next one try.
class Applier final
{
public:
    Applier(const MetadataTarget &target, const SourceMetadata &metadata)
        : m_target(target)
        , m_metadata(metadata)
        , m_single("/proc/self/fd/" + std::to_string(target.folderFd) + '/' + target.name)
    {
    }

    void owner()
    {
        const std::uint32_t uid = ownerId(m_metadata);
        const std::uint32_t gid = groupId(m_metadata);
        if (uid == UINT32_MAX && gid == UINT32_MAX)
            return;
        const int status = byFd() ? ::fchown(m_target.fd, uid, gid)
                                  : ::fchownat(m_target.folderFd, m_target.name.c_str(), uid, gid,
                                               AT_SYMLINK_NOFOLLOW);
        note(status, u"setting the owner of "_s);
    }

    void mode()
    {
        if (!m_metadata.mode || m_target.isLink) // a link has no mode of its own
            return;
        const mode_t bits = *m_metadata.mode & 07777U;
        struct stat info
        {
        };
        if (byFd()) {
            const bool isKnown = ::fstat(m_target.fd, &info) == 0;
            note(isKnown ? ::fchmod(m_target.fd, allowed(bits, info)) : -1,
                 u"setting the permissions of "_s);
            return;
        }
        // fchmodat() would follow a link that took the place of the object.
        const int fd =
            ::openat(m_target.folderFd, m_target.name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
        const bool changeable = fd >= 0 && ::fstat(fd, &info) == 0 && !S_ISLNK(info.st_mode);
        const std::string proc = "/proc/self/fd/" + std::to_string(fd);
        const int status = changeable ? ::chmod(proc.c_str(), allowed(bits, info)) : -1;
        note(status, u"setting the permissions of "_s);
        if (fd >= 0)
            ::close(fd);
    }

    void xattr(const std::string &name, const std::string &value)
    {
        const int status =
            byFd() ? ::fsetxattr(m_target.fd, name.c_str(), value.data(), value.size(), 0)
                   : ::lsetxattr(m_single.c_str(), name.c_str(), value.data(), value.size(), 0);
        note(status, u"setting the attribute %1 of "_s.arg(displayText(name)));
    }

    void times()
    {
        if (!m_metadata.mtimeTicks)
            return;
        const timespec modified = timeOf(*m_metadata.mtimeTicks);
        const std::array<timespec, 2> times{modified, modified};
        const int status = byFd() ? ::futimens(m_target.fd, times.data())
                                  : ::utimensat(m_target.folderFd, m_target.name.c_str(),
                                                times.data(), AT_SYMLINK_NOFOLLOW);
        note(status, u"setting the time of "_s);
    }

    [[nodiscard]] std::vector<Error> takeProblems() { return std::move(m_problems); }

private:
    [[nodiscard]] bool byFd() const { return m_target.fd >= 0; }

    // Set-id bits lend the owner's rights to everyone: never those of another than the backup
    // names, such as root, who happens to run the restore. On folders they lend nothing.
    [[nodiscard]] mode_t allowed(mode_t bits, const struct stat &now)
    {
        mode_t refused = 0;
        if (!S_ISDIR(now.st_mode) && now.st_uid != ownerId(m_metadata))
            refused |= S_ISUID;
        if (!S_ISDIR(now.st_mode) && now.st_gid != groupId(m_metadata))
            refused |= S_ISGID;
        if ((bits & refused) != 0 && m_problems.empty())
            m_problems.push_back(
                {ErrorCode::AccessDenied,
                 u"%1 was restored without its set-id bits, since its owner and group are not "
                 "those of the backup."_s.arg(m_target.path.display()),
                 QString(), QString()});
        return bits & ~refused;
    }

    void note(int status, const QString &what)
    {
        if (status != 0)
            m_problems.push_back(errnoError(errno, what % m_target.path.display()));
    }

    const MetadataTarget &m_target;
    const SourceMetadata &m_metadata;
    std::string m_single; // for calls that know neither descriptors nor folders
    std::vector<Error> m_problems;
};

// What only its owner decides about; all else (ACLs, capabilities, labels) gives rights.
bool isUserXattr(std::string_view name)
{
    return name.starts_with("user.");
}

} // namespace

std::vector<Error> applyMetadata(const MetadataTarget &target, const SourceMetadata &metadata,
                                 const MetadataApplyOptions &options)
{
    Applier applier(target, metadata);
    if (options.permissions) // first: a new owner takes set-id bits and capabilities away
        applier.owner();
    for (const auto &[name, value] : metadata.xattrs) {
        if (isUserXattr(name) ? options.xattrs : options.permissions)
            applier.xattr(name, value);
    }
    if (options.permissions)
        applier.mode();
    if (options.times)
        applier.times();
    return applier.takeProblems();
}

} // namespace cairn
