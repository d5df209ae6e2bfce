// SPDX-License-Identifier: MIT
#include "core/pipeline/block_packer.h"

#include "core/base/killpoint.h"

namespace cairn {

namespace {

std::uint64_t fullSize(const StorageOptions &storage, const JobSettings &settings)
{
    // Never less than one block: a volume must be able to hold something.
    return static_cast<std::uint64_t>(
        std::max(storage.dblockSize - settings.blocksize, settings.blocksize));
}

} // namespace

BlockPacker::BlockPacker(const RunEnvironment &environment, const JobSettings &settings,
                         Deliver deliver)
    : m_environment(environment)
    , m_settings(settings)
    , m_deliver(std::move(deliver))
    , m_fullAt(fullSize(environment.options.storage, settings))
{
}

Result<> BlockPacker::add(PackedBlock &&block)
{
    if (block.listOnly && !m_writer)
        return {}; // a reader finds the list as a block; a volume for it alone is not worth it
    if (!m_writer) {
        CAIRN_LET(writer, VolumeWriter::create(m_environment, m_settings));
        m_writer = std::move(writer);
    }
    if (!block.listOnly) {
        CAIRN_TRY(m_writer->zip().add(block.hash.toBase64Url(), block.method, block.crc,
                                      static_cast<std::uint64_t>(block.size), block.payload));
        m_filling.contentBytes += block.size;
        if (block.moved)
            m_filling.moved.push_back(block.id);
        else
            m_filling.blocks.push_back({block.id, block.hash, block.size, 0});
    }
    if (block.isList) {
        m_filling.listIds.push_back(block.id);
        m_filling.lists.push_back({block.hash, std::move(block.payload)});
    }
    return isFull() ? seal() : Result<>();
}

bool BlockPacker::isFull() const
{
    return m_writer->expectedSize() > m_fullAt ||
           m_filling.blocks.size() + m_filling.moved.size() >= kMostBlocks;
}

Result<> BlockPacker::seal()
{
    KILLPOINT("B5");
    CAIRN_LET(sealed, m_writer->seal());
    m_writer.reset();
    FilledVolume full = std::exchange(m_filling, FilledVolume());
    full.volume = std::move(sealed);
    return m_deliver(std::move(full));
}

Result<> BlockPacker::finish()
{
    return m_writer ? seal() : Result<>();
}

} // namespace cairn
