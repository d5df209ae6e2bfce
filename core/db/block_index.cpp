// SPDX-License-Identifier: MIT
#include "core/db/block_index.h"

#include <limits>
#include <utility>

namespace cairn {

namespace {

constexpr int kShardBits = 8;
constexpr int kHomeBits = 32 - kShardBits;

} // namespace

Result<BlockIndex> BlockIndex::load(Database &database)
{
    BlockIndex index(database);
    CAIRN_LET(maxId, index.m_table.maxId());
    index.m_nextId = maxId + 1;
    if (maxId >= std::numeric_limits<std::uint32_t>::max() - (std::int64_t{1} << 30))
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("This backup holds more blocks than the program can number. Start a "
                           "new backup with a larger block size."));
    return index;
}

Result<> BlockIndex::readAll()
{
    m_shards.resize(std::size_t{1} << kShardBits);
    const auto guard = m_database->lock();
    CAIRN_LET(s, m_database->use("SELECT id, hash FROM block"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        add(Digest(s->blob(1)), s->integer(0));
    }
    s->reset();
    return {};
}

BlockIndex::Shard &BlockIndex::shardOf(std::uint32_t fingerprint)
{
    return m_shards[fingerprint >> kHomeBits];
}

// Places are in the order of the fingerprints, whatever the size.
std::size_t BlockIndex::Shard::home(std::uint32_t fingerprint) const
{
    const std::uint64_t low = fingerprint & ((1U << kHomeBits) - 1);
    return static_cast<std::size_t>(low * slots.size() >> kHomeBits);
}

void BlockIndex::Shard::place(Slot slot)
{
    std::size_t at = home(slot.fingerprint);
    while (slots[at].id != 0)
        at = after(at);
    slots[at] = slot;
}

void BlockIndex::Shard::add(Slot slot)
{
    if (used + 1 > slots.size() * 7 / 8) {
        const std::vector<Slot> old = std::exchange(
            slots, std::vector<Slot>(slots.size() + slots.size() / 3 + 16, Slot{0, 0}));
        for (const Slot &known : old)
            if (known.id != 0)
                place(known);
    }
    place(slot);
    ++used;
}

void BlockIndex::add(const Digest &hash, std::int64_t id)
{
    if (m_shards.empty())
        return; // find() will read its row
    const std::uint32_t fingerprint = fingerprintOf(hash);
    shardOf(fingerprint).add({fingerprint, static_cast<std::uint32_t>(id)});
}

Result<> BlockIndex::ensureRead()
{
    if (!m_shards.empty())
        return {};
    Result<> read = readAll();
    if (!read)
        m_shards.clear(); // half of the blocks are not the blocks
    return read;
}

Result<std::optional<BlockRow>> BlockIndex::find(const Digest &hash, std::int64_t size)
{
    std::optional<BlockRow> found;
    CAIRN_TRY(findBy(hash, [&](std::int64_t id) -> Result<bool> {
        CAIRN_LET(row, m_table.get(id));
        const bool isIt = row && row->size == size && row->hash == hash;
        if (isIt)
            found = row;
        return isIt;
    }));
    return found;
}

} // namespace cairn
