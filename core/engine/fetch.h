// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"

#include <cstdint>
#include <limits>
#include <string>

namespace cairn {

// One file of one version, to be looked at.
struct FetchRequest
{
    std::int64_t versionTime = 0; // unix s, as the catalog tells it
    std::string path;             // raw
    std::int64_t limit = std::numeric_limits<std::int64_t>::max(); // no more than the first bytes
    FilePath target; // a new file in a folder of the caller's, for its eyes only; read-only then
};

struct FetchResult
{
    std::int64_t bytes = 0; // fetched
    std::int64_t size = 0;  // of the whole file
};

} // namespace cairn
