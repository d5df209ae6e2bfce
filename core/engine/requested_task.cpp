// SPDX-License-Identifier: MIT
#include "core/engine/requested_task.h"

#include <algorithm>
#include <array>

namespace cairn {

namespace {

struct Row
{
    RequestVerb verb;
    RunKind kind;
    bool rebuild;
};
constexpr std::array<Row, 5> kRows{{{RequestVerb::Run, RunKind::Backup, false},
                                    {RequestVerb::Test, RunKind::Test, false},
                                    {RequestVerb::Repair, RunKind::Repair, false},
                                    {RequestVerb::Recreate, RunKind::Repair, true},
                                    {RequestVerb::Delete, RunKind::Delete, false}}};

} // namespace

std::optional<JobTask> taskOf(RequestVerb verb)
{
    const auto *const row = std::ranges::find(kRows, verb, &Row::verb);
    if (row == kRows.end())
        return std::nullopt;
    JobTask task;
    task.kind = row->kind;
    task.rebuild = row->rebuild;
    return task;
}

RequestVerb verbOf(const JobTask &task)
{
    const auto *const row = std::ranges::find_if(kRows, [&task](const Row &one) {
        return one.kind == task.kind && one.rebuild == task.rebuild;
    });
    return row == kRows.end() ? RequestVerb::Run : row->verb;
}

} // namespace cairn
