// SPDX-License-Identifier: MIT
#include "tests/bench/made_tree.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <optional>
#include <string_view>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

// NOLINTBEGIN: the names are the linker's.
extern "C" {
int __real_openat(int folder, const char *name, int flags, ...);
int __real_close(int fd);
int __real_statx(int folder, const char *name, int flags, unsigned mask, struct statx *out);
int __real_fstat(int fd, struct stat *out);
ssize_t __real_getdents64(int fd, void *out, size_t size);
ssize_t __real_pread(int fd, void *out, size_t size, off_t offset);
off_t __real_lseek(int fd, off_t offset, int whence);
ssize_t __real_llistxattr(const char *path, char *out, size_t size);
ssize_t __real_flistxattr(int fd, char *out, size_t size);
}
// NOLINTEND

namespace cairn::bench {

namespace {

constexpr std::string_view kFolder = "folder-";
constexpr std::string_view kFile = "file-";
constexpr int kDigits = 9;
constexpr std::int64_t kBegin = 1'600'000'000; // unix s: when everything was made
constexpr std::uint64_t kFolderInodes = std::uint64_t{1} << 40;
constexpr std::uint32_t kDevice = 77;

struct Object
{
    enum Kind : std::uint8_t { None, Root, Folder, File };
    Kind kind = None;
    std::uint64_t number = 0;
};

struct Open
{
    std::atomic<Object::Kind> kind{Object::None};
    std::uint64_t number = 0;
    std::uint64_t next = 0; // where the listing stands
};

MadeTree made;
std::array<Open, 1024> opened; // by descriptor

std::uint64_t folderCount()
{
    return (made.files + made.perFolder - 1) / made.perFolder;
}

// The last generation in which the file got new content.
std::uint64_t changeOf(std::uint64_t file)
{
    if (made.every == 0 || made.generation == 0)
        return 0;
    const std::uint64_t behind = (made.generation + made.every - file % made.every) % made.every;
    return behind < made.generation ? made.generation - behind : 0;
}

std::optional<std::uint64_t> numberOf(std::string_view name, std::string_view prefix)
{
    std::uint64_t number = 0;
    if (name.size() != prefix.size() + kDigits || !name.starts_with(prefix))
        return std::nullopt;
    const auto read =
        std::from_chars(name.data() + prefix.size(), name.data() + name.size(), number);
    return read.ptr == name.data() + name.size() ? std::optional(number) : std::nullopt;
}

// Names are unique in the whole tree, so that the last part of a path is enough.
Object objectOf(std::string_view path)
{
    while (path.ends_with('/'))
        path.remove_suffix(1);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    if (const auto file = numberOf(name, kFile))
        return {Object::File, *file};
    if (const auto folder = numberOf(name, kFolder))
        return {Object::Folder, *folder};
    return {name == kRootName ? Object::Root : Object::None, 0};
}

Open *openOf(int fd)
{
    if (fd < 0 || static_cast<std::size_t>(fd) >= opened.size())
        return nullptr;
    Open &open = opened[static_cast<std::size_t>(fd)];
    return open.kind == Object::None ? nullptr : &open;
}

void fill(const Object &object, struct stat &out)
{
    out = {};
    const bool isFile = object.kind == Object::File;
    const std::uint64_t change = isFile ? changeOf(object.number) : 0;
    out.st_mode = isFile ? S_IFREG | 0644 : S_IFDIR | 0755;
    out.st_nlink = 1;
    out.st_size = isFile ? static_cast<off_t>(made.fileBytes) : 4096;
    out.st_blocks = 8;
    out.st_ino = 2 + object.number;
    if (object.kind == Object::Folder)
        out.st_ino += kFolderInodes;
    else if (object.kind == Object::Root)
        out.st_ino = 1;
    out.st_dev = kDevice;
    // As on a disk: files of one moment differ in their nanoseconds.
    out.st_mtim.tv_sec = kBegin + static_cast<time_t>(object.number / 1000 + change * 1'000'000);
    out.st_mtim.tv_nsec = static_cast<long>(object.number * 7919 % 1'000'000'000);
    out.st_ctim = out.st_mtim;
}

void fill(const Object &object, struct statx &out)
{
    struct stat info
    {
    };
    fill(object, info);
    out = {};
    out.stx_mask = STATX_BASIC_STATS;
    out.stx_mode = static_cast<std::uint16_t>(info.st_mode);
    out.stx_nlink = 1;
    out.stx_size = static_cast<std::uint64_t>(info.st_size);
    out.stx_blocks = 8;
    out.stx_ino = info.st_ino;
    out.stx_dev_minor = kDevice;
    out.stx_mtime = {info.st_mtim.tv_sec, static_cast<std::uint32_t>(info.st_mtim.tv_nsec), {}};
    out.stx_ctime = out.stx_mtime;
}

// What a file holds: noise that differs by file and generation.
void fillContent(std::uint64_t file, std::uint64_t offset, unsigned char *out, std::size_t size)
{
    const std::uint64_t seed = file * 0x9e3779b97f4a7c15 ^ changeOf(file) << 48;
    for (std::size_t i = 0; i < size; ++i) {
        const std::uint64_t at = offset + i;
        std::uint64_t word = seed + at / 8 * 0xbf58476d1ce4e5b9;
        word = (word ^ word >> 29) * 0x94d049bb133111eb;
        out[i] = static_cast<unsigned char>(word >> (at % 8 * 8));
    }
}

int openMade(const Object &object, int flags)
{
    // A descriptor of the kernel's, so that numbers are not given out twice.
    const int fd = ::open(object.kind == Object::File ? "/dev/null" : "/",
                          (flags & O_DIRECTORY) | O_RDONLY | O_CLOEXEC);
    if (fd < 0 || static_cast<std::size_t>(fd) >= opened.size())
        return fd;
    Open &open = opened[static_cast<std::size_t>(fd)];
    open.number = object.number;
    open.next = 0;
    open.kind = object.kind;
    return fd;
}

ssize_t list(Open &open, char *out, std::size_t size)
{
    const bool ofFolders = open.kind == Object::Root;
    const std::uint64_t first = ofFolders ? 0 : open.number * made.perFolder;
    const std::uint64_t end =
        ofFolders ? folderCount() : std::min(first + made.perFolder, made.files);
    std::size_t used = 0;
    constexpr std::size_t kRecord = 48;
    for (; first + open.next < end && used + kRecord <= size; ++open.next) {
        auto *entry = reinterpret_cast<dirent64 *>(out + used);
        entry->d_ino = 2 + first + open.next;
        entry->d_off = static_cast<off64_t>(open.next + 1);
        entry->d_reclen = kRecord;
        entry->d_type = ofFolders ? DT_DIR : DT_REG;
        std::snprintf(entry->d_name, kRecord - offsetof(dirent64, d_name), "%s%09llu",
                      ofFolders ? kFolder.data() : kFile.data(),
                      static_cast<unsigned long long>(first + open.next));
        used += kRecord;
    }
    return static_cast<ssize_t>(used);
}

} // namespace

void setMadeTree(const MadeTree &tree)
{
    made = tree;
}

} // namespace cairn::bench

using namespace cairn::bench;

// NOLINTBEGIN: the names are the linker's.
extern "C" {

int __wrap_openat(int folder, const char *name, int flags, ...)
{
    const Object object = objectOf(name);
    if (object.kind != Object::None)
        return openMade(object, flags);
    va_list rest;
    va_start(rest, flags);
    const unsigned mode = (flags & O_CREAT) != 0 ? va_arg(rest, unsigned) : 0;
    va_end(rest);
    return __real_openat(folder, name, flags, mode);
}

int __wrap_close(int fd)
{
    if (Open *open = openOf(fd))
        open->kind = Object::None;
    return __real_close(fd);
}

int __wrap_statx(int folder, const char *name, int flags, unsigned mask, struct statx *out)
{
    Object object = objectOf(name);
    if (*name == '\0')
        if (const Open *open = openOf(folder))
            object = {open->kind, open->number};
    if (object.kind == Object::None)
        return __real_statx(folder, name, flags, mask, out);
    fill(object, *out);
    return 0;
}

int __wrap_fstat(int fd, struct stat *out)
{
    const Open *open = openOf(fd);
    if (!open)
        return __real_fstat(fd, out);
    fill({open->kind, open->number}, *out);
    return 0;
}

ssize_t __wrap_getdents64(int fd, void *out, size_t size)
{
    Open *open = openOf(fd);
    return open ? list(*open, static_cast<char *>(out), size) : __real_getdents64(fd, out, size);
}

ssize_t __wrap_pread(int fd, void *out, size_t size, off_t offset)
{
    const Open *open = openOf(fd);
    if (!open)
        return __real_pread(fd, out, size, offset);
    const auto at = std::min(static_cast<std::uint64_t>(offset), made.fileBytes);
    const std::size_t count = std::min<std::uint64_t>(size, made.fileBytes - at);
    fillContent(open->number, at, static_cast<unsigned char *>(out), count);
    return static_cast<ssize_t>(count);
}

off_t __wrap_lseek(int fd, off_t offset, int whence)
{
    if (!openOf(fd))
        return __real_lseek(fd, offset, whence);
    return whence == SEEK_HOLE ? static_cast<off_t>(made.fileBytes) : offset;
}

ssize_t __wrap_llistxattr(const char *path, char *out, size_t size)
{
    return objectOf(path).kind == Object::None ? __real_llistxattr(path, out, size) : 0;
}

ssize_t __wrap_flistxattr(int fd, char *out, size_t size)
{
    return openOf(fd) ? 0 : __real_flistxattr(fd, out, size);
}
}
// NOLINTEND
