// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/run_store.h"
#include "core/schedule/scheduler.h"

namespace cairn {

// What a job and its runs say of its turn; what is known of its drive is the caller's. A job that
// is not to run on battery (--disable-on-battery, of Duplicati) waits for the mains, whatever
// charge its schedule wants.
[[nodiscard]] TurnFacts turnFactsOf(const JobConfig &job, const BackupTries &tries);

} // namespace cairn
