// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/compact.h"
#include "core/operations/compact_plan.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_journal.h"

#include <mutex>
#include <unordered_map>
#include <vector>

namespace cairn {

// Where a block of a source lies now as well.
struct PlacedBlock
{
    std::int64_t block = 0;
    std::int64_t volume = 0;
};

// Keeps account of which blocks of the sources have arrived in confirmed volumes: a source may go
// once all of its needed blocks have (R13). Thread-safe.
class CompactLedger final
{
public:
    explicit CompactLedger(std::size_t sources)
        : m_sources(sources)
    {
    }
    // In this order: each block before it is packed, then the end of the source. One whose end does
    // not come, since it could not be read whole, never goes.
    void expect(std::size_t source, std::int64_t block);
    void endOfSource(std::size_t source);
    // A volume is confirmed, and so is its dindex.
    void stored(const FilledVolume &filled, std::int64_t volume);

    struct Ready
    {
        std::size_t source = 0;
        std::vector<PlacedBlock> placed;
    };
    // Sources that may go, each once.
    [[nodiscard]] std::vector<Ready> takeReady();

private:
    struct Source
    {
        std::size_t waiting = 0;
        bool ended = false;
        std::vector<PlacedBlock> placed;
    };
    void noteIfReady(std::size_t source);

    std::mutex m_mutex;
    std::vector<Source> m_sources;
    std::unordered_map<std::int64_t, std::size_t> m_sourceOf; // blocks on their way
    std::vector<std::size_t> m_ready;
};

// C11-C14: points the blocks of an emptied volume to where they lie now, and removes it and its
// dindexes. What cannot be removed stays Deleting for the next run (S10).
class VolumeReclaimer final
{
public:
    // All arguments outlive it.
    VolumeReclaimer(const RunEnvironment &environment, JobDatabase &job, VolumeJournal &journal,
                    const NeededBlocks &needed, CompactResult &result);
    Result<> reclaim(const VolumeRow &volume, const std::vector<PlacedBlock> &placed);

private:
    Result<std::vector<std::int64_t>> commitEmptied(const VolumeRow &volume,
                                                    const std::vector<PlacedBlock> &placed);
    Result<> moveBlocks(std::int64_t volume, const std::vector<PlacedBlock> &placed);
    Result<> forgetBlocks(std::int64_t volume);
    Result<bool> remove(std::int64_t volume);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    VolumeJournal &m_journal;
    const NeededBlocks &m_needed;
    CompactResult &m_result;
};

} // namespace cairn
