// SPDX-License-Identifier: MIT
#include "core/operations/restore_target.h"

#include "core/base/rename_no_replace.h"
#include "core/source/long_path.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kFolderFlags = O_PATH | O_DIRECTORY | O_CLOEXEC;

Error unsafe(std::string_view name)
{
    return {ErrorCode::InvalidArgument,
            u"'%1' is not the name of a file; such an entry is never restored."_s.arg(
                displayText(name)),
            u"RestorePathTraversal"_s, QString()};
}

Error notThere(const FilePath &path)
{
    return errnoError(ENOENT, u"opening "_s % path.display());
}

// Names go to the system with a NUL behind them.
Result<std::string> checked(std::string_view name)
{
    if (!isSafeComponent(name))
        return fail(unsafe(name));
    return std::string(name);
}

} // namespace

bool isSafeComponent(std::string_view name)
{
    return !name.empty() && name != "." && name != ".." &&
           name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

bool isTemporaryName(std::string_view name)
{
    constexpr std::string_view kStart = ".cairn~";
    constexpr std::string_view kEnd = ".tmp";
    if (name.size() != kStart.size() + 32 + kEnd.size() || !name.starts_with(kStart) ||
        !name.ends_with(kEnd))
        return false;
    return name.substr(kStart.size(), 32).find_first_not_of("0123456789abcdef") ==
           std::string_view::npos;
}

RestoreTarget::RestoreTarget(FileLayer &files, FilePath root)
    : m_files(files)
    , m_root(std::move(root))
    , m_nodes(1)
{
}

std::string RestoreTarget::keyOf(Folder parent, std::string_view name)
{
    std::string key(reinterpret_cast<const char *>(&parent), sizeof parent);
    return key.append(name);
}

Result<RestoreTarget::Folder> RestoreTarget::folder(Folder parent, std::string_view name)
{
    if (!isSafeComponent(name))
        return fail(unsafe(name));
    const std::scoped_lock lock(m_mutex);
    const auto [at, isNew] =
        m_numbers.try_emplace(keyOf(parent, name), static_cast<Folder>(m_nodes.size()));
    if (isNew) {
        m_nodes.emplace_back();
        m_nodes.back().parent = parent;
        m_nodes.back().name = name;
    }
    return at->second;
}

FilePath RestoreTarget::path(Folder folder, std::string_view name) const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<Folder> above;
    for (; folder != kRoot; folder = m_nodes[folder].parent)
        above.push_back(folder);
    std::string text = m_root.bytes();
    const auto add = [&text](std::string_view part) {
        if (!text.ends_with('/'))
            text += '/';
        text += part;
    };
    for (auto at = above.rbegin(); at != above.rend(); ++at)
        add(m_nodes[*at].name);
    if (!name.empty())
        add(name);
    return FilePath(std::move(text));
}

Result<RestoreTarget::Handle> RestoreTarget::openNode(Folder folder, const Handle &parent,
                                                      bool create)
{
    Node &node = m_nodes[folder];
    int fd = -1;
    errno = ENOENT;
    const auto open = [&] {
        // The target is the user's own word: a link there is followed. Below it none is.
        fd = folder == kRoot
                 ? openLongPath(m_root.bytes(), kFolderFlags)
                 : ::openat(parent->get(), node.name.c_str(), kFolderFlags | O_NOFOLLOW);
        return fd >= 0;
    };
    if (node.missing || !open()) {
        if (errno == ENOTDIR || errno == ELOOP)
            return fail(ErrorCode::AlreadyExists,
                        u"%1 is in the way: it is not a folder."_s.arg(path(folder).display()));
        if (errno != ENOENT)
            return fail(errnoError(errno, u"opening "_s % path(folder).display()));
        node.missing = true;
        node.fresh = true;
        if (!create)
            return fail(notThere(path(folder)));
        if (folder == kRoot)
            CAIRN_TRY(m_files.makeDirectories(m_root, 0700));
        else if (::mkdirat(parent->get(), node.name.c_str(), 0700) != 0 && errno != EEXIST)
            return fail(errnoError(errno, u"making the folder "_s % path(folder).display()));
        m_nodes[node.parent].changed = true;
        if (!open())
            return fail(errnoError(errno, u"opening "_s % path(folder).display()));
        node.missing = false;
    }
    return std::make_shared<const UniqueFd>(fd);
}

void RestoreTarget::keep(Folder folder, const Handle &handle)
{
    m_nodes[folder].handle = handle;
    if (folder == kRoot) // never looked up again: its path may lead elsewhere by then
        return;
    m_open.push_back(folder);
    while (m_open.size() > kHandles) { // second chance
        const Folder oldest = m_open.front();
        m_open.pop_front();
        if (std::exchange(m_nodes[oldest].used, false) && oldest != folder)
            m_open.push_back(oldest);
        else
            m_nodes[oldest].handle.reset();
    }
}

Result<RestoreTarget::Handle> RestoreTarget::enter(Folder folder, bool create)
{
    const std::scoped_lock lock(m_mutex);
    std::vector<Folder> chain;
    Folder at = folder;
    while (!m_nodes[at].handle) {
        if (m_nodes[at].missing && !create)
            return fail(notThere(path(at)));
        chain.push_back(at);
        if (at == kRoot)
            break;
        at = m_nodes[at].parent;
    }
    Handle handle = m_nodes[at].handle;
    for (auto next = chain.rbegin(); next != chain.rend(); ++next) {
        Result<Handle> opened = openNode(*next, handle, create);
        if (!opened) {
            if (m_nodes[*next].missing) { // so is all below it
                for (; next != chain.rend(); ++next)
                    m_nodes[*next].missing = m_nodes[*next].fresh = true;
            }
            return fail(std::move(opened).error());
        }
        handle = std::move(*opened);
        keep(*next, handle);
    }
    m_nodes[folder].used = true;
    return handle;
}

Result<bool> RestoreTarget::exists(Folder folder)
{
    CAIRN_TRY(m_files.before(FileOp::Open, m_root));
    const Result<Handle> entered = enter(folder, false);
    if (entered)
        return true;
    if (entered.error().code == ErrorCode::NotFound)
        return false;
    return fail(entered.error());
}

Result<> RestoreTarget::make(Folder folder)
{
    CAIRN_TRY(m_files.before(FileOp::MakeDirectory, m_root));
    CAIRN_TRY(enter(folder, true));
    return {};
}

bool RestoreTarget::isFresh(Folder folder) const
{
    const std::scoped_lock lock(m_mutex);
    return m_nodes[folder].fresh;
}

bool RestoreTarget::isChanged(Folder folder) const
{
    const std::scoped_lock lock(m_mutex);
    return m_nodes[folder].changed;
}

bool RestoreTarget::isKnown(Folder parent, std::string_view name) const
{
    const std::scoped_lock lock(m_mutex);
    return m_numbers.contains(keyOf(parent, name));
}

void RestoreTarget::noteChange(Folder folder)
{
    const std::scoped_lock lock(m_mutex);
    m_nodes[folder].changed = true;
}

Result<RestoreTarget::Handle> RestoreTarget::handle(Folder folder)
{
    return enter(folder, false);
}

Result<int> RestoreTarget::openAt(Folder folder, std::string_view name, FileOp op, int flags,
                                  FilePath &fullPath)
{
    CAIRN_LET(single, checked(name));
    fullPath = path(folder, name);
    CAIRN_TRY(m_files.before(op, fullPath));
    CAIRN_LET(inside, enter(folder, (flags & O_CREAT) != 0));
    while (true) {
        const int fd =
            ::openat(inside->get(), single.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0)
            return fd;
        if (errno != EINTR)
            return fail(errnoError(errno, u"opening "_s % fullPath.display()));
    }
}

Result<File> RestoreTarget::openFolder(Folder folder)
{
    const FilePath full = path(folder);
    CAIRN_TRY(m_files.before(FileOp::Open, full));
    CAIRN_LET(inside, enter(folder, false));
    const int fd = ::openat(inside->get(), ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return fail(errnoError(errno, u"opening "_s % full.display()));
    return File(&m_files, fd, full);
}

Result<std::optional<struct stat>> RestoreTarget::look(Folder folder, std::string_view name)
{
    CAIRN_LET(single, checked(name));
    CAIRN_LET(inside, enter(folder, false));
    struct stat info
    {
    };
    if (::fstatat(inside->get(), single.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
        return std::optional(info);
    if (errno == ENOENT)
        return std::optional<struct stat>();
    return fail(errnoError(errno, u"looking at "_s % path(folder, name).display()));
}

Result<File> RestoreTarget::openExisting(Folder folder, std::string_view name)
{
    FilePath full;
    CAIRN_LET(fd, openAt(folder, name, FileOp::Open, O_RDONLY | O_NONBLOCK | O_NOCTTY, full));
    File file(&m_files, fd, std::move(full));
    struct stat info
    {
    };
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return fail(ErrorCode::Changed, file.path().display() % u" is not a file any more."_s);
    return file;
}

Result<std::string> RestoreTarget::readLink(Folder folder, std::string_view name)
{
    CAIRN_LET(single, checked(name));
    CAIRN_LET(inside, enter(folder, false));
    std::string target(PATH_MAX, '\0');
    const ssize_t length =
        ::readlinkat(inside->get(), single.c_str(), target.data(), target.size());
    if (length < 0)
        return fail(errnoError(errno, u"reading the link "_s % path(folder, name).display()));
    target.resize(static_cast<std::size_t>(length));
    return target;
}

Result<File> RestoreTarget::createFile(Folder folder, std::string_view name)
{
    FilePath full;
    CAIRN_LET(fd, openAt(folder, name, FileOp::Create, O_RDWR | O_CREAT | O_EXCL, full));
    noteChange(folder);
    return File(&m_files, fd, std::move(full));
}

Result<File> RestoreTarget::reopen(Folder folder, std::string_view name, const struct stat &made)
{
    FilePath full;
    CAIRN_LET(fd, openAt(folder, name, FileOp::Open, O_RDWR | O_NONBLOCK | O_NOCTTY, full));
    File file(&m_files, fd, std::move(full));
    struct stat info
    {
    };
    if (::fstat(fd, &info) != 0 || info.st_dev != made.st_dev || info.st_ino != made.st_ino)
        return fail(ErrorCode::Changed,
                    u"%1 was replaced by another program while it was being restored."_s.arg(
                        file.path().display()));
    return file;
}

Result<> RestoreTarget::makeLink(Folder folder, std::string_view name, const std::string &target)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(folder, name);
    CAIRN_TRY(m_files.before(FileOp::Create, full));
    CAIRN_LET(inside, enter(folder, true));
    if (::symlinkat(target.c_str(), inside->get(), single.c_str()) != 0)
        return fail(errnoError(errno, u"making the link "_s % full.display()));
    noteChange(folder);
    return {};
}

Result<> RestoreTarget::moveNew(Folder folder, std::string_view from, std::string_view to)
{
    CAIRN_LET(source, checked(from));
    CAIRN_LET(target, checked(to));
    const FilePath full = path(folder, to);
    CAIRN_TRY(m_files.before(FileOp::Rename, full));
    CAIRN_LET(inside, enter(folder, false));
    if (const int reason =
            renameNoReplace(inside->get(), source.c_str(), inside->get(), target.c_str());
        reason != 0)
        return fail(errnoError(reason, u"renaming to "_s % full.display()));
    return {};
}

Result<> RestoreTarget::moveOver(Folder folder, std::string_view from, std::string_view to)
{
    CAIRN_LET(source, checked(from));
    CAIRN_LET(target, checked(to));
    const FilePath full = path(folder, to);
    CAIRN_TRY(m_files.before(FileOp::Rename, full));
    CAIRN_LET(inside, enter(folder, false));
    if (::renameat(inside->get(), source.c_str(), inside->get(), target.c_str()) != 0)
        return fail(errnoError(errno, u"renaming to "_s % full.display()));
    return {};
}

Result<> RestoreTarget::moveOut(Folder folder, std::string_view name, int to,
                                const std::string &toName)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(folder, name);
    CAIRN_TRY(m_files.before(FileOp::Rename, full));
    CAIRN_LET(inside, enter(folder, false));
    if (const int reason = renameNoReplace(inside->get(), single.c_str(), to, toName.c_str());
        reason != 0)
        return fail(errnoError(reason, u"moving away "_s % full.display()));
    noteChange(folder);
    return {};
}

Result<> RestoreTarget::linkOut(Folder folder, std::string_view name, int to,
                                const std::string &toName)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(folder, name);
    CAIRN_TRY(m_files.before(FileOp::Create, full));
    CAIRN_LET(inside, enter(folder, false));
    if (::linkat(inside->get(), single.c_str(), to, toName.c_str(), 0) != 0)
        return fail(errnoError(errno, u"keeping "_s % full.display()));
    return {};
}

Result<> RestoreTarget::moveIn(int from, const std::string &fromName, Folder folder,
                               std::string_view name)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(folder, name);
    CAIRN_TRY(m_files.before(FileOp::Rename, full));
    CAIRN_LET(inside, enter(folder, false));
    if (const int reason = renameNoReplace(from, fromName.c_str(), inside->get(), single.c_str());
        reason != 0)
        return fail(errnoError(reason, u"putting back "_s % full.display()));
    noteChange(folder);
    return {};
}

Result<> RestoreTarget::removeFolder(Folder parent, std::string_view name)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(parent, name);
    CAIRN_TRY(m_files.before(FileOp::Remove, full));
    CAIRN_LET(inside, enter(parent, false));
    if (::unlinkat(inside->get(), single.c_str(), AT_REMOVEDIR) != 0)
        return fail(errnoError(errno, u"removing the folder "_s % full.display()));
    return {};
}

Result<> RestoreTarget::remove(Folder folder, std::string_view name)
{
    CAIRN_LET(single, checked(name));
    const FilePath full = path(folder, name);
    CAIRN_TRY(m_files.before(FileOp::Remove, full));
    CAIRN_LET(inside, enter(folder, false));
    if (::unlinkat(inside->get(), single.c_str(), 0) != 0 && errno != ENOENT)
        return fail(errnoError(errno, u"removing "_s % full.display()));
    noteChange(folder);
    return {};
}

Result<> RestoreTarget::sweep(Folder folder, std::int64_t now)
{
    constexpr std::int64_t kAge = 15 * 60; // s; a living restore names its files every few seconds
    CAIRN_LET(inside, enter(folder, false));
    const int fd = ::openat(inside->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = fd >= 0 ? ::fdopendir(fd) : nullptr;
    if (!listing) {
        if (fd >= 0)
            ::close(fd);
        return fail(errnoError(errno, u"listing "_s % path(folder).display()));
    }
    std::vector<std::string> names;
    while (const dirent *entry = ::readdir(listing)) // NOLINT(concurrency-mt-unsafe): its own
        if (isTemporaryName(entry->d_name))
            names.emplace_back(entry->d_name);
    ::closedir(listing);
    for (const std::string &name : names) {
        CAIRN_LET(seen, look(folder, name));
        if (seen && S_ISREG(seen->st_mode) && seen->st_uid == ::geteuid() &&
            seen->st_ctim.tv_sec + kAge < now)
            CAIRN_TRY(remove(folder, name));
    }
    return {};
}

Result<> RestoreTarget::sync()
{
    CAIRN_TRY(m_files.before(FileOp::Sync, m_root));
    CAIRN_LET(root, enter(kRoot, false));
    const UniqueFd fd(::openat(root->get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd.isOpen() || ::syncfs(fd.get()) != 0)
        return fail(
            errnoError(errno, u"writing to disk what was restored to "_s % m_root.display()));
    return {};
}

Result<std::uint64_t> RestoreTarget::freeSpace()
{
    FilePath existing = m_root;
    while (true) {
        const LongPath at(existing.bytes());
        const std::string single = at.single();
        struct statvfs info
        {
        };
        if (at.error() == 0 && ::statvfs(single.c_str(), &info) == 0)
            return static_cast<std::uint64_t>(info.f_bavail) * info.f_frsize;
        if (existing.bytes() == "/" || existing.bytes() == ".")
            return fail(errnoError(errno, u"asking for the free space of "_s % m_root.display()));
        existing = existing.parent();
    }
}

} // namespace cairn
