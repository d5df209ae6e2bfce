// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/operations/restore_target.h"
#include "core/source/path_matcher.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// What is to be done about an entry, once its place at the target was looked at.
enum class RestoreVerdict : std::uint8_t {
    Write,   // nothing is there
    Replace, // over what is there
    Dated,   // beside what is there, under a name with the version's date
    Refresh, // the content is right, the metadata may not be
    Nothing, // right as it is, to be kept, or not possible
};

// One entry to restore; small, since there may be millions.
struct RestoreItem
{
    std::uint64_t nameAt = 0; // in RestoreList::names
    std::uint32_t nameSize = 0;
    std::uint32_t folder = 0;        // in RestoreList::folders; of a folder: itself
    RestoreTarget::Folder place = 0; // where `folder` is at the target
    EntryType type = EntryType::File;
    RestoreVerdict verdict = RestoreVerdict::Write;
    std::int64_t size = 0;
    std::int64_t mtime = 0; // ns
    StreamRef content = 0;
    StreamRef meta = 0;
};

// A folder of the source that holds something to restore, or is above one that does.
struct RestoreFolder
{
    std::uint32_t parent = 0;
    std::uint32_t depth = 0;
    std::string name; // with its separator
};

// The entries of a version that were asked for, in byte order of their paths.
struct RestoreList
{
    char separator = '/';
    std::vector<RestoreItem> items;
    std::vector<RestoreFolder> folders{1}; // [0] is above all roots
    std::string names;

    [[nodiscard]] std::string_view nameOf(const RestoreItem &item) const // without separator
    {
        return std::string_view(names).substr(item.nameAt, item.nameSize);
    }
    [[nodiscard]] std::string pathOf(const RestoreItem &item) const;
    [[nodiscard]] std::string pathOf(std::uint32_t folder) const;
};

Result<RestoreList> listForRestore(JobDatabase &job, char separator, std::int64_t version,
                                   const PathMatcher &matcher, const SourceOptions &options);

} // namespace cairn
