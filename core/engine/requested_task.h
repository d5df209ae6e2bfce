// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/request_store.h"
#include "core/engine/job_runner.h"

#include <optional>

namespace cairn {

// What a request has run; none: it is about what goes on.
[[nodiscard]] std::optional<JobTask> taskOf(RequestVerb verb);

// What another program is asked for to run this. Versions of a delete cannot be told: the job's
// rule decides there.
[[nodiscard]] RequestVerb verbOf(const JobTask &task);

} // namespace cairn
