// SPDX-License-Identifier: MIT
#include "core/sqlite/open_for_reading.h"

#include <sys/stat.h>

namespace cairn {

namespace {

bool hasLog(const FilePath &path)
{
    struct stat info = {};
    return ::stat((path.bytes() + "-wal").c_str(), &info) == 0 && info.st_size > 0;
}

} // namespace

Result<std::unique_ptr<Database>> openForReading(const FilePath &path)
{
    auto database = Database::open(path, Database::Mode::ReadOnly);
    const auto read = database ? (*database)->number("PRAGMA user_version")
                               : Result<std::int64_t>(fail(database.error()));
    if (read)
        return database;
    if (read.error().code != ErrorCode::AccessDenied || hasLog(path))
        return fail(read.error());
    return Database::open(path, Database::Mode::Immutable);
}

} // namespace cairn
