// SPDX-License-Identifier: MIT
#include "backends/local/folder_identity.h"

#include "core/storage/backend.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool isAbsence(int reason)
{
    return reason == ENOENT || reason == ENOTDIR;
}

} // namespace

FolderIdentity::FolderIdentity(FileLayer &files, FilePath folder)
    : m_files(files)
    , m_folder(std::move(folder))
{
}

FolderIdentity::~FolderIdentity()
{
    if (m_handle >= 0)
        ::close(m_handle);
}

Result<> FolderIdentity::firstLook()
{
    m_handle = ::open(m_folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (m_handle >= 0)
        return {};
    if (!isAbsence(errno))
        return fail(errnoError(errno, u"opening the folder "_s % m_folder.display()));
    return fail(
        ErrorCode::Io, kFolderMissingId,
        u"The destination folder %1 does not exist. If it is on a drive, connect that first."_s.arg(
            m_folder.display()));
}

Result<> FolderIdentity::check()
{
    CAIRN_TRY(m_files.before(FileOp::Stat, m_folder));
    if (m_handle < 0)
        return firstLook();
    struct stat held
    {
    };
    struct stat now
    {
    };
    const bool hasHeld = ::fstat(m_handle, &held) == 0;
    const bool hasNow = ::stat(m_folder.c_str(), &now) == 0;
    if (!hasNow && !isAbsence(errno))
        return fail(errnoError(errno, u"examining the folder "_s % m_folder.display()));
    if (hasHeld && hasNow && held.st_dev == now.st_dev && held.st_ino == now.st_ino)
        return {};
    return fail(
        ErrorCode::Io, kFolderVanishedId,
        u"The destination folder %1 has gone, or another one has taken its place. What was "
        "stored is untouched. Connect the drive again and repeat."_s.arg(m_folder.display()));
}

bool isOnAbsentDrive(const FilePath &folder)
{
    // Where desktops mount removable drives; elsewhere a plain folder is as likely.
    constexpr std::array<const char *, 2> kMountParents{"/media", "/run/media"};
    for (const char *mountParent : kMountParents) {
        if (!folder.bytes().starts_with(std::string(mountParent) + "/"))
            continue;
        struct stat parent
        {
        };
        if (::stat(mountParent, &parent) != 0)
            return true;
        FilePath existing = folder;
        struct stat info
        {
        };
        while (::stat(existing.c_str(), &info) != 0)
            existing = existing.parent(); // ends at the mount parent, which exists
        return info.st_dev == parent.st_dev;
    }
    return false;
}

} // namespace cairn
