// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/operations/restore_target.h"

namespace cairn {

// The trash of this user on one file system (freedesktop.org, Trash Specification 1.0): the home
// trash, else `.Trash-<user id>` in the topmost folder.
class Trash final
{
public:
    // For what is below `root`.
    static Result<Trash> open(FileLayer &files, const FilePath &root);
    // By rename: nothing is copied. `now` in unix s.
    Result<> take(RestoreTarget &target, RestoreTarget::Folder folder, const std::string &name,
                  std::int64_t now);

private:
    Trash(FileLayer &layer, FilePath folder, FilePath top, UniqueFd files)
        : m_layer(layer)
        , m_folder(std::move(folder))
        , m_top(std::move(top))
        , m_files(std::move(files))
    {
    }
    FileLayer &m_layer;
    FilePath m_folder;
    FilePath m_top; // paths are noted relative to it; empty: absolute
    UniqueFd m_files;
};

} // namespace cairn
