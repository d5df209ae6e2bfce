// SPDX-License-Identifier: MIT
#include "core/db/block_index.h"

#include <limits>

namespace cairn {

namespace {

// 32 bits decide place and match alike, so that growing needs nothing but the slots. Another block
// with the same 32 bits costs one look-up of a row: at 10 M blocks that is one miss in 400.
std::uint32_t fingerprintOf(const Digest &hash)
{
    return static_cast<std::uint32_t>(hash.prefix() >> 32);
}

} // namespace

Result<BlockIndex> BlockIndex::load(Database &database)
{
    BlockIndex index(database);
    const auto guard = database.lock();
    CAIRN_LET(count, database.number("SELECT count(*) FROM block"));
    std::size_t capacity = 1024;
    while (capacity * 7 / 8 < static_cast<std::size_t>(count) + 512)
        capacity *= 2;
    index.m_slots.assign(capacity, Slot{0, 0});
    CAIRN_LET(s, database.use("SELECT id, hash FROM block"));
    std::int64_t maxId = 0;
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        const std::int64_t id = s->integer(0);
        maxId = std::max(maxId, id);
        index.add(Digest(s->blob(1)), id);
    }
    s->reset();
    index.m_nextId = maxId + 1;
    if (maxId >= std::numeric_limits<std::uint32_t>::max() - (std::int64_t{1} << 30))
        return fail(
            ErrorCode::Unsupported,
            QStringLiteral("This backup holds more blocks than the program can number. Start a "
                           "new backup with a larger block size."));
    return index;
}

void BlockIndex::place(Slot slot)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = slot.fingerprint & mask;
    while (m_slots[at].id != 0)
        at = (at + 1) & mask;
    m_slots[at] = slot;
    ++m_used;
}

void BlockIndex::add(const Digest &hash, std::int64_t id)
{
    if (m_used + 1 > m_slots.size() * 7 / 8) {
        std::vector<Slot> old(m_slots.size() * 2, Slot{0, 0});
        std::swap(old, m_slots);
        m_used = 0;
        for (const Slot &slot : old)
            if (slot.id != 0)
                place(slot);
    }
    place({fingerprintOf(hash), static_cast<std::uint32_t>(id)});
}

Result<std::optional<BlockRow>> BlockIndex::find(const Digest &hash, std::int64_t size)
{
    const std::uint32_t fingerprint = fingerprintOf(hash);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = fingerprint & mask; m_slots[at].id != 0; at = (at + 1) & mask) {
        if (m_slots[at].fingerprint != fingerprint)
            continue;
        CAIRN_LET(row, m_table.get(m_slots[at].id));
        if (row && row->size == size && row->hash == hash)
            return row;
    }
    return std::optional<BlockRow>();
}

} // namespace cairn
