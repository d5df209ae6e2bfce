// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/block_index.h"
#include "core/db/job_database.h"

#include <mutex>
#include <span>
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

    struct Request
    {
        Digest hash;
        std::int64_t size = 0;
    };
    struct Claim
    {
        std::int64_t id = 0;
        bool store = false; // the caller must bring it into a volume
        bool moved =
            false; // it has a row already, whose volume is lost: the row will be re-pointed
    };
    // One claim for each request. New blocks of one call get ids in a row, which keeps the lists of
    // large files short.
    Result<> claim(std::span<const Request> requests, std::span<Claim> claims);
    Result<Claim> claim(const Digest &hash, std::int64_t size);
    // The rows of these pending blocks are committed now.
    void committed(std::span<const BlockRow> blocks);

private:
    BlockDedup(std::unique_ptr<JobDatabase> reader, BlockIndex index);
    Result<Claim> claimOne(const Request &request);
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
};

} // namespace cairn
