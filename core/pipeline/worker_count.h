// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"

#include <algorithm>
#include <thread>

namespace cairn {

// Threads for work that keeps a core busy: as many as there are, unless the options say otherwise.
[[nodiscard]] inline int workerCount(const PipelineOptions &options)
{
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    int count = options.compressors > 0 ? options.compressors : cores;
    if (options.maxThreads > 0)
        count = std::min(count, options.maxThreads);
    return std::clamp(count, 1, 64);
}

} // namespace cairn
