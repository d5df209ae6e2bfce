// SPDX-License-Identifier: MIT
#include "core/db/version_table.h"

#include "core/base/text.h"

namespace cairn {

#define CAIRN_VERSION_COLUMNS                                                                      \
    "SELECT id, time, state, complete, dlist, files, entries, bytes FROM version "

namespace {

VersionRow rowOf(const Statement &s)
{
    VersionRow version;
    version.id = s.integer(0);
    version.time = s.integer(1);
    version.state = static_cast<VersionState>(s.integer(2));
    version.complete = s.integer(3) != 0;
    version.dlist = s.integer(4);
    version.files = s.integer(5);
    version.entries = s.integer(6);
    version.bytes = s.integer(7);
    return version;
}

} // namespace

Result<std::int64_t> VersionTable::add(const VersionRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(
        s, m_db.use("INSERT INTO version(id, time, state, complete, dlist, files, entries, bytes) "
                    "SELECT coalesce(max(id), 0) + 1, ?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7 "
                    "FROM version RETURNING id"));
    s->bind(1, row.time)
        .bind(2, static_cast<std::int64_t>(row.state))
        .bind(3, std::int64_t{row.complete})
        .bind(4, row.dlist)
        .bind(5, row.files)
        .bind(6, row.entries)
        .bind(7, row.bytes);
    CAIRN_TRY(s->step());
    const std::int64_t id = s->integer(0);
    CAIRN_TRY(s->step());
    s->reset();
    return id;
}

Result<> VersionTable::update(const VersionRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(
        s, m_db.use("UPDATE version SET time = ?2, state = ?3, complete = ?4, "
                    "dlist = nullif(?5, 0), files = ?6, entries = ?7, bytes = ?8 WHERE id = ?1"));
    s->bind(1, row.id)
        .bind(2, row.time)
        .bind(3, static_cast<std::int64_t>(row.state))
        .bind(4, std::int64_t{row.complete})
        .bind(5, row.dlist)
        .bind(6, row.files)
        .bind(7, row.entries)
        .bind(8, row.bytes);
    return s->run();
}

Result<> VersionTable::erase(std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("DELETE FROM version WHERE id = ?"));
    s->bind(1, id);
    return s->run();
}

Result<bool> VersionTable::hasList(std::int64_t volume)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT 1 FROM version WHERE dlist = ?"));
    s->bind(1, volume);
    CAIRN_LET(found, s->step());
    s->reset();
    return found;
}

Result<> VersionTable::forgetList(std::int64_t volume)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("UPDATE version SET dlist = NULL WHERE dlist = ? AND state = 0"));
    s->bind(1, volume);
    return s->run();
}

Result<std::vector<VersionRow>> VersionTable::visible()
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VERSION_COLUMNS "WHERE state = 1 ORDER BY id DESC"));
    return s->all(rowOf);
}

Result<std::vector<VersionRow>> VersionTable::inState(VersionState state)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VERSION_COLUMNS "WHERE state = ? ORDER BY id DESC"));
    s->bind(1, static_cast<std::int64_t>(state));
    return s->all(rowOf);
}

Result<std::optional<VersionRow>> VersionTable::get(std::int64_t id)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_VERSION_COLUMNS "WHERE id = ?"));
    s->bind(1, id);
    CAIRN_LET(found, s->all(rowOf));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Result<> VersionTable::addCarried(std::int64_t version, std::string_view path,
                                  const QString &reason)
{
    const auto guard = m_db.lock();
    const std::string text = reason.toStdString();
    CAIRN_LET(s, m_db.use("INSERT OR REPLACE INTO carried(version, path, reason) VALUES(?, ?, ?)"));
    s->bind(1, version).bindBytes(2, path).bind(3, std::string_view(text));
    return s->run();
}

Result<std::vector<CarriedRow>> VersionTable::carried(std::int64_t version)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT path, reason FROM carried WHERE version = ? ORDER BY path"));
    s->bind(1, version);
    return s->all([](const Statement &row) {
        return CarriedRow{std::string(row.bytes(0)), toQString(row.text(1))};
    });
}

} // namespace cairn
