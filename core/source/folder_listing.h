// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/source/source_stat.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A file or link to back up.
struct SourceEntry
{
    std::string_view name; // bytes; belongs to the listing
    SourceStat stat;       // of the target if `followed`
    bool linkToFolder =
        false;             // a stored link that leads to a folder: its path ends with '/' (§6.3)
    bool followed = false; // a link taken for its target (symlink-policy Follow)
    bool hasXattrs = true; // false: known to have none
};

// A name that is there but could not be examined: its entry, and what lies below it, is carried
// over from the last version (R30).
struct UnreadableName
{
    std::string_view name; // belongs to the listing
    Error error;
};

// A folder and what is to be backed up directly in it, in byte order. Subfolders come as listings
// of their own. A large folder comes in parts, one after another, with nothing between them.
// Movable: names point into `arena`, which moves along.
struct FolderListing
{
    FolderListing() = default;
    FolderListing(FolderListing &&) noexcept = default;
    FolderListing &operator=(FolderListing &&) noexcept = default;
    FolderListing(const FolderListing &) = delete;
    FolderListing &operator=(const FolderListing &) = delete;
    ~FolderListing() = default;

    std::string path; // bytes, absolute, ends with '/'
    SourceStat stat;
    bool hasXattrs = true;
    // false: not part of the version itself, only on the way to what is (single files as roots,
    // filters of includes only). `stat` may be empty then. Together with `incomplete`: it was a
    // folder when its parent was listed and something else a moment later, so that its own entry
    // too is carried over.
    bool recorded = true;
    bool isRoot = false;
    bool isContinued = false; // not the first part
    bool hasMore = false;     // not the last part
    // The listing failed part-way or altogether: what the last version has here or below and this
    // listing does not is carried over. `problem` says why.
    bool incomplete = false;
    std::optional<Error> problem;
    std::vector<SourceEntry> entries;
    std::vector<UnreadableName> unreadable;

    std::vector<char> arena;
};

} // namespace cairn
