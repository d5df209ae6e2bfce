// SPDX-License-Identifier: MIT
#include "core/engine/keep_preview.h"

namespace cairn {

KeepPreview retentionPreview(const std::vector<CatalogVersion> &newestFirst,
                             const RetentionOptions &keep, std::int64_t now)
{
    std::vector<VersionFacts> facts;
    for (const CatalogVersion &version : newestFirst)
        facts.push_back({version.time, !version.partial});
    const RetentionPlan plan = planRetention(facts, keep, now);
    KeepPreview preview;
    preview.keptLastVersion = plan.keptLastVersion;
    auto next = plan.removals.begin(); // ascending
    for (std::size_t i = 0; i < newestFirst.size(); ++i) {
        if (next != plan.removals.end() && next->version == i)
            preview.going.push_back({newestFirst[i].id, (next++)->reason});
        else
            preview.staying.push_back(newestFirst[i].id);
    }
    return preview;
}

} // namespace cairn
