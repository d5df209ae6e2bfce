// SPDX-License-Identifier: MIT
#include "core/source/tree_walk.h"

#include <algorithm>
#include <cerrno>
#include <dirent.h>
#include <fcntl.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kNamesPerCancelCheck = 1024;

// A copy of the name in the listing's arena, which has room for all names of its folder.
std::string_view keepName(FolderListing &listing, std::string_view name)
{
    const std::size_t at = listing.arena.size();
    Q_ASSERT(listing.arena.capacity() >= at + name.size());
    listing.arena.insert(listing.arena.end(), name.begin(), name.end());
    return {listing.arena.data() + at, name.size()};
}

} // namespace

Result<> TreeWalk::meetAll(Frame &frame, FolderListing &listing)
{
    for (std::size_t i = 0; i < m_scan.count(); ++i) {
        if (i % m_partNames == 0)
            CAIRN_TRY(beginPart(listing, i));
        if (i % kNamesPerCancelCheck == 0)
            CAIRN_TRY(m_cancel.checkAbort());
        ++m_counts.met;
        meet(frame, listing, m_scan.cName(i), m_scan.type(i));
    }
    return {};
}

// Makes room for the names from `at`; hands on what is there already.
Result<> TreeWalk::beginPart(FolderListing &listing, std::size_t at)
{
    if (!listing.entries.empty() || !listing.unreadable.empty()) {
        FolderListing next;
        next.path = listing.path;
        next.stat = listing.stat;
        next.hasXattrs = listing.hasXattrs;
        next.recorded = listing.recorded;
        next.isRoot = listing.isRoot;
        next.incomplete = listing.incomplete;
        next.isContinued = true;
        listing.hasMore = true;
        CAIRN_TRY(emit(std::move(listing), nullptr));
        listing = std::move(next);
    }
    const std::size_t end = std::min(m_scan.count(), at + m_partNames);
    std::size_t bytes = 0;
    for (std::size_t i = at; i < end; ++i)
        bytes += m_scan.name(i).size();
    listing.arena.reserve(bytes);
    listing.entries.reserve(end - at);
    return {};
}

// Most is decided by the name and the type that the listing gives for free; only what is still in
// the game is examined.
void TreeWalk::meet(Frame &frame, FolderListing &listing, const char *name, unsigned char type)
{
    switch (type) {
    case DT_DIR:
        return meetFolder(frame, name, false);
    case DT_FIFO:
    case DT_SOCK:
    case DT_CHR:
    case DT_BLK:
        return skip(name, SkipReason::Special);
    case DT_REG:
        if (wayOf(frame, pathOf(name)) == Way::Normal) {
            if (const auto refused = m_rules.byPath(m_path))
                return skip(name, refused->reason, refused->decision);
        }
        break;
    default:
        break;
    }
    SourceStat stat;
    if (examine(listing, frame.fd.get(), name, stat))
        dispatch(frame, listing, name, stat);
}

bool TreeWalk::examine(FolderListing &listing, int folder, const char *name, SourceStat &stat)
{
    const std::string_view path = pathOf(name);
    if (auto allowed = m_files.before(FileOp::Stat, FilePath(std::string(path))); !allowed) {
        addUnreadable(listing, name, std::move(allowed).error());
        return false;
    }
    const int error = ObjectProbe::stat(folder, name, AT_SYMLINK_NOFOLLOW, stat);
    if (error == ENOENT)
        skip(name, SkipReason::Vanished);
    else if (error != 0)
        addUnreadable(listing, name, errnoError(error, u"examining "_s % displayText(path)));
    return error == 0;
}

void TreeWalk::dispatch(Frame &frame, FolderListing &listing, std::string_view name,
                        const SourceStat &stat)
{
    switch (stat.type) {
    case SourceType::Folder:
        return meetFolder(frame, name, false);
    case SourceType::Link:
        return meetLink(frame, listing, name, stat);
    case SourceType::File: {
        SourceEntry entry;
        entry.name = name;
        entry.stat = stat;
        return meetFile(listing, entry, wayOf(frame, pathOf(name)));
    }
    default:
        return skip(name, SkipReason::Special);
    }
}

void TreeWalk::meetFolder(Frame &frame, std::string_view name, bool followed)
{
    const std::string_view path = folderPathOf(name);
    const std::string_view shown = path.substr(m_folderLength);
    Subfolder folder;
    folder.followed = followed;
    folder.way = wayOf(frame, path);
    if (m_rules.isOwn(path))
        return skip(shown, SkipReason::OwnFile);
    const std::optional<Skip> refused =
        folder.way == Way::Normal ? m_rules.byPath(path) : std::nullopt;
    if (folder.way == Way::Passage || (refused && !m_rules.isWorthEntering(path))) {
        if (!m_sources.hasNestedRootBelow(path))
            return skip(shown, SkipReason::Filtered,
                        refused ? refused->decision : FilterDecision());
        folder.way = Way::Passage;
    }
    folder.recorded = !refused && folder.way != Way::Passage;
    folder.nameOffset = static_cast<std::uint32_t>(frame.names.size());
    frame.names.insert(frame.names.end(), name.begin(), name.end());
    frame.names.push_back('\0');
    frame.subfolders.push_back(folder);
}

void TreeWalk::meetLink(Frame &frame, FolderListing &listing, std::string_view name,
                        const SourceStat &stat)
{
    const std::string cName(name);
    const bool rootBehind = wayOf(frame, folderPathOf(name)) == Way::Root;
    const Way way = wayOf(frame, pathOf(name));
    SourceStat target;
    const bool resolved = ObjectProbe::stat(frame.fd.get(), cName.c_str(), 0, target) == 0;
    if (rootBehind && resolved && target.type == SourceType::Folder)
        return meetFolder(frame, name, true);
    const SymlinkPolicy policy = m_rules.source().symlinkPolicy;
    if (policy == SymlinkPolicy::Ignore && way != Way::Root)
        return skip(name, SkipReason::LinkIgnored);
    SourceEntry entry;
    entry.name = name;
    entry.stat = stat;
    entry.linkToFolder = resolved && target.type == SourceType::Folder;
    if (policy == SymlinkPolicy::Follow && resolved) {
        // A way back up is stored as the link that it is: following it would never end.
        const bool loop = entry.linkToFolder && (isLoop(target) || target.isSameObject(frame.stat));
        if (entry.linkToFolder && !loop)
            return meetFolder(frame, name, true);
        if (!entry.linkToFolder && target.type != SourceType::File)
            return skip(name, SkipReason::Special);
        entry.followed = !entry.linkToFolder;
        if (entry.followed)
            entry.stat = target;
    }
    meetFile(listing, entry, way);
}

// A file or a link, with the rules that need to know it closely.
void TreeWalk::meetFile(FolderListing &listing, const SourceEntry &entry, Way way)
{
    SourceEntry kept = entry;
    if (m_rules.isOwn(pathOf(entry.name)))
        return skip(entry.name, SkipReason::OwnFile);
    if (way == Way::Passage)
        return skip(entry.name, SkipReason::Filtered);
    if (way == Way::Normal) {
        if (entry.linkToFolder)
            m_path.push_back('/');
        if (const auto refused = m_rules.byPath(m_path))
            return skip(entry.name, refused->reason, refused->decision);
        if (const auto reason = m_rules.byFile(entry.name, entry.stat, entry.linkToFolder))
            return skip(entry.name, *reason);
        if (!m_rules.source().ignoreExclusionXattr) {
            const XattrFinding found = m_probe.xattrs(m_path, entry.followed);
            if (found == XattrFinding::ExclusionMark)
                return skip(entry.name, SkipReason::ExclusionMark);
            kept.hasXattrs = found != XattrFinding::None;
        }
    }
    m_rules.accepted(entry.stat);
    const bool isFile = entry.stat.type == SourceType::File;
    ++(isFile ? m_counts.files : m_counts.links);
    m_counts.fileBytes += isFile ? entry.stat.size : 0;
    kept.name = keepName(listing, entry.name);
    listing.entries.push_back(kept);
}

void TreeWalk::addUnreadable(FolderListing &listing, std::string_view name, Error error)
{
    ++m_counts.unreadable;
    listing.unreadable.push_back({keepName(listing, name), std::move(error)});
}

TreeWalk::Way TreeWalk::wayOf(const Frame &frame, std::string_view path) const
{
    const bool nested = !m_sources.nested().empty() && m_sources.isNestedRoot(path);
    if (nested || frame.holdsRoots)
        return Way::Root;
    return frame.passage ? Way::Passage : Way::Normal;
}

} // namespace cairn
