// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/config/job_config.h"

namespace cairn {

// The local database of a job, by the registry, or the one its options name. NotFound if it has
// none yet. Needs neither drive nor destination.
[[nodiscard]] Result<FilePath> databaseOf(FileLayer &files, Random &random, const JobConfig &job);

} // namespace cairn
