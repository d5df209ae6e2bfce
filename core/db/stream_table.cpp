// SPDX-License-Identifier: MIT
#include "core/db/stream_table.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<std::int64_t> StreamTable::add(const StreamRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(
        s, m_db.use("INSERT INTO stream(size, hash, blocks, lists) VALUES(?,?,?,?) RETURNING id"));
    const std::vector<std::uint8_t> blocks = row.blocks.pack();
    const std::vector<std::uint8_t> lists = row.lists.pack();
    s->bind(1, row.size)
        .bind(2, row.hash.view())
        .bind(3, ByteView(blocks))
        .bind(4, ByteView(lists));
    CAIRN_TRY(s->step());
    const std::int64_t id = s->integer(0);
    CAIRN_TRY(s->step());
    s->reset();
    return id;
}

Result<> StreamTable::insert(const StreamRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("INSERT INTO stream(id, size, hash, blocks, lists) VALUES(?,?,?,?,?)"));
    const std::vector<std::uint8_t> blocks = row.blocks.pack();
    const std::vector<std::uint8_t> lists = row.lists.pack();
    s->bind(1, row.id)
        .bind(2, row.size)
        .bind(3, row.hash.view())
        .bind(4, ByteView(blocks))
        .bind(5, ByteView(lists));
    return s->run();
}

Result<std::int64_t> StreamTable::maxId()
{
    return m_db.number("SELECT max(id) FROM stream");
}

Result<std::optional<StreamRow>> StreamTable::get(std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT size, hash, blocks, lists FROM stream WHERE id = ?"));
    s->bind(1, id);
    CAIRN_LET(found, s->step());
    if (!found) {
        s->reset();
        return std::optional<StreamRow>();
    }
    StreamRow row;
    row.id = id;
    row.size = s->integer(0);
    row.hash = Digest(s->blob(1));
    Result<BlockList> blocks = BlockList::unpack(s->blob(2));
    Result<BlockList> lists = BlockList::unpack(s->blob(3));
    s->reset();
    if (!blocks)
        return fail(std::move(blocks).error());
    if (!lists)
        return fail(std::move(lists).error());
    row.blocks = std::move(*blocks);
    row.lists = std::move(*lists);
    return std::optional(std::move(row));
}

Result<StreamTable::Summary> StreamTable::summary(StreamRef ref)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, ref > 0 ? m_db.use("SELECT size, hash FROM block WHERE id = ?")
                         : m_db.use("SELECT size, hash FROM stream WHERE id = ?"));
    s->bind(1, ref > 0 ? ref : -ref);
    CAIRN_LET(found, s->step());
    if (!found) {
        s->reset();
        return fail(
            ErrorCode::Corrupt, "DatabaseIsDamaged",
            u"The local database is damaged (content %1 is not there). The command 'recreate' "
            "rebuilds it from the destination."_s.arg(ref));
    }
    Summary summary{s->integer(0), Digest(s->blob(1))};
    s->reset();
    return summary;
}

Result<> StreamTable::forEachWithLists(
    const std::function<Result<>(std::int64_t id, const BlockList &lists)> &visit)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT id, lists FROM stream WHERE length(lists) > 0 ORDER BY id"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        Result<BlockList> lists = BlockList::unpack(s->blob(1));
        Result<> seen = lists ? visit(s->integer(0), *lists) : Result<>(fail(lists.error()));
        if (!seen) {
            s->reset();
            return seen;
        }
    }
    s->reset();
    return {};
}

Result<> StreamTable::eraseUnused()
{
    return m_db.execute("DELETE FROM stream WHERE id NOT IN "
                        "(SELECT -content FROM entry WHERE content < 0 UNION ALL "
                        "SELECT -meta FROM entry WHERE meta < 0)");
}

} // namespace cairn
