// SPDX-License-Identifier: MIT
#include "core/base/file_layer.h"
#include "core/base/rename_no_replace.h"
#include "core/base/window_thread.h"

#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// One system call never takes more: the kernel cuts larger ones anyway.
constexpr std::size_t kMaxTransfer = std::size_t{1} << 30;

int flagsOf(OpenMode mode)
{
    switch (mode) {
    case OpenMode::Read:
        return O_RDONLY | O_CLOEXEC;
    case OpenMode::Source:
        return O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    case OpenMode::CreateExclusive:
        return O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
    case OpenMode::ReadWrite:
        return O_RDWR | O_CLOEXEC | O_NOFOLLOW;
    }
    return O_RDONLY | O_CLOEXEC;
}

} // namespace

File::File(FileLayer *layer, int fd, FilePath path)
    : m_layer(layer)
    , m_fd(fd)
    , m_path(std::move(path))
{
}

File::~File()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

File::File(File &&other) noexcept
    : m_layer(other.m_layer)
    , m_fd(std::exchange(other.m_fd, -1))
    , m_path(std::move(other.m_path))
{
}

File &File::operator=(File &&other) noexcept
{
    std::swap(m_layer, other.m_layer);
    std::swap(m_fd, other.m_fd);
    std::swap(m_path, other.m_path);
    return *this;
}

Result<std::size_t> File::read(MutableBytes out)
{
    CAIRN_TRY(m_layer->before(FileOp::Read, m_path));
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n =
            ::read(m_fd, out.data() + done, std::min(out.size() - done, kMaxTransfer));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errnoError(errno, u"reading "_s % m_path.display()));
        if (n == 0)
            break;
        done += static_cast<std::size_t>(n);
    }
    m_layer->after(FileOp::Read, m_path);
    return done;
}

Result<std::size_t> File::readAt(std::uint64_t offset, MutableBytes out) const
{
    CAIRN_TRY(m_layer->before(FileOp::Read, m_path));
    std::size_t done = 0;
    while (done < out.size()) {
        const ssize_t n =
            ::pread(m_fd, out.data() + done, std::min(out.size() - done, kMaxTransfer),
                    static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errnoError(errno, u"reading "_s % m_path.display()));
        if (n == 0)
            break;
        done += static_cast<std::size_t>(n);
    }
    m_layer->after(FileOp::Read, m_path);
    return done;
}

Result<> File::write(ByteView bytes)
{
    CAIRN_TRY(m_layer->before(FileOp::Write, m_path, bytes.size()));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n =
            ::write(m_fd, bytes.data() + done, std::min(bytes.size() - done, kMaxTransfer));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errnoError(errno, u"writing "_s % m_path.display()));
        done += static_cast<std::size_t>(n);
    }
    m_layer->after(FileOp::Write, m_path);
    return {};
}

Result<> File::writeAt(std::uint64_t offset, ByteView bytes)
{
    CAIRN_TRY(m_layer->before(FileOp::Write, m_path, bytes.size()));
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n =
            ::pwrite(m_fd, bytes.data() + done, std::min(bytes.size() - done, kMaxTransfer),
                     static_cast<off_t>(offset + done));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail(errnoError(errno, u"writing "_s % m_path.display()));
        done += static_cast<std::size_t>(n);
    }
    m_layer->after(FileOp::Write, m_path);
    return {};
}

Result<> File::truncate(std::uint64_t size)
{
    CAIRN_TRY(m_layer->before(FileOp::Truncate, m_path));
    if (::ftruncate(m_fd, static_cast<off_t>(size)) != 0)
        return fail(errnoError(errno, u"setting the size of "_s % m_path.display()));
    return {};
}

Result<std::uint64_t> File::size() const
{
    CAIRN_TRY(m_layer->before(FileOp::Stat, m_path));
    struct stat info
    {
    };
    if (::fstat(m_fd, &info) != 0)
        return fail(errnoError(errno, u"examining "_s % m_path.display()));
    return static_cast<std::uint64_t>(info.st_size);
}

Result<> File::sync()
{
    CAIRN_TRY(m_layer->before(FileOp::Sync, m_path));
    if (::fdatasync(m_fd) != 0)
        return fail(errnoError(errno, u"writing "_s % m_path.display() % u" to disk"_s));
    return {};
}

Result<> File::close()
{
    if (m_fd < 0)
        return {};
    const Result<> allowed = m_layer->before(FileOp::Close, m_path);
    const int status = ::close(std::exchange(m_fd, -1));
    if (!allowed)
        return allowed;
    if (status != 0 && errno != EINTR)
        return fail(errnoError(errno, u"closing "_s % m_path.display()));
    return {};
}

Result<> FileLayer::before(FileOp, const FilePath &, std::uint64_t)
{
    expectNoWindow("a use of files");
    return {};
}

void FileLayer::after(FileOp, const FilePath &) {}

Result<File> FileLayer::open(const FilePath &path, OpenMode mode)
{
    const bool create = mode == OpenMode::CreateExclusive;
    CAIRN_TRY(before(create ? FileOp::Create : FileOp::Open, path));
    int fd = -1;
    do {
        fd = ::open(path.c_str(), flagsOf(mode), 0600);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0)
        return fail(errnoError(errno, (create ? u"creating "_s : u"opening "_s) % path.display()));
    return File(this, fd, path);
}

Result<> FileLayer::rename(const FilePath &from, const FilePath &to)
{
    CAIRN_TRY(before(FileOp::Rename, to));
    if (::rename(from.c_str(), to.c_str()) != 0)
        return fail(errnoError(errno, u"renaming to "_s % to.display()));
    return {};
}

int renameNoReplace(int fromFolder, const char *from, int toFolder, const char *to)
{
    if (::renameat2(fromFolder, from, toFolder, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // A file system without the flag: a hard link cannot replace either; the last resort is a
    // check.
    if (::linkat(fromFolder, from, toFolder, to, 0) == 0) {
        ::unlinkat(fromFolder, from, 0);
        return 0;
    }
    if (errno == EEXIST || ::faccessat(toFolder, to, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return EEXIST;
    return ::renameat(fromFolder, from, toFolder, to) == 0 ? 0 : errno;
}

Result<> FileLayer::renameExclusive(const FilePath &from, const FilePath &to)
{
    CAIRN_TRY(before(FileOp::Rename, to));
    if (const int reason = renameNoReplace(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str());
        reason != 0)
        return fail(errnoError(reason, u"renaming to "_s % to.display()));
    return {};
}

Result<> FileLayer::remove(const FilePath &path)
{
    CAIRN_TRY(before(FileOp::Remove, path));
    if (::unlink(path.c_str()) != 0 && errno != ENOENT)
        return fail(errnoError(errno, u"removing "_s % path.display()));
    return {};
}

Result<> FileLayer::makeDirectories(const FilePath &path, unsigned mode)
{
    CAIRN_TRY(before(FileOp::MakeDirectory, path));
    const std::string &bytes = path.bytes();
    for (std::size_t at = 1; at <= bytes.size(); ++at) {
        if (at != bytes.size() && bytes[at] != '/')
            continue;
        const std::string part = bytes.substr(0, at);
        struct stat info
        {
        };
        if (::stat(part.c_str(), &info) == 0) {
            if (!S_ISDIR(info.st_mode))
                return fail(errnoError(ENOTDIR, u"creating the folder "_s % path.display()));
            continue;
        }
        if (::mkdir(part.c_str(), mode) != 0 && errno != EEXIST)
            return fail(errnoError(errno, u"creating the folder "_s % path.display()));
        // What is synced inside must not go with the folder when the power does. One that may be
        // written but not read cannot be synced.
        const Result<> durable = syncDirectory(FilePath(part).parent());
        if (!durable && durable.error().code != ErrorCode::AccessDenied)
            return durable;
    }
    return {};
}

Result<> FileLayer::syncDirectory(const FilePath &path)
{
    CAIRN_TRY(before(FileOp::SyncDirectory, path));
    const int fd = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(errnoError(errno, u"opening the folder "_s % path.display()));
    const int status = ::fsync(fd);
    const int reason = errno;
    ::close(fd);
    // Some network and FUSE file systems cannot sync a folder and say so; there is nothing better
    // there.
    if (status != 0 && reason != EINVAL && reason != ENOTSUP)
        return fail(errnoError(reason, u"writing the folder "_s % path.display() % u" to disk"_s));
    return {};
}

Result<std::vector<std::string>> FileLayer::list(const FilePath &path)
{
    CAIRN_TRY(before(FileOp::List, path));
    DIR *directory = ::opendir(path.c_str());
    if (!directory)
        return fail(errnoError(errno, u"listing "_s % path.display()));
    std::vector<std::string> names;
    errno = 0;
    while (const dirent *entry =
               ::readdir(directory)) { // NOLINT(concurrency-mt-unsafe): own stream
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..")
            names.emplace_back(name);
        errno = 0;
    }
    const int reason = errno;
    ::closedir(directory);
    if (reason != 0) // half a listing must never pass for a whole one (R2)
        return fail(errnoError(reason, u"listing "_s % path.display()));
    return names;
}

Result<std::uint64_t> FileLayer::fileSize(const FilePath &path)
{
    CAIRN_TRY(before(FileOp::Stat, path));
    struct stat info
    {
    };
    if (::stat(path.c_str(), &info) != 0)
        return fail(errnoError(errno, u"examining "_s % path.display()));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::InvalidArgument, path.display() % u" is not a regular file"_s);
    return static_cast<std::uint64_t>(info.st_size);
}

bool FileLayer::exists(const FilePath &path)
{
    struct stat info
    {
    };
    return ::lstat(path.c_str(), &info) == 0;
}

Result<std::uint64_t> FileLayer::freeSpace(const FilePath &path)
{
    struct statvfs info
    {
    };
    if (::statvfs(path.c_str(), &info) != 0)
        return fail(errnoError(errno, u"asking for the free space of "_s % path.display()));
    return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
}

} // namespace cairn
