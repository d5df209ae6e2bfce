// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/retention.h"
#include "core/engine/catalog_values.h"

namespace cairn {

struct KeepPreview
{
    struct Going
    {
        VersionId id = 0;
        RemovalReason reason = RemovalReason::Chosen;
    };
    std::vector<Going> going; // newest first
    std::vector<VersionId> staying;
    bool keptLastVersion =
        false; // the rule would leave no complete version: one stays all the same
};

// Which versions a rule would remove: by the same code as the operation that does it. Pure.
[[nodiscard]] KeepPreview retentionPreview(const std::vector<CatalogVersion> &newestFirst,
                                           const RetentionOptions &keep, std::int64_t now);

} // namespace cairn
