// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/block_index.h"
#include "core/db/job_database.h"

#include <mutex>
#include <unordered_map>
#include <unordered_set>

namespace cairn {

// Decides once for each block of a run whether it must be stored. Thread-safe.
// A block counts as stored only while its volume is usable (R7); blocks claimed in this run count
// for this run, because no dlist is put before all its volumes are confirmed (R1).
class BlockDedup final
{
public:
    static Result<std::unique_ptr<BlockDedup>> create(JobDatabase &job);

    struct Claim
    {
        std::int64_t id = 0;
        bool store = false; // the caller must bring it into a volume
        bool moved =
            false; // it has a row already, whose volume is lost: the row will be re-pointed
    };
    Result<Claim> claim(const Digest &hash, std::int64_t size);
    // The rows of these pending blocks are committed now.
    void committed(const std::vector<BlockRow> &blocks);
    [[nodiscard]] std::int64_t firstNewId() const { return m_firstNewId; }

private:
    BlockDedup(std::unique_ptr<JobDatabase> reader, BlockIndex index);
    struct Key
    {
        Digest hash;
        std::int64_t size;
        friend bool operator==(const Key &, const Key &) = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const { return key.hash.prefix(); }
    };
    std::mutex m_mutex;
    std::unique_ptr<JobDatabase> m_reader;
    BlockIndex m_index;
    std::unordered_map<Key, std::int64_t, KeyHash> m_pending; // claimed, row not committed yet
    std::unordered_set<std::int64_t> m_unusable;              // volumes whose blocks do not count
    std::unordered_set<std::int64_t> m_moved;                 // blocks claimed to be stored again
    std::int64_t m_firstNewId = 0;
};

} // namespace cairn
