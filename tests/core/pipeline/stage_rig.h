// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/block_stage.h"
#include "core/pipeline/entry_journal.h"
#include "tests/core/pipeline/pipeline_lab.h"

#include <map>
#include <memory>
#include <string>

namespace cairn::test {

// Block stages with what they share; what they hand on is kept and can be put together again.
class StageRig final
{
public:
    explicit StageRig(PipelineLab &lab)
        : m_lab(lab)
    {
        begin();
    }

    // As the next run would: forgets what is only in memory.
    void begin() { m_dedup = need(BlockDedup::create(m_lab.job())); }
    [[nodiscard]] BlockStage stage()
    {
        return {m_lab.options, m_lab.settings, *m_dedup, queue, networkIsSlow};
    }
    [[nodiscard]] BlockDedup &dedup() { return *m_dedup; }
    // What came out of the stages since the last call; also remembered by contentOf().
    std::vector<PackedBlock> takePacked();
    // Content that had to be stored since countAnew(), in bytes.
    [[nodiscard]] std::int64_t newBytes()
    {
        std::ignore = takePacked();
        return m_newBytes;
    }
    void countAnew()
    {
        std::ignore = takePacked();
        m_newBytes = 0;
    }
    // Writes the rows of all blocks that came out, in a volume that is confirmed.
    void commit();
    // The content that these blocks hold, in order.
    [[nodiscard]] std::string contentOf(const BlockList &blocks) const;
    [[nodiscard]] std::string contentOf(StreamRef ref);

    PackedQueue queue{std::size_t{1} << 30};
    std::function<bool()> networkIsSlow = [] { return false; };

private:
    PipelineLab &m_lab;
    std::unique_ptr<BlockDedup> m_dedup;
    std::map<std::int64_t, std::string> m_contents; // by block id
    std::vector<BlockRow> m_uncommitted;
    std::int64_t m_newBytes = 0;
};

} // namespace cairn::test
