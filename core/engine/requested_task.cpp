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
    bool rebuild = false;
    bool savesEmpty = false;
};
constexpr std::array<Row, 6> kRows{{{RequestVerb::Run, RunKind::Backup},
                                    {RequestVerb::Test, RunKind::Test},
                                    {RequestVerb::Repair, RunKind::Repair},
                                    {RequestVerb::Recreate, RunKind::Repair, true},
                                    {RequestVerb::Delete, RunKind::Delete},
                                    {RequestVerb::RunEmpty, RunKind::Backup, false, true}}};

} // namespace

std::optional<JobTask> taskOf(RequestVerb verb)
{
    const auto *const row = std::ranges::find(kRows, verb, &Row::verb);
    if (row == kRows.end())
        return std::nullopt;
    JobTask task;
    task.kind = row->kind;
    task.rebuild = row->rebuild;
    task.savesEmpty = row->savesEmpty;
    return task;
}

RequestVerb verbOf(const JobTask &task)
{
    const auto *const row = std::ranges::find_if(kRows, [&task](const Row &one) {
        return one.kind == task.kind && one.rebuild == task.rebuild &&
               one.savesEmpty == task.savesEmpty;
    });
    return row == kRows.end() ? RequestVerb::Run : row->verb;
}

} // namespace cairn
