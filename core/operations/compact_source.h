// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/operations/block_prover.h"
#include "core/operations/compact_plan.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cairn {

// What the reader of sources hands over, in order: the needed blocks of a source, then its end.
struct CompactItem
{
    std::size_t source = 0; // index into the list of sources
    std::optional<PackedBlock> block;
    // At the end only: what was wrong with the source, and what that proves about its volume.
    std::optional<Error> failure;
    std::optional<VolumeState> proven;
};

// Reads the volumes to rewrite, one after another, in threads of its own: one proves each volume
// (C2) and shares out its needed blocks, the others prove these (R17). They are handed over as they
// lie there (C3), up to the first that is bad. The next volume is begun once all is known about the
// one before.
class CompactReader final
{
public:
    // All arguments outlive the reader.
    CompactReader(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
                  const NeededBlocks &needed, const std::vector<CompactCandidate> &sources);
    ~CompactReader(); // drops what was not taken
    CompactReader(const CompactReader &) = delete;
    CompactReader &operator=(const CompactReader &) = delete;

    // Without a number of proving threads: as many as help.
    Result<> start(std::optional<unsigned> provers = {});
    // Empty after the last; a stop ends it between two sources. From one thread.
    std::optional<CompactItem> next();

private:
    struct Batch;
    using BatchPtr = std::shared_ptr<Batch>;
    struct Failure
    {
        std::size_t batch = 0;
        Error error;
    };
    static constexpr std::size_t kQueuedBytes = 16 << 20;

    void run();
    Result<> readSource(std::size_t index);
    Result<> shareOut(std::size_t source, const VolumeArchive &archive,
                      const std::vector<BlockRow> &blocks);
    bool hand(BatchPtr batch, std::size_t weight);
    Result<> waitForProofs();
    void prove();
    Result<> proveBatch(BlockProver &prover, Batch &batch) const;
    bool isUseless(std::size_t batch);
    bool takeBatch();

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    const NeededBlocks &m_needed;
    const std::vector<CompactCandidate> &m_sources;
    std::optional<VolumeOpener> m_opener;         // the reading thread's
    BoundedQueue<BatchPtr> m_order{kQueuedBytes}; // to next(), as they lie in the volumes
    BoundedQueue<BatchPtr> m_work{SIZE_MAX}; // the same ones to whoever is free; m_order bounds it

    std::mutex m_mutex; // guards what follows, and Batch::done
    std::condition_variable m_proven;
    std::size_t m_shared = 0; // batches of the present source
    std::size_t m_unproven = 0;
    std::optional<Failure> m_failure; // the first in the order of the volume
    bool m_dropped = false;

    BatchPtr m_taken; // next()'s: what it hands out now
    std::size_t m_handedOut = 0;
    std::optional<std::size_t> m_failedSource;
    std::vector<std::thread> m_provers;
    std::thread m_thread;
};

} // namespace cairn
