// SPDX-License-Identifier: MIT
#include "core/operations/lost_entries.h"

#include "core/operations/lost_blocks.h"

#include <algorithm>

namespace cairn {

Result<std::vector<LostEntry>> findLostEntries(JobDatabase &job)
{
    std::vector<LostEntry> found;
    CAIRN_LET(isLost, findLostContent(job));
    if (!isLost)
        return found;
    const auto guard = job.database().lock();
    CAIRN_LET(s, job.database().use("SELECT folder, name, first, last, type, size, mtime, content, "
                                    "meta FROM entry"));
    while (true) {
        CAIRN_LET(step, s->step());
        if (!step)
            break;
        LostEntry entry;
        entry.row.content = s->integer(7);
        entry.row.meta = s->integer(8);
        if (!isLost(entry.row))
            continue;
        entry.row.folder = s->integer(0);
        entry.row.name = s->bytes(1);
        entry.row.first = s->integer(2);
        entry.last = s->integer(3);
        entry.row.type = static_cast<EntryType>(s->integer(4));
        entry.row.size = s->integer(5);
        entry.row.mtime = s->integer(6);
        found.push_back(std::move(entry));
    }
    s->reset();
    std::ranges::stable_sort(found, std::ranges::greater(), &LostEntry::last);
    return found;
}

} // namespace cairn
