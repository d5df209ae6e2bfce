// SPDX-License-Identifier: MIT
#include "core/operations/restore.h"

#include "core/base/text.h"
#include "core/operations/restore_existing.h"
#include "core/operations/restore_fetch.h"
#include "core/operations/restore_finish.h"
#include "core/operations/restore_local.h"
#include "core/operations/restore_mapping.h"
#include "core/operations/restore_undo_log.h"

#include <QDateTime>

#include <algorithm>
#include <unordered_set>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::uint64_t kSpaceMargin = 1 << 20; // for folders and names

// X2. Holes need no space.
Result<> checkSpace(RestoreRun &run, const RestorePlan &plan)
{
    CAIRN_LET(available, run.target->freeSpace());
    const std::uint64_t needed = static_cast<std::uint64_t>(plan.diskBytes) + kSpaceMargin;
    if (plan.diskBytes == 0 || needed <= available)
        return {};
    return fail(ErrorCode::NoSpace, "NotEnoughDestinationSpace",
                u"There is not enough space at %1: %2 are needed, %3 are free. Nothing was "
                "changed."_s.arg(run.target->root().display(),
                                 formatSize(static_cast<std::int64_t>(needed)),
                                 formatSize(static_cast<std::int64_t>(available))));
}

Result<> makeFolders(RestoreRun &run)
{
    for (std::uint32_t item = 0; item < run.list.items.size(); ++item) {
        RestoreItem &row = run.list.items[item];
        if (row.type != EntryType::Folder || row.verdict == RestoreVerdict::Nothing)
            continue;
        const Result<bool> wasThere = run.target->exists(row.place);
        const Result<> made = run.target->make(row.place);
        if (!made) {
            row.verdict = RestoreVerdict::Nothing;
            run.addBroken(item, made.error());
        } else if (wasThere && !*wasThere) {
            run.count([](RestoreResult &result) { ++result.restoredFolders; });
            if (run.undo)
                run.undo->noteFolder(*run.target, row.place);
        }
    }
    return {};
}

// Leftovers are no reason to fail: at worst they stay.
void sweepFolders(RestoreRun &run)
{
    const std::int64_t now = run.environment.clock.nowSeconds();
    std::unordered_set<RestoreTarget::Folder> seen;
    for (const RestoreItem &item : run.list.items)
        if (item.verdict != RestoreVerdict::Nothing && !run.target->isFresh(item.place) &&
            seen.insert(item.place).second)
            std::ignore = run.target->sweep(item.place, now);
}

void removeDropped(RestoreRun &run, RestoreCommitter &committer)
{
    committer.abort();
    for (const std::uint32_t item : committer.takeDropped())
        std::ignore = run.target->remove(run.list.items[item].place, run.tempName(item));
}

// X3 and X4: all files.
Result<> fetchFiles(RestoreRun &run, RestorePlan &plan, RestoreFiles &files,
                    RestoreCommitter &committer)
{
    const auto fetch = [&]() -> Result<> {
        committer.start();
        CAIRN_TRY(files.finishReady());
        if (run.options().localBlocks)
            CAIRN_TRY(takeLocalBlocks(run, files, plan.needs));
        CAIRN_TRY(RestoreFetcher(run, files).run(std::move(plan.needs)));
        return committer.finish();
    };
    Result<> fetched = fetch();
    files.settle();
    if (!fetched)
        removeDropped(run, committer);
    return fetched;
}

// Whether the folder that --restore-path names is, or becomes, what the backup has in its place:
// only then it gets that folder's metadata. Elsewhere, say in the user's home, it is but the place.
bool ownsTarget(RestoreRun &run)
{
    const Result<bool> isThere = run.target->exists(RestoreTarget::kRoot);
    if (run.targetRoot.empty() || (isThere && !*isThere))
        return true;
    std::unordered_set<std::string_view> own;
    for (const RestoreItem &item : run.list.items)
        if (item.type != EntryType::Folder && item.place == RestoreTarget::kRoot)
            own.insert(run.list.nameOf(item));
    const auto names = run.environment.files.list(run.target->root());
    return names && std::ranges::all_of(*names, [&](const std::string &name) {
               return own.contains(name) || run.target->isKnown(RestoreTarget::kRoot, name) ||
                      isTemporaryName(name);
           });
}

Result<> restoreList(RestoreRun &run)
{
    Progress &progress = run.environment.progress;
    CAIRN_TRY(placeList(run));
    const bool ownsRoot = ownsTarget(run);
    CAIRN_TRY(examineExisting(run));
    CAIRN_LET(plan, planRestore(run));
    progress.filesTotal += plan.files;
    progress.bytesTotal += plan.bytes;
    progress.totalKnown = true;
    CAIRN_TRY(checkSpace(run, plan));
    if (run.environment.options.dryRun) {
        run.count([&](RestoreResult &result) {
            result.restoredFiles = plan.files;
            result.restoredBytes = plan.bytes;
        });
        return {};
    }
    run.setTempPrefix(run.environment.random.hexId().substr(0, 24));
    CAIRN_TRY(makeFolders(run));
    sweepFolders(run);
    const MetadataWriter writer(run);
    RestoreCommitter committer(run);
    RestoreFiles files(run, plan, committer, writer);
    CAIRN_TRY(fetchFiles(run, plan, files, committer));
    if (run.environment.cancel.stopRequested())
        return fail(ErrorCode::Cancelled,
                    u"The restore was stopped. The files that it had begun are complete; the same "
                    "command goes on where it ended."_s);
    CAIRN_TRY(restoreLinks(run, writer, files.kept()));
    CAIRN_TRY(restoreFolders(run, writer, files.kept(), ownsRoot));
    CAIRN_LET(isThere, run.target->exists(RestoreTarget::kRoot));
    return isThere ? run.target->sync() : Result<>();
}

void add(RestoreResult &total, RestoreResult &&part)
{
    total.versionTime = std::max(total.versionTime, part.versionTime);
    total.restoredFiles += part.restoredFiles;
    total.restoredBytes += part.restoredBytes;
    total.restoredFolders += part.restoredFolders;
    total.restoredSymlinks += part.restoredSymlinks;
    total.patchedFiles += part.patchedFiles;
    total.localBytes += part.localBytes;
    total.unmodifiedFiles += part.unmodifiedFiles;
    total.keptFiles += part.keptFiles;
    total.brokenFiles += part.brokenFiles;
    for (BrokenRestore &broken : part.broken)
        if (total.broken.size() < 1000)
            total.broken.push_back(std::move(broken));
}

Error nothingMatches()
{
    return {ErrorCode::NotFound,
            u"Nothing in the version matches what was asked for. Nothing was restored."_s,
            u"EmptyRestoreOperation"_s, QString()};
}

// --restore-all-files: each version into a folder named after its time.
Result<RestoreResult> restoreEvery(const RunEnvironment &environment, JobDatabase &job,
                                   const JobSettings &settings, const PathMatcher &matcher)
{
    const RestoreOptions &options = environment.options.restore;
    if (options.target.empty())
        return fail(ErrorCode::InvalidArgument, "RestoreAllFilesRequiresRestorePath",
                    u"Restoring every version needs a folder: give one with --restore-path."_s);
    CAIRN_LET(versions, listVersions(job));
    RestoreResult total;
    bool isAny = false;
    std::unordered_set<std::string> seen; // path and content, of newer versions
    for (const VersionInfo &version : versions) {
        RestoreRun run(environment, job, settings, version);
        CAIRN_LET(list, listForRestore(job, settings.separator, version.row.id, matcher,
                                       environment.options.source));
        run.list = std::move(list);
        if (options.everyVersion == EveryVersion::Unique)
            std::erase_if(run.list.items, [&](const RestoreItem &item) {
                return item.type == EntryType::File &&
                       !seen.insert(run.list.pathOf(item) + '\0' + std::to_string(item.content))
                            .second;
            });
        if (run.list.items.empty())
            continue;
        isAny = true;
        const QDateTime time = QDateTime::fromSecsSinceEpoch(version.row.time);
        run.targetRoot = options.target / time.toString(u"yyyyMMdd-HHmmss"_s).toStdString();
        CAIRN_TRY(restoreList(run));
        add(total, run.takeResult());
    }
    if (!isAny)
        return fail(nothingMatches());
    total.target = options.target;
    total.dryRun = environment.options.dryRun;
    return total;
}

} // namespace

Result<std::vector<std::unique_ptr<RestoreRun>>> runsFor(const RunEnvironment &environment,
                                                         JobDatabase &job,
                                                         const JobSettings &settings,
                                                         const RestoreRequest &request)
{
    CAIRN_LET(matcher, PathMatcher::compile(request.wanted));
    CAIRN_LET(versions,
              selectVersions(job, environment.options.selection, environment.clock.nowSeconds()));
    for (const VersionInfo &version : versions) { // the newest that has something
        CAIRN_LET(list, listForRestore(job, settings.separator, version.row.id, matcher,
                                       environment.options.source));
        if (list.items.empty())
            continue;
        std::vector<std::unique_ptr<RestoreRun>> runs;
        for (MappedList &part : splitByMap(std::move(list), request.pathMap)) {
            auto &run = runs.emplace_back(
                std::make_unique<RestoreRun>(environment, job, settings, version));
            run->list = std::move(part.list);
            run->mappedFolder = part.folder;
            run->targetRoot = part.folder ? part.to : environment.options.restore.target;
            run->keepBothMark = request.keepBothMark;
            run->undo = request.undo;
        }
        return runs;
    }
    return fail(nothingMatches());
}

Result<> placeList(RestoreRun &run)
{
    RestoreMapping mapping{run.mappedFolder.value_or(0), run.targetRoot, {}};
    if (!run.mappedFolder) {
        CAIRN_LET(found, mapToTarget(run.job, run.version.row.id, run.list, run.targetRoot,
                                     run.options().keepFullPaths));
        mapping = std::move(found);
    }
    run.target = std::make_unique<RestoreTarget>(run.environment.files, mapping.root);
    return placeItems(
        run.list, mapping, *run.target, [&](const RestoreItem &item, const Error &error) {
            run.addBroken(static_cast<std::uint32_t>(&item - run.list.items.data()), error);
        });
}

Result<RestoreResult> restore(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings, const RestoreRequest &request)
{
    environment.progress.phase = Phase::Files;
    if (environment.options.restore.everyVersion != EveryVersion::No) {
        CAIRN_LET(matcher, PathMatcher::compile(request.wanted));
        return restoreEvery(environment, job, settings, matcher);
    }
    CAIRN_LET(runs, runsFor(environment, job, settings, request));
    RestoreResult total;
    for (const std::unique_ptr<RestoreRun> &run : runs) {
        CAIRN_TRY(restoreList(*run));
        RestoreResult part = run->takeResult();
        total.target = part.target;
        total.dryRun = part.dryRun;
        add(total, std::move(part));
    }
    return total;
}

} // namespace cairn
