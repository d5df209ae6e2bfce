// SPDX-License-Identifier: MIT
#include "core/operations/version_edit.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// The versions beside it, whatever their state: those being deleted have entries too.
Result<EntryTable::Place> placeOf(JobDatabase &job, std::int64_t version)
{
    EntryTable::Place place;
    place.version = version;
    for (const VersionState state :
         {VersionState::Unfinished, VersionState::Visible, VersionState::Deleting}) {
        CAIRN_LET(rows, job.versions.inState(state));
        for (const VersionRow &row : rows) {
            if (row.id < version)
                place.previous = std::max(place.previous, row.id);
            if (row.id > version)
                place.next = std::min(place.next, row.id);
        }
    }
    return place;
}

} // namespace

Result<> editVersion(JobDatabase &job, const EntryEdit &edit, VersionRow &row,
                     const DlistCounts &listed)
{
    CAIRN_LET(place, placeOf(job, row.id));
    DlistCounts cut;
    const auto visit = [&](const std::string &path, const EntryRow &stored) -> Result<> {
        EntryRow edited = stored;
        CAIRN_LET(kept, edit(path, edited));
        if (kept)
            return edited.meta == stored.meta ? Result<>() : job.entries.change(edited, place);
        ++cut.entries;
        if (stored.type == EntryType::File) {
            ++cut.files;
            cut.bytes += stored.size;
        }
        return job.entries.cut(stored.folder, stored.name, place);
    };
    CAIRN_TRY(job.entries.walk(row.id, visit));
    row.entries -= cut.entries;
    row.files -= cut.files;
    row.bytes -= cut.bytes;
    if (row.entries == listed.entries && row.files == listed.files && row.bytes == listed.bytes)
        return {};
    return fail(ErrorCode::Internal,
                u"The shortened version does not add up (%1 entries listed, %2 counted). The old "
                "one is kept as it is. Run 'recreate'."_s.arg(listed.entries)
                    .arg(row.entries));
}

} // namespace cairn
