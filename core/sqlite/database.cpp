// SPDX-License-Identifier: MIT
#include "core/sqlite/database.h"

#include "core/base/fault_point.h"
#include "core/base/open_transaction.h"
#include "core/sqlite/checked_pages.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QVariant>

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

int stepOf(sqlite3_stmt *statement)
{
#ifdef CAIRN_TEST_HOOKS
    if (isToFail(FaultPoint::Step, sqlite3_sql(statement)))
        return SQLITE_ERROR;
#endif
    return sqlite3_step(statement);
}

} // namespace

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

Statement::Statement(Statement &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
{
}

Statement &Statement::operator=(Statement &&other) noexcept
{
    std::swap(m_database, other.m_database);
    std::swap(m_statement, other.m_statement);
    return *this;
}

Statement &Statement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement, index, value);
    return *this;
}

Statement &Statement::bind(int index, ByteView blob)
{
    // An empty blob needs a non-null address, or it would become NULL.
    const void *data = blob.empty() ? static_cast<const void *>("") : blob.data();
    sqlite3_bind_blob64(m_statement, index, data, blob.size(), SQLITE_STATIC);
    return *this;
}

Statement &Statement::bind(int index, std::string_view text)
{
    sqlite3_bind_text64(m_statement, index, text.empty() ? "" : text.data(), text.size(),
                        SQLITE_STATIC, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    sqlite3_bind_null(m_statement, index);
    return *this;
}

Result<bool> Statement::step()
{
    switch (stepOf(m_statement)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default: {
        Error error = m_database->lastError(sqlite3_sql(m_statement));
        sqlite3_reset(m_statement);
        return fail(std::move(error));
    }
    }
}

Result<> Statement::run()
{
    CAIRN_TRY(step());
    sqlite3_reset(m_statement);
    return {};
}

void Statement::reset()
{
    sqlite3_reset(m_statement);
}

Result<std::vector<std::int64_t>> Statement::integers()
{
    return all([](const Statement &row) { return row.integer(0); });
}

std::int64_t Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

ByteView Statement::blob(int column) const
{
    const void *data = sqlite3_column_blob(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return {static_cast<const std::uint8_t *>(data), static_cast<std::size_t>(size)};
}

std::string_view Statement::text(int column) const
{
    const unsigned char *data = sqlite3_column_text(m_statement, column);
    const int size = sqlite3_column_bytes(m_statement, column);
    return {reinterpret_cast<const char *>(data), static_cast<std::size_t>(size)};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

struct Database::Connection
{
    QString name;
    Connection()
    {
        static std::atomic<int> counter = 0;
        name = u"cairn-%1"_s.arg(counter++);
    }
    ~Connection() { QSqlDatabase::removeDatabase(name); }
};

namespace {

// reliability.md §2, "Settings".
constexpr const char *kSettings = "PRAGMA foreign_keys=ON;"
                                  "PRAGMA trusted_schema=OFF;"
                                  "PRAGMA cell_size_check=ON;"
                                  "PRAGMA temp_store=MEMORY;"
                                  "PRAGMA cache_size=-16384;";

// A file that is there is not opened: closing it would end the locks of all connections to it in
// this process (fcntl(2)), and another program would take the log away from under them.
Result<> createPrivately(const FilePath &path)
{
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return {};
    if (fd < 0)
        return fail(errnoError(errno, u"opening the local database "_s % path.display()));
    ::close(fd);
    return {};
}

// Never makes the file; any bytes may stand in the path.
QString uriOf(const FilePath &path, Database::Mode mode)
{
    const QByteArray encoded = QByteArray::fromStdString(path.bytes()).toPercentEncoding("/");
    const QString scheme = encoded.startsWith('/') ? u"file://"_s : u"file:"_s;
    const QString how =
        mode == Database::Mode::Immutable ? u"?mode=ro&immutable=1"_s : u"?mode=rw"_s;
    return scheme % QString::fromLatin1(encoded) % how % u"&vfs="_s %
           QString::fromLatin1(checkedPages());
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const FilePath &path, Mode mode)
{
    const bool inMemory = path.bytes() == ":memory:";
    if (mode == Mode::ReadWrite && !inMemory)
        CAIRN_TRY(createPrivately(path));
    std::unique_ptr<Database> database(new Database);
    database->m_path = path;
    database->m_connection = std::make_unique<Connection>();
    {
        QSqlDatabase connection =
            QSqlDatabase::addDatabase(u"QSQLITE"_s, database->m_connection->name);
        connection.setDatabaseName(inMemory ? u":memory:"_s : uriOf(path, mode));
        connection.setConnectOptions(u"QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=30000"_s);
        if (!connection.open())
            return fail(ErrorCode::Io, u"The local database %1 cannot be opened: %2"_s.arg(
                                           path.display(), connection.lastError().text()));
        const QVariant handle = connection.driver()->handle();
        if (qstrcmp(handle.typeName(), "sqlite3*") != 0)
            return fail(ErrorCode::Internal, u"Qt's SQLite driver gives no native handle."_s);
        database->m_handle = *static_cast<sqlite3 *const *>(handle.constData());
    }
    CAIRN_TRY(database->execute(kSettings));
    // Not opened read-only: such a connection makes the log's files and cannot remove them, so that
    // each look at the database would leave them beside it (R4).
    if (mode != Mode::ReadWrite)
        CAIRN_TRY(database->execute("PRAGMA query_only=ON;"));
    return database;
}

Result<> Database::useWriteAheadLog()
{
    return execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                   "PRAGMA wal_autocheckpoint=4000;");
}

Result<> Database::useCheckedPages()
{
    int bytes = kPageCheckBytes;
    if (sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes) != SQLITE_OK)
        return fail(lastError("reserving room in pages"));
    return {};
}

bool Database::hasCheckedPages() const
{
    int bytes = -1; // asks only
    return sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes) ==
               SQLITE_OK &&
           bytes == kPageCheckBytes;
}

Database::~Database()
{
    m_statements.clear(); // finalised before the connection goes
    m_connection.reset();
}

Result<> Database::execute(const char *sql)
{
    const auto guard = lock();
    if (isToFail(FaultPoint::Execute, sql) ||
        sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(lastError(sql));
    return {};
}

Result<Statement> Database::prepare(const char *sql)
{
    const auto guard = lock();
    Statement statement;
    statement.m_database = this;
    if (isToFail(FaultPoint::Prepare, sql) ||
        sqlite3_prepare_v3(m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement.m_statement,
                           nullptr) != SQLITE_OK)
        return fail(lastError(sql));
    return statement;
}

Result<Statement *> Database::use(const char *sql)
{
    const auto guard = lock();
    if (const auto found = m_statements.find(sql); found != m_statements.end()) {
        if (isToFail(FaultPoint::Prepare, sql))
            return fail(lastError(sql));
        found->second.reset();
        return &found->second;
    }
    CAIRN_LET(statement, prepare(sql));
    return &m_statements.emplace(sql, std::move(statement)).first->second;
}

Result<std::int64_t> Database::number(const char *sql, std::int64_t otherwise)
{
    const auto guard = lock();
    CAIRN_LET(statement, prepare(sql));
    CAIRN_LET(row, statement.step());
    return row && !statement.isNull(0) ? statement.integer(0) : otherwise;
}

std::string repeatRow(std::string_view head, std::string_view row, std::size_t count)
{
    std::string sql(head);
    for (std::size_t i = 0; i < count; ++i) {
        sql += i == 0 ? "" : ",";
        sql += row;
    }
    return sql;
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

Result<> Database::checkpoint()
{
    return execute("PRAGMA wal_checkpoint(TRUNCATE);");
}

Result<> Database::vacuum()
{
    return execute("PRAGMA temp_store=FILE; VACUUM; PRAGMA temp_store=MEMORY;");
}

Error Database::lastError(const char *during) const
{
    const int extended = sqlite3_extended_errcode(m_handle);
    const int code = extended == SQLITE_IOERR_DATA ? SQLITE_CORRUPT : extended;
    const QString path = m_path.display();
    const QString detail =
        u"%1 (%2)"_s.arg(QString::fromUtf8(sqlite3_errmsg(m_handle)), QString::fromUtf8(during));
    // Memory that connections share is a file beside the database, which a full disk has no room
    // for.
    const int cause = sqlite3_system_errno(m_handle);
    const bool isFull = extended == SQLITE_IOERR_SHMSIZE ||
                        ((code & 0xff) == SQLITE_IOERR && (cause == ENOSPC || cause == EDQUOT));
    switch (isFull ? SQLITE_FULL : code & 0xff) {
    case SQLITE_FULL:
        return {ErrorCode::NoSpace, u"There is no room for what belongs into %1."_s.arg(path),
                u"DATABASE_FULL"_s, detail};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorCode::InUse,
                u"The local database %1 is in use by another program."_s.arg(path),
                {},
                detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return {ErrorCode::Corrupt,
                u"The local database %1 is damaged. The backups are not affected: the command "
                "'recreate' rebuilds the database from the destination."_s.arg(path),
                u"DatabaseIsDamaged"_s, detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return {ErrorCode::AccessDenied,
                u"The local database %1 cannot be written."_s.arg(path),
                {},
                detail};
    case SQLITE_IOERR:
        return {ErrorCode::Io,
                u"Reading or writing the local database %1 failed."_s.arg(path),
                {},
                detail};
    default:
        return {ErrorCode::Internal,
                u"The local database %1 refused a request: %2"_s.arg(path, detail),
                {},
                detail};
    }
}

Transaction::Transaction(Database &database)
    : m_database(&database)
    , m_lock(database.lock())
{
}

Result<Transaction> Transaction::begin(Database &database, Durability durability)
{
    Transaction transaction(database);
    Database *const target =
        std::exchange(transaction.m_database, nullptr); // nothing to roll back yet
    if (target->inTransaction())
        return fail(ErrorCode::Internal, u"A transaction was begun inside another."_s);
    CAIRN_TRY(target->execute(durability == Durability::Synced ? "PRAGMA synchronous=FULL"
                                                               : "PRAGMA synchronous=NORMAL"));
    CAIRN_TRY(target->execute("BEGIN IMMEDIATE"));
    transaction.m_database = target;
    transactionBegan();
    return transaction;
}

Transaction::~Transaction()
{
    if (!m_database)
        return;
    sqlite3_exec(m_database->m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
    transactionEnded();
}

Transaction::Transaction(Transaction &&other) noexcept
    : m_database(std::exchange(other.m_database, nullptr))
    , m_lock(std::move(other.m_lock))
{
}

Result<> Transaction::commit()
{
    if (m_database->beforeCommit)
        CAIRN_TRY(m_database->beforeCommit());
    CAIRN_TRY(m_database->execute("COMMIT"));
    transactionEnded();
    m_database = nullptr;
    return {};
}

} // namespace cairn
