// SPDX-License-Identifier: MIT
#pragma once

#include "core/pipeline/backup_tally.h"
#include "core/pipeline/entry_journal.h"
#include "core/pipeline/folder_rows.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/work_queue.h"
#include "core/source/source_walker.h"

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn {

// Compares what the walk finds with the version before, folder by folder: what is unchanged costs
// one comparison in memory, the rest becomes work. Runs on the walker's thread.
class ChangeDetector final : public WalkSink
{
public:
    struct Context
    {
        const RunEnvironment &environment;
        JobDatabase &snapshot; // the version before; read only
        std::int64_t previous; // its ordinal; 0: there is none
        WorkQueue &work;
        EntryJournal &journal;
        BackupTally &tally;
        const SourceSet &sources;
        // Whether blocks of this content are lost, so that it must be read again; may be empty.
        std::function<bool(const EntryRow &)> isLost;
        std::int64_t pageRows = FolderRows::kPage; // of a folder in memory at a time
    };
    explicit ChangeDetector(const Context &context);

    Result<> folder(FolderListing &&listing) override;

    // After a complete walk: closes what was in the version before and is no more. Roots that are
    // absent keep their entries (R30).
    Result<> finish(bool rootsChanged);
    // Hands the last batch on.
    Result<> flush();

private:
    struct KnownFolder
    {
        EntryRow row;      // the folder's own entry
        bool keep = false; // could not be looked at: stays as it was
    };
    // A folder on the way down to the current one.
    struct Level
    {
        std::string path;
        std::int64_t id = 0;
        bool isNew = false; // the database does not know it yet
    };
    Result<Level> enter(const std::string &path);
    Result<Level> child(const Level &parent, const std::string &path);
    Result<> ownEntry(const FolderListing &listing, const Level &parent);
    Result<> beginEntries(const FolderListing &listing, const Level &level);
    Result<> entries(const FolderListing &listing, const Level &level);
    Result<> endEntries(const FolderListing &listing);
    Result<> entry(const FolderListing &listing, const Level &level, const SourceEntry &entry);
    Result<> closeUnmet(const FolderListing &listing, const EntryRow &row);
    Result<> keepUnreadable(const FolderListing &listing, const UnreadableName &name);
    void keepAll(const FolderListing &listing);
    [[nodiscard]] bool isUnchanged(const EntryRow &previous, EntryType type,
                                   const SourceStat &stat) const;
    Result<> submit(SourceTask task);
    Result<> close(const EntryRow &row);
    Result<> closeTree(std::int64_t folder);
    Result<> closeOutside(std::int64_t folder, const std::string &path);
    [[nodiscard]] bool isAbsent(std::string_view path) const; // at or below an absent root
    [[nodiscard]] bool leadsToAbsent(std::string_view path) const;
    [[nodiscard]] bool wasWalked(std::string_view path) const;
    [[nodiscard]] bool leadsToWalked(std::string_view path) const;

    const Context m_context;
    std::unordered_map<std::string, KnownFolder> m_known; // by path, not met yet
    std::vector<Level> m_levels;
    FolderRows m_rows;                              // of the folder that is being compared
    std::unordered_map<std::string, Level> m_above; // folders that lead to the roots
    std::vector<std::string> m_walked; // roots, and listings on the way to single files
    TaskBatch m_batch;
    std::uint64_t m_batchBytes = 0;
};

} // namespace cairn
