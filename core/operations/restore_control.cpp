// SPDX-License-Identifier: MIT
#include "core/base/text.h"
#include "core/format/entry_names.h"
#include "core/operations/catalog.h"
#include "core/operations/restore.h"
#include "core/operations/restore_target.h"
#include "core/operations/volume_damage.h"
#include "core/source/path_matcher.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<> extractFile(const RunEnvironment &environment, const VolumeArchive &archive,
                     std::size_t entry, RestoreTarget &target, const std::string &name)
{
    const std::string temp = ".cairn~" + environment.random.hexId() + ".tmp";
    CAIRN_LET(file, target.createFile(RestoreTarget::kRoot, temp));
    const auto fill = [&]() -> Result<> {
        FileSink sink(file);
        CAIRN_TRY(archive.stream(entry, sink));
        CAIRN_TRY(sink.flush());
        CAIRN_TRY(file.sync());
        CAIRN_TRY(file.close());
        if (environment.options.restore.existing == ExistingFile::Replace)
            return target.moveOver(RestoreTarget::kRoot, temp, name);
        return target.moveNew(RestoreTarget::kRoot, temp, name);
    };
    Result<> filled = fill();
    if (!filled)
        std::ignore = target.remove(RestoreTarget::kRoot, temp); // the first failure counts
    return filled;
}

// How many files of this version's list match.
Result<std::int64_t> extractFrom(const RunEnvironment &environment, const VolumeArchive &archive,
                                 const PathMatcher &matcher, RestoreTarget &target,
                                 RestoreResult &result)
{
    std::int64_t matching = 0;
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        const ArchiveEntry &entry = archive.entries()[i];
        const auto name = nameInFolder(entry.name, kExtraFolder);
        if (!name || entry.duplicate || !matcher.matches('/' + std::string(*name)))
            continue;
        ++matching;
        if (environment.options.dryRun)
            continue;
        CAIRN_TRY(environment.cancel.checkAbort());
        const Result<> extracted = extractFile(environment, archive, i, target, std::string(*name));
        if (extracted) {
            ++result.restoredFiles;
            result.restoredBytes += static_cast<std::int64_t>(entry.size);
            continue;
        }
        ++result.brokenFiles;
        result.broken.push_back(
            {std::string(*name), extracted.error().message, extracted.error().code});
        environment.report.error(
            u"RestoreFailed"_s,
            u"%1 could not be restored: %2"_s.arg(displayText(*name), extracted.error().message),
            std::string(*name));
    }
    return matching;
}

} // namespace

Result<RestoreResult> restoreControlFiles(const RunEnvironment &environment, JobDatabase &job,
                                          const JobSettings &settings,
                                          const RestoreRequest &request)
{
    const FilePath &root = environment.options.restore.target;
    if (root.empty())
        return fail(ErrorCode::InvalidArgument, "InvalidRestoreDestination",
                    u"Control files have no original place: give a folder with --restore-path."_s);
    CAIRN_LET(matcher, PathMatcher::compile(request.wanted));
    VersionSelection selection = environment.options.selection;
    selection.all = selection.all || !selection.isSet();
    CAIRN_LET(versions, selectVersions(job, selection, environment.clock.nowSeconds()));
    CAIRN_LET(backend, environment.openBackend());
    VolumeOpener opener(environment, std::move(backend), settings);
    RestoreTarget target(environment.files, root);
    RestoreResult result;
    result.target = root;
    result.dryRun = environment.options.dryRun;
    for (const VersionInfo &version : versions) {
        CAIRN_TRY(environment.cancel.checkAbort());
        CAIRN_LET(row, job.volumes.get(version.row.dlist));
        if (!row)
            continue;
        CAIRN_LET(volume, openRow(opener, *row));
        CAIRN_LET(matching, extractFrom(environment, *volume.archive, matcher, target, result));
        if (matching == 0)
            continue;
        result.versionTime = version.row.time;
        return result;
    }
    return fail(ErrorCode::NotFound, "EmptyRestoreOperation",
                u"No version has control files that match. Nothing was restored."_s);
}

} // namespace cairn
