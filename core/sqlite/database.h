// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/file_path.h"
#include "core/base/result.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace cairn {

class Database;

// One prepared statement. Values bound as blobs or text must live until step() or run().
// Not thread-safe by itself: hold Database::lock() from bind to reset.
class Statement final
{
public:
    Statement() = default;
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&other) noexcept;

    Statement &bind(int index, std::int64_t value);
    Statement &bind(int index, ByteView blob);
    Statement &bind(int index, std::string_view text);
    Statement &bindNull(int index);
    // As blob; paths and names are bytes (R26).
    Statement &bindBytes(int index, std::string_view bytes) { return bind(index, asBytes(bytes)); }

    Result<bool> step(); // true: a row is there
    Result<> run();      // for statements without rows; resets
    void reset();
    // What `make` makes of each row, in order; resets.
    template<typename Make>
    auto all(Make make) -> Result<std::vector<decltype(make(std::declval<const Statement &>()))>>
    {
        std::vector<decltype(make(std::declval<const Statement &>()))> found;
        while (true) {
            CAIRN_LET(row, step());
            if (!row)
                break;
            found.push_back(make(std::as_const(*this)));
        }
        reset();
        return found;
    }
    Result<std::vector<std::int64_t>> integers(); // the first column of each row

    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] ByteView blob(int column) const; // valid until the next step() or reset()
    [[nodiscard]] std::string_view bytes(int column) const { return asText(blob(column)); }
    [[nodiscard]] std::string_view text(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    friend class Database;
    Database *m_database = nullptr;
    sqlite3_stmt *m_statement = nullptr;
};

// A connection, opened through QtSql's SQLite driver; statements use its native handle, which is
// three times quicker a row than QSqlQuery (core/DECISIONS.md). Threads may share a connection if
// they hold lock() around each use.
class Database final
{
public:
    enum class Mode { ReadWrite, ReadOnly, Immutable };
    // Creates the file (0600) if it is missing and mode is ReadWrite. `path` may be ":memory:".
    // ReadOnly refuses every change; it works on a file that is write-protected, and as the last
    // connection it clears the log away (R4).
    // Immutable is for a file that nobody can change, as on a medium for reading only: it is read
    // as it stands, without locks or a log.
    // Writes nothing to a file that is there: the caller may find that it is someone else's.
    static Result<std::unique_ptr<Database>> open(const FilePath &path, Mode mode);
    // Every change from now on goes through a write-ahead log (reliability.md §2); before the
    // first.
    Result<> useWriteAheadLog();
    // Each page tells whether it is as it was written (checked_pages.h). To begin with, while the
    // file holds nothing; one that holds something becomes so by vacuum().
    Result<> useCheckedPages();
    [[nodiscard]] bool hasCheckedPages() const;
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    Result<> execute(const char *sql); // one or more statements without values
    Result<Statement> prepare(const char *sql);
    // A statement kept for the life of the connection; `sql` must be a literal: its address is the
    // key. Comes reset. Fails only for SQL that is wrong, or out of memory.
    Result<Statement *> use(const char *sql);
    // First column of the first row; `otherwise` if there is none.
    Result<std::int64_t> number(const char *sql, std::int64_t otherwise = 0);

    [[nodiscard]] std::unique_lock<std::recursive_mutex> lock()
    {
        return std::unique_lock(m_mutex);
    }
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] const FilePath &path() const { return m_path; }
    // Writes the log back and leaves one self-contained file (R4).
    Result<> checkpoint();
    // Writes all of it anew, without gaps. The copy that it needs meanwhile is a file of the
    // system's folder for them, without a name: in memory it could be larger than that.
    Result<> vacuum();

    // Test hook: called before every commit; an error there makes the commit fail.
    std::function<Result<>()> beforeCommit;

    [[nodiscard]] Error lastError(const char *during) const;

private:
    friend class Transaction;
    Database() = default;
    struct Connection;
    std::unique_ptr<Connection> m_connection;
    sqlite3 *m_handle = nullptr;
    std::unordered_map<const char *, Statement> m_statements;
    std::recursive_mutex m_mutex;
    FilePath m_path;
};

// Several changes, all or none: rolled back unless committed. Holds the connection's lock.
// `head` and `row`, a list of values in parentheses, `count` times: one statement for many rows.
// Keep it for Database::use().
[[nodiscard]] std::string repeatRow(std::string_view head, std::string_view row, std::size_t count);

class Transaction final
{
public:
    enum class Durability {
        Synced,  // on disk when commit() returns: the commits of R6-R8 and R13
        Relaxed, // may be lost with the power, never torn: rows that the next run would make again
    };
    static Result<Transaction> begin(Database &database,
                                     Durability durability = Durability::Synced);
    ~Transaction();
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(Transaction &&) = delete;
    Result<> commit();

private:
    explicit Transaction(Database &database);
    Database *m_database;
    std::unique_lock<std::recursive_mutex> m_lock;
};

} // namespace cairn
