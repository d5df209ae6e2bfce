// SPDX-License-Identifier: MIT
#include "core/pipeline/change_detector.h"

#include "core/base/text.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kBatchTasks = 64;
constexpr std::uint64_t kBatchBytes = 4 << 20;

// "/a/b/" -> "/a/", "b/"
std::pair<std::string_view, std::string_view> splitFolder(std::string_view path)
{
    const std::size_t at =
        path.size() < 2 ? std::string_view::npos : path.rfind('/', path.size() - 2);
    if (at == std::string_view::npos)
        return {std::string_view(), path};
    return {path.substr(0, at + 1), path.substr(at + 1)};
}

bool isWithin(std::string_view path, std::string_view folder)
{
    return path.starts_with(folder) &&
           (path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/');
}

EntryType typeOf(SourceType type)
{
    return type == SourceType::Link     ? EntryType::Symlink
           : type == SourceType::Folder ? EntryType::Folder
                                        : EntryType::File;
}

} // namespace

ChangeDetector::ChangeDetector(const Context &context)
    : m_context(context)
    , m_rows(context.snapshot.entries, context.pageRows)
{
}

Result<ChangeDetector::Level> ChangeDetector::child(const Level &parent, const std::string &path)
{
    const std::string_view name = splitFolder(path).second;
    if (!parent.isNew) {
        CAIRN_LET(id, m_context.snapshot.entries.findFolder(parent.id, name));
        if (id != 0)
            return Level{path, id, false};
    }
    CAIRN_LET(id, m_context.journal.addFolder(parent.id, name));
    return Level{path, id, true};
}

Result<ChangeDetector::Level> ChangeDetector::enter(const std::string &path)
{
    const std::string parentPath(splitFolder(path).first);
    while (!m_levels.empty() && m_levels.back().path != parentPath)
        m_levels.pop_back();
    // Folders above roots are few and shared: one leads to a folder, and lists a single file too.
    if (const auto found = m_above.find(path); found != m_above.end())
        return found->second;
    if (!m_levels.empty()) {
        CAIRN_LET(level, child(m_levels.back(), path));
        return level;
    }
    Level parent;
    if (!parentPath.empty()) {
        CAIRN_LET(above, enter(parentPath));
        parent = above;
    }
    m_levels.clear();
    CAIRN_LET(level, child(parent, path));
    m_above.emplace(path, level);
    return level;
}

Result<> ChangeDetector::folder(FolderListing &&listing)
{
    if (!listing.isContinued) {
        CAIRN_LET(level, enter(listing.path));
        if (listing.isRoot || !listing.recorded)
            m_walked.push_back(listing.path);
        if (!listing.recorded)
            m_above.emplace(listing.path, level);
        const std::string parentPath(splitFolder(listing.path).first);
        Level parent;
        if (!m_levels.empty())
            parent = m_levels.back();
        else if (const auto found = m_above.find(parentPath); found != m_above.end())
            parent = found->second;
        CAIRN_TRY(ownEntry(listing, parent));
        CAIRN_TRY(beginEntries(listing, level));
        m_levels.push_back(level);
    }
    CAIRN_TRY(entries(listing, m_levels.back()));
    return listing.hasMore ? Result<>() : endEntries(listing);
}

Result<> ChangeDetector::ownEntry(const FolderListing &listing, const Level &parent)
{
    const std::string name(splitFolder(listing.path).second);
    std::optional<EntryRow> previous;
    if (const auto known = m_known.find(listing.path); known != m_known.end()) {
        previous = std::move(known->second.row);
        m_known.erase(known);
    } else if (!parent.isNew && m_context.previous != 0 && m_levels.empty()) {
        CAIRN_LET(row, m_context.snapshot.entries.find(parent.id, name, m_context.previous));
        previous = std::move(row);
    }
    if (!listing.recorded)
        return previous ? close(*previous) : Result<>();
    if (previous && isUnchanged(*previous, EntryType::Folder, listing.stat))
        return {};
    SourceTask task;
    task.folder = parent.id;
    task.name = name;
    task.path = listing.path;
    task.type = EntryType::Folder;
    task.stat = listing.stat;
    task.hasXattrs = listing.hasXattrs;
    task.mustRead = previous && m_context.isLost && m_context.isLost(*previous);
    task.previous = std::move(previous);
    return submit(std::move(task));
}

Result<> ChangeDetector::keepUnreadable(const FolderListing &listing, const UnreadableName &name)
{
    const std::string path = listing.path + std::string(name.name);
    CAIRN_TRY(
        m_rows.take(name.name, [&](const EntryRow &row) { return closeUnmet(listing, row); }));
    std::ignore = m_rows.takeMarked(std::string(name.name) + "/");
    if (const auto known = m_known.find(path + "/"); known != m_known.end())
        known->second.keep = true;
    m_context.tally.addUnreadable(path, name.error.message);
    m_context.environment.report.warning(
        name.error.code == ErrorCode::AccessDenied ? u"PermissionDenied"_s : u"FileUnreadable"_s,
        displayText(path) % u" could not be examined: "_s % name.error.message %
            u". The backup keeps it as it was before."_s,
        path);
    return {};
}

void ChangeDetector::keepAll(const FolderListing &listing)
{
    for (const auto &[name, row] : m_rows.marked())
        if (const auto known = m_known.find(listing.path + name); known != m_known.end())
            known->second.keep = true;
    const QString reason = listing.problem ? listing.problem->message : u"unknown"_s;
    m_context.tally.addUnreadable(listing.path, reason);
    m_context.environment.report.warning(
        listing.problem && listing.problem->code == ErrorCode::AccessDenied ? u"PermissionDenied"_s
                                                                            : u"FolderUnreadable"_s,
        displayText(listing.path) % u" could not be listed: "_s % reason %
            u". The backup keeps what it had there before."_s,
        listing.path);
}

Result<> ChangeDetector::beginEntries(const FolderListing &listing, const Level &level)
{
    if (level.isNew || m_context.previous == 0)
        m_rows.beginEmpty();
    else
        CAIRN_TRY(m_rows.begin(level.id, m_context.previous));
    // Beside single files that are roots a folder may be one that has been walked before them.
    for (const auto &[name, row] : m_rows.marked())
        if (row.type == EntryType::Folder &&
            (listing.recorded || !leadsToWalked(listing.path + name)))
            m_known.emplace(listing.path + name, KnownFolder{row, false});
    if (listing.incomplete)
        keepAll(listing);
    return {};
}

// Both what could be examined and what could not, in one order.
Result<> ChangeDetector::entries(const FolderListing &listing, const Level &level)
{
    auto unreadable = listing.unreadable.begin();
    for (const SourceEntry &one : listing.entries) {
        for (; unreadable != listing.unreadable.end() && unreadable->name < one.name; ++unreadable)
            CAIRN_TRY(keepUnreadable(listing, *unreadable));
        CAIRN_TRY(entry(listing, level, one));
    }
    for (; unreadable != listing.unreadable.end(); ++unreadable)
        CAIRN_TRY(keepUnreadable(listing, *unreadable));
    return {};
}

Result<> ChangeDetector::endEntries(const FolderListing &listing)
{
    return m_rows.finish([&](const EntryRow &row) { return closeUnmet(listing, row); });
}

// Folders close when the walk has ended without them.
Result<> ChangeDetector::closeUnmet(const FolderListing &listing, const EntryRow &row)
{
    if (row.type == EntryType::Folder || listing.incomplete || isAbsent(listing.path + row.name))
        return {};
    return close(row);
}

Result<> ChangeDetector::entry(const FolderListing &listing, const Level &level,
                               const SourceEntry &entry)
{
    std::string name(entry.name);
    const EntryType type = typeOf(entry.stat.type);
    if (type == EntryType::File) {
        ++m_context.tally.examinedFiles;
        m_context.tally.examinedBytes += static_cast<std::int64_t>(entry.stat.size);
    }
    std::optional<EntryRow> marked;
    CAIRN_LET(previous,
              m_rows.take(name, [&](const EntryRow &row) { return closeUnmet(listing, row); }));
    if (entry.linkToFolder) {
        if (previous) // it did not lead to a folder
            CAIRN_TRY(closeUnmet(listing, *previous));
        name += '/'; // storage-format.md §6.3
        marked = m_rows.takeMarked(name);
        previous = marked ? &*marked : nullptr;
    }
    if (previous) {
        if (isUnchanged(*previous, type, entry.stat))
            return {};
        if (previous->type == EntryType::Folder) { // a folder became a link to one
            m_known.erase(listing.path + name);
            CAIRN_LET(id, m_context.snapshot.entries.findFolder(level.id, name));
            CAIRN_TRY(closeTree(id));
        }
    }
    SourceTask task;
    task.folder = level.id;
    task.path = listing.path + std::string(entry.name);
    task.name = std::move(name);
    task.type = type;
    task.stat = entry.stat;
    task.linkToFolder = entry.linkToFolder;
    task.followed = entry.followed;
    task.hasXattrs = entry.hasXattrs;
    if (previous) {
        task.mustRead = m_context.isLost && m_context.isLost(*previous);
        task.previous = *previous;
    }
    return submit(std::move(task));
}

bool ChangeDetector::isUnchanged(const EntryRow &previous, EntryType type,
                                 const SourceStat &stat) const
{
    if (previous.type != type || (m_context.isLost && m_context.isLost(previous)))
        return false;
    const ChangeOptions &change = m_context.environment.options.change;
    if (type == EntryType::File) {
        if (change.readEveryFile)
            return false;
        if (change.checkFiletimeOnly && previous.mtime != 0 && previous.mtime == stat.mtimeNs)
            return true;
        if (previous.size != static_cast<std::int64_t>(stat.size))
            return false;
    }
    return previous.mtime == stat.mtimeNs && previous.ctime == stat.ctimeNs &&
           previous.inode == static_cast<std::int64_t>(stat.inode);
}

Result<> ChangeDetector::submit(SourceTask task)
{
    if (task.type == EntryType::File) {
        ++m_context.environment.progress.filesTotal;
        m_context.environment.progress.bytesTotal += static_cast<std::int64_t>(task.stat.size);
        m_batchBytes += task.stat.size;
    }
    m_batch.push_back(std::move(task));
    return m_batch.size() >= kBatchTasks || m_batchBytes >= kBatchBytes ? flush() : Result<>();
}

Result<> ChangeDetector::flush()
{
    m_batchBytes = 0;
    if (m_batch.empty())
        return {};
    const std::int64_t count = static_cast<std::int64_t>(m_batch.size());
    if (!m_context.work.push(std::exchange(m_batch, TaskBatch()))) {
        m_context.tally.notProcessed += count;
        if (!m_context.environment.cancel.stopRequested())
            return fail(ErrorCode::Cancelled, u"The operation was aborted."_s);
    }
    return {};
}

Result<> ChangeDetector::close(const EntryRow &row)
{
    ++m_context.tally.deleted[static_cast<std::size_t>(row.type)];
    return m_context.journal.close(row);
}

Result<> ChangeDetector::closeTree(std::int64_t folder)
{
    std::vector<std::int64_t> waiting{folder};
    while (!waiting.empty()) {
        const std::int64_t id = waiting.back();
        waiting.pop_back();
        CAIRN_TRY(m_context.snapshot.entries.visitFolder(
            id, m_context.previous, [this](const EntryRow &row) { return close(row); }));
        CAIRN_LET(children, m_context.snapshot.entries.subFolders(id));
        for (const auto &sub : children)
            waiting.push_back(sub.first);
    }
    return {};
}

bool ChangeDetector::isAbsent(std::string_view path) const
{
    return std::ranges::any_of(m_context.sources.absent(), [&](const AbsentRoot &root) {
        return isWithin(path, root.path.bytes());
    });
}

bool ChangeDetector::leadsToAbsent(std::string_view path) const
{
    return std::ranges::any_of(m_context.sources.absent(), [&](const AbsentRoot &root) {
        return isWithin(root.path.bytes(), path);
    });
}

Result<> ChangeDetector::finish(bool rootsChanged)
{
    for (const auto &[path, known] : m_known) {
        if (known.keep || isAbsent(path) || leadsToAbsent(path))
            continue;
        CAIRN_TRY(close(known.row));
        CAIRN_LET(id, m_context.snapshot.entries.findFolder(known.row.folder, known.row.name));
        if (id != 0)
            CAIRN_TRY(closeTree(id));
    }
    m_known.clear();
    if (m_context.previous != 0 && rootsChanged)
        CAIRN_TRY(closeOutside(0, std::string()));
    return {};
}

bool ChangeDetector::wasWalked(std::string_view path) const
{
    return std::ranges::any_of(m_walked,
                               [&](const std::string &walked) { return isWithin(path, walked); });
}

bool ChangeDetector::leadsToWalked(std::string_view path) const
{
    return std::ranges::any_of(m_walked,
                               [&](const std::string &walked) { return isWithin(walked, path); });
}

// Closes what lies outside all roots: sources that were taken off the list.
Result<> ChangeDetector::closeOutside(std::int64_t folder, const std::string &path)
{
    CAIRN_TRY(m_context.snapshot.entries.visitFolder(
        folder, m_context.previous, [&](const EntryRow &row) -> Result<> {
            const std::string child = path + row.name;
            return wasWalked(child) || isAbsent(child) ? Result<>() : close(row);
        }));
    CAIRN_LET(children, m_context.snapshot.entries.subFolders(folder));
    for (const auto &[id, name] : children) {
        const std::string child = path + name;
        if (wasWalked(child) || isAbsent(child))
            continue;
        if (leadsToWalked(child) || leadsToAbsent(child))
            CAIRN_TRY(closeOutside(id, child));
        else
            CAIRN_TRY(closeTree(id));
    }
    return {};
}

} // namespace cairn
