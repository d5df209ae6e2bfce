// SPDX-License-Identifier: MIT
#include "core/db/volume_table.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

#define CAIRN_VOLUME_COLUMNS                                                                       \
    "SELECT id, name, kind, state, size, hash, created, temp_name, content_bytes, check_time, "    \
    "check_count FROM volume "

VolumeRow rowOf(const Statement &s)
{
    VolumeRow row;
    row.id = s.integer(0);
    row.name = s.text(1);
    row.kind = static_cast<VolumeKind>(s.integer(2));
    row.state = static_cast<VolumeState>(s.integer(3));
    row.size = s.integer(4);
    row.hash = Digest(s.blob(5));
    row.created = s.integer(6);
    row.tempName = s.text(7);
    row.contentBytes = s.integer(8);
    row.checkTime = s.integer(9);
    row.checkCount = s.integer(10);
    return row;
}

} // namespace

Result<std::int64_t> VolumeTable::add(const VolumeRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("INSERT INTO volume(name, kind, state, size, hash, created, temp_name, "
                          "content_bytes, check_time, check_count) VALUES(?,?,?,?,?,?,?,?,?,?)"
                          "RETURNING id"));
    s->bind(1, std::string_view(row.name))
        .bind(2, static_cast<std::int64_t>(row.kind))
        .bind(3, static_cast<std::int64_t>(row.state))
        .bind(4, row.size)
        .bind(5, row.hash.view())
        .bind(6, row.created)
        .bind(7, std::string_view(row.tempName))
        .bind(8, row.contentBytes)
        .bind(9, row.checkTime)
        .bind(10, row.checkCount);
    CAIRN_TRY(s->step());
    const std::int64_t id = s->integer(0);
    CAIRN_TRY(s->step()); // an insert with RETURNING is complete only after its last step
    s->reset();
    return id;
}

Result<std::optional<VolumeRow>> VolumeTable::find(const std::string &name)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VOLUME_COLUMNS "WHERE name = ?"));
    s->bind(1, std::string_view(name));
    CAIRN_LET(found, s->all(rowOf));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::optional<VolumeRow>> VolumeTable::get(std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VOLUME_COLUMNS "WHERE id = ?"));
    s->bind(1, id);
    CAIRN_LET(found, s->all(rowOf));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<std::vector<VolumeRow>> VolumeTable::all()
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VOLUME_COLUMNS "ORDER BY id"));
    return s->all(rowOf);
}

Result<std::vector<VolumeRow>> VolumeTable::inState(VolumeState state)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VOLUME_COLUMNS "WHERE state = ? ORDER BY id"));
    s->bind(1, static_cast<std::int64_t>(state));
    return s->all(rowOf);
}

Result<> VolumeTable::setState(std::int64_t id, VolumeState state)
{
    const auto guard = m_db.lock();
    CAIRN_LET(found, get(id));
    if (!found)
        return fail(ErrorCode::Internal, u"There is no volume %1 in the database."_s.arg(id));
    if (!isLegalTransition(found->state, state))
        return fail(ErrorCode::Internal,
                    u"The volume %1 may not go from %2 to %3."_s.arg(
                        QString::fromStdString(found->name), QLatin1String(stateName(found->state)),
                        QLatin1String(stateName(state))));
    CAIRN_LET(s, m_db.use("UPDATE volume SET state = ? WHERE id = ?"));
    s->bind(1, static_cast<std::int64_t>(state)).bind(2, id);
    return s->run();
}

Result<> VolumeTable::setSizeAndHash(std::int64_t id, std::int64_t size, const Digest &hash)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("UPDATE volume SET size = ?, hash = ? WHERE id = ?"));
    s->bind(1, size).bind(2, hash.view()).bind(3, id);
    return s->run();
}

Result<> VolumeTable::rename(std::int64_t id, const std::string &newName,
                             const std::string &newTempName, OldName oldName)
{
    const auto guard = m_db.lock();
    CAIRN_LET(found, get(id));
    if (!found)
        return fail(ErrorCode::Internal, u"There is no volume %1 in the database."_s.arg(id));
    CAIRN_LET(s, m_db.use("UPDATE volume SET name = ?, temp_name = ? WHERE id = ?"));
    s->bind(1, std::string_view(newName)).bind(2, std::string_view(newTempName)).bind(3, id);
    CAIRN_TRY(s->run());
    if (oldName == OldName::Forget)
        return {};
    VolumeRow old = *found;
    old.state = VolumeState::Abandoned;
    old.contentBytes = 0;
    return add(old).map([](std::int64_t) {});
}

Result<> VolumeTable::noteCheck(std::int64_t id, std::int64_t time)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("UPDATE volume SET check_time = ?, check_count = check_count + 1 "
                          "WHERE id = ?"));
    s->bind(1, time).bind(2, id);
    return s->run();
}

Result<> VolumeTable::erase(std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("DELETE FROM volume WHERE id = ?"));
    s->bind(1, id);
    return s->run();
}

Result<> VolumeTable::link(std::int64_t dindex, std::int64_t dblock)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("INSERT OR IGNORE INTO index_link(dindex, dblock) VALUES(?, ?)"));
    s->bind(1, dindex).bind(2, dblock);
    return s->run();
}

Result<std::vector<std::int64_t>> VolumeTable::ids(const char *sql, std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(sql));
    s->bind(1, id);
    return s->integers();
}

Result<std::vector<std::int64_t>> VolumeTable::indexesOf(std::int64_t dblock)
{
    return ids("SELECT dindex FROM index_link WHERE dblock = ? ORDER BY dindex", dblock);
}

Result<std::vector<std::int64_t>> VolumeTable::dblocksOf(std::int64_t dindex)
{
    return ids("SELECT dblock FROM index_link WHERE dindex = ? ORDER BY dblock", dindex);
}

} // namespace cairn
