// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"

#include <cstdint>
#include <vector>

namespace cairn {

// Which blocks some version needs, by id: one bit each.
class NeededBlocks final
{
public:
    // From the entries of all versions (also those being made or deleted) and their streams.
    static Result<NeededBlocks> collect(JobDatabase &job);

    [[nodiscard]] bool contains(std::int64_t id) const { return isSet(m_needed, id); }
    // Whether the block is a blocklist of a needed stream (storage-format.md §4.2).
    [[nodiscard]] bool isList(std::int64_t id) const { return isSet(m_lists, id); }
    // False: a blocklist is lost, so some version needs blocks besides, and nothing tells which.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }

private:
    using Bits = std::vector<bool>;
    static bool isSet(const Bits &bits, std::int64_t id)
    {
        return id > 0 && static_cast<std::size_t>(id) < bits.size() &&
               bits[static_cast<std::size_t>(id)];
    }
    Bits m_needed;
    Bits m_lists;
    bool m_isComplete = true;
};

struct CompactCandidate
{
    VolumeRow volume;
    std::int64_t dataBytes = 0;   // uncompressed, of all blocks in it
    std::int64_t neededBytes = 0; // of those that something needs
    std::size_t blocks = 0;
    [[nodiscard]] std::int64_t wasteBytes() const { return dataBytes - neededBytes; }
};

struct CompactPlan
{
    std::vector<CompactCandidate> useless;  // nothing in them is needed: deleted outright
    std::vector<CompactCandidate> rewrites; // best gain first; empty if it is not worth it
    // For people: what was looked at.
    std::int64_t volumes = 0;
    std::int64_t wasteBytes = 0;
    std::int64_t dataBytes = 0;
};

// C1: what to reclaim, by the thresholds of engine.md §5. Only Confirmed and Verified dblocks whose
// dindexes speak of no other living dblock.
Result<CompactPlan> planCompact(JobDatabase &job, const NeededBlocks &needed,
                                const CompactOptions &options, std::int64_t dblockSize);

} // namespace cairn
