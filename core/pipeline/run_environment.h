// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/base/secret.h"
#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/progress.h"
#include "core/pipeline/run_report.h"
#include "core/storage/backend.h"

#include <functional>
#include <memory>

namespace cairn {

// Everything a run is given: nothing below reaches for a global (style.md §2). Lives longer than
// the run.
struct RunEnvironment
{
    FileLayer &files;
    Clock &clock;
    Random &random;
    CancelToken &cancel;
    Progress &progress;
    RunReport &report;
    const JobOptions &options;
    // A new connection to the destination; each thread has its own. Decorated already: retries,
    // throttles, and what the operation may not do (R5, R32).
    std::function<Result<std::unique_ptr<Backend>>()> openBackend;
    FilePath tempFolder; // private to this process, 0700, swept (R22)

    // A new private file in tempFolder.
    [[nodiscard]] Result<TempFile> createTemp() const
    {
        return TempFile::create(files, tempFolder / random.hexId());
    }
};

} // namespace cairn
