// SPDX-License-Identifier: MIT
#include "core/engine/host_lock.h"

#include "core/config/run_store.h"

#include <cerrno>
#include <chrono>

#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTries = 3; // more, before a lock counts as held

FilePath enginePath(const FilePath &folder)
{
    return folder / "engine"; // the lock adds its ending
}

} // namespace

Result<HostLock> HostLock::acquire(FileLayer &files, Clock &clock, SettingsDatabase &settings,
                                   std::string_view what)
{
    auto lock = JobLock::acquire(files, clock, enginePath(settings.folder()), what);
    // It may only have been somebody's look at it, see hostOf().
    for (int i = 0; i < kTries && !lock && lock.error().code == ErrorCode::InUse; ++i) {
        clock.sleep(std::chrono::milliseconds(20));
        lock = JobLock::acquire(files, clock, enginePath(settings.folder()), what);
    }
    if (!lock && lock.error().code == ErrorCode::InUse) {
        const auto host = hostOf(files, settings.folder());
        return fail(
            ErrorCode::InUse, "HELD",
            u"Backups are run by %1 at the moment. Ask there, or wait until it has ended."_s.arg(
                holderText(host ? *host : std::nullopt)));
    }
    if (!lock)
        return fail(std::move(lock).error());
    CAIRN_TRY(RunStore(settings).closeInterrupted(clock.nowSeconds()).map([](std::int64_t) {}));
    return HostLock(std::move(*lock));
}

Result<std::optional<LockNote>> hostOf(FileLayer &files, const FilePath &folder)
{
    const FilePath path = lockFileOf(enginePath(folder));
    if (!files.exists(path))
        return std::optional<LockNote>();
    CAIRN_LET(file, files.open(path, OpenMode::Read));
    // A shared lock, for a moment: whoever begins in that moment tries again.
    while (::flock(file.fd(), LOCK_SH | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return fail(errnoError(errno, u"looking at "_s % path.display()));
        return std::optional(readLockNote(file).value_or(LockNote()));
    }
    return std::optional<LockNote>();
}

} // namespace cairn
