// SPDX-License-Identifier: MIT
#include "core/engine/job_lock.h"

#include "core/base/private_files.h"
#include "core/base/text.h"

#include <QDateTime>
#include <QStringList>

#include <cerrno>

#include <sys/file.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kLargestNote = 4096;

QString hostName()
{
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0)
        return {};
    return QString::fromLocal8Bit(name);
}

Result<> note(File &file, Clock &clock, std::string_view operation)
{
    const std::string text = std::to_string(::getpid()) + '\n' + hostName().toStdString() + '\n' +
                             std::string(operation) + '\n' + std::to_string(clock.nowSeconds()) +
                             '\n';
    CAIRN_TRY(file.truncate(0));
    return file.writeAt(0, asBytes(text));
}

} // namespace

std::optional<LockNote> readLockNote(const File &file)
{
    Buffer note(kLargestNote);
    const auto length = file.readAt(0, note.span());
    if (!length)
        return std::nullopt;
    const std::string_view text = asText(note.view().first(*length));
    const QStringList lines = toQString(text).split(u'\n');
    if (lines.size() < 4)
        return std::nullopt;
    const auto shown = [](const QString &line) { return displayText(line.toStdString()); };
    return LockNote{lines[0].toLongLong(), shown(lines[1]), shown(lines[2]), lines[3].toLongLong()};
}

QString holderText(const std::optional<LockNote> &note)
{
    if (!note)
        return u"another process"_s;
    const QDateTime since = QDateTime::fromSecsSinceEpoch(note->since);
    const bool today = since.date() == QDate::currentDate();
    QString who = u"process "_s % QString::number(note->process);
    if (note->host != displayText(hostName().toStdString()))
        who += u" on "_s % note->host;
    return who % u" ("_s % note->what % u", since "_s %
           since.toString(today ? u"HH:mm"_s : u"yyyy-MM-dd HH:mm"_s) % u')';
}

FilePath lockFileOf(const FilePath &database)
{
    return FilePath(database.bytes() + ".lock");
}

Result<JobLock> JobLock::acquire(FileLayer &files, Clock &clock, const FilePath &database,
                                 std::string_view operation)
{
    const FilePath path = lockFileOf(database);
    CAIRN_LET(file, openLockFile(files, path));
    while (::flock(file.fd(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EWOULDBLOCK)
            return fail(errnoError(errno, u"locking "_s % path.display()));
        return fail(ErrorCode::InUse, "DatabaseInUse",
                    u"This backup is in use by %1. Nothing was changed. Wait until that has "
                    u"ended, then try again."_s.arg(holderText(readLockNote(file))));
    }
    CAIRN_TRY(note(file, clock, operation));
    return JobLock(std::move(file));
}

} // namespace cairn
