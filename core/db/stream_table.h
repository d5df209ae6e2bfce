// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/db/block_list.h"
#include "core/sqlite/database.h"

#include <functional>
#include <optional>

namespace cairn {

// What entry.content and entry.meta hold: 0 nothing, > 0 the block that is the whole stream,
// < 0 minus the id of a row in `stream`.
using StreamRef = std::int64_t;

struct StreamRow
{
    std::int64_t id = 0;
    std::int64_t size = 0;
    Digest hash;      // file hash over the whole
    BlockList blocks; // data blocks in order
    BlockList lists;  // blocklist blocks in order (storage-format.md §4.2)
};

class StreamTable final
{
public:
    explicit StreamTable(Database &database)
        : m_db(database)
    {
    }
    Result<std::int64_t> add(const StreamRow &row); // row.id is ignored; returns the new id
    // Under row.id, which the caller gave out (a run numbers its streams itself).
    Result<> insert(const StreamRow &row);
    Result<std::int64_t> maxId();
    Result<std::optional<StreamRow>> get(std::int64_t id);
    // Size and hash alone, of any reference but 0.
    struct Summary
    {
        std::int64_t size = 0;
        Digest hash;
    };
    Result<Summary> summary(StreamRef ref);
    // Each stream that has blocklists, by id. The visitor must not use this connection.
    Result<>
    forEachWithLists(const std::function<Result<>(std::int64_t id, const BlockList &lists)> &visit);
    // Removes rows that no entry refers to.
    Result<> eraseUnused();

private:
    Database &m_db;
};

} // namespace cairn
