// SPDX-License-Identifier: MIT
#include "core/engine/new_place.h"

#include "core/engine/catalog.h"
#include "core/engine/job_place.h"

#include <tuple>
#include <vector>

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
    // Two computers that back up at the same minute may well share a moment.
    using Mark = std::tuple<std::int64_t, std::int64_t, std::int64_t>; // unix s, files, bytes
    std::vector<Mark> known, found;
    if (const auto path = databaseOf(world.files, world.random, before)) {
        CAIRN_LET(catalog, Catalog::open(*path));
        CAIRN_LET(versions, catalog->versions());
        for (const CatalogVersion &version : versions)
            known.emplace_back(version.time, version.files, version.bytes);
    }
    const auto listed = world.engine.listFilesets(there, cancel, progress);
    if (listed.fatal)
        return fail(*listed.fatal);
    if (isTakenOver)
        return {};
    for (const auto &version : *listed.value)
        found.emplace_back(version.row.time, version.row.files, version.row.bytes);
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
