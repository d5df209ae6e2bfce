// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/compact.h"
#include "core/operations/version_losses.h"
#include "core/source/path_matcher.h"

#include <optional>
#include <vector>

namespace cairn {

struct PurgeResult
{
    std::vector<VersionLoss> versions; // those concerned, newest first
    bool dryRun = false;
    std::optional<CompactResult> compacted;
};

// Takes what `wanted` names out of the versions that the options select, by default all; versions
// of which nothing would be left are refused. Then compacts if the options want it. The caller has
// reconciled (engine.md §7.6).
Result<PurgeResult> purge(const RunEnvironment &environment, JobDatabase &job,
                          const JobSettings &settings, const WantedPaths &wanted);

// The acceptance of a loss (reliability.md §3, §4 P6): heals what can be healed as repair does,
// then takes what still needs a lost block out of all versions, and lets go of volumes that nothing
// needs any more. A file or folder whose metadata alone is lost stays, without; a version of which
// nothing is left is deleted, but never the last one (engine.md §7.5).
Result<PurgeResult> purgeBroken(const RunEnvironment &environment, JobDatabase &job,
                                const JobSettings &settings);

} // namespace cairn
