// SPDX-License-Identifier: MIT
#pragma once

#include "core/sqlite/database.h"

namespace cairn {

// One view of the database for many reads. Without it each statement takes the locks of the file
// and gives them back, which costs more than a look-up by key. Within a transaction it is part of
// that. Holds the connection's lock; nothing may be written through the connection meanwhile.
class ReadSnapshot final
{
public:
    static Result<ReadSnapshot> begin(Database &database)
    {
        ReadSnapshot snapshot(database.lock());
        if (!database.inTransaction()) {
            CAIRN_TRY(database.execute("BEGIN"));
            snapshot.m_database = &database;
        }
        return snapshot;
    }
    ~ReadSnapshot()
    {
        if (m_database)
            std::ignore = m_database->execute("COMMIT"); // nothing was written: nothing can fail
    }
    ReadSnapshot(ReadSnapshot &&other) noexcept
        : m_lock(std::move(other.m_lock))
        , m_database(std::exchange(other.m_database, nullptr))
    {
    }
    ReadSnapshot &operator=(ReadSnapshot &&) = delete;

private:
    explicit ReadSnapshot(std::unique_lock<std::recursive_mutex> lock)
        : m_lock(std::move(lock))
    {
    }
    std::unique_lock<std::recursive_mutex> m_lock;
    Database *m_database = nullptr;
};

} // namespace cairn
