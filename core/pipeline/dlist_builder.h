// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/volume_writer.h"

#include <functional>
#include <string>
#include <vector>

namespace cairn {

struct DlistCounts
{
    std::int64_t files = 0;
    std::int64_t entries = 0;
    std::int64_t bytes = 0;
};

struct BuiltDlist
{
    SealedVolume volume;
    DlistCounts counts;
};

// What a list says of an entry instead of what the database has; false leaves it out.
using EntryEdit = std::function<Result<bool>(const std::string &path, EntryRow &row)>;

// The only maker of dlist volumes (R10): backup, repair and purge use it. Streams the version's
// entries from the database, each through `edit` unless that is empty, and what they rely on into
// the envelope (S2). `name` is the remote name that the list is put under: under another it must be
// made anew (R31). controlFiles: files to embed under extra/.
Result<BuiltDlist> buildDlistVolume(const RunEnvironment &environment, JobDatabase &job,
                                    const JobSettings &settings, std::int64_t version,
                                    bool complete, const std::string &name,
                                    const std::vector<FilePath> &controlFiles = {},
                                    const EntryEdit &edit = {});

} // namespace cairn
