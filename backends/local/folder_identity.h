// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

namespace cairn {

// Knows a folder again. It is held open from the first look, so that its identity cannot be given
// to another one; the path leading elsewhere later means that a drive was pulled out or a mount is
// gone.
class FolderIdentity final
{
public:
    FolderIdentity(FileLayer &files, FilePath folder);
    ~FolderIdentity();
    FolderIdentity(const FolderIdentity &) = delete;
    FolderIdentity &operator=(const FolderIdentity &) = delete;

    // Fails with kFolderMissingId, kFolderVanishedId or what hinders the look.
    Result<> check();
    [[nodiscard]] bool wasSeen() const { return m_handle >= 0; }

private:
    Result<> firstLook();

    FileLayer &m_files;
    FilePath m_folder;
    int m_handle = -1;
};

// Whether the folder belongs on a removable drive that is not mounted: creating it would put the
// backup on the system's own disk.
[[nodiscard]] bool isOnAbsentDrive(const FilePath &folder);

} // namespace cairn
