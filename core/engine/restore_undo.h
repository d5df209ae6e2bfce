// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/engine/catalog_values.h"
#include "core/source/path_matcher.h"

#include <chrono>

namespace cairn {

// One restore that can be undone.
struct UndoRecord
{
    FilePath file;
    std::int64_t time = 0; // unix s
    std::int64_t madeFiles = 0;
    std::int64_t replacedFiles = 0;
};

struct UndoResult
{
    std::int64_t trashed = 0; // new files that are in the trash now
    std::int64_t putBack = 0;
    std::int64_t left = 0;                            // changed since
    std::vector<FilePath> leftPaths;                  // the first 1000
    std::int64_t failed = 0;                          // could not be moved
    std::vector<std::pair<FilePath, Error>> failures; // the first 1000
    [[nodiscard]] bool isWhole() const { return left == 0 && failed == 0; }
};

// The restores of the last 14 days that can be undone; a folder of the program's own holds a record
// of each (restore_undo_log.h). One thread at a time.
class UndoRecords final
{
public:
    static constexpr std::chrono::days kKept{14};

    UndoRecords(FileLayer &files, Clock &clock, FilePath folder)
        : m_files(files)
        , m_clock(clock)
        , m_folder(std::move(folder))
    {
    }
    // A name for the next record; makes the folder.
    Result<FilePath> newRecord(Random &random);
    Result<std::vector<UndoRecord>> list(); // newest first
    // New files go to the trash and what they replaced comes back, as far as nobody has changed
    // them since. May be called again for what was left.
    Result<UndoResult> undo(const FilePath &record);
    // Deletes what was kept for restores that are too old to be undone, and their records.
    Result<> expire();

private:
    FileLayer &m_files;
    Clock &m_clock;
    FilePath m_folder;
};

// What a restore is asked for by ticks.
[[nodiscard]] WantedPaths wantedBy(const PathSelection &selection);

} // namespace cairn
