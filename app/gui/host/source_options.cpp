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

} // namespace cairn::gui
