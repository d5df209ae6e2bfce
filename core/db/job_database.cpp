// SPDX-License-Identifier: MIT
#include "core/db/job_database.h"

#include "core/db/schema.h"
#include "core/sqlite/open_for_reading.h"

#include <array>
#include <charconv>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// 2: the tables of 1, in checked pages.
constexpr std::int64_t kSchemaVersion = 2;
constexpr std::int64_t kApplicationId =
    0x4361726e; // "Carn": tells our file from any other database

Result<> setSchemaVersion(Database &database)
{
    return database.execute(("PRAGMA user_version=" + std::to_string(kSchemaVersion)).c_str());
}

// R23: SQLite does it as one transaction, on a copy. The number comes after: until then it is done
// again.
Result<> migrateToCheckedPages(Database &database)
{
    CAIRN_TRY(database.useCheckedPages());
    CAIRN_TRY(database.vacuum());
    return setSchemaVersion(database);
}

std::int64_t numberOf(const std::string &text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

JobDatabase::JobDatabase(std::unique_ptr<Database> database)
    : volumes(*database)
    , blocks(*database)
    , streams(*database)
    , entries(*database)
    , versions(*database)
    , m_database(std::move(database))
{
}

JobDatabase::~JobDatabase() = default;

Result<std::unique_ptr<JobDatabase>> JobDatabase::create(const FilePath &path)
{
    CAIRN_LET(database, Database::open(path, Database::Mode::ReadWrite));
    CAIRN_LET(tables, database->number("SELECT count(*) FROM sqlite_schema"));
    if (tables == 0) {
        CAIRN_TRY(database->useCheckedPages());
        CAIRN_TRY(database->useWriteAheadLog());
        CAIRN_LET(transaction, Transaction::begin(*database));
        CAIRN_TRY(database->execute(kSchema));
        CAIRN_TRY(setSchemaVersion(*database));
        CAIRN_TRY(
            database->execute(("PRAGMA application_id=" + std::to_string(kApplicationId)).c_str()));
        CAIRN_TRY(transaction.commit());
    }
    database.reset();
    CAIRN_LET(job, open(path, Database::Mode::ReadWrite));
    CAIRN_LET(id, job->value(kIdKey));
    if (id.empty())
        CAIRN_TRY(job->m_database->execute(
            "INSERT OR REPLACE INTO setting(key, value) VALUES('database-id', randomblob(16))"));
    return std::move(job);
}

Result<std::unique_ptr<JobDatabase>> JobDatabase::open(const FilePath &path, Database::Mode mode)
{
    if (::access(path.c_str(), F_OK) != 0)
        return fail(errnoError(errno, u"opening the local database "_s % path.display()));
    auto opened =
        mode == Database::Mode::ReadOnly ? openForReading(path) : Database::open(path, mode);
    CAIRN_LET(database, std::move(opened));
    CAIRN_LET(application, database->number("PRAGMA application_id"));
    if (application != kApplicationId)
        return fail(
            ErrorCode::InvalidArgument, "DatabaseIsForeign",
            u"The file %1 is not a local database of Cairn. It was left as it is. A database of "
            "Duplicati cannot be used directly: give another --dbpath and run 'recreate'."_s.arg(
                path.display()));
    CAIRN_LET(schema, database->number("PRAGMA user_version"));
    if (schema > kSchemaVersion)
        return fail(
            ErrorCode::Unsupported, "DatabaseIsNewer",
            u"The local database %1 was made by a newer version of Cairn (schema %2, this program "
            "knows %3). Use that version, or remove the database and run 'recreate'."_s
                .arg(path.display())
                .arg(schema)
                .arg(kSchemaVersion));
    if (schema == kSchemaVersion && !database->hasCheckedPages())
        return fail(
            ErrorCode::Corrupt, "DatabaseIsDamaged",
            u"The local database %1 is damaged (its header). The backups are not affected: the "
            "command 'recreate' rebuilds the database from the destination."_s.arg(path.display()));
    if (mode == Database::Mode::ReadWrite) {
        CAIRN_TRY(database->useWriteAheadLog());
        if (schema < kSchemaVersion)
            CAIRN_TRY(migrateToCheckedPages(*database));
    }
    std::unique_ptr<JobDatabase> job(new JobDatabase(std::move(database)));
    return job;
}

Result<std::unique_ptr<JobDatabase>> JobDatabase::reader() const
{
    return open(m_database->path(), Database::Mode::ReadOnly);
}

Result<std::string> JobDatabase::value(const char *key, std::string otherwise)
{
    const auto guard = m_database->lock();
    CAIRN_LET(s, m_database->use("SELECT value FROM setting WHERE key = ?"));
    s->bind(1, std::string_view(key));
    CAIRN_LET(found, s->step());
    std::string text = found ? std::string(s->bytes(0)) : std::move(otherwise);
    s->reset();
    return text;
}

Result<> JobDatabase::setValue(const char *key, std::string_view value)
{
    const auto guard = m_database->lock();
    CAIRN_LET(s, m_database->use("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)"));
    s->bind(1, std::string_view(key)).bindBytes(2, value);
    return s->run();
}

Result<std::optional<JobSettings>> JobDatabase::settings()
{
    CAIRN_LET(blocksize, value("blocksize"));
    if (blocksize.empty())
        return std::optional<JobSettings>();
    JobSettings settings;
    settings.blocksize = numberOf(blocksize);
    CAIRN_LET(prefix, value("prefix"));
    settings.prefix = prefix;
    CAIRN_LET(blockHash, value("block-hash"));
    CAIRN_LET(fileHash, value("file-hash"));
    settings.blockHashName = blockHash;
    settings.fileHashName = fileHash;
    const auto blockAlgorithm = hashFromName(blockHash, true);
    const auto fileAlgorithm = hashFromName(fileHash, true);
    if (!blockAlgorithm || !fileAlgorithm || settings.blocksize <= 0)
        return fail(
            ErrorCode::Corrupt, "DatabaseIsDamaged",
            u"The local database is damaged (its settings). The command 'recreate' rebuilds it "
            "from the destination."_s);
    settings.blockHash = *blockAlgorithm;
    settings.fileHash = *fileAlgorithm;
    CAIRN_LET(compression, value("compression", "zip"));
    settings.compression = compression;
    CAIRN_LET(encryption, value("encryption"));
    settings.encryption = encryption;
    CAIRN_LET(separator, value("separator", "/"));
    settings.separator = separator.empty() ? '/' : separator[0];
    CAIRN_LET(partial, value("partial", "0"));
    settings.partial = partial != "0";
    return std::optional(std::move(settings));
}

Result<> JobDatabase::setSettings(const JobSettings &settings)
{
    CAIRN_TRY(setValue("blocksize", std::to_string(settings.blocksize)));
    CAIRN_TRY(setValue("prefix", settings.prefix));
    CAIRN_TRY(setValue("block-hash", settings.blockHashName));
    CAIRN_TRY(setValue("file-hash", settings.fileHashName));
    CAIRN_TRY(setValue("compression", settings.compression));
    CAIRN_TRY(setValue("encryption", settings.encryption));
    CAIRN_TRY(setValue("separator", std::string_view(&settings.separator, 1)));
    return setValue("partial", settings.partial ? "1" : "0");
}

Result<> JobDatabase::checkConsistency()
{
    struct Check
    {
        const char *sql;
        const char *what;
    };
    constexpr std::array kChecks{
        Check{"SELECT count(*) FROM version WHERE state = 1 AND dlist IS NULL",
              "a version without its list"},
        // By the index alone, without a look at each block.
        Check{"SELECT (SELECT count(*) FROM block WHERE volume IS NOT NULL) - ifnull(sum((SELECT "
              "count(*) FROM block b WHERE b.volume = v.id)), 0) FROM volume v "
              "WHERE v.kind = 0 AND v.state <> 8",
              "a block in a volume that is gone"},
        Check{"SELECT count(*) FROM entry e WHERE e.content > 0 AND NOT EXISTS "
              "(SELECT 1 FROM block b WHERE b.id = e.content AND b.size = e.size)",
              "a file whose block is not there"},
        Check{"SELECT count(*) FROM entry e WHERE e.content < 0 AND NOT EXISTS "
              "(SELECT 1 FROM stream s WHERE s.id = -e.content AND s.size = e.size)",
              "a file whose content is not there"},
        Check{"SELECT count(*) FROM entry WHERE type = 0 AND (size > 0) <> (content <> 0)",
              "a file without content"},
        Check{"SELECT count(*) FROM entry e WHERE e.meta > 0 AND NOT EXISTS "
              "(SELECT 1 FROM block b WHERE b.id = e.meta)",
              "metadata whose block is not there"},
        Check{"SELECT count(*) FROM entry e WHERE e.meta < 0 AND NOT EXISTS "
              "(SELECT 1 FROM stream s WHERE s.id = -e.meta)",
              "metadata whose content is not there"},
    };
    for (const Check &check : kChecks) {
        CAIRN_LET(count, m_database->number(check.sql));
        if (count != 0)
            return fail(
                ErrorCode::Corrupt, "DatabaseIsDamaged",
                u"The local database does not agree with itself (%1, %2 times). The backups are "
                "not affected: the command 'recreate' rebuilds it from the destination."_s.arg(
                    QLatin1String(check.what), QString::number(count)));
    }
    return {};
}

Result<> JobDatabase::finish()
{
    CAIRN_TRY(m_database->execute("PRAGMA optimize;"));
    return m_database->checkpoint();
}

} // namespace cairn
