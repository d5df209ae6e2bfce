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
    return dedup;
}

Result<> BlockDedup::claim(std::span<const Request> requests, std::span<Claim> claims)
{
    std::scoped_lock lock(m_mutex);
    for (std::size_t i = 0; i < requests.size(); ++i) {
        CAIRN_LET(claimed, claimOne(requests[i]));
        claims[i] = claimed;
    }
    return {};
}

Result<BlockDedup::Claim> BlockDedup::claim(const Digest &hash, std::int64_t size)
{
    std::scoped_lock lock(m_mutex);
    return claimOne({hash, size});
}

Result<BlockDedup::Claim> BlockDedup::claimOne(const Request &request)
{
    const Key key{request.hash, request.size};
    if (const auto found = m_pending.find(key); found != m_pending.end())
        return Claim{found->second, false, false};
    CAIRN_LET(row, m_index.find(request.hash, request.size));
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

void BlockDedup::committed(std::span<const BlockRow> blocks)
{
    std::scoped_lock lock(m_mutex);
    for (const BlockRow &block : blocks)
        if (m_pending.erase(Key{block.hash, block.size}) != 0)
            m_index.add(block.hash, block.id);
}

} // namespace cairn
