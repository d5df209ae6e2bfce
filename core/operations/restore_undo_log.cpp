// SPDX-License-Identifier: MIT
#include "core/operations/restore_undo_log.h"

#include <QByteArray>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::string encoded(std::string_view bytes)
{
    return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()))
        .toPercentEncoding("/")
        .toStdString();
}

std::string keptName(const std::string &id, std::int64_t number)
{
    return id + '-' + std::to_string(number);
}

// Below the root, without a separator at its begin.
std::string relative(const RestoreTarget &target, const FilePath &path)
{
    std::string_view below = path.bytes();
    below.remove_prefix(std::min(below.size(), target.root().bytes().size()));
    while (below.starts_with('/'))
        below.remove_prefix(1);
    return std::string(below);
}

std::optional<dev_t> deviceOf(const FilePath &path)
{
    struct stat info
    {
    };
    if (::stat(path.c_str(), &info) != 0)
        return std::nullopt;
    return info.st_dev;
}

} // namespace

Result<FilePath> undoStoreFor(const FilePath &target)
{
    const std::string name = ".cairn-undo-" + std::to_string(::geteuid());
    FilePath existing = target;
    std::optional<dev_t> device = deviceOf(existing);
    while (!device && existing.bytes() != "/" && existing.bytes() != ".") {
        existing = existing.parent();
        device = deviceOf(existing);
    }
    if (const char *home = std::getenv("HOME"); // NOLINT(concurrency-mt-unsafe): never set by us
        home && *home == '/' && device && deviceOf(FilePath(home)) == device &&
        ::access(home, W_OK | X_OK) == 0)
        return FilePath(home) / name;
    std::optional<FilePath> topmost;
    while (device && deviceOf(existing) == device) {
        if (::access(existing.c_str(), W_OK | X_OK) == 0)
            topmost = existing;
        if (existing.bytes() == "/" || existing.bytes() == ".")
            break;
        existing = existing.parent();
    }
    if (!topmost)
        return fail(ErrorCode::NotFound,
                    u"There is no place for an undo store beside %1."_s.arg(target.display()));
    return *topmost / name;
}

Result<UniqueFd> openPrivateFolder(FileLayer &files, const FilePath &folder, bool create,
                                   Privacy privacy)
{
    const mode_t refused = privacy == Privacy::ReadByNone ? 077 : 022;
    CAIRN_TRY(files.before(create ? FileOp::MakeDirectory : FileOp::Open, folder));
    if (create && ::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return fail(errnoError(errno, u"making the folder "_s % folder.display()));
    UniqueFd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!opened.isOpen())
        return fail(errnoError(errno, u"opening the folder "_s % folder.display()));
    struct stat info
    {
    };
    if (::fstat(opened.get(), &info) != 0 || info.st_uid != ::geteuid() ||
        (info.st_mode & refused) != 0)
        return fail(ErrorCode::AccessDenied,
                    u"The folder %1 is not this user's alone, so nothing is kept there."_s.arg(
                        folder.display()));
    return opened;
}

Result<std::unique_ptr<RestoreUndoLog>>
RestoreUndoLog::create(FileLayer &files, Random &random, std::int64_t now, const UndoPlace &place)
{
    CAIRN_LET(store, openPrivateFolder(files, place.store, true));
    CAIRN_LET(record, files.open(place.record, OpenMode::CreateExclusive));
    const std::string id = random.hexId().substr(0, 16);
    std::unique_ptr<RestoreUndoLog> log(
        new RestoreUndoLog(id, std::move(store), std::move(record)));
    const std::string head = "cairn-undo 1 " + id + ' ' + std::to_string(now) + ' ' +
                             encoded(place.store.bytes()) + '\n';
    CAIRN_TRY(log->m_record.write(asBytes(head)));
    CAIRN_TRY(log->m_record.sync());
    return log;
}

Result<> RestoreUndoLog::write(const RestoreTarget &target, const std::string &line)
{
    std::string text;
    if (target.root().bytes() != m_root) {
        m_root = target.root().bytes();
        text = "T " + encoded(m_root) + '\n';
    }
    text += line + '\n';
    return m_record.write(asBytes(text));
}

Result<std::int64_t> RestoreUndoLog::announceOne(const RestoreTarget &target,
                                                 const std::string &path)
{
    const std::int64_t number = m_next++;
    CAIRN_TRY(write(target, "K " + std::to_string(number) + ' ' +
                                encoded(relative(target, FilePath(path)))));
    m_announced.emplace(path, number);
    return number;
}

Result<> RestoreUndoLog::announce(const RestoreTarget &target, const std::vector<Name> &names)
{
    if (names.empty())
        return {};
    const std::scoped_lock lock(m_mutex);
    for (const auto &[folder, name] : names)
        CAIRN_TRY(announceOne(target, target.path(folder, name).bytes()));
    return m_record.sync();
}

Result<std::optional<RestoreUndoLog::Kept>>
RestoreUndoLog::keep(RestoreTarget &target, RestoreTarget::Folder folder, const std::string &name)
{
    const std::scoped_lock lock(m_mutex);
    CAIRN_LET(seen, target.look(folder, name));
    if (!seen)
        return std::optional<Kept>();
    const std::string path = target.path(folder, name).bytes();
    const auto announced = m_announced.find(path);
    std::int64_t number = announced != m_announced.end() ? announced->second : 0;
    if (number == 0) {
        CAIRN_LET(made, announceOne(target, path));
        CAIRN_TRY(m_record.sync());
        number = made;
    }
    const std::string kept = keptName(m_id, number);
    if (target.linkOut(folder, name, m_store.get(), kept))
        return std::optional(Kept{number, true});
    CAIRN_TRY(target.moveOut(folder, name, m_store.get(), kept));
    return std::optional(Kept{number, false});
}

Result<> RestoreUndoLog::giveBack(RestoreTarget &target, RestoreTarget::Folder folder,
                                  const std::string &name, const Kept &kept)
{
    const std::string there = keptName(m_id, kept.number);
    if (!kept.isInPlace)
        return target.moveIn(m_store.get(), there, folder, name);
    if (::unlinkat(m_store.get(), there.c_str(), 0) != 0)
        return fail(errnoError(errno, u"leaving "_s % target.path(folder, name).display()));
    return {};
}

void RestoreUndoLog::noteMade(RestoreTarget &target, RestoreTarget::Folder folder,
                              const std::string &name)
{
    const std::scoped_lock lock(m_mutex);
    const auto seen = target.look(folder, name);
    if (!seen || !*seen) {
        m_isComplete = false;
        return;
    }
    const struct stat &info = **seen;
    // The time of a link is set after it is made.
    const std::int64_t mtime =
        S_ISLNK(info.st_mode)
            ? 0
            : std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec;
    m_isComplete &=
        write(target, "N " + std::to_string(info.st_dev) + ' ' + std::to_string(info.st_ino) + ' ' +
                          std::to_string(info.st_size) + ' ' + std::to_string(mtime) + ' ' +
                          encoded(relative(target, target.path(folder, name))))
            .has_value();
}

void RestoreUndoLog::noteFolder(const RestoreTarget &target, RestoreTarget::Folder folder)
{
    if (folder == RestoreTarget::kRoot)
        return;
    const std::scoped_lock lock(m_mutex);
    m_isComplete &=
        write(target, "D " + encoded(relative(target, target.path(folder)))).has_value();
}

} // namespace cairn
