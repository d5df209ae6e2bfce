// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/operations/compact_plan.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_opener.h"

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

// Reads the volumes to rewrite, one after another, in a thread of its own: proves each volume (C2)
// and each needed block of it (R17), and hands the blocks over as they lie there (C3).
class CompactReader final
{
public:
    // All arguments outlive the reader.
    CompactReader(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
                  const NeededBlocks &needed, const std::vector<CompactCandidate> &sources);
    ~CompactReader(); // drops what was not taken
    CompactReader(const CompactReader &) = delete;
    CompactReader &operator=(const CompactReader &) = delete;

    Result<> start();
    // Empty after the last; a stop ends it between two sources.
    std::optional<CompactItem> next() { return m_queue.pop(); }

private:
    static constexpr std::size_t kQueuedBytes = 32 << 20;
    void run();
    Result<> readSource(std::size_t index);
    Result<PackedBlock> readBlock(const VolumeArchive &archive, const BlockRow &row);
    void repack(PackedBlock &block);
    Result<> prove(const BlockRow &row, ByteView content, PackedBlock &block);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    const NeededBlocks &m_needed;
    const std::vector<CompactCandidate> &m_sources;
    BoundedQueue<CompactItem> m_queue{kQueuedBytes};
    std::optional<VolumeOpener> m_opener;
    Hasher m_hasher;
    Deflater m_deflater;
    ExtractScratch m_scratch;
    Buffer m_content;
    std::thread m_thread;
};

} // namespace cairn
