// SPDX-License-Identifier: MIT
#include "core/source/source_reader.h"

#include "core/source/long_path.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kLongestLink = 1 << 20; // far above what any file system stores

tl::unexpected<Error> changed(const FilePath &path)
{
    return fail(ErrorCode::Changed,
                u"%1 was replaced by something else during the backup."_s.arg(path.display()));
}

} // namespace

std::optional<DataExtent> SourceFile::nextData(std::uint64_t offset) const
{
    const std::uint64_t end = size();
    if (offset >= end)
        return std::nullopt;
    const off_t data = ::lseek(m_file.fd(), static_cast<off_t>(offset), SEEK_DATA);
    if (data < 0)
        return errno == ENXIO ? std::nullopt : std::optional(DataExtent{offset, end});
    if (static_cast<std::uint64_t>(data) >= end) // it has grown since
        return std::nullopt;
    const off_t hole = ::lseek(m_file.fd(), data, SEEK_HOLE);
    const std::uint64_t stop = hole < 0 ? end : std::min(end, static_cast<std::uint64_t>(hole));
    return DataExtent{static_cast<std::uint64_t>(data), stop};
}

Result<SourceStat> SourceFile::examine() const
{
    struct stat info
    {
    };
    if (::fstat(m_file.fd(), &info) != 0)
        return fail(errnoError(errno, u"examining "_s % m_file.path().display()));
    return sourceStatOf(info);
}

Result<SourceFile> SourceReader::open(const FilePath &path, LastLink lastLink,
                                      const SourceStat *expected) const
{
    CAIRN_TRY(m_files.before(FileOp::Open, path));
    const int noFollow = lastLink == LastLink::NoFollow ? O_NOFOLLOW : 0;
    // Non-blocking: a pipe in the place of the file must not hold the run up.
    const int fd =
        openLongPath(path.bytes(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOATIME | noFollow);
    if (fd < 0 && (errno == ELOOP || errno == ENXIO)) // a link or a socket by now
        return changed(path);
    if (fd < 0)
        return fail(errnoError(errno, u"opening "_s % path.display()));
    File file(&m_files, fd, path);
    struct stat info
    {
    };
    if (::fstat(fd, &info) != 0)
        return fail(errnoError(errno, u"examining "_s % path.display()));
    const SourceStat stat = sourceStatOf(info);
    if (stat.type != SourceType::File || (expected && !stat.isSameObject(*expected)))
        return changed(path);
    return SourceFile(std::move(file), stat);
}

Result<std::string> SourceReader::readLink(const FilePath &path) const
{
    CAIRN_TRY(m_files.before(FileOp::Read, path));
    const LongPath where(path.bytes());
    if (where.error() != 0)
        return fail(errnoError(where.error(), u"opening "_s % path.display()));
    std::string target(256, '\0');
    for (;;) {
        const ssize_t n = ::readlinkat(where.folder(), where.name(), target.data(), target.size());
        if (n < 0 && errno == EINVAL)
            return changed(path);
        if (n < 0)
            return fail(errnoError(errno, u"reading the link "_s % path.display()));
        if (static_cast<std::size_t>(n) < target.size()) {
            target.resize(static_cast<std::size_t>(n));
            return target;
        }
        if (target.size() >= kLongestLink)
            return fail(errnoError(ENAMETOOLONG, u"reading the link "_s % path.display()));
        target.resize(target.size() * 4);
    }
}

Result<SourceStat> SourceReader::examine(const FilePath &path, LastLink lastLink) const
{
    CAIRN_TRY(m_files.before(FileOp::Stat, path));
    const LongPath where(path.bytes());
    struct stat info
    {
    };
    const int flags = lastLink == LastLink::NoFollow ? AT_SYMLINK_NOFOLLOW : 0;
    if (where.error() != 0 || ::fstatat(where.folder(), where.name(), &info, flags) != 0) {
        const int error = where.error() != 0 ? where.error() : errno;
        return fail(errnoError(error, u"examining "_s % path.display()));
    }
    return sourceStatOf(info);
}

} // namespace cairn
