// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"
#include "core/engine/job_lock.h"

namespace cairn {

// One program of a person at a time hosts the engine: the one that holds `engine.lock` in the
// settings folder, a lock of the operating system that ends with the process (ui.md §2).
class HostLock final
{
public:
    HostLock() = default;
    // Fails soon with InUse (HELD) if another program is the host; the message names it. Whoever
    // succeeds marks the runs that the host before has left behind. `what`: "desktop".
    [[nodiscard]] static Result<HostLock>
    acquire(FileLayer &files, Clock &clock, SettingsDatabase &settings, std::string_view what);
    [[nodiscard]] bool isHeld() const { return m_lock.isHeld(); }

private:
    explicit HostLock(JobLock lock)
        : m_lock(std::move(lock))
    {
    }
    JobLock m_lock;
};

// Who is the host now; nobody: nothing.
[[nodiscard]] Result<std::optional<LockNote>> hostOf(FileLayer &files, const FilePath &folder);

} // namespace cairn
