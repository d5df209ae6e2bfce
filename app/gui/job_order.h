// SPDX-License-Identifier: MIT
// In which order backups are shown, apart from the one that is stored.
#pragma once

#include "app/gui/host/values.h"

#include <string>
#include <vector>

namespace cairn::gui {

enum class JobSort : quint8 { ByHand, Name, State, NextRun }; // ByHand: as they are stored

struct JobOrder
{
    JobSort sort = JobSort::ByHand;
    bool isGrouped = false;
    bool operator==(const JobOrder &) const = default;
};

// Backups that stand together; of `jobs` as it was given.
struct JobGroup
{
    QString heading; // empty: they need none
    std::vector<const JobView *> jobs;
};

// Those with the worst state, or with the nearest run, come first; what is equal stays as it is
// stored. Groups go by their names, whose case does not matter, and what has none comes last. One
// group without a heading where groups are not wanted, or no backup has one.
[[nodiscard]] std::vector<JobGroup> orderedJobs(const std::vector<JobView> &jobs, JobOrder order,
                                                qint64 now);

// The one that stands `step` before (below 0) or behind it in its group; empty: none does.
[[nodiscard]] std::string neighbourOf(const std::vector<JobGroup> &groups, const std::string &job,
                                      int step);

// The ids of all in their stored order, `job` moved directly before or behind `other`.
[[nodiscard]] std::vector<std::string> movedBeside(const std::vector<JobView> &jobs,
                                                   const std::string &job, const std::string &other,
                                                   bool isBehind);

} // namespace cairn::gui
