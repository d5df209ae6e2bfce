// SPDX-License-Identifier: MIT
#include "core/operations/restore_preview.h"

#include "core/operations/restore_run.h"
#include "core/operations/restore_undo_log.h"

#include <algorithm>
#include <limits>
#include <unistd.h>

namespace cairn {

namespace {

constexpr std::uint64_t kUndoShare = 10; // of the free space, one in so many bytes

PreviewKind kindOf(const RestoreItem &item, const struct stat &seen)
{
    const std::int64_t second = item.mtime / 1'000'000'000;
    const bool isSameType =
        item.type == EntryType::File ? S_ISREG(seen.st_mode) : S_ISLNK(seen.st_mode);
    const bool isSame = isSameType && seen.st_mtim.tv_sec == second &&
                        (item.type != EntryType::File || seen.st_size == item.size);
    return isSame ? PreviewKind::Same : PreviewKind::Differs;
}

void add(RestorePreview &preview, PreviewEntry entry, std::int64_t thereBytes)
{
    switch (entry.kind) {
    case PreviewKind::New:
        ++preview.newFiles;
        preview.newBytes += entry.size;
        break;
    case PreviewKind::Same:
        ++preview.sameFiles;
        break;
    case PreviewKind::Differs:
        ++preview.differingFiles;
        preview.differingBytes += entry.size;
        preview.replaceableBytes += thereBytes;
        break;
    case PreviewKind::Refused:
        ++preview.refusedFiles;
        break;
    }
    if (preview.entries.size() < RestorePreview::kMostEntries)
        preview.entries.push_back(std::move(entry));
}

Result<> lookAt(const RestoreRun &run, RestorePreview &preview, std::uint32_t item)
{
    const RestoreItem &row = run.list.items[item];
    if (row.type == EntryType::Folder)
        return {};
    PreviewEntry entry;
    entry.path = run.list.pathOf(row);
    entry.size = row.size;
    std::int64_t thereBytes = 0;
    if (row.verdict == RestoreVerdict::Nothing) {
        entry.kind = PreviewKind::Refused;
    } else {
        entry.place = run.placeOf(item);
        const Result<bool> exists = run.target->exists(row.place);
        if (!exists) { // something is in the way of its folder
            entry.kind = PreviewKind::Refused;
        } else if (*exists) {
            CAIRN_LET(seen, run.target->look(row.place, run.list.nameOf(row)));
            if (seen) {
                entry.kind = kindOf(row, *seen);
                thereBytes = seen->st_size;
            }
        }
    }
    add(preview, std::move(entry), thereBytes);
    return {};
}

bool mayWriteAt(FilePath folder)
{
    while (::access(folder.c_str(), F_OK) != 0 && folder.bytes() != "/" && folder.bytes() != ".")
        folder = folder.parent();
    return ::access(folder.c_str(), W_OK | X_OK) == 0;
}

} // namespace

Result<RestorePreview> previewRestore(const RunEnvironment &environment, JobDatabase &job,
                                      const JobSettings &settings, const RestoreRequest &request)
{
    CAIRN_LET(runs, runsFor(environment, job, settings, request));
    RestorePreview preview;
    preview.freeBytes = std::numeric_limits<std::uint64_t>::max();
    bool isFirst = true;
    for (const std::unique_ptr<RestoreRun> &run : runs) {
        CAIRN_TRY(placeList(*run));
        for (std::uint32_t item = 0; item < run->list.items.size(); ++item) {
            CAIRN_TRY(environment.cancel.checkAbort());
            CAIRN_TRY(lookAt(*run, preview, item));
        }
        CAIRN_LET(free, run->target->freeSpace());
        preview.freeBytes = std::min(preview.freeBytes, free);
        preview.mayWrite = preview.mayWrite && mayWriteAt(run->target->root());
        // One store serves all parts, or none: a rename does not leave its file system.
        const Result<FilePath> store = undoStoreFor(run->target->root());
        const bool isUsable = store && (isFirst || *store == preview.undoStore);
        preview.undoStore = isUsable ? *store : FilePath();
        isFirst = false;
    }
    if (static_cast<std::uint64_t>(preview.replaceableBytes) > preview.freeBytes / kUndoShare)
        preview.undoStore = {};
    return preview;
}

} // namespace cairn
