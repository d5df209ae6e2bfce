// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/block_table.h"
#include "core/pipeline/index_builder.h"
#include "core/pipeline/volume_writer.h"

#include <functional>
#include <memory>
#include <vector>

namespace cairn {

// A block as it will lie in a volume, proven (R9) and on its way there.
struct PackedBlock
{
    std::int64_t id = 0;
    Digest hash;
    std::int64_t size = 0; // uncompressed
    bool moved = false;    // has a row already, which will point here
    bool isList = false;   // a blocklist: payload is stored, and goes into the dindex too
    bool listOnly = false; // already stored as a block; only the dindex needs it
    ZipMethod method = ZipMethod::Stored;
    std::uint32_t crc = 0; // of the uncompressed content
    Buffer payload;
};

// A sealed dblock volume and what its rows and its dindex need.
struct FilledVolume
{
    SealedVolume volume;
    std::vector<BlockRow> blocks;    // new rows; `volume` is not set yet
    std::vector<std::int64_t> moved; // ids of existing rows that will point here
    std::vector<BlocklistContent> lists;
    std::vector<std::int64_t> listIds; // of the blocks in `lists`
    std::int64_t contentBytes = 0;     // uncompressed bytes of all its blocks
};

// A volume of tiny blocks ends before it is full: what must be remembered of each until the volume
// is confirmed takes some 300 bytes, and volumes come thick and fast then.
inline constexpr std::size_t kMostBlocks = 40'960;

// Fills one dblock after another (storage-format.md §4.4). Not thread-safe: belongs to one stage.
class BlockPacker final
{
public:
    using Deliver = std::function<Result<>(FilledVolume)>;
    // Everything outlives the packer. `deliver` takes each volume when it is full.
    BlockPacker(const RunEnvironment &environment, const JobSettings &settings, Deliver deliver);

    Result<> add(PackedBlock &&block);
    Result<> finish(); // seals the last one

private:
    Result<> seal();
    [[nodiscard]] bool isFull() const;
    const RunEnvironment &m_environment;
    const JobSettings &m_settings;
    Deliver m_deliver;
    std::uint64_t m_fullAt;
    std::unique_ptr<VolumeWriter> m_writer;
    FilledVolume m_filling;
};

} // namespace cairn
