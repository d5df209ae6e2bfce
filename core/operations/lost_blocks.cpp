// SPDX-License-Identifier: MIT
#include "core/operations/lost_blocks.h"

#include <memory>
#include <unordered_set>

namespace cairn {

namespace {

Result<std::unordered_set<std::int64_t>> lostBlocks(JobDatabase &job)
{
    std::unordered_set<std::int64_t> lost;
    const auto guard = job.database().lock();
    CAIRN_LET(
        s, job.database().use("SELECT b.id FROM block b WHERE NOT EXISTS (SELECT 1 FROM volume v "
                              "WHERE v.id = b.volume AND v.state IN (2, 3)) AND NOT EXISTS "
                              "(SELECT 1 FROM block_copy c JOIN volume v ON v.id = c.volume "
                              "WHERE c.block = b.id AND v.state IN (2, 3))"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        lost.insert(s->integer(0));
    }
    s->reset();
    return lost;
}

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
    CAIRN_LET(blocks, lostBlocks(job));
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
