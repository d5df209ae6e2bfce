// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_opener.h"

#include <optional>

namespace cairn {

// A block that a volume is said to hold, and where in the archive it was found.
struct WantedBlock
{
    BlockRow row;
    std::optional<std::size_t> entry;
    bool isList = false;
};

// Reads blocks out of opened volumes, ready to be packed anew: nothing leaves that is not proven by
// its hash (R17). Keeps its memory, so have one per thread.
class BlockProver final
{
public:
    explicit BlockProver(HashAlgorithm blockHash)
        : m_hasher(blockHash)
    {
    }
    Result<PackedBlock> read(const VolumeArchive &archive, const WantedBlock &wanted);

private:
    void repack(PackedBlock &block);
    Result<> prove(const BlockRow &row, ByteView content, PackedBlock &block);

    Hasher m_hasher;
    Deflater m_deflater;
    ExtractScratch m_scratch;
    Buffer m_content;
};

} // namespace cairn
