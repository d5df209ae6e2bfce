// SPDX-License-Identifier: MIT
#include "core/format/dindex.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    DindexVolText text;
    std::uint64_t blocks = 0;
    const auto rewrite = [&](const Digest &hash, std::int64_t blockSize) -> Result<> {
        fuzz::require(hash.size() >= 16 && blockSize >= 0, "blocks make sense");
        text.addBlock(hash, blockSize);
        ++blocks;
        return {};
    };
    const auto volume = parseDindexVol({data, size}, rewrite);
    if (!volume)
        return 0;
    fuzz::require(volume->blocks == blocks, "blocks are counted");
    if (volume->volumeHash.empty() || volume->volumeSize < 0)
        return 0; // cannot be written
    text.finish(volume->volumeHash, volume->volumeSize);
    const auto again =
        parseDindexVol(text.view(), [](const Digest &, std::int64_t) -> Result<> { return {}; });
    fuzz::require(again && again->blocks == blocks && again->volumeHash == volume->volumeHash &&
                      again->volumeSize == volume->volumeSize,
                  "a written index is read");
    return 0;
}
