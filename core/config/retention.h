// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cairn {

struct VersionFacts
{
    std::int64_t time = 0; // Unix seconds
    bool full = true;      // false: a partial version
};

enum class RemovalReason : std::uint8_t {
    Chosen,          // --version
    TooOld,          // --keep-time
    Thinned,         // --retention-policy: too close to its elder neighbour
    BeyondAllFrames, // --retention-policy: older than every frame
    TooMany          // --keep-versions
};

struct RetentionPlan
{
    struct Removal
    {
        std::size_t version = 0; // index into the list given
        RemovalReason reason = RemovalReason::Chosen;
    };
    std::vector<Removal> removals; // ascending
    // A version was kept although the options said otherwise: PreventingLastFilesetRemoval.
    bool keptLastVersion = false;
};

// What the options say about these versions (engine.md §4). Pure (R29): same versions, options,
// time and zone, same plan. Versions that are locked or not in order are the caller's business.
[[nodiscard]] RetentionPlan planRetention(std::span<const VersionFacts> newestFirst,
                                          const RetentionOptions &options, std::int64_t now,
                                          const QTimeZone &zone = QTimeZone::systemTimeZone());

// The indices alone, ascending.
[[nodiscard]] std::vector<std::size_t> versionsToDelete(std::span<const VersionFacts> newestFirst,
                                                        const RetentionOptions &options,
                                                        std::int64_t now);

} // namespace cairn
