// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_run.h"

#include <span>
#include <vector>

namespace cairn {

// Blocks of a stream that lie in one volume and have ids in a row, or one block again and again.
struct BlockNeed
{
    std::int64_t block = 0;   // id of the first
    std::int64_t index = 0;   // in the stream
    std::int64_t count = 0;   // blocks of the stream
    std::uint32_t volume = 0; // 0: not known where
    std::uint32_t item = 0;
    bool isMeta = false;
    bool isRepeat = false;
    bool isCopy = false; // `volume` is not the block's main place
};

// How many blocks an item waits for.
struct ItemNeed
{
    std::int64_t content = 0;
    std::uint32_t meta = 0;
};

struct RestorePlan
{
    std::vector<BlockNeed> needs; // by volume; in each metadata first, then by block
    std::vector<ItemNeed> items;  // as RestoreList::items
    std::int64_t files = 0;       // to be written
    std::int64_t bytes = 0;       // of content in them
    std::int64_t diskBytes = 0;   // without what repeats: holes
};

// Decides what has to be fetched, and from where. What the database does not know breaks the item.
Result<RestorePlan> planRestore(RestoreRun &run);

void sortForFetching(std::vector<BlockNeed> &needs);
// Gives each need its volume, splitting those that lie in several, and sorts them.
Result<> locateNeeds(JobDatabase &job, std::vector<BlockNeed> &needs);

} // namespace cairn
