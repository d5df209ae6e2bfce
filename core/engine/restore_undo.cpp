// SPDX-License-Identifier: MIT
#include "core/engine/restore_undo.h"

#include "core/config/database_registry.h"
#include "core/engine/trash.h"
#include "core/operations/restore_undo_log.h"

#include <QByteArray>
#include <QList>

#include <algorithm>
#include <fcntl.h>
#include <map>
#include <optional>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kLargestRecord = std::uint64_t{1} << 30;
constexpr std::size_t kPathsKept = 1000;

struct Made
{
    std::int64_t device = 0;
    std::int64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t mtime = 0;
};

struct Section // of one target
{
    FilePath root;
    std::map<std::string, Made> made;
    std::map<std::string, std::int64_t> kept; // number in the store
    std::vector<std::string> folders;         // in the order they were made
};

struct Content
{
    std::string id;
    std::int64_t time = 0;
    FilePath store;
    std::vector<Section> sections;
};

std::string decoded(const QByteArray &word)
{
    return QByteArray::fromPercentEncoding(word).toStdString();
}

void parseLine(Content &content, const QList<QByteArray> &words)
{
    if (words[0] == "T" && words.size() == 2)
        content.sections.push_back({FilePath(decoded(words[1])), {}, {}, {}});
    if (content.sections.empty())
        return;
    Section &section = content.sections.back();
    if (words[0] == "K" && words.size() == 3)
        section.kept[decoded(words[2])] = words[1].toLongLong();
    else if (words[0] == "D" && words.size() == 2)
        section.folders.push_back(decoded(words[1]));
    else if (words[0] == "N" && words.size() == 6)
        section.made[decoded(words[5])] = {words[1].toLongLong(), words[2].toLongLong(),
                                           words[3].toLongLong(), words[4].toLongLong()};
}

// A line that was cut off by a crash says nothing.
Result<Content> readRecord(FileLayer &files, const FilePath &path)
{
    CAIRN_LET(bytes, files.readWhole(path, kLargestRecord));
    const QByteArray text(reinterpret_cast<const char *>(bytes.data()),
                          static_cast<qsizetype>(bytes.size()));
    QList<QByteArray> lines = text.split('\n');
    lines.removeLast();
    const QList<QByteArray> head = lines.value(0).split(' ');
    if (head.size() != 5 || head[0] != "cairn-undo" || head[1] != "1")
        return fail(ErrorCode::Corrupt, u"%1 is not a record of a restore."_s.arg(path.display()));
    Content content;
    content.id = head[2].toStdString();
    content.time = head[3].toLongLong();
    content.store = FilePath(decoded(head[4]));
    for (const QByteArray &line : lines.mid(1))
        parseLine(content, line.split(' '));
    return content;
}

// Folder and name of a path below a target, by the one safe way there.
Result<std::pair<RestoreTarget::Folder, std::string>> placeOf(RestoreTarget &target,
                                                              std::string_view path)
{
    RestoreTarget::Folder folder = RestoreTarget::kRoot;
    while (true) {
        const std::size_t at = path.find('/');
        if (at == std::string_view::npos)
            return std::pair(folder, std::string(path));
        CAIRN_LET(next, target.folder(folder, path.substr(0, at)));
        folder = next;
        path.remove_prefix(at + 1);
    }
}

bool isAsMade(const struct stat &seen, const Made &made)
{
    const std::int64_t mtime =
        S_ISLNK(seen.st_mode)
            ? 0
            : std::int64_t{seen.st_mtim.tv_sec} * 1'000'000'000 + seen.st_mtim.tv_nsec;
    return static_cast<std::int64_t>(seen.st_dev) == made.device &&
           static_cast<std::int64_t>(seen.st_ino) == made.inode && seen.st_size == made.size &&
           mtime == made.mtime;
}

class Undoer final
{
public:
    Undoer(FileLayer &files, std::int64_t now, const Content &content, const UniqueFd &store)
        : m_files(files)
        , m_now(now)
        , m_content(content)
        , m_store(store)
    {
    }
    UndoResult run()
    {
        for (auto section = m_content.sections.rbegin(); section != m_content.sections.rend();
             ++section)
            undo(*section);
        return std::move(m_result);
    }

private:
    void undo(const Section &section)
    {
        RestoreTarget target(m_files, section.root);
        Result<Trash> trash = Trash::open(m_files, section.root);
        for (const auto &[path, made] : section.made)
            settle(path, trash ? takeAway(target, *trash, path, made) : fail(trash.error()),
                   target);
        for (const auto &[path, number] : section.kept)
            settle(path, putBack(target, path, number), target);
        for (auto path = section.folders.rbegin(); path != section.folders.rend(); ++path)
            if (const auto place = placeOf(target, *path))
                // One that has got something else in it stays.
                std::ignore = target.removeFolder(place->first, place->second);
    }

    void settle(const std::string &path, const Result<> &done, const RestoreTarget &target)
    {
        if (done)
            return;
        const FilePath full = target.root() / path;
        if (std::ranges::find(m_result.leftPaths, full) != m_result.leftPaths.end() ||
            std::ranges::find(m_result.failures, full, &std::pair<FilePath, Error>::first) !=
                m_result.failures.end())
            return; // the new one stayed, so the old one could not come back
        if (done.error().code == ErrorCode::Changed) {
            ++m_result.left;
            if (m_result.leftPaths.size() < kPathsKept)
                m_result.leftPaths.push_back(full);
        } else {
            ++m_result.failed;
            if (m_result.failures.size() < kPathsKept)
                m_result.failures.emplace_back(full, done.error());
        }
    }

    Result<> takeAway(RestoreTarget &target, Trash &trash, const std::string &path,
                      const Made &made)
    {
        CAIRN_LET(place, placeOf(target, path));
        Result<std::optional<struct stat>> seen = target.look(place.first, place.second);
        if (!seen && seen.error().code == ErrorCode::NotFound)
            return {};
        CAIRN_TRY(seen);
        if (!*seen)
            return {}; // gone, and so it is undone
        if (!isAsMade(**seen, made))
            return fail(ErrorCode::Changed, u"It was changed since."_s);
        CAIRN_TRY(trash.take(target, place.first, place.second, m_now));
        ++m_result.trashed;
        return {};
    }

    Result<> putBack(RestoreTarget &target, const std::string &path, std::int64_t number)
    {
        const std::string kept = m_content.id + '-' + std::to_string(number);
        struct stat info
        {
        };
        if (::fstatat(m_store.get(), kept.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
            return {}; // it was never moved away, or is back already
        CAIRN_LET(place, placeOf(target, path));
        const auto there = target.look(place.first, place.second);
        if (there && *there && (*there)->st_dev == info.st_dev &&
            (*there)->st_ino == info.st_ino) { // the restore ended before it replaced this
            if (::unlinkat(m_store.get(), kept.c_str(), 0) != 0)
                return fail(errnoError(errno, u"removing "_s % FilePath(kept).display()));
            return {};
        }
        CAIRN_TRY(target.moveIn(m_store.get(), kept, place.first, place.second));
        ++m_result.putBack;
        return {};
    }

    FileLayer &m_files;
    std::int64_t m_now;
    const Content &m_content;
    const UniqueFd &m_store;
    UndoResult m_result;
};

// Opened where it is; it was made private.
Result<> removeKept(FileLayer &files, const Content &content)
{
    const Result<UniqueFd> store = openPrivateFolder(files, content.store, false);
    if (!store)
        return store.error().code == ErrorCode::NotFound ? Result<>() : fail(store.error());
    for (const Section &section : content.sections)
        for (const auto &kept : section.kept) {
            const std::string name = content.id + '-' + std::to_string(kept.second);
            CAIRN_TRY(files.before(FileOp::Remove, content.store / name));
            if (::unlinkat(store->get(), name.c_str(), 0) != 0 && errno != ENOENT)
                return fail(errnoError(errno, u"removing "_s % (content.store / name).display()));
        }
    std::ignore = ::rmdir(content.store.c_str()); // if it was the last
    return {};
}

} // namespace

Result<FilePath> UndoRecords::newRecord(Random &random)
{
    CAIRN_TRY(ensurePrivateFolder(m_files, m_folder));
    return m_folder / (random.hexId().substr(0, 16) + ".undo");
}

Result<std::vector<UndoRecord>> UndoRecords::list()
{
    std::vector<UndoRecord> records;
    const auto names = m_files.list(m_folder);
    if (!names)
        return names.error().code == ErrorCode::NotFound
                   ? records
                   : Result<std::vector<UndoRecord>>(fail(names.error()));
    const std::int64_t oldest = m_clock.nowSeconds() - std::chrono::seconds(kKept).count();
    for (const std::string &name : *names) {
        const FilePath path = m_folder / name;
        const auto content =
            name.ends_with(".undo") ? readRecord(m_files, path) : Result<Content>(fail(Error{}));
        if (!content || content->time < oldest)
            continue;
        UndoRecord record{path, content->time, 0, 0};
        for (const Section &section : content->sections) {
            record.madeFiles += static_cast<std::int64_t>(section.made.size());
            record.replacedFiles += static_cast<std::int64_t>(section.kept.size());
        }
        records.push_back(std::move(record));
    }
    std::ranges::sort(records, std::ranges::greater(), &UndoRecord::time);
    return records;
}

Result<UndoResult> UndoRecords::undo(const FilePath &record)
{
    CAIRN_LET(content, readRecord(m_files, record));
    CAIRN_LET(store, openPrivateFolder(m_files, content.store, true));
    UndoResult result = Undoer(m_files, m_clock.nowSeconds(), content, store).run();
    if (!result.isWhole())
        return result;
    CAIRN_TRY(m_files.remove(record));
    std::ignore = ::rmdir(content.store.c_str()); // if nothing else is in it
    return result;
}

Result<> UndoRecords::expire()
{
    const auto names = m_files.list(m_folder);
    if (!names)
        return names.error().code == ErrorCode::NotFound ? Result<>() : fail(names.error());
    const std::int64_t oldest = m_clock.nowSeconds() - std::chrono::seconds(kKept).count();
    const auto isOld = [oldest](const FilePath &path) {
        struct stat info
        {
        };
        return ::lstat(path.c_str(), &info) == 0 && info.st_mtim.tv_sec < oldest;
    };
    Result<> done;
    for (const std::string &name : *names) {
        const FilePath path = m_folder / name;
        const auto content =
            name.ends_with(".undo") ? readRecord(m_files, path) : Result<Content>(fail(Error{}));
        // One whose first line a crash has cut off keeps nothing.
        if (content ? content->time >= oldest
                    : content.error().code != ErrorCode::Corrupt || !isOld(path))
            continue;
        Result<> removed = content ? removeKept(m_files, *content) : Result<>();
        if (removed)
            removed = m_files.remove(path);
        if (done) // the others go all the same
            done = std::move(removed);
    }
    return done;
}

WantedPaths wantedBy(const PathSelection &selection)
{
    WantedPaths wanted;
    PathSelection deepestFirst = selection;
    std::ranges::stable_sort(deepestFirst, std::ranges::greater(),
                             [](const PathTick &tick) { return tick.path.size(); });
    for (const PathTick &tick : deepestFirst) {
        wanted.rules.push_back({tick.isSelected, '@' + tick.path});
        if (tick.isSelected)
            wanted.arguments.push_back('@' + tick.path);
    }
    return wanted;
}

} // namespace cairn
