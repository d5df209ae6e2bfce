// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/block_table.h"

#include <optional>
#include <vector>

namespace cairn {

// Finds blocks by (hash, size). A table of 32-bit fingerprints in memory answers "surely new"
// without touching the database; a hit is proven by its row. 9 to 13 bytes a block, also while it
// grows. Not thread-safe.
class BlockIndex final
{
public:
    // Reads no blocks yet: the first find() does, so that a run without new content need not. The
    // connection is used for that and for proofs.
    static Result<BlockIndex> load(Database &database);

    // The stored block with this hash and size.
    Result<std::optional<BlockRow>> find(const Digest &hash, std::int64_t size);
    // The same for who can tell by other means than its row whether a block is the one: the id for
    // which prove(id) -> Result<bool> says so; 0 if none.
    template<typename Prove>
    Result<std::int64_t> findBy(const Digest &hash, const Prove &prove)
    {
        CAIRN_TRY(ensureRead());
        const std::uint32_t fingerprint = fingerprintOf(hash);
        const Shard &shard = shardOf(fingerprint);
        if (shard.slots.empty())
            return 0;
        for (std::size_t at = shard.home(fingerprint); shard.slots[at].id != 0;
             at = shard.after(at)) {
            if (shard.slots[at].fingerprint != fingerprint)
                continue;
            CAIRN_LET(isIt, prove(std::int64_t{shard.slots[at].id}));
            if (isIt)
                return std::int64_t{shard.slots[at].id};
        }
        return 0;
    }
    // Makes a block known. Its row must be in the database before the next find() may meet it.
    void add(const Digest &hash, std::int64_t id);
    // Ids grow and are never used twice within a database file's life of blocks.
    [[nodiscard]] std::int64_t takeId() { return m_nextId++; }

private:
    explicit BlockIndex(Database &database)
        : m_database(&database)
        , m_table(database)
    {
    }
    struct Slot
    {
        std::uint32_t fingerprint;
        std::uint32_t id; // 0: free
    };
    // One of many small tables, so that only a small part is there twice while it grows.
    struct Shard
    {
        std::vector<Slot> slots;
        std::size_t used = 0;

        [[nodiscard]] std::size_t home(std::uint32_t fingerprint) const;
        [[nodiscard]] std::size_t after(std::size_t at) const
        {
            return at + 1 == slots.size() ? 0 : at + 1;
        }
        void add(Slot slot);
        void place(Slot slot);
    };
    // 32 bits decide place and match alike, so that growing needs nothing but the slots. Another
    // block with the same 32 bits costs one look-up of a row: at 10 M blocks that is one miss in
    // 400.
    [[nodiscard]] static std::uint32_t fingerprintOf(const Digest &hash)
    {
        return static_cast<std::uint32_t>(hash.prefix() >> 32);
    }
    Result<> ensureRead();
    Result<> readAll();
    [[nodiscard]] Shard &shardOf(std::uint32_t fingerprint);

    Database *m_database;
    BlockTable m_table;
    std::vector<Shard> m_shards; // empty: not read yet
    std::int64_t m_nextId = 1;
};

} // namespace cairn
