// SPDX-License-Identifier: MIT
#include "core/base/private_files.h"

#include <cerrno>

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

Result<> ensurePrivateFolder(FileLayer &files, const FilePath &folder)
{
    if (!files.exists(folder))
        CAIRN_TRY(files.makeDirectories(folder, 0700));
    struct stat facts = {};
    CAIRN_TRY(files.before(FileOp::Stat, folder));
    if (::stat(folder.c_str(), &facts) != 0)
        return fail(errnoError(errno, u"examining "_s % folder.display()));
    if (!S_ISDIR(facts.st_mode))
        return fail(ErrorCode::InvalidArgument, u"%1 is not a folder."_s.arg(folder.display()));
    if (facts.st_uid != ::geteuid())
        return fail(ErrorCode::AccessDenied,
                    u"%1 belongs to another user, and only a folder of one's own is used. The "
                    u"environment variables XDG_CONFIG_HOME, XDG_STATE_HOME and XDG_DATA_HOME say "
                    u"where settings, keys and local databases are."_s.arg(folder.display()));
    if ((facts.st_mode & 077) != 0)
        return fail(
            ErrorCode::AccessDenied,
            u"Other users may enter %1. Close it first: chmod 700 \"%1\""_s.arg(folder.display()));
    return {};
}

Result<> ensurePrivateFile(FileLayer &files, const FilePath &file)
{
    struct stat facts = {};
    CAIRN_TRY(files.before(FileOp::Stat, file));
    if (::stat(file.c_str(), &facts) != 0) {
        if (errno == ENOENT || errno == ENAMETOOLONG) // a path that long is opened in steps
            return {};
        return fail(errnoError(errno, u"examining "_s % file.display()));
    }
    if (!S_ISREG(facts.st_mode))
        return {}; // whoever opens it says what is wrong with it
    if (facts.st_uid != ::geteuid())
        return fail(ErrorCode::AccessDenied,
                    u"%1 belongs to another user. What it says decides what is deleted at the "
                    u"destination, so only one's own is used."_s.arg(file.display()));
    if ((facts.st_mode & 022) != 0)
        return fail(ErrorCode::AccessDenied,
                    u"Other users may change %1. Make sure that nobody has, then close it: "
                    u"chmod 600 \"%1\""_s.arg(file.display()));
    if ((facts.st_mode & 077) != 0)
        std::ignore = ::chmod(file.c_str(), 0600);
    return {};
}

Result<File> openLockFile(FileLayer &files, const FilePath &path)
{
    auto file = files.open(path, OpenMode::CreateExclusive);
    if (!file && file.error().code == ErrorCode::AlreadyExists)
        file = files.open(path, OpenMode::ReadWrite);
    return file;
}

Result<File> lockExclusively(FileLayer &files, const FilePath &path)
{
    CAIRN_LET(file, openLockFile(files, path));
    while (::flock(file.fd(), LOCK_EX) != 0) {
        if (errno != EINTR)
            return fail(errnoError(errno, u"locking "_s % path.display()));
    }
    return std::move(file);
}

} // namespace cairn
