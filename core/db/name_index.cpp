// SPDX-License-Identifier: MIT
#include "core/db/name_index.h"

#include "core/base/folded_text.h"

#include <algorithm>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::int64_t kSchemaVersion = 1;
constexpr std::int64_t kApplicationId = 0x4361724e; // "CarN"

// `lookup` keeps no text: the name is in `path`, or one look away in the job's database.
constexpr const char *kSchema =
    "CREATE TABLE mark(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE version(id INTEGER PRIMARY KEY, time INTEGER NOT NULL);"
    "CREATE TABLE path(id INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name BLOB NOT NULL);"
    "CREATE VIRTUAL TABLE lookup USING fts5(folded, content='', columnsize=0, "
    "tokenize='trigram case_sensitive 1');";

Error missing(const QString &detail)
{
    return {
        ErrorCode::NotFound,
        u"The index for searching names has not been made yet. It comes with the next backup."_s,
        u"NameIndexMissing"_s, detail};
}

Result<std::string> databaseId(JobDatabase &job)
{
    return job.value(JobDatabase::kIdKey);
}

} // namespace

bool hasCharacters(std::string_view text, std::size_t count)
{
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    return static_cast<std::size_t>(std::ranges::count_if(text, begins)) >= count;
}

NameIndex::NameIndex(std::unique_ptr<Database> database)
    : m_database(std::move(database))
{
}

NameIndex::~NameIndex() = default;

FilePath NameIndex::fileOf(const FilePath &database)
{
    return FilePath(database.bytes() + ".names");
}

Result<std::unique_ptr<NameIndex>> NameIndex::openAt(const FilePath &path, JobDatabase &job,
                                                     Database::Mode mode)
{
    if (::access(path.c_str(), F_OK) != 0)
        return fail(missing(u"there is no file"_s));
    CAIRN_LET(database, Database::open(path, mode));
    CAIRN_LET(application, database->number("PRAGMA application_id"));
    CAIRN_LET(schema, database->number("PRAGMA user_version"));
    if (application != kApplicationId || schema != kSchemaVersion)
        return fail(missing(u"it is of another program or version"_s));
    CAIRN_LET(id, databaseId(job));
    std::unique_ptr<NameIndex> index(new NameIndex(std::move(database)));
    CAIRN_LET(s, index->m_database->use("SELECT value FROM mark WHERE key = 'database-id'"));
    CAIRN_LET(found, s->step());
    const bool isOfJob = found && !id.empty() && s->bytes(0) == id;
    s->reset();
    if (!isOfJob)
        return fail(missing(u"it is of another database"_s));
    CAIRN_LET(last, index->m_database->number("SELECT max(id) FROM version"));
    index->m_lastVersion = last;
    return index;
}

Result<std::unique_ptr<NameIndex>> NameIndex::open(JobDatabase &job)
{
    auto opened = openAt(fileOf(job.database().path()), job, Database::Mode::ReadOnly);
    if (!opened && opened.error().code == ErrorCode::Corrupt)
        return fail(missing(opened.error().detail));
    return opened;
}

Result<> NameIndex::update(FileLayer &files, JobDatabase &job, const CancelToken &cancel)
{
    const FilePath path = fileOf(job.database().path());
    const auto continueIt = [&]() -> Result<> {
        CAIRN_LET(index, openAt(path, job, Database::Mode::ReadWrite));
        CAIRN_LET(last, index->lastKnown(job));
        CAIRN_LET(transaction,
                  Transaction::begin(*index->m_database, Transaction::Durability::Relaxed));
        CAIRN_TRY(index->take(job, last, cancel));
        CAIRN_TRY(index->noteVersions(job));
        return transaction.commit();
    };
    Result<> continued = continueIt();
    if (continued || (continued.error().code != ErrorCode::NotFound &&
                      continued.error().code != ErrorCode::Corrupt &&
                      continued.error().code != ErrorCode::Internal))
        return continued;
    return rebuild(files, job, cancel);
}

// In a new file without a journal, which takes the place of the old one when it is whole.
Result<> NameIndex::rebuild(FileLayer &files, JobDatabase &job, const CancelToken &cancel)
{
    const FilePath path = fileOf(job.database().path());
    const FilePath made(path.bytes() + ".part");
    CAIRN_TRY(files.remove(made));
    const auto make = [&]() -> Result<> {
        CAIRN_LET(database, Database::open(made, Database::Mode::ReadWrite));
        CAIRN_TRY(database->execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"));
        CAIRN_TRY(database->execute(kSchema));
        const std::string marks = "PRAGMA user_version=" + std::to_string(kSchemaVersion) +
                                  "; PRAGMA application_id=" + std::to_string(kApplicationId) + ";";
        CAIRN_TRY(database->execute(marks.c_str()));
        NameIndex index(std::move(database));
        CAIRN_LET(id, databaseId(job));
        CAIRN_LET(s, index.m_database->use("INSERT INTO mark VALUES('database-id', ?1)"));
        s->bindBytes(1, id);
        CAIRN_TRY(s->run());
        CAIRN_TRY(index.take(job, 0, cancel));
        CAIRN_TRY(index.noteVersions(job));
        return index.m_database->execute("COMMIT; PRAGMA journal_mode=DELETE;");
    };
    Result<> done = make();
    if (done)
        done = files.remove(FilePath(path.bytes() + "-journal"));
    if (done)
        done = files.rename(made, path);
    if (!done)
        std::ignore = files.remove(made); // the first failure counts
    return done;
}

// Each path that came after this version is there once. One that came back after all that had it
// were deleted may be there twice; who searches sees to that.
Result<> NameIndex::take(JobDatabase &job, std::int64_t after, const CancelToken &cancel)
{
    const auto guard = job.database().lock();
    CAIRN_LET(rows,
              job.database().use(
                  "SELECT folder, name FROM entry WHERE first <= (SELECT max(id) FROM version "
                  "WHERE state = 1) GROUP BY folder, name HAVING min(first) > ?1"));
    CAIRN_LET(addPath,
              m_database->use("INSERT INTO path(folder, name) VALUES(?1, ?2) RETURNING id"));
    CAIRN_LET(addName, m_database->use("INSERT INTO lookup(rowid, folded) VALUES(?1, ?2)"));
    CAIRN_LET(separator, job.value("separator", "/"));
    rows->bind(1, after);
    const auto takeAll = [&]() -> Result<> {
        while (true) {
            CAIRN_LET(found, rows->step());
            if (!found)
                return {};
            CAIRN_TRY(cancel.checkAbort());
            addPath->bind(1, rows->integer(0)).bindBytes(2, rows->bytes(1));
            CAIRN_TRY(addPath->step());
            addName->bind(1, addPath->integer(0));
            CAIRN_TRY(addPath->step()); // to its end
            addPath->reset();
            std::string_view name = rows->bytes(1);
            if (name.ends_with(separator))
                name.remove_suffix(separator.size());
            const std::string folded = foldedText(name);
            addName->bind(2, std::string_view(folded));
            CAIRN_TRY(addName->run());
        }
    };
    Result<> taken = takeAll();
    rows->reset();
    return taken;
}

Result<> NameIndex::noteVersions(JobDatabase &job)
{
    CAIRN_LET(versions, job.versions.visible());
    CAIRN_TRY(m_database->execute("DELETE FROM version"));
    CAIRN_LET(s, m_database->use("INSERT INTO version(id, time) VALUES(?1, ?2)"));
    for (const VersionRow &version : versions) {
        s->bind(1, version.id).bind(2, version.time);
        CAIRN_TRY(s->run());
    }
    return {};
}

Result<std::int64_t> NameIndex::lastKnown(JobDatabase &job)
{
    CAIRN_LET(versions, job.versions.visible());
    CAIRN_LET(s, m_database->use("SELECT 1 FROM version WHERE id = ?1 AND time = ?2"));
    for (const VersionRow &version : versions) { // newest first
        s->bind(1, version.id).bind(2, version.time);
        CAIRN_LET(found, s->step());
        s->reset();
        if (found)
            return version.id;
    }
    return std::int64_t{0};
}

Result<std::vector<NameIndex::Hit>> NameIndex::find(const std::vector<std::string> &parts,
                                                    std::int64_t before, std::int64_t limit)
{
    std::string wanted;
    for (const std::string &part : parts) {
        wanted += wanted.empty() ? "\"" : " AND \"";
        for (const char c : part)
            wanted.append(c == '"' ? 2 : 1, c);
        wanted += '"';
    }
    const auto guard = m_database->lock();
    CAIRN_LET(s,
              m_database->use(
                  "SELECT p.id, p.folder, p.name FROM lookup l CROSS JOIN path p ON p.id = l.rowid "
                  "WHERE l.lookup MATCH ?1 AND l.rowid < ?2 ORDER BY l.rowid DESC LIMIT ?3"));
    s->bind(1, std::string_view(wanted)).bind(2, before > 0 ? before : kStillSo).bind(3, limit);
    return s->all([](const Statement &row) {
        return Hit{row.integer(0), row.integer(1), std::string(row.bytes(2))};
    });
}

} // namespace cairn
