// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore.h"
#include "core/operations/restore_list.h"

#include <functional>
#include <memory>
#include <optional>

namespace cairn {

// Where the entries of a list go (engine.md §8.3).
struct RestoreMapping
{
    std::uint32_t base = 0;         // folder of the list whose content goes right into the target
    FilePath root;                  // the target, to be opened
    std::vector<std::string> below; // folders from `root` down to the place of `base`
};

// `target` is empty for the original places; those of a Windows backup need one here.
Result<RestoreMapping> mapToTarget(JobDatabase &job, std::int64_t version, const RestoreList &list,
                                   const FilePath &target, bool keepFullPaths);

// The entries that go to one place.
struct MappedList
{
    RestoreList list;
    std::optional<std::uint32_t> folder; // of the list: what is mapped; none: where they would go
    FilePath to;
};
// One for each mapping that has entries, and one for the rest. At least one; none of them is empty
// if `list` is not.
std::vector<MappedList> splitByMap(RestoreList list, std::vector<PathMapping> map);

// Gives each item its folder at the target. What has no safe place there is told to `refuse` and
// gets nothing done.
Result<> placeItems(RestoreList &list, const RestoreMapping &mapping, RestoreTarget &target,
                    const std::function<void(const RestoreItem &, const Error &)> &refuse);

} // namespace cairn
