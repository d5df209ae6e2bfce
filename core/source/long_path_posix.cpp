// SPDX-License-Identifier: MIT
#include "core/source/long_path.h"

#include <cerrno>
#include <fcntl.h>

namespace cairn {

namespace {

// Below PATH_MAX (4096) by enough for "/proc/self/fd/<n>/" in front.
constexpr std::size_t kPiece = 4000;

int openRetrying(int folder, const char *name, int flags)
{
    int fd = -1;
    do {
        fd = ::openat(folder, name, flags | O_CLOEXEC);
    } while (fd < 0 && errno == EINTR);
    return fd;
}

} // namespace

LongPath::LongPath(std::string_view path)
{
    while (path.size() > 1 && path.ends_with('/'))
        path.remove_suffix(1);
    while (path.size() > kPiece) {
        const std::size_t cut = path.rfind('/', kPiece);
        if (cut == std::string_view::npos || cut == 0) {
            m_error = ENAMETOOLONG;
            return;
        }
        const std::string piece(path.substr(0, cut));
        UniqueFd next(openRetrying(folder(), piece.c_str(), O_PATH | O_DIRECTORY));
        if (!next.isOpen()) {
            m_error = errno;
            return;
        }
        m_folder = std::move(next);
        path.remove_prefix(cut + 1);
    }
    m_name = path;
}

int LongPath::folder() const
{
    return m_folder.isOpen() ? m_folder.get() : AT_FDCWD;
}

std::string LongPath::single() const
{
    return m_folder.isOpen() ? "/proc/self/fd/" + std::to_string(m_folder.get()) + '/' + m_name
                             : m_name;
}

int openLongPath(std::string_view path, int flags)
{
    const LongPath longPath(path);
    if (longPath.error() != 0) {
        errno = longPath.error();
        return -1;
    }
    return openQuietly(longPath.folder(), longPath.name(), flags);
}

int openQuietly(int folder, const char *name, int flags)
{
    const int fd = openRetrying(folder, name, flags);
    if (fd >= 0 || errno != EPERM || (flags & O_NOATIME) == 0)
        return fd;
    return openRetrying(folder, name, flags & ~O_NOATIME);
}

} // namespace cairn
