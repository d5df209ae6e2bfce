// SPDX-License-Identifier: MIT
#include "core/source/tree_walk.h"

#include "core/source/long_path.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Deeper than nearly every tree, and far below the usual limit of 1024 descriptors.
constexpr std::size_t kOpenFolders = 64;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_NOATIME;

bool isEmpty(const FolderListing &listing)
{
    return listing.entries.empty() && listing.unreadable.empty() && !listing.incomplete;
}

std::string parentFolder(const FilePath &path)
{
    const std::string &bytes = path.bytes();
    return bytes.substr(0, bytes.rfind('/', bytes.size() - 2) + 1);
}

} // namespace

TreeWalk::TreeWalk(FileLayer &files, const Filter &filter, const WalkOptions &options,
                   const CancelToken &cancel, const SourceSet &sources, WalkSink &sink)
    : m_files(files)
    , m_rules(filter, options)
    , m_partNames(options.partNames)
    , m_cancel(cancel)
    , m_sources(sources)
    , m_sink(sink)
{
}

Result<WalkCounts> TreeWalk::run()
{
    // Single files of one folder come in one listing.
    std::map<std::string, std::vector<const SourceRoot *>> filesOf;
    for (const SourceRoot &root : m_sources.roots()) {
        if (!root.isFolder())
            filesOf[parentFolder(root.path)].push_back(&root);
    }
    for (const SourceRoot &root : m_sources.roots()) {
        if (m_counts.stopped)
            break;
        if (root.isFolder()) {
            CAIRN_TRY(walkFolderRoot(root));
            continue;
        }
        const std::string parent = parentFolder(root.path);
        const auto group = filesOf.find(parent);
        if (group == filesOf.end())
            continue; // came with an earlier one
        CAIRN_TRY(walkFileRoots(parent, group->second));
        filesOf.erase(group);
    }
    return m_counts;
}

Result<> TreeWalk::walkFolderRoot(const SourceRoot &root)
{
    m_path = root.path.bytes();
    m_folderLength = 0;
    ++m_counts.met;
    m_rootDevice = root.stat.device;
    const LongPath where(m_path);
    const Subfolder how{0, Way::Root, true, true};
    if (where.error() != 0)
        return enterFailed(AT_FDCWD, where.name(), how, where.error());
    CAIRN_TRY(enter(where.folder(), where.name(), how));
    return descend();
}

Result<> TreeWalk::walkFileRoots(const std::string &parent,
                                 std::span<const SourceRoot *const> roots)
{
    m_path = parent;
    m_folderLength = parent.size();
    FolderListing listing;
    listing.path = parent;
    listing.recorded = false;
    listing.isRoot = true;
    Frame frame;
    frame.pathLength = parent.size();
    frame.holdsRoots = true;
    frame.fd = UniqueFd(openLongPath(parent, O_PATH | O_DIRECTORY));
    std::size_t bytes = 0;
    for (const SourceRoot *root : roots)
        bytes += root->path.bytes().size();
    listing.arena.reserve(bytes);
    for (const SourceRoot *root : roots) {
        ++m_counts.met;
        const std::string name = root->path.bytes().substr(parent.size());
        SourceStat stat;
        if (!examine(listing, frame.fd.get(), name.c_str(), stat))
            continue;
        dispatch(frame, listing, name, stat);
        if (frame.subfolders.empty())
            continue;
        frame.subfolders.clear();
        addUnreadable(listing, name,
                      Error{ErrorCode::Changed,
                            u"%1 became a folder during the backup."_s.arg(root->path.display()),
                            {},
                            {}});
    }
    if (isEmpty(listing))
        return {};
    return m_sink.folder(std::move(listing));
}

Result<> TreeWalk::descend()
{
    while (!m_frames.empty()) {
        m_cancel.waitWhilePaused();
        CAIRN_TRY(m_cancel.checkAbort());
        if (m_cancel.stopRequested()) {
            m_counts.stopped = true;
            for (const Frame &frame : m_frames)
                m_counts.unreached += frame.subfolders.size() - frame.next + (frame.held ? 1U : 0U);
            m_frames.clear();
            return {};
        }
        Frame &frame = m_frames.back();
        if (frame.next == frame.subfolders.size()) {
            leave();
            continue;
        }
        const Subfolder how = frame.subfolders[frame.next++];
        const char *name = frame.names.data() + how.nameOffset;
        folderPathOf(name);
        CAIRN_TRY(enter(folderFd(frame), name, how));
    }
    return {};
}

// The folder's path stands in m_path, its parent's in the first m_folderLength bytes of it.
Result<> TreeWalk::enter(int parentFd, const char *name, Subfolder how)
{
    if (auto allowed = m_files.before(FileOp::List, FilePath(m_path)); !allowed)
        return enterFailed(parentFd, name, how, EIO, std::move(allowed).error());
    Frame frame;
    frame.fd =
        UniqueFd(openQuietly(parentFd, name, kFolderFlags | (how.followed ? 0 : O_NOFOLLOW)));
    if (!frame.fd.isOpen())
        return enterFailed(parentFd, name, how, errno);
    if (const int error = m_probe.stat(frame.fd.get(), "", AT_EMPTY_PATH, frame.stat); error != 0)
        return enterFailed(parentFd, name, how, error);
    if (isLoop(frame.stat)) {
        skip(std::string_view(m_path).substr(m_folderLength), SkipReason::Loop);
        return {};
    }
    FolderListing listing;
    listing.path = m_path;
    listing.stat = frame.stat;
    listing.isRoot = how.way == Way::Root;
    listing.recorded = how.recorded;
    if (const int error = m_scan.read(frame.fd.get()); error != 0) {
        listing.incomplete = true;
        listing.problem = errnoError(error, u"listing "_s % displayText(m_path));
    }
    if (const auto reason = refusal(frame, listing, how.way)) {
        if (!m_sources.hasNestedRootBelow(m_path)) {
            skip(std::string_view(m_path).substr(m_folderLength), *reason);
            return {};
        }
        how.way = Way::Passage;
        listing.recorded = false;
    }
    return fill(std::move(frame), std::move(listing), how);
}

Result<> TreeWalk::fill(Frame frame, FolderListing listing, Subfolder how)
{
    frame.pathLength = m_folderLength = m_path.size();
    frame.passage = how.way == Way::Passage;
    CAIRN_TRY(meetAll(frame, listing));
    m_path.resize(m_folderLength);
    m_frames.push_back(std::move(frame));
    if (m_frames.size() > kOpenFolders)
        m_frames[m_frames.size() - 1 - kOpenFolders].fd.reset();
    return emit(std::move(listing), &m_frames.back());
}

std::optional<SkipReason> TreeWalk::refusal(const Frame &frame, FolderListing &listing, Way way)
{
    if (way != Way::Normal)
        return std::nullopt;
    const std::string_view name =
        std::string_view(m_path).substr(m_folderLength, m_path.size() - m_folderLength - 1);
    if (m_rules.oneFileSystem() && frame.stat.device != m_rootDevice)
        return SkipReason::OtherFileSystem;
    if (m_rules.hasIgnoreFile(m_scan))
        return SkipReason::IgnoreFile;
    if (m_rules.excludesAttributesOf(name, frame.stat, false))
        return SkipReason::Attribute;
    if (m_rules.source().ignoreExclusionXattr)
        return std::nullopt;
    const XattrFinding found = m_probe.xattrs(frame.fd.get());
    listing.hasXattrs = found != XattrFinding::None;
    if (found == XattrFinding::ExclusionMark)
        return SkipReason::ExclusionMark;
    return std::nullopt;
}

Result<> TreeWalk::enterFailed(int parentFd, const char *name, Subfolder how, int error,
                               std::optional<Error> injected)
{
    const std::string_view shortName = std::string_view(m_path).substr(m_folderLength);
    FolderListing listing;
    const bool gone = error == ENOTDIR || error == ELOOP || error == EBADF;
    const bool examined =
        !gone &&
        m_probe.stat(parentFd, name, how.followed ? 0 : AT_SYMLINK_NOFOLLOW, listing.stat) == 0;
    if (error == ENOENT && how.way != Way::Root) {
        skip(shortName, SkipReason::Vanished);
        return {};
    }
    if (examined && how.way == Way::Normal &&
        m_rules.excludesAttributesOf(shortName.substr(0, shortName.size() - 1), listing.stat,
                                     false)) {
        skip(shortName, SkipReason::Attribute);
        return {};
    }
    listing.path = m_path;
    listing.isRoot = how.way == Way::Root;
    listing.recorded = examined && how.recorded && listing.stat.type == SourceType::Folder;
    listing.incomplete = true;
    if (injected)
        listing.problem = std::move(*injected);
    else if (gone)
        listing.problem =
            Error{ErrorCode::Changed,
                  u"The folder %1 changed while it was visited."_s.arg(displayText(m_path)),
                  {},
                  {}};
    else
        listing.problem = errnoError(error, u"opening the folder "_s % displayText(m_path));
    return emit(std::move(listing), nullptr);
}

// Counts the folder and hands it on, after those above it that were held back as empty. An empty
// one is held back itself.
Result<> TreeWalk::emit(FolderListing &&listing, Frame *holder)
{
    const bool empty = isEmpty(listing);
    if (holder && empty && !listing.isContinued && listing.recorded && !listing.isRoot &&
        m_rules.source().excludeEmptyFolders) {
        holder->held = std::move(listing);
        return {};
    }
    if (!listing.isContinued) {
        ++(listing.recorded ? m_counts.folders : m_counts.passed);
        m_counts.incompleteFolders += listing.incomplete ? 1 : 0;
    }
    if (!listing.recorded && empty && !listing.isContinued)
        return {};
    for (Frame &frame : m_frames) {
        if (!frame.held)
            continue;
        ++m_counts.folders;
        FolderListing held = std::move(*frame.held);
        frame.held.reset();
        CAIRN_TRY(m_sink.folder(std::move(held)));
    }
    return m_sink.folder(std::move(listing));
}

void TreeWalk::leave()
{
    const bool dropped = m_frames.back().held.has_value();
    const std::size_t length = m_frames.back().pathLength;
    m_frames.pop_back();
    m_folderLength = m_frames.empty() ? 0 : m_frames.back().pathLength;
    m_path.resize(length);
    if (dropped)
        skip(std::string_view(m_path).substr(m_folderLength), SkipReason::EmptyFolder);
    m_path.resize(m_folderLength);
}

bool TreeWalk::isLoop(const SourceStat &stat) const
{
    return std::ranges::any_of(
        m_frames, [&stat](const Frame &frame) { return frame.stat.isSameObject(stat); });
}

int TreeWalk::folderFd(Frame &frame) const
{
    if (frame.fd.isOpen())
        return frame.fd.get();
    UniqueFd again(openLongPath(folderPath(), kFolderFlags));
    SourceStat stat;
    if (again.isOpen() && ObjectProbe::stat(again.get(), "", AT_EMPTY_PATH, stat) == 0 &&
        stat.isSameObject(frame.stat))
        frame.fd = std::move(again);
    return frame.fd.get(); // -1 makes the subfolders fail with EBADF
}

void TreeWalk::skip(std::string_view name, SkipReason reason, FilterDecision decision)
{
    ++m_counts.skipped[static_cast<std::size_t>(reason)];
    if (reason == SkipReason::Filtered && decision.rule >= 0) {
        const auto rule = static_cast<std::size_t>(decision.rule);
        if (m_counts.filteredBy.size() <= rule)
            m_counts.filteredBy.resize(rule + 1);
        ++m_counts.filteredBy[rule];
    }
    m_sink.skipped(folderPath(), name, reason, decision);
}

std::string_view TreeWalk::pathOf(std::string_view name)
{
    m_path.resize(m_folderLength);
    m_path += name;
    return m_path;
}

std::string_view TreeWalk::folderPathOf(std::string_view name)
{
    pathOf(name);
    m_path.push_back('/');
    return m_path;
}

} // namespace cairn
