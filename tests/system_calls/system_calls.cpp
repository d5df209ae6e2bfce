// SPDX-License-Identifier: MIT
// Stands between a program and the C library (LD_PRELOAD), so that tests see and spoil what it asks
// of the file system: the engine's own files and those of SQLite in one order. Needs no privilege
// and no kernel feature. README.md tells the variables.
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

constexpr int kDescriptors = 1 << 16;

template<typename Function>
Function *real(const char *name)
{
    return reinterpret_cast<Function *>(::dlsym(RTLD_NEXT, name));
}

// The C library's function of this name, found once.
#define REAL(name)                                                                                 \
    static const auto next = real<decltype(::name)>(#name) // NOLINT(cppcoreguidelines-macro-usage)

const char *variable(const char *name)
{
    return std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody writes the environment
}

class Watch
{
public:
    static Watch &instance()
    {
        static Watch *const watch = new Watch; // lives as long as any thread
        return *watch;
    }

    [[nodiscard]] std::unique_lock<std::recursive_mutex> lock()
    {
        return std::unique_lock(m_mutex);
    }
    [[nodiscard]] bool watches(std::string_view path) const
    {
        std::string_view rest = m_under;
        while (!rest.empty()) {
            const std::size_t colon = rest.find(':');
            const std::string_view folder = rest.substr(0, colon);
            rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
            if (path.substr(0, folder.size()) == folder &&
                (path.size() == folder.size() || path[folder.size()] == '/'))
                return true;
        }
        return false;
    }
    [[nodiscard]] bool isWatched(int fd) const
    {
        return fd >= 0 && fd < kDescriptors && m_watched[fd];
    }
    void setWatched(int fd, bool watched)
    {
        if (fd >= 0 && fd < kDescriptors)
            m_watched[fd] = watched;
    }
    // False if this call is to fail; errno says how.
    bool allow(bool writes)
    {
        ++m_calls;
        if (m_count >= 0) {
            static const auto next = real<decltype(::pwrite)>("pwrite");
            const std::string count = std::to_string(m_calls);
            next(m_count, count.data(), count.size(), 0);
        }
        if (m_failAt == 0 || m_calls < m_failAt || (m_calls > m_failAt && !(m_fromThere && writes)))
            return true;
        if (m_errno == 0)
            ::raise(SIGKILL);
        write("X", {std::to_string(m_calls)});
        errno = m_errno;
        return false;
    }
    // A line of words apart by tabs, the last of them the number of bytes that follow.
    void write(const char *what, std::initializer_list<std::string> words,
               std::string_view data = {}) const
    {
        if (m_log < 0)
            return;
        std::string record = what;
        for (const std::string &word : words)
            record += '\t' + word;
        record += '\t' + std::to_string(data.size()) + '\n';
        record += data;
        static const auto next = real<decltype(::write)>("write");
        if (next(m_log, record.data(), record.size()) != static_cast<ssize_t>(record.size()))
            std::abort(); // half a record would prove nothing
    }

private:
    Watch()
    {
        m_count = opened(variable("CAIRN_CALLS_COUNT"), O_TRUNC);
        if (const char *under = variable("CAIRN_CALLS_UNDER"))
            m_under = under;
        m_log = opened(variable("CAIRN_CALLS_LOG"), O_APPEND);
        if (const char *fault = variable("CAIRN_CALLS_FAIL")) {
            char *rest = nullptr;
            m_failAt = std::strtoull(fault, &rest, 10);
            if (*rest == '+') {
                m_fromThere = true;
                ++rest;
            }
            if (*rest == ':')
                m_errno = std::atoi(rest + 1);
        }
    }

    static int opened(const char *path, int flags)
    {
        static const auto next = real<decltype(::open)>("open");
        return path ? next(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600) : -1;
    }

    std::recursive_mutex m_mutex;
    std::string m_under;
    int m_log = -1;
    int m_count = -1;
    bool m_watched[kDescriptors] = {};
    std::uint64_t m_calls = 0;
    std::uint64_t m_failAt = 0; // 0: none
    bool m_fromThere = false;
    int m_errno = EIO; // 0: the process ends there
};

std::string hex(std::string_view bytes)
{
    std::string out;
    for (const char byte : bytes) {
        out.push_back("0123456789abcdef"[(byte >> 4) & 15]);
        out.push_back("0123456789abcdef"[byte & 15]);
    }
    return out;
}

std::string pathOf(int fd)
{
    char target[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(fd);
    const ssize_t length = ::readlink(link.c_str(), target, sizeof target);
    return length < 0 ? std::string() : std::string(target, static_cast<std::size_t>(length));
}

std::string absolute(int folder, const char *path)
{
    if (*path == '/')
        return path;
    if (folder != AT_FDCWD)
        return pathOf(folder) + '/' + path;
    char current[PATH_MAX];
    return ::getcwd(current, sizeof current) ? std::string(current) + '/' + path : path;
}

// The call on this path, with its record if it went well.
template<typename Call, typename Record>
int onPath(const std::string &path, bool writes, Call call, Record record)
{
    Watch &watch = Watch::instance();
    const auto lock = watch.lock();
    const bool watched = watch.watches(path);
    if (watched && !watch.allow(writes))
        return -1;
    const int status = call();
    if (watched && status >= 0) {
        const int reason = errno;
        record(watch, status);
        errno = reason;
    }
    return status;
}

template<typename Call, typename Record>
auto onFile(int fd, bool writes, Call call, Record record) -> decltype(call())
{
    Watch &watch = Watch::instance();
    if (!watch.isWatched(fd))
        return call();
    const auto lock = watch.lock();
    if (!watch.allow(writes))
        return -1;
    const auto status = call();
    if (status >= 0)
        record(watch, status);
    return status;
}

template<typename Open>
int openWith(int folder, const char *path, int flags, Open open)
{
    const std::string whole = absolute(folder, path);
    struct stat info
    {
    };
    const bool creates =
        (flags & O_CREAT) != 0 && ::fstatat(folder, path, &info, AT_SYMLINK_NOFOLLOW) != 0;
    return onPath(whole, creates || (flags & O_TRUNC) != 0, open, [&](Watch &watch, int fd) {
        watch.setWatched(fd, true);
        watch.write("open", {std::to_string(fd), creates ? "new" : "old",
                             (flags & O_TRUNC) != 0 ? "empty" : "whole", hex(whole)});
    });
}

mode_t modeOf(int flags, va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

ssize_t written(int fd, const void *data, std::int64_t offset, ssize_t count, Watch &watch)
{
    watch.write("write", {std::to_string(fd), std::to_string(offset)},
                {static_cast<const char *>(data), static_cast<std::size_t>(count)});
    return count;
}

int renamed(int folder, const char *from, int toFolder, const char *to, const char *how,
            int (*call)(int, const char *, int, const char *, unsigned), unsigned flags)
{
    const std::string target = absolute(toFolder, to);
    return onPath(
        target, true, [&] { return call(folder, from, toFolder, to, flags); },
        [&](Watch &watch, int) {
            watch.write(how, {hex(absolute(folder, from)), hex(target)});
        });
}

int synced(int fd, int (*call)(int))
{
    return onFile(
        fd, true, [&] { return call(fd); },
        [&](Watch &watch, int) {
            struct stat info
            {
            };
            const bool folder = ::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode);
            watch.write(folder ? "sync-folder" : "sync",
                        {folder ? hex(pathOf(fd)) : std::to_string(fd)});
        });
}

int changedPath(const char *what, int folder, const char *path, int (*call)(int, const char *, int),
                int argument)
{
    const std::string whole = absolute(folder, path);
    return onPath(
        whole, true, [&] { return call(folder, path, argument); },
        [&](Watch &watch, int) { watch.write(what, {hex(whole)}); });
}

// Seconds that the wall clock is ahead; read anew, for a test may move it while a program runs.
std::int64_t clockOffset()
{
    static const char *const offset = variable("CAIRN_CALLS_CLOCK");
    return offset ? std::strtoll(offset, nullptr, 10) : 0;
}

} // namespace

// What the headers say of these functions differs from one C library to the next.
#pragma GCC diagnostic ignored "-Wmissing-declarations"

extern "C" {

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        REAL(name);                                                                                \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        const mode_t mode = modeOf(flags, arguments);                                              \
        va_end(arguments);                                                                         \
        return openWith(AT_FDCWD, path, flags, [&] { return next(path, flags, mode); });           \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...)                                         \
    {                                                                                              \
        REAL(name);                                                                                \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        const mode_t mode = modeOf(flags, arguments);                                              \
        va_end(arguments);                                                                         \
        return openWith(folder, path, flags, [&] { return next(folder, path, flags, mode); });     \
    }
OPENAT(openat)
OPENAT(openat64)

// What open() becomes where its flags are checked at run time.
int __open_2(const char *path, int flags)
{
    return open(path, flags);
}
int __open64_2(const char *path, int flags)
{
    return open(path, flags);
}
int __openat_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}
int __openat64_2(int folder, const char *path, int flags)
{
    return openat(folder, path, flags);
}

int close(int fd)
{
    REAL(close);
    Watch &watch = Watch::instance();
    if (!watch.isWatched(fd))
        return next(fd);
    const auto lock = watch.lock();
    watch.setWatched(fd, false);
    watch.write("close", {std::to_string(fd)});
    return next(fd);
}

ssize_t read(int fd, void *data, size_t count)
{
    REAL(read);
    return onFile(
        fd, false, [&] { return next(fd, data, count); }, [](Watch &, ssize_t) {});
}

#define PREAD(name, offset_type)                                                                   \
    ssize_t name(int fd, void *data, size_t count, offset_type offset)                             \
    {                                                                                              \
        REAL(name);                                                                                \
        return onFile(                                                                             \
            fd, false, [&] { return next(fd, data, count, offset); }, [](Watch &, ssize_t) {});    \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

ssize_t write(int fd, const void *data, size_t count)
{
    REAL(write);
    std::int64_t offset = 0;
    return onFile(
        fd, true,
        [&] {
            struct stat info
            {
            };
            const bool appends = (::fcntl(fd, F_GETFL) & O_APPEND) != 0;
            offset = appends && ::fstat(fd, &info) == 0 ? info.st_size : ::lseek(fd, 0, SEEK_CUR);
            return next(fd, data, count);
        },
        [&](Watch &watch, ssize_t done) { written(fd, data, offset, done, watch); });
}

#define PWRITE(name, offset_type)                                                                  \
    ssize_t name(int fd, const void *data, size_t count, offset_type offset)                       \
    {                                                                                              \
        REAL(name);                                                                                \
        return onFile(                                                                             \
            fd, true, [&] { return next(fd, data, count, offset); },                               \
            [&](Watch &watch, ssize_t done) { written(fd, data, offset, done, watch); });          \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, offset_type)                                                                \
    int name(int fd, offset_type size)                                                             \
    {                                                                                              \
        REAL(name);                                                                                \
        return onFile(                                                                             \
            fd, true, [&] { return next(fd, size); },                                              \
            [&](Watch &watch, int) {                                                               \
                watch.write("truncate", {std::to_string(fd), std::to_string(size)});               \
            });                                                                                    \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define ALLOCATE(name, offset_type)                                                                \
    int name(int fd, offset_type offset, offset_type size)                                         \
    {                                                                                              \
        REAL(name);                                                                                \
        const int status = onFile(                                                                 \
            fd, true, [&] { return -next(fd, offset, size); },                                     \
            [&](Watch &watch, int) {                                                               \
                watch.write("grow", {std::to_string(fd), std::to_string(offset + size)});          \
            });                                                                                    \
        return status < 0 ? (status == -1 ? errno : -status) : 0;                                  \
    }
ALLOCATE(posix_fallocate, off_t)
ALLOCATE(posix_fallocate64, off64_t)

int fsync(int fd)
{
    REAL(fsync);
    return synced(fd, next);
}

int fdatasync(int fd)
{
    REAL(fdatasync);
    return synced(fd, next);
}

int syncfs(int fd)
{
    REAL(syncfs);
    return onFile(
        fd, true, [&] { return next(fd); }, [](Watch &watch, int) { watch.write("sync-all", {}); });
}

int rename(const char *from, const char *to)
{
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int renameat(int folder, const char *from, int toFolder, const char *to)
{
    return renameat2(folder, from, toFolder, to, 0);
}

int renameat2(int folder, const char *from, int toFolder, const char *to, unsigned flags)
{
    REAL(renameat2);
    return renamed(folder, from, toFolder, to, "rename", next, flags);
}

int linkat(int folder, const char *from, int toFolder, const char *to, int flags)
{
    static const auto next = real<int(int, const char *, int, const char *, unsigned)>("linkat");
    return renamed(folder, from, toFolder, to, "link", next, static_cast<unsigned>(flags));
}

int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int unlinkat(int folder, const char *path, int flags)
{
    REAL(unlinkat);
    return changedPath("remove", folder, path, next, flags);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    REAL(mkdirat);
    const std::string whole = absolute(folder, path);
    return onPath(
        whole, true, [&] { return next(folder, path, mode); },
        [&](Watch &watch, int) { watch.write("folder", {hex(whole)}); });
}

int mkdir(const char *path, mode_t mode)
{
    return mkdirat(AT_FDCWD, path, mode);
}

int symlinkat(const char *target, int folder, const char *path)
{
    REAL(symlinkat);
    const std::string whole = absolute(folder, path);
    return onPath(
        whole, true, [&] { return next(target, folder, path); },
        [&](Watch &watch, int) {
            watch.write("symlink", {hex(target), hex(whole)});
        });
}

int clock_gettime(clockid_t id, timespec *now)
{
    REAL(clock_gettime);
    const int status = next(id, now);
    if (status == 0 && id == CLOCK_REALTIME)
        now->tv_sec += clockOffset();
    return status;
}

time_t time(time_t *now)
{
    timespec exact{};
    clock_gettime(CLOCK_REALTIME, &exact);
    if (now)
        *now = exact.tv_sec;
    return exact.tv_sec;
}

} // extern "C"
