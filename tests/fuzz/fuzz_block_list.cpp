// SPDX-License-Identifier: MIT
#include "core/db/block_list.h"

#include "tests/fuzz/fuzz_target.h"

using namespace cairn;

// Out of the local database, which may be damaged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto list = BlockList::unpack({data, size});
    if (!list)
        return 0;
    std::int64_t count = 0;
    list->forEachPiece(
        [&](std::int64_t index, std::int64_t first, std::int64_t pieces, std::int64_t step) {
            fuzz::require(index == count && first >= 0 && pieces > 0 && (step == 0 || step == 1),
                          "pieces follow each other");
            count += pieces;
        });
    fuzz::require(count == list->count(), "the pieces are all of it");
    const std::vector<std::uint8_t> packed = list->pack();
    const auto again = BlockList::unpack(packed);
    fuzz::require(again && again->count() == list->count() && again->pack() == packed,
                  "a packed list is read");
    return 0;
}
