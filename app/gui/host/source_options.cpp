// SPDX-License-Identifier: MIT
#include "app/gui/host/source_options.h"

#include "core/engine/job_plan.h"

namespace cairn::gui {

Result<SourceOptions> sourceOptionsOf(const JobConfig &job)
{
    CAIRN_LET(options, toOptionSet(job));
    CAIRN_LET(request, requestFrom(options));
    return request.options.source;
}

std::vector<SkipSet> skipSetsByFilter(const JobConfig &job)
{
    const SkipPlaces places = SkipPlaces::fromSystem();
    std::vector<SkipSet> sets;
    for (const SkipSet set : job.skipSets)
        sets.insert(sets.end(), skipRules(set, places).size(), set);
    return sets;
}

std::optional<SkipSet> skipSetOf(const JobConfig &job, const std::vector<SkipSet> &byFilter,
                                 int filter)
{
    const auto behind = filter - std::ssize(job.rules);
    return behind >= 0 && behind < std::ssize(byFilter)
               ? std::optional(byFilter[std::size_t(behind)])
               : std::nullopt;
}

} // namespace cairn::gui
