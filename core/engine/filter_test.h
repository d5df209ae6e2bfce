// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"
#include "core/config/job_options.h"
#include "core/source/source_walker.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

// What a backup would do with one object, and why.
struct FilterTestEntry
{
    std::string path; // raw bytes; a folder's ends with '/' and stands for all below it if left out
    bool included = false;
    QString reason;         // the rule, or what else decides
    std::int64_t size = -1; // bytes, of a file that is included
    int rule = -1;          // which of the filters decides, as they were given; -1: none does
    std::optional<SkipReason> skip; // why it is left out, unless it cannot be read
};

// Walks the sources as a backup does, without reading files and without a destination.
Result<WalkCounts> testFilters(FileLayer &files, const std::vector<FilePath> &sources,
                               const SourceOptions &options, const CancelToken &cancel,
                               const std::function<void(const FilterTestEntry &)> &visit);

} // namespace cairn
