// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/source/path_matcher.h"

#include <functional>
#include <span>
#include <string>

namespace cairn {

// An entry as it was from version `row.first` to version `last`.
struct EntryState
{
    EntryRow row;
    std::int64_t last = kStillSo;

    [[nodiscard]] bool isIn(std::int64_t version) const
    {
        return row.first <= version && version <= last;
    }
};

// Ordinals; both belong to the range.
struct VersionRange
{
    std::int64_t first = 0;
    std::int64_t last = 0;
};

// Visits the paths that match and had any state in the range, sorted by path in byte order, each
// with its states, oldest first. Memory is bounded by the depth and the largest folder.
Result<> walkEntries(
    JobDatabase &job, const VersionRange &range, const PathMatcher &matcher,
    const std::function<Result<>(const std::string &path, std::span<const EntryState>)> &visit);

} // namespace cairn
