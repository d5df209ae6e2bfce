// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/block_table.h"

#include <optional>
#include <vector>

namespace cairn {

// Finds blocks by (hash, size). A table of 32-bit fingerprints in memory answers "surely new"
// without touching the database; a hit is proven by its row. 8 bytes a slot, at most 7/8 full. Not
// thread-safe.
class BlockIndex final
{
public:
    // Reads all blocks once. The connection is used for proofs later.
    static Result<BlockIndex> load(Database &database);

    // The stored block with this hash and size.
    Result<std::optional<BlockRow>> find(const Digest &hash, std::int64_t size);
    // Makes a block known. Its row must be in the database before the next find() may meet it.
    void add(const Digest &hash, std::int64_t id);
    // Ids grow and are never used twice within a database file's life of blocks.
    [[nodiscard]] std::int64_t takeId() { return m_nextId++; }

private:
    explicit BlockIndex(Database &database)
        : m_table(database)
    {
    }
    struct Slot
    {
        std::uint32_t fingerprint;
        std::uint32_t id; // 0: free
    };
    void place(Slot slot);

    BlockTable m_table;
    std::vector<Slot> m_slots;
    std::size_t m_used = 0;
    std::int64_t m_nextId = 1;
};

} // namespace cairn
