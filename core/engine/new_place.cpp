// SPDX-License-Identifier: MIT
#include "core/engine/new_place.h"

#include "core/engine/catalog.h"
#include "core/engine/job_place.h"

#include <algorithm>
#include <iterator>

namespace cairn {

using namespace Qt::StringLiterals;

Result<> settleAtNewPlace(const PlaceWorld &world, const JobRequest &request,
                          const JobConfig &before, CancelToken &cancel, Progress &progress,
                          bool isTakenOver)
{
    JobRequest there = request;
    there.options.restore.noLocalDatabase = true; // what is there counts, not what was known of it
    CAIRN_LET(facts, world.engine.factsOf(there, cancel));
    if (!facts.encryption)
        return {}; // nothing is there
    std::vector<std::int64_t> known, found;
    if (const auto path = databaseOf(world.files, world.random, before)) {
        CAIRN_LET(catalog, Catalog::open(*path));
        CAIRN_LET(versions, catalog->versions());
        std::ranges::transform(versions, std::back_inserter(known), &CatalogVersion::time);
    }
    const auto listed = world.engine.listFilesets(there, cancel, progress);
    if (listed.fatal)
        return fail(*listed.fatal);
    if (isTakenOver)
        return {};
    for (const auto &version : *listed.value)
        found.push_back(version.row.time);
    if (known.empty() || found != known)
        return fail(ErrorCode::AlreadyExists, "DEST_FOREIGN",
                    u"That folder belongs to another backup. Nothing of it was changed."_s);
    CAIRN_LET(local, world.engine.factsOf(request, cancel));
    if (local.hasDatabase)
        return {};
    auto rebuilt = world.engine.repair(request, cancel, progress);
    return rebuilt.fatal ? Result<>(fail(std::move(*rebuilt.fatal))) : Result<>();
}

} // namespace cairn
