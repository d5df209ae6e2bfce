// SPDX-License-Identifier: MIT
#include "core/engine/temp_folder.h"

#include "core/base/log.h"

#include <QDir>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <optional>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kPrefix = "cairn-";
// Few: programs that put sockets into the folder have 107 bytes for the whole path (gpg's agent).
constexpr std::size_t kHexDigits = 8;

// The process that a name tells, if the name is one of ours.
std::optional<pid_t> ownerOf(std::string_view name)
{
    if (!name.starts_with(kPrefix))
        return std::nullopt;
    name.remove_prefix(kPrefix.size());
    const std::size_t hyphen = name.find('-');
    if (hyphen == std::string_view::npos || name.size() - hyphen - 1 != kHexDigits)
        return std::nullopt;
    const std::string_view hex = name.substr(hyphen + 1);
    if (hex.find_first_not_of("0123456789abcdef") != std::string_view::npos)
        return std::nullopt;
    pid_t pid = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + hyphen, pid);
    if (error != std::errc() || end != name.data() + hyphen || pid <= 0)
        return std::nullopt;
    return pid;
}

Result<File> openLocked(FileLayer &files, const FilePath &folder)
{
    CAIRN_TRY(files.before(FileOp::Open, folder));
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fail(errnoError(errno, u"opening "_s % folder.display()));
    File file(&files, fd, folder);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
        return fail(errnoError(errno, u"locking "_s % folder.display()));
    return file;
}

void removeTree(const FilePath &folder)
{
    std::error_code ignored; // what cannot be removed now is swept by a later run
    std::filesystem::remove_all(folder.bytes(), ignored);
}

// The lock tells a dead owner even where processes are numbered apart from ours (containers). A
// folder younger than a minute may be about to be locked.
bool isLeftover(const File &folder, pid_t owner, std::int64_t now)
{
    constexpr std::int64_t kYoung = 60;
    struct stat facts = {};
    if (::fstat(folder.fd(), &facts) != 0 || facts.st_uid != ::geteuid())
        return false;
    const bool gone = ::kill(owner, 0) != 0 && errno == ESRCH;
    return gone || now - facts.st_mtim.tv_sec > kYoung;
}

void sweep(FileLayer &files, const FilePath &base, std::int64_t now)
{
    const auto names = files.list(base);
    if (!names)
        return;
    for (const std::string &name : *names) {
        const std::optional<pid_t> owner = ownerOf(name);
        if (!owner)
            continue;
        const FilePath path = base / name;
        const auto folder = openLocked(files, path);
        if (!folder || !isLeftover(*folder, *owner, now))
            continue;
        qCInfo(lcOperation) << "removing what an earlier run left:" << path.display();
        removeTree(path);
    }
}

} // namespace

Result<TempFolder> TempFolder::create(FileLayer &files, Clock &clock, Random &random, FilePath base)
{
    if (base.empty())
        base = FilePath::fromText(QDir::tempPath());
    CAIRN_TRY(files.makeDirectories(base));
    sweep(files, base, clock.nowSeconds());
    const FilePath path = base / (std::string(kPrefix) + std::to_string(::getpid()) + '-' +
                                  random.hexId().substr(0, kHexDigits));
    CAIRN_TRY(files.before(FileOp::MakeDirectory, path));
    if (::mkdir(path.c_str(), 0700) != 0)
        return fail(errnoError(errno, u"making "_s % path.display()));
    CAIRN_LET(lock, openLocked(files, path));
    TempFolder folder;
    folder.m_lock = std::move(lock);
    folder.m_path = path;
    return folder;
}

TempFolder::~TempFolder()
{
    remove();
}

TempFolder::TempFolder(TempFolder &&other) noexcept
    : m_lock(std::move(other.m_lock))
    , m_path(std::exchange(other.m_path, FilePath()))
{
}

TempFolder &TempFolder::operator=(TempFolder &&other) noexcept
{
    if (this != &other) {
        remove();
        m_lock = std::move(other.m_lock);
        m_path = std::exchange(other.m_path, FilePath());
    }
    return *this;
}

void TempFolder::remove()
{
    if (!m_path.empty())
        removeTree(m_path);
    m_path = FilePath();
}

} // namespace cairn
