// SPDX-License-Identifier: MIT
#include "core/operations/superseded.h"

#include "core/operations/compact_plan.h"

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

class Settler final
{
public:
    explicit Settler(JobDatabase &job)
        : m_job(job)
    {
    }
    Result<> settle(const VolumeRow &row);

private:
    Result<bool> isReplaced(const VolumeRow &row);
    Result<bool> holdsNothingNeeded(const VolumeRow &dblock);
    Result<bool> isOtherwiseIndexed(const VolumeRow &dindex);
    Result<> dropIndexes(const VolumeRow &dblock);

    JobDatabase &m_job;
    std::optional<NeededBlocks> m_needed;
};

// Rows of blocks that were lost and that no version needs go along.
Result<bool> Settler::holdsNothingNeeded(const VolumeRow &dblock)
{
    CAIRN_TRY(m_job.blocks.moveToCopies(dblock.id));
    CAIRN_LET(blocks, m_job.blocks.ofVolume(dblock.id));
    if (blocks.empty())
        return true;
    if (!m_needed) {
        CAIRN_TRY(m_job.streams.eraseUnused());
        CAIRN_LET(needed, NeededBlocks::collect(m_job));
        m_needed = std::move(needed);
    }
    if (!m_needed->isComplete() || std::ranges::any_of(blocks, [&](const BlockRow &block) {
            return m_needed->contains(block.id);
        }))
        return false;
    for (const BlockRow &block : blocks)
        CAIRN_TRY(m_job.blocks.erase(block.id));
    return true;
}

Result<bool> Settler::isOtherwiseIndexed(const VolumeRow &dindex)
{
    CAIRN_LET(dblocks, m_job.volumes.dblocksOf(dindex.id));
    for (const std::int64_t dblock : dblocks) {
        CAIRN_LET(volume, m_job.volumes.get(dblock));
        if (!volume || !isUsable(volume->state))
            continue;
        CAIRN_LET(indexes, m_job.volumes.indexesOf(dblock));
        bool other = false;
        for (const std::int64_t index : indexes) {
            CAIRN_LET(row, m_job.volumes.get(index));
            other = other || (row && index != dindex.id && isUsable(row->state));
        }
        if (!other)
            return false;
    }
    return true;
}

Result<bool> Settler::isReplaced(const VolumeRow &row)
{
    switch (row.kind) {
    case VolumeKind::Dblock:
        return holdsNothingNeeded(row);
    case VolumeKind::Dindex:
        return isOtherwiseIndexed(row);
    case VolumeKind::Dlist:
        break;
    }
    CAIRN_LET(versions, m_job.versions.visible());
    return std::ranges::none_of(versions, [&](const VersionRow &v) { return v.dlist == row.id; });
}

// An index without its dblock must not stay (R14).
Result<> Settler::dropIndexes(const VolumeRow &dblock)
{
    CAIRN_LET(indexes, m_job.volumes.indexesOf(dblock.id));
    for (const std::int64_t id : indexes) {
        CAIRN_LET(index, m_job.volumes.get(id));
        CAIRN_LET(covered, m_job.volumes.dblocksOf(id));
        if (index && isUsable(index->state) && covered.size() == 1)
            CAIRN_TRY(m_job.volumes.setState(id, VolumeState::Deleting));
    }
    return {};
}

Result<> Settler::settle(const VolumeRow &row)
{
    if (row.state != VolumeState::Damaged && row.state != VolumeState::Missing)
        return {};
    CAIRN_LET(replaced, isReplaced(row));
    if (!replaced)
        return {};
    if (row.kind == VolumeKind::Dblock)
        CAIRN_TRY(dropIndexes(row));
    return m_job.volumes.setState(row.id, row.state == VolumeState::Damaged ? VolumeState::Deleting
                                                                            : VolumeState::Deleted);
}

} // namespace

Result<> settleSuperseded(JobDatabase &job)
{
    Settler settler(job);
    CAIRN_LET(rows, job.volumes.all());
    for (const VolumeRow &row : rows)
        CAIRN_TRY(settler.settle(row));
    return {};
}

} // namespace cairn
