// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/digest.h"
#include "core/sqlite/database.h"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace cairn {

struct BlockRow
{
    std::int64_t id = 0;
    Digest hash;
    std::int64_t size = 0;   // uncompressed bytes
    std::int64_t volume = 0; // 0: not known where
};

// Blocks and where they lie. Ids are given out by the caller (BlockIndex), growing.
class BlockTable final
{
public:
    explicit BlockTable(Database &database)
        : m_db(database)
    {
    }
    Result<> insert(const BlockRow &row);
    // Costs a third less than one after another.
    Result<> insertAll(std::span<const BlockRow> rows);
    Result<std::optional<BlockRow>> get(std::int64_t id);
    Result<std::vector<BlockRow>> inRange(std::int64_t first, std::int64_t last); // by id
    Result<std::int64_t> maxId();
    // The blocks whose (main) place is this volume, by id.
    Result<std::vector<BlockRow>> ofVolume(std::int64_t volume);
    // These and the further copies in it: what the volume's dindex must list.
    Result<std::vector<BlockRow>> storedIn(std::int64_t volume);
    // The same without keeping them; `visit` does not use the database.
    Result<> forEachStoredIn(std::int64_t volume,
                             const std::function<Result<>(const BlockRow &)> &visit);
    // Blocks that are in no usable volume.
    Result<std::vector<BlockRow>> lost();
    Result<> forEach(const std::function<Result<>(const BlockRow &)> &visit);

    Result<> setVolume(std::int64_t id, std::int64_t volume); // 0: unknown
    Result<> addCopy(std::int64_t volume, std::int64_t block);
    Result<> addCopies(std::int64_t volume, std::span<const std::int64_t> blocks);
    Result<std::vector<std::int64_t>> copiesOf(std::int64_t block); // volumes
    Result<> dropCopiesIn(std::int64_t volume);
    // The blocks in `from` that have a copy in `to` lie there from now on; how many there were.
    Result<std::int64_t> moveToCopiesIn(std::int64_t from, std::int64_t to);
    Result<> erase(std::int64_t id);
    Result<> eraseIn(std::int64_t volume); // each block whose place it is, and their copies
    // The blocks that only an unfinished upload knew go with it (R7); further copies in it too.
    Result<> dropVolume(std::int64_t volume);
    // Blocks of an unusable volume that have a usable copy elsewhere move there.
    Result<> moveToCopies(std::int64_t volume);
    // Copies in this (usable) volume of blocks that have no usable place become their place.
    Result<> adoptCopies(std::int64_t volume);
    // Notes that a block is a blocklist; one that has no row yet is passed over.
    Result<> markList(std::int64_t block);
    Result<std::vector<BlockRow>> listsIn(std::int64_t volume);
    Result<std::int64_t> countIn(std::int64_t volume);

private:
    Result<> dropOwnCopies();
    Database &m_db;
};

} // namespace cairn
