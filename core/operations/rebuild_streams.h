// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/rebuild_blocklists.h"
#include "core/operations/rebuild_context.h"

#include <unordered_map>
#include <unordered_set>

namespace cairn {

// What a dlist says about one stream.
struct StreamFacts
{
    const Digest &hash; // file hash of the whole
    std::int64_t size = 0;
    const Digest &blockHash; // of a one-block stream; empty: the same as `hash`
    const std::vector<Digest> &lists;
};

// Turns what dlists say about contents into references (storage-format.md §6.2). Call within a
// transaction.
class StreamResolver final
{
public:
    StreamResolver(RebuildContext &context, BlocklistStore &lists);

    // In a database that an earlier run has begun to fill: what streams there are already.
    Result<> takeOver();
    // Contents that are told wrongly get a stream of unknown blocks.
    Result<StreamRef> resolve(const StreamFacts &facts);
    // After a transaction was rolled back: its streams are gone.
    Result<> forgetUncommitted();

    // Ids of blocklist blocks whose content is not known yet.
    [[nodiscard]] const std::unordered_set<std::int64_t> &missingLists() const
    {
        return m_missingLists;
    }
    [[nodiscard]] bool misses(const Digest &hash) const { return m_missingHashes.contains(hash); }
    // A blocklist that was missing, its content proven.
    Result<> provide(const Digest &hash, ByteView content);
    // Fills in the blocks of streams whose blocklists turned up.
    Result<> completeStreams();
    // What was provided outlives this process.
    Result<> keepLists() { return m_lists.flush(); }

private:
    Result<std::optional<StreamRef>> findStream(const StreamFacts &facts);
    Result<StreamRef> addStream(StreamRow &&row, bool isComplete);
    Result<StreamRef> resolveOneBlock(const StreamFacts &facts);
    Result<StreamRef> resolveLists(const StreamFacts &facts);
    Result<> noteMissing(const BlockList &lists);
    Result<> noteMissingOf(const std::vector<std::int64_t> &streams);
    // Appends the blocks of list `index`; false: its content is not known.
    Result<bool> appendBlocks(StreamRow &row, std::int64_t index, const Digest &list);

    RebuildContext &m_context;
    BlocklistStore &m_lists;
    const std::int64_t m_hashLength;
    std::unordered_multimap<std::uint64_t, std::int64_t> m_known; // hash's first bytes -> id
    std::vector<std::int64_t> m_incomplete;                       // streams
    std::unordered_set<std::int64_t> m_missingLists;
    std::unordered_set<Digest> m_missingHashes;
    Buffer m_content;
};

} // namespace cairn
