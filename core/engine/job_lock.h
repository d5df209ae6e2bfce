// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"

#include <QString>

#include <optional>

namespace cairn {

// What the holder of a lock has written into its file. Of another process: shown, never acted upon.
struct LockNote
{
    std::int64_t process = 0;
    QString host;
    QString what;           // "backup"
    std::int64_t since = 0; // unix s
};
[[nodiscard]] std::optional<LockNote> readLockNote(const File &file);
// "process 123 (backup, since 10:03)", or "another process".
[[nodiscard]] QString holderText(const std::optional<LockNote> &note);

// One process at a time changes a job (R20). The lock is one of the operating system on a file
// beside the database, so it ends with the process however that ends; the file stays and says who
// had it.
class JobLock final
{
public:
    JobLock() = default;
    // Fails at once with InUse (id DatabaseInUse) when another run holds the database; the message
    // names it. `operation` is what a person calls this run: "backup".
    [[nodiscard]] static Result<JobLock>
    acquire(FileLayer &files, Clock &clock, const FilePath &database, std::string_view operation);
    [[nodiscard]] bool isHeld() const { return m_file.isOpen(); }

private:
    explicit JobLock(File file)
        : m_file(std::move(file))
    {
    }
    File m_file;
};

// The lock file of a database.
[[nodiscard]] FilePath lockFileOf(const FilePath &database);

} // namespace cairn
