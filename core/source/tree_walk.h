// SPDX-License-Identifier: MIT
#pragma once

#include "core/source/folder_scan.h"
#include "core/source/object_probe.h"
#include "core/source/source_walker.h"
#include "core/source/unique_fd.h"
#include "core/source/walk_rules.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// One run of a SourceWalker: where it stands in the tree, and what it has counted.
//
// The stack of open folders is a vector. Only the innermost few keep their descriptor; the others
// are opened again by path on the way back and must prove to be the same folder.
class TreeWalk final
{
public:
    TreeWalk(FileLayer &files, const Filter &filter, const WalkOptions &options,
             const CancelToken &cancel, const SourceSet &sources, WalkSink &sink);

    Result<WalkCounts> run();

private:
    // How a name got here: decides what is checked.
    enum class Way : std::uint8_t {
        Normal,
        Root,   // no filter, no policy
        Passage // leads to a root below; itself left out
    };
    struct Subfolder
    {
        std::uint32_t nameOffset = 0;
        Way way = Way::Normal;
        bool followed = false;
        bool recorded = true;
    };
    struct Frame
    {
        std::size_t pathLength = 0; // of m_path, '/' included
        SourceStat stat;
        UniqueFd fd; // closed when far out
        bool passage = false;
        bool holdsRoots = false; // not walked: only the parent of single files
        std::vector<char> names;
        std::vector<Subfolder> subfolders;
        std::size_t next = 0;
        std::optional<FolderListing> held; // may yet turn out empty
    };

    // tree_walk.cpp: folders in and out
    Result<> walkFolderRoot(const SourceRoot &root);
    Result<> walkFileRoots(const std::string &parent, std::span<const SourceRoot *const> roots);
    Result<> descend();
    Result<> enter(int parentFd, const char *name, Subfolder how);
    Result<> fill(Frame frame, FolderListing listing, Subfolder how);
    Result<> enterFailed(int parentFd, const char *name, Subfolder how, int error,
                         std::optional<Error> injected = std::nullopt);
    [[nodiscard]] std::optional<SkipReason> refusal(const Frame &frame, FolderListing &listing,
                                                    Way way);
    Result<> emit(FolderListing &&listing, Frame *holder);
    void leave();
    [[nodiscard]] bool isLoop(const SourceStat &stat) const;
    [[nodiscard]] int folderFd(Frame &frame) const;

    // tree_walk_entries.cpp: the names in a folder
    Result<> meetAll(Frame &frame, FolderListing &listing);
    Result<> beginPart(FolderListing &listing, std::size_t at);
    void meet(Frame &frame, FolderListing &listing, const char *name, unsigned char type);
    void dispatch(Frame &frame, FolderListing &listing, std::string_view name,
                  const SourceStat &stat);
    void meetFolder(Frame &frame, std::string_view name, bool followed);
    void meetLink(Frame &frame, FolderListing &listing, std::string_view name,
                  const SourceStat &stat);
    void meetFile(FolderListing &listing, const SourceEntry &entry, Way way);
    void addUnreadable(FolderListing &listing, std::string_view name, Error error);
    [[nodiscard]] bool examine(FolderListing &listing, int folder, const char *name,
                               SourceStat &stat);
    [[nodiscard]] Way wayOf(const Frame &frame, std::string_view path) const;

    void skip(std::string_view name, SkipReason reason, FilterDecision decision = {});
    // The path of `name` in the present folder, in m_path until the next call.
    std::string_view pathOf(std::string_view name);
    std::string_view folderPathOf(std::string_view name);
    [[nodiscard]] std::string_view folderPath() const
    {
        return std::string_view(m_path).substr(0, m_folderLength);
    }

    FileLayer &m_files;
    WalkRules m_rules;
    const std::size_t m_partNames;
    const CancelToken &m_cancel;
    const SourceSet &m_sources;
    WalkSink &m_sink;
    WalkCounts m_counts;
    ObjectProbe m_probe;
    FolderScan m_scan;
    std::vector<Frame> m_frames;
    std::string m_path;             // the present folder, and behind it the name being looked at
    std::size_t m_folderLength = 0; // of the present folder in m_path
    std::uint64_t m_rootDevice = 0;
};

} // namespace cairn
