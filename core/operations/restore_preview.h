// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore.h"

namespace cairn {

enum class PreviewKind : std::uint8_t {
    New,     // nothing is there
    Same,    // what is there has the same size and date
    Differs, // it has not; its content is only looked at by the restore itself
    Refused, // it cannot be restored there
};

struct PreviewEntry
{
    std::string path; // in the backup
    FilePath place;   // where it would go, before a name beside is sought
    PreviewKind kind = PreviewKind::New;
    std::int64_t size = 0;
};

// What a restore would meet. Files and links; folders are made as needed.
struct RestorePreview
{
    static constexpr std::size_t kMostEntries = 10'000; // named; all are counted
    std::int64_t newFiles = 0;
    std::int64_t sameFiles = 0;
    std::int64_t differingFiles = 0;
    std::int64_t refusedFiles = 0;
    std::int64_t newBytes = 0;
    std::int64_t differingBytes = 0;   // of what would come
    std::int64_t replaceableBytes = 0; // of what is there and differs
    std::vector<PreviewEntry> entries;
    std::uint64_t freeBytes = 0; // the least of the places'
    bool mayWrite = true;        // in all of them
    // The store for undo; empty: files that are replaced cannot be undone there (no place for it,
    // or they are more than a tenth of what is free).
    FilePath undoStore;
};

// Looks, and changes nothing. The options say version and target as for restore().
Result<RestorePreview> previewRestore(const RunEnvironment &environment, JobDatabase &job,
                                      const JobSettings &settings, const RestoreRequest &request);

} // namespace cairn
