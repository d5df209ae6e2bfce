// SPDX-License-Identifier: MIT
#include "core/base/killpoint.h"
#include "core/operations/rebuild.h"
#include "core/operations/rebuild_checkpoint.h"

namespace cairn {

namespace {

FilePath madeBeside(const FilePath &path)
{
    return FilePath(path.bytes() + ".new");
}

FilePath listsBeside(const FilePath &made)
{
    return FilePath(made.bytes() + "-lists");
}

Result<> removeDatabase(FileLayer &files, const FilePath &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal", "-lists"})
        CAIRN_TRY(files.remove(FilePath(path.bytes() + suffix)));
    return {};
}

// Q6. A log beside the old database must not be taken for the new one's.
Result<> replaceDatabase(FileLayer &files, const FilePath &made, const FilePath &path)
{
    {
        CAIRN_LET(file, files.open(made, OpenMode::ReadWrite));
        CAIRN_TRY(file.sync());
        CAIRN_TRY(file.close());
    }
    CAIRN_TRY(files.remove(listsBeside(made)));
    KILLPOINT("Q6");
    if (files.exists(path)) {
        // Until the new one is in place the old one must be whole; a damaged one is past that.
        if (const auto old = Database::open(path, Database::Mode::ReadWrite))
            std::ignore = (*old)->checkpoint();
        for (const char *suffix : {"-wal", "-shm"})
            CAIRN_TRY(files.remove(FilePath(path.bytes() + suffix)));
    }
    CAIRN_TRY(files.rename(made, path));
    return files.syncDirectory(path.parent());
}

Result<RebuildResult> rebuildInto(const RunEnvironment &environment, const FilePath &made,
                                  const RebuildRequest &request, bool resumable)
{
    CAIRN_LET(job, JobDatabase::create(made));
    CAIRN_LET(rebuilt, resumable ? rebuildResumably(environment, *job, request, listsBeside(made))
                                 : rebuildDatabase(environment, *job, request));
    CAIRN_TRY(job->finish());
    return rebuilt;
}

// A stop, or a destination out of reach: what was done until then is worth keeping.
bool isInterruption(const Error &error)
{
    return error.code == ErrorCode::Cancelled || error.code == ErrorCode::Transient ||
           error.code == ErrorCode::Throttled;
}

// Whether what was left may be the cause. A passphrase mistyped or a drive not there is not.
bool mayBlameLeft(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Stale:
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
    case ErrorCode::InvalidArgument:
    case ErrorCode::Io:
    case ErrorCode::Unsupported:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<RebuildResult> recreateDatabase(const RunEnvironment &environment, const FilePath &path,
                                       const RebuildRequest &request)
{
    const FilePath made = madeBeside(path);
    FileLayer &files = environment.files;
    const bool isAll = !request.selection.isSet() && !request.listsOnly;
    const bool resumable = isAll && !environment.options.dryRun;
    bool isLeft = resumable && files.exists(made); // by a run that was killed or stopped
    if (!isLeft)
        CAIRN_TRY(removeDatabase(files, made));
    Result<RebuildResult> result = rebuildInto(environment, made, request, resumable);
    // Whatever it is that is odd about what was left, a new beginning does without it.
    if (isLeft && !result && mayBlameLeft(result.error())) {
        isLeft = false;
        CAIRN_TRY(removeDatabase(files, made));
        result = rebuildInto(environment, made, request, resumable);
    }
    if (!result && resumable && (isLeft || isInterruption(result.error())))
        return result;
    if (!result || environment.options.dryRun) {
        CAIRN_TRY(removeDatabase(files, made));
        return result;
    }
    CAIRN_TRY(replaceDatabase(files, made, path));
    return result;
}

bool hasLeftRebuild(FileLayer &files, const FilePath &path)
{
    return files.exists(madeBeside(path));
}

void removeLeftRebuild(FileLayer &files, const FilePath &path)
{
    std::ignore = removeDatabase(files, madeBeside(path));
}

} // namespace cairn
