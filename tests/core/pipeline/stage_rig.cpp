// SPDX-License-Identifier: MIT
#include "tests/core/pipeline/stage_rig.h"

namespace cairn::test {

std::vector<PackedBlock> StageRig::takePacked()
{
    std::vector<PackedBlock> all;
    Inflater inflater;
    while (std::optional<PackedBatch> batch = queue.tryPop())
        for (PackedBlock &block : *batch) {
            Buffer plain(static_cast<std::size_t>(block.size));
            if (block.method == ZipMethod::Stored)
                m_contents[block.id] = asText(block.payload);
            else
                need(inflater.inflate(block.payload, plain.span()));
            if (block.method != ZipMethod::Stored)
                m_contents[block.id] = asText(plain);
            if (!block.moved && !block.listOnly)
                m_uncommitted.push_back({block.id, block.hash, block.size, 0});
            m_newBytes += block.listOnly ? 0 : block.size;
            all.push_back(std::move(block));
        }
    return all;
}

void StageRig::commit()
{
    std::ignore = takePacked();
    VolumeRow volume;
    volume.name = newVolumeName(m_lab.settings, VolumeKind::Dblock, m_lab.random);
    volume.state = VolumeState::Confirmed;
    const std::int64_t id = need(m_lab.job().volumes.add(volume));
    for (BlockRow &row : m_uncommitted) {
        row.volume = id;
        need(m_lab.job().blocks.insert(row));
    }
    m_dedup->committed(m_uncommitted);
    m_uncommitted.clear();
}

std::string StageRig::contentOf(const BlockList &blocks) const
{
    std::string content;
    blocks.forEach([&](std::int64_t, std::int64_t id) {
        const auto found = m_contents.find(id);
        content += found != m_contents.end() ? found->second : std::string("(no such block)");
    });
    return content;
}

std::string StageRig::contentOf(StreamRef ref)
{
    if (ref == 0)
        return {};
    BlockList blocks;
    if (ref > 0)
        blocks.append(ref);
    else
        blocks = need(m_lab.job().streams.get(-ref)).value().blocks;
    return contentOf(blocks);
}

} // namespace cairn::test
