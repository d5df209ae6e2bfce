// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/block_stage.h"
#include "core/pipeline/entry_journal.h"

namespace cairn {

// A stream that was cut into blocks, ready to be referred to.
struct StoredStream
{
    std::int64_t size = 0;
    Digest hash; // file hash over the whole
    BlockList blocks;
    BlockList lists;
    std::int64_t onlyBlock = 0; // set if one block is the whole stream and has the same hash
};

// Puts the blocks of one stream together in order and makes its blocklists (storage-format.md
// §4.2), in memory that does not grow with the stream.
class StreamBuilder final
{
public:
    StreamBuilder(const JobSettings &settings, BlockStage &stage);

    // The next blocks in order.
    Result<> append(std::span<const Digest> hashes, std::span<const std::int64_t> ids,
                    std::int64_t bytes);
    // The same block `count` times (a hole).
    Result<> repeat(const Digest &hash, std::int64_t id, std::int64_t count, std::int64_t bytes);
    // `hash`: the file hash of all that was appended.
    Result<StoredStream> finish(const Digest &hash);

private:
    Result<> one(const Digest &hash, std::int64_t id);
    Result<> endList();
    const JobSettings &m_settings;
    BlockStage &m_stage;
    std::size_t m_listBytes; // of a full blocklist
    Buffer m_list;           // the one being filled
    StoredStream m_stream;
    Digest m_firstHash;
    std::int64_t m_firstId = 0;
    std::vector<Digest> m_hashes;
    std::vector<std::int64_t> m_ids;
};

// The reference to a stored stream: 0, its block, or a new row.
Result<StreamRef> referTo(EntryJournal &journal, StoredStream &&stream);

} // namespace cairn
