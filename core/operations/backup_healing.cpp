// SPDX-License-Identifier: MIT
#include "core/operations/backup_healing.h"

#include "core/base/text.h"
#include "core/operations/complete_indexes.h"
#include "core/operations/lost_entries.h"
#include "core/operations/repair_lists.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<> tellBroken(const RunEnvironment &environment, JobDatabase &job)
{
    CAIRN_LET(entries, findLostEntries(job));
    if (entries.empty())
        return {};
    // A file that lost its content tells more than a folder that lost its metadata.
    const auto file = std::ranges::find(entries, EntryType::File,
                                        [](const LostEntry &entry) { return entry.row.type; });
    const LostEntry &first = file == entries.end() ? entries.front() : *file;
    CAIRN_LET(folder, job.entries.folderPath(first.row.folder));
    CAIRN_LET(versions, job.versions.visible());
    const auto version = std::ranges::find_if(versions, [&](const VersionRow &row) {
        return row.id >= first.row.first && row.id <= first.last;
    });
    if (version == versions.end())
        return {};
    const std::string path = folder + first.row.name;
    const QString where =
        u"%1 in the version of %2"_s.arg(displayText(path), formatLocalTime(version->time));
    environment.report.warning(
        u"BrokenFiles"_s,
        entries.size() == 1
            ? u"%1 cannot be restored whole. 'repair' looks for what it needs; "
              u"'purge-broken-files' "
              "gives it up."_s.arg(where)
            : u"%1 states of files and folders cannot be restored whole, one of them is %2. "
              u"'repair' "
              "looks for what they need; 'purge-broken-files' gives up what it does not find."_s
                  .arg(QString::number(entries.size()), where),
        path);
    return {};
}

} // namespace

Result<bool> healLists(const RunEnvironment &environment, JobDatabase &job,
                       const JobSettings &settings)
{
    CAIRN_LET(indexes, completeIndexes(environment, job, settings));
    CAIRN_LET(without,
              versionsWithoutList(job, [](const VolumeRow &list) { return isUsable(list.state); }));
    if (!without.empty())
        CAIRN_TRY(remakeLists(environment, job, settings, without));
    return indexes.notMade == 0;
}

Result<> tellHealed(const RunEnvironment &environment, JobDatabase &job, std::size_t lostBefore)
{
    if (lostBefore == 0)
        return {};
    CAIRN_LET(lost, job.blocks.lost());
    if (lost.size() < lostBefore)
        environment.report.information(
            u"LostBlocksHealed"_s,
            u"Lost blocks: %1. Met in the sources and stored again: %2."_s.arg(lostBefore)
                .arg(lostBefore - lost.size()));
    return tellBroken(environment, job);
}

} // namespace cairn
