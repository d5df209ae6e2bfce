// SPDX-License-Identifier: MIT
#include "core/operations/lost_blocks.h"

#include <memory>
#include <unordered_set>

namespace cairn {

namespace {

// Streams with one of these blocks, or with a block that nothing tells about.
Result<std::unordered_set<std::int64_t>> lostStreams(JobDatabase &job,
                                                     const std::unordered_set<std::int64_t> &blocks)
{
    std::unordered_set<std::int64_t> lost;
    const auto guard = job.database().lock();
    CAIRN_LET(s, job.database().use("SELECT id, blocks, lists FROM stream"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        bool hit = false;
        for (const int column : {1, 2}) {
            CAIRN_LET(list, BlockList::unpack(s->blob(column)));
            list.forEachRange([&](std::int64_t first, std::int64_t count) {
                for (std::int64_t id = first; id < first + count && !hit; ++id)
                    hit = id == 0 || blocks.contains(id);
            });
        }
        if (hit)
            lost.insert(s->integer(0));
    }
    s->reset();
    return lost;
}

} // namespace

Result<std::function<bool(const EntryRow &)>> findLostContent(JobDatabase &job)
{
    CAIRN_LET(rows, job.blocks.lost());
    std::unordered_set<std::int64_t> blocks;
    for (const BlockRow &row : rows)
        blocks.insert(row.id);
    if (blocks.empty())
        return std::function<bool(const EntryRow &)>();
    CAIRN_LET(streams, lostStreams(job, blocks));
    auto sharedBlocks = std::make_shared<const std::unordered_set<std::int64_t>>(std::move(blocks));
    auto sharedStreams =
        std::make_shared<const std::unordered_set<std::int64_t>>(std::move(streams));
    return std::function<bool(const EntryRow &)>([sharedBlocks,
                                                  sharedStreams](const EntryRow &row) {
        const auto isLost = [&](StreamRef ref) {
            return ref > 0 ? sharedBlocks->contains(ref) : ref < 0 && sharedStreams->contains(-ref);
        };
        return isLost(row.content) || isLost(row.meta);
    });
}

} // namespace cairn
