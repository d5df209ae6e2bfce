// SPDX-License-Identifier: MIT
#include "core/pipeline/block_dedup.h"

namespace cairn {

BlockDedup::BlockDedup(std::unique_ptr<JobDatabase> reader, BlockIndex index)
    : m_reader(std::move(reader))
    , m_index(std::move(index))
{
}

Result<std::unique_ptr<BlockDedup>> BlockDedup::create(JobDatabase &job)
{
    CAIRN_LET(reader, job.reader());
    CAIRN_LET(index, BlockIndex::load(reader->database()));
    std::unique_ptr<BlockDedup> dedup(new BlockDedup(std::move(reader), std::move(index)));
    CAIRN_LET(volumes, job.volumes.all());
    for (const VolumeRow &volume : volumes)
        if (volume.kind == VolumeKind::Dblock && !isUsable(volume.state))
            dedup->m_unusable.insert(volume.id);
    dedup->m_firstNewId = dedup->m_index.peekNextId();
    return dedup;
}

Result<BlockDedup::Claim> BlockDedup::claim(const Digest &hash, std::int64_t size)
{
    std::scoped_lock lock(m_mutex);
    const Key key{hash, size};
    if (const auto found = m_pending.find(key); found != m_pending.end())
        return Claim{found->second, false, false};
    CAIRN_LET(row, m_index.find(hash, size));
    if (!row) {
        const std::int64_t id = m_index.takeId();
        m_pending.emplace(key, id);
        return Claim{id, true, false};
    }
    const bool lost = row->volume == 0 || m_unusable.contains(row->volume);
    if (lost && m_moved.insert(row->id).second)
        return Claim{row->id, true, true};
    return Claim{row->id, false, false};
}

void BlockDedup::committed(const std::vector<BlockRow> &blocks)
{
    std::scoped_lock lock(m_mutex);
    for (const BlockRow &block : blocks) {
        m_pending.erase(Key{block.hash, block.size});
        m_index.add(block.hash, block.id);
    }
}

} // namespace cairn
