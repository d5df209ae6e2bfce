// SPDX-License-Identifier: MIT
#include "core/engine/job_place.h"

#include "core/config/database_registry.h"
#include "core/engine/job_plan.h"
#include "core/storage/destination_url.h"

namespace cairn {

Result<FilePath> databaseOf(FileLayer &files, Random &random, const JobConfig &job)
{
    CAIRN_LET(options, toOptionSet(job));
    CAIRN_LET(request, requestFrom(options));
    if (!request.options.storage.database.empty())
        return request.options.storage.database;
    std::string key = driveKeyOf(job);
    if (key.empty()) {
        CAIRN_LET(url, DestinationUrl::parse(job.destination));
        key = url.key();
    }
    return databaseFor(files, random, key, request.options.storage.prefix, false);
}

} // namespace cairn
