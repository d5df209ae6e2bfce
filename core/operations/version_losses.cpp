// SPDX-License-Identifier: MIT
#include "core/operations/version_losses.h"

#include "core/operations/lost_blocks.h"
#include "core/operations/lost_entries.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kNamedEntries = 1000; // of each version

} // namespace

Fate fateOf(const IsLost &isLost, EntryRow row)
{
    if (!isLost || !isLost(row))
        return Fate::Keep;
    row.meta = 0;
    return row.type == EntryType::Symlink || isLost(row) ? Fate::Go : Fate::LoseMetadata;
}

Result<Losses> lossesByDamage(JobDatabase &job, const IsLost &isLost)
{
    CAIRN_LET(versions, listVersions(job));
    Losses losses(std::move(versions));
    CAIRN_LET(entries, findLostEntries(job));
    for (const LostEntry &entry : entries)
        losses.add(entry.row, entry.row.first, entry.last, fateOf(isLost, entry.row));
    return losses;
}

Result<std::vector<BrokenVersion>> listBroken(JobDatabase &job)
{
    CAIRN_LET(isLost, findLostContent(job));
    CAIRN_LET(versions, listVersions(job));
    std::vector<BrokenVersion> broken(versions.size());
    Losses losses(std::move(versions));
    CAIRN_LET(entries, findLostEntries(job));
    for (const LostEntry &entry : entries) {
        CAIRN_LET(folder, job.entries.folderPath(entry.row.folder));
        const Fate fate = fateOf(isLost, entry.row);
        losses.add(entry.row, entry.row.first, entry.last, fate, [&](std::size_t version) {
            if (broken[version].entries.size() < kNamedEntries)
                broken[version].entries.push_back(
                    {folder + entry.row.name, entry.row.size, fate == Fate::LoseMetadata});
        });
    }
    for (std::size_t i = 0; i < broken.size(); ++i)
        broken[i].loss = losses.all()[i];
    std::erase_if(broken, [](const BrokenVersion &version) { return version.entries.empty(); });
    for (BrokenVersion &version : broken)
        std::ranges::sort(version.entries, {}, &BrokenEntry::path);
    return broken;
}

} // namespace cairn
