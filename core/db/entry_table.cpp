// SPDX-License-Identifier: MIT
#include "core/db/entry_table.h"

namespace cairn {

EntryRow EntryTable::rowOf(const Statement &s)
{
    EntryRow row;
    row.folder = s.integer(0);
    row.name = s.bytes(1);
    row.first = s.integer(2);
    row.type = static_cast<EntryType>(s.integer(3));
    row.size = s.integer(4);
    row.mtime = s.integer(5);
    row.ctime = s.integer(6);
    row.inode = s.integer(7);
    row.content = s.integer(8);
    row.meta = s.integer(9);
    return row;
}

Result<std::int64_t> EntryTable::findFolder(std::int64_t parent, std::string_view name)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT id FROM folder WHERE parent = ? AND name = ?"));
    s->bind(1, parent).bindBytes(2, name);
    CAIRN_LET(found, s->step());
    const std::int64_t id = found ? s->integer(0) : 0;
    s->reset();
    return id;
}

Result<std::int64_t> EntryTable::ensureFolder(std::int64_t parent, std::string_view name)
{
    const auto guard = m_db.lock();
    CAIRN_LET(id, findFolder(parent, name));
    if (id != 0)
        return id;
    CAIRN_LET(s, m_db.use("INSERT INTO folder(parent, name) VALUES(?, ?) RETURNING id"));
    s->bind(1, parent).bindBytes(2, name);
    CAIRN_TRY(s->step());
    const std::int64_t created = s->integer(0);
    CAIRN_TRY(s->step());
    s->reset();
    return created;
}

Result<> EntryTable::insertFolder(std::int64_t id, std::int64_t parent, std::string_view name)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("INSERT INTO folder(id, parent, name) VALUES(?, ?, ?)"));
    s->bind(1, id).bind(2, parent).bindBytes(3, name);
    return s->run();
}

Result<std::int64_t> EntryTable::maxFolderId()
{
    return m_db.number("SELECT max(id) FROM folder");
}

Result<std::int64_t> EntryTable::byPath(std::string_view path, char separator, bool create)
{
    std::int64_t id = 0;
    while (!path.empty()) {
        const std::size_t at = path.find(separator);
        const std::string_view name = at == std::string_view::npos ? path : path.substr(0, at + 1);
        path.remove_prefix(name.size());
        CAIRN_LET(next, create ? ensureFolder(id, name) : findFolder(id, name));
        if (next == 0)
            return 0;
        id = next;
    }
    return id;
}

Result<std::int64_t> EntryTable::findFolderByPath(std::string_view path, char separator)
{
    return byPath(path, separator, false);
}

Result<std::int64_t> EntryTable::ensureFolderByPath(std::string_view path, char separator)
{
    return byPath(path, separator, true);
}

Result<std::string> EntryTable::folderPath(std::int64_t id)
{
    const auto guard = m_db.lock();
    std::string path;
    while (id != 0) {
        CAIRN_LET(s, m_db.use("SELECT parent, name FROM folder WHERE id = ?"));
        s->bind(1, id);
        CAIRN_LET(found, s->step());
        if (!found) {
            s->reset();
            return fail(ErrorCode::Corrupt, "DatabaseIsDamaged",
                        QStringLiteral("The local database is damaged (a folder is not there). The "
                                       "command 'recreate' rebuilds it from the destination."));
        }
        path.insert(0, s->bytes(1));
        id = s->integer(0);
        s->reset();
    }
    return path;
}

Result<std::vector<EntryRow>> EntryTable::page(std::int64_t folder, std::int64_t version,
                                               std::string_view after, std::int64_t limit)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT " CAIRN_ENTRY_COLUMNS
                          " FROM entry WHERE folder = ?1 AND name > ?3 AND first <= ?2 "
                          "AND last >= ?2 ORDER BY name LIMIT ?4"));
    s->bind(1, folder).bind(2, version).bindBytes(3, after).bind(4, limit);
    return s->all(rowOf);
}

Result<> EntryTable::visitFolder(std::int64_t folder, std::int64_t version,
                                 const std::function<Result<>(const EntryRow &)> &visit)
{
    constexpr std::int64_t kPage = 4096;
    std::string after;
    while (true) {
        CAIRN_LET(rows, page(folder, version, after, kPage));
        for (const EntryRow &row : rows)
            CAIRN_TRY(visit(row));
        if (static_cast<std::int64_t>(rows.size()) < kPage)
            return {};
        after = std::move(rows.back().name);
    }
}

Result<std::vector<EntryRow>> EntryTable::markedOf(std::int64_t folder, std::int64_t version)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT " CAIRN_ENTRY_COLUMNS
                          " FROM entry WHERE folder = ?1 AND first <= ?2 AND last >= ?2 "
                          "AND type <> 0 AND substr(name, -1) = x'2f'"));
    s->bind(1, folder).bind(2, version);
    return s->all(rowOf);
}

Result<std::optional<EntryRow>> EntryTable::find(std::int64_t folder, std::string_view name,
                                                 std::int64_t version)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT " CAIRN_ENTRY_COLUMNS " FROM entry "
                          "WHERE folder = ?1 AND name = ?2 AND first <= ?3 AND last >= ?3"));
    s->bind(1, folder).bindBytes(2, name).bind(3, version);
    CAIRN_LET(found, s->step());
    std::optional<EntryRow> row;
    if (found)
        row = rowOf(*s);
    s->reset();
    return row;
}

Result<std::vector<std::pair<std::int64_t, std::string>>>
EntryTable::subFolders(std::int64_t folder)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT id, name FROM folder WHERE parent = ? ORDER BY name"));
    s->bind(1, folder);
    return s->all(
        [](const Statement &row) { return std::pair(row.integer(0), std::string(row.bytes(1))); });
}

Result<>
EntryTable::walkFolder(std::int64_t version, std::int64_t folder, std::string &path,
                       const std::function<Result<>(const std::string &, const EntryRow &)> &visit)
{
    const std::size_t length = path.size();
    CAIRN_TRY(visitFolder(folder, version, [&](const EntryRow &row) -> Result<> {
        path += row.name;
        Result<> visited = visit(path, row);
        path.resize(length);
        return visited;
    }));
    CAIRN_LET(children, subFolders(folder));
    for (const auto &[id, name] : children) {
        path += name;
        Result<> visited = walkFolder(version, id, path, visit);
        path.resize(length);
        CAIRN_TRY(std::move(visited));
    }
    return {};
}

Result<>
EntryTable::walk(std::int64_t version,
                 const std::function<Result<>(const std::string &path, const EntryRow &)> &visit)
{
    std::string path;
    return walkFolder(version, 0, path, visit);
}

#define CAIRN_OPEN_ENTRY                                                                           \
    "INSERT INTO entry(folder, name, first, last, type, size, mtime, ctime, inode, content, "      \
    "meta) VALUES"
#define CAIRN_OPENED_ROW "(?,?,?,9223372036854775807,?,?,?,?,?,?,?)"
#define CAIRN_UNLESS_OPEN " ON CONFLICT DO NOTHING"
constexpr std::size_t kOpenRows = 32;

void EntryTable::bindOpened(Statement &s, const EntryRow &row, int at)
{
    s.bind(at + 1, row.folder)
        .bindBytes(at + 2, row.name)
        .bind(at + 3, row.first)
        .bind(at + 4, static_cast<std::int64_t>(row.type))
        .bind(at + 5, row.size)
        .bind(at + 6, row.mtime)
        .bind(at + 7, row.ctime)
        .bind(at + 8, row.inode)
        .bind(at + 9, row.content)
        .bind(at + 10, row.meta);
}

Result<bool> EntryTable::tryOpen(const EntryRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use(CAIRN_OPEN_ENTRY CAIRN_OPENED_ROW CAIRN_UNLESS_OPEN));
    bindOpened(*s, row, 0);
    CAIRN_TRY(s->run());
    return m_db.changes() > 0;
}

Result<std::int64_t> EntryTable::tryOpenAll(std::span<const EntryRow> rows)
{
    static const std::string many =
        repeatRow(CAIRN_OPEN_ENTRY, CAIRN_OPENED_ROW, kOpenRows) + CAIRN_UNLESS_OPEN;
    const auto guard = m_db.lock();
    std::int64_t opened = 0;
    for (; rows.size() >= kOpenRows; rows = rows.subspan(kOpenRows)) {
        CAIRN_LET(s, m_db.use(many.c_str()));
        for (std::size_t i = 0; i < kOpenRows; ++i)
            bindOpened(*s, rows[i], static_cast<int>(i) * kEntryColumns);
        CAIRN_TRY(s->run());
        opened += m_db.changes();
    }
    for (const EntryRow &row : rows) {
        CAIRN_LET(one, tryOpen(row));
        opened += one ? 1 : 0;
    }
    return opened;
}

Result<> EntryTable::open(const EntryRow &row)
{
    CAIRN_LET(opened, tryOpen(row));
    if (!opened)
        return fail(ErrorCode::Internal, QStringLiteral("A path was added to a version twice."));
    return {};
}

Result<> EntryTable::dropState(std::int64_t folder, std::string_view name, std::int64_t first)
{
    CAIRN_LET(s, m_db.use("DELETE FROM entry WHERE folder = ? AND name = ? AND first = ?"));
    s->bind(1, folder).bindBytes(2, name).bind(3, first);
    return s->run();
}

Result<> EntryTable::close(std::int64_t folder, std::string_view name, std::int64_t version)
{
    const auto guard = m_db.lock();
    CAIRN_TRY(dropState(folder, name, version));
    CAIRN_LET(s, m_db.use("UPDATE entry SET last = ?3 - 1 WHERE folder = ?1 AND name = ?2 "
                          "AND first < ?3 AND last = 9223372036854775807"));
    s->bind(1, folder).bindBytes(2, name).bind(3, version);
    return s->run();
}

Result<> EntryTable::takeBack(std::int64_t folder, std::string_view name, std::int64_t previous,
                              std::int64_t version)
{
    const auto guard = m_db.lock();
    CAIRN_TRY(dropState(folder, name, version));
    CAIRN_LET(s, m_db.use("UPDATE entry SET last = 9223372036854775807 WHERE folder = ?1 AND "
                          "name = ?2 AND first <= ?3 AND last >= ?3"));
    s->bind(1, folder).bindBytes(2, name).bind(3, previous);
    return s->run();
}

Result<> EntryTable::refresh(const EntryRow &row)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("UPDATE entry SET mtime = ?4, ctime = ?5, inode = ?6 "
                          "WHERE folder = ?1 AND name = ?2 AND first = ?3"));
    s->bind(1, row.folder)
        .bindBytes(2, row.name)
        .bind(3, row.first)
        .bind(4, row.mtime)
        .bind(5, row.ctime)
        .bind(6, row.inode);
    return s->run();
}

Result<> EntryTable::dropVersion(std::int64_t previous, std::int64_t version, std::int64_t next)
{
    const auto guard = m_db.lock();
    if (next == kStillSo) {
        CAIRN_LET(begun, m_db.use("DELETE FROM entry WHERE first > ?"));
        begun->bind(1, previous);
        CAIRN_TRY(begun->run());
        // Only a version after `previous` can have closed a state at or after it.
        CAIRN_LET(reopened,
                  m_db.use("UPDATE entry SET last = 9223372036854775807 "
                           "WHERE last >= ?1 AND last < 9223372036854775807 AND first <= ?1"));
        reopened->bind(1, previous);
        return reopened->run();
    }
    CAIRN_LET(s, m_db.use("DELETE FROM entry WHERE last >= ?2 AND last < ?3 "
                          "AND last < 9223372036854775807 AND first > ?1"));
    s->bind(1, previous).bind(2, version).bind(3, next);
    return s->run();
}

Result<> EntryTable::cut(std::int64_t folder, std::string_view name, const Place &at)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT first, last FROM entry WHERE folder = ?1 AND name = ?2 "
                          "AND first <= ?3 AND last >= ?3"));
    s->bind(1, folder).bindBytes(2, name).bind(3, at.version);
    CAIRN_LET(found, s->step());
    const std::int64_t first = found ? s->integer(0) : 0;
    const std::int64_t last = found ? s->integer(1) : 0;
    s->reset();
    if (!found)
        return {};
    if (at.next != kStillSo && last >= at.next) { // it goes on in later versions
        CAIRN_LET(after, m_db.use("INSERT INTO entry(folder, name, first, last, type, size, mtime, "
                                  "ctime, inode, content, meta) SELECT folder, name, ?4, last, "
                                  "type, size, mtime, ctime, inode, content, meta FROM entry "
                                  "WHERE folder = ?1 AND name = ?2 AND first = ?3"));
        after->bind(1, folder).bindBytes(2, name).bind(3, first).bind(4, at.next);
        CAIRN_TRY(after->run());
    }
    if (first > at.previous) // no earlier version has it
        return dropState(folder, name, first);
    CAIRN_LET(before, m_db.use("UPDATE entry SET last = ?4 - 1 WHERE folder = ?1 AND name = ?2 "
                               "AND first = ?3"));
    before->bind(1, folder).bindBytes(2, name).bind(3, first).bind(4, at.version);
    return before->run();
}

// True if the version before has this very state, which reaches to here then.
Result<bool> EntryTable::extend(const EntryRow &row, const Place &at)
{
    CAIRN_LET(before, find(row.folder, row.name, at.previous));
    if (!before || before->type != row.type || before->size != row.size ||
        before->mtime != row.mtime || before->ctime != row.ctime || before->inode != row.inode ||
        before->content != row.content || before->meta != row.meta)
        return false;
    CAIRN_LET(s, m_db.use("UPDATE entry SET last = ?4 WHERE folder = ?1 AND name = ?2 "
                          "AND first = ?3"));
    s->bind(1, row.folder).bindBytes(2, row.name).bind(3, before->first);
    s->bind(4, at.next == kStillSo ? kStillSo : at.next - 1);
    CAIRN_TRY(s->run());
    return true;
}

Result<> EntryTable::change(const EntryRow &row, const Place &at)
{
    const auto guard = m_db.lock();
    CAIRN_TRY(cut(row.folder, row.name, at));
    CAIRN_LET(extended, extend(row, at));
    if (extended)
        return {};
    EntryRow alone = row;
    alone.first = at.version;
    CAIRN_TRY(open(alone));
    if (at.next == kStillSo)
        return {};
    CAIRN_LET(s, m_db.use("UPDATE entry SET last = ?4 - 1 WHERE folder = ?1 AND name = ?2 "
                          "AND first = ?3"));
    s->bind(1, row.folder).bindBytes(2, row.name).bind(3, at.version).bind(4, at.next);
    return s->run();
}

Result<> EntryTable::forEachReference(
    const std::function<Result<>(StreamRef content, StreamRef meta)> &visit)
{
    const auto guard = m_db.lock();
    CAIRN_LET(s, m_db.use("SELECT content, meta FROM entry"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        if (Result<> seen = visit(s->integer(0), s->integer(1)); !seen) {
            s->reset();
            return seen;
        }
    }
    s->reset();
    return {};
}

} // namespace cairn
