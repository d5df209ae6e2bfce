// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/file_layer.h"
#include "core/base/result.h"
#include "core/config/job_options.h"
#include "core/source/filter.h"
#include "core/source/folder_listing.h"
#include "core/source/source_set.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace cairn {

// Why an object that was met is not part of the version (R30).
enum class SkipReason : std::uint8_t {
    Filtered,        // by an exclude rule, or matched by no include
    Attribute,       // --exclude-files-attributes
    ExclusionMark,   // carries a "do not back up" extended attribute
    IgnoreFile,      // a folder with one of --ignore-filenames in it
    TooLarge,        // --skip-files-larger-than
    LinkIgnored,     // --symlink-policy=Ignore
    HardLink,        // --hardlink-policy
    EmptyFolder,     // --exclude-empty-folders
    OtherFileSystem, // WalkOptions::oneFileSystem
    OwnFile,         // WalkOptions::ownPaths
    Loop,            // a folder within itself
    Special,         // socket, pipe or device
    Vanished         // gone between listing and examining
};
inline constexpr std::size_t kSkipReasons = 13;

// Every object met is in exactly one of these: met == stored + skipped + unreadable, and after a
// stop unreached.
struct WalkCounts
{
    std::uint64_t met = 0;
    std::uint64_t files = 0;
    std::uint64_t folders = 0; // as recorded
    std::uint64_t links = 0;
    std::uint64_t passed = 0;     // folders only looked into (FolderListing::recorded is false)
    std::uint64_t unreadable = 0; // names; incomplete folders count as folders
    std::uint64_t unreached = 0;  // folders that a stop left
    std::uint64_t incompleteFolders = 0;
    std::uint64_t fileBytes = 0;
    std::uint64_t skipped[kSkipReasons] = {};
    // Of the Filtered ones, by rule of the filter that decided; as long as the last that did. A
    // folder stands for all below it.
    std::vector<std::uint64_t> filteredBy;
    bool stopped = false; // a stop was asked for: the walk did not reach everything

    [[nodiscard]] std::uint64_t stored() const { return files + folders + links; }
    [[nodiscard]] std::uint64_t skippedBy(SkipReason reason) const
    {
        return skipped[static_cast<std::size_t>(reason)];
    }
    [[nodiscard]] std::uint64_t allSkipped() const;
    [[nodiscard]] bool addsUp() const
    {
        return met == stored() + passed + allSkipped() + unreadable + unreached;
    }
};

// Receives what the walk finds, on the walker's thread.
class WalkSink
{
public:
    virtual ~WalkSink() = default;
    // A folder, or a part of it: after its parent, before its subfolders. May move from the
    // listing. A failure ends the walk.
    virtual Result<> folder(FolderListing &&listing) = 0;
    // Something left out; a folder's path (ends with '/') stands for all below it. `decision` names
    // the rule when the reason is Filtered.
    virtual void skipped(std::string_view folder, std::string_view name, SkipReason reason,
                         FilterDecision decision);
};

struct WalkOptions
{
    SourceOptions source;
    // Never backed up, whatever the filter says: the job's database with its -wal, -shm and
    // -journal, a destination within the sources. Folders end with '/'.
    std::vector<FilePath> ownPaths;
    bool oneFileSystem = false;
    std::size_t partNames = 16384; // names in a folder that make a part of its listing
};

// Walks the roots, each object once (R11), in a fixed order: parents before children, byte order.
// Needs a bounded number of descriptors and no stack, however deep the tree is and however long its
// paths are. Roots are taken whatever the filter says.
class SourceWalker final
{
public:
    // All references must outlive the walker.
    SourceWalker(FileLayer &files, const Filter &filter, const WalkOptions &options,
                 const CancelToken &cancel);

    // Returns early after a stop request; an abort is the failure Cancelled.
    Result<WalkCounts> walk(const SourceSet &sources, WalkSink &sink);

private:
    FileLayer &m_files;
    const Filter &m_filter;
    const WalkOptions &m_options;
    const CancelToken &m_cancel;
};

} // namespace cairn
