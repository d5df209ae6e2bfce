// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

// How a stream of `size` bytes is cut into blocks and blocklists (storage-format.md §4.2). Sizes
// are not negative, block sizes at least one digest long.
namespace cairn {

// Digests that fit in one blocklist block.
[[nodiscard]] constexpr std::int64_t hashesPerBlocklist(std::int64_t blockSize,
                                                        std::int64_t hashLength)
{
    return blockSize / hashLength;
}

[[nodiscard]] constexpr std::int64_t blockCount(std::int64_t size, std::int64_t blockSize)
{
    return size / blockSize + (size % blockSize != 0 ? 1 : 0); // size + blockSize could overflow
}

[[nodiscard]] constexpr std::int64_t blocklistCount(std::int64_t size, std::int64_t blockSize,
                                                    std::int64_t hashLength)
{
    const std::int64_t blocks = blockCount(size, blockSize);
    return blocks <= 1 ? 0 : blockCount(blocks, hashesPerBlocklist(blockSize, hashLength));
}

// Length of block `index` of the stream; 0 past its end.
[[nodiscard]] constexpr std::int64_t blockLength(std::int64_t size, std::int64_t blockSize,
                                                 std::int64_t index)
{
    const std::int64_t blocks = blockCount(size, blockSize);
    if (index < 0 || index >= blocks)
        return 0;
    return index + 1 < blocks ? blockSize : size - index * blockSize;
}

// Length of blocklist block `index` of the stream; 0 past the last.
[[nodiscard]] constexpr std::int64_t blocklistLength(std::int64_t size, std::int64_t blockSize,
                                                     std::int64_t hashLength, std::int64_t index)
{
    if (index < 0 || index >= blocklistCount(size, blockSize, hashLength))
        return 0;
    const std::int64_t perList = hashesPerBlocklist(blockSize, hashLength);
    const std::int64_t left = blockCount(size, blockSize) - index * perList;
    return (left < perList ? left : perList) * hashLength;
}

} // namespace cairn
