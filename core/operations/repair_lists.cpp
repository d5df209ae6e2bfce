// SPDX-License-Identifier: MIT
#include "core/operations/repair_lists.h"

#include "core/base/text.h"
#include "core/operations/list_renewal.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<std::vector<VersionRow>>
versionsWithoutList(JobDatabase &job, const std::function<bool(const VolumeRow &)> &isThere)
{
    CAIRN_LET(versions, job.versions.visible());
    std::vector<VersionRow> without;
    for (const VersionRow &version : versions) {
        CAIRN_LET(list, job.volumes.get(version.dlist));
        if (!list || !isThere(*list))
            without.push_back(version);
    }
    return without;
}

Result<std::int64_t> remakeLists(const RunEnvironment &environment, JobDatabase &job,
                                 const JobSettings &settings,
                                 const std::vector<VersionRow> &without)
{
    CAIRN_LET(backend, environment.openBackend());
    VolumeJournal journal(environment, job, std::move(backend), settings);
    ListRenewal lists(environment, job, settings, journal, {"P3a", "P3b", "P3c", "P3d"});
    std::int64_t made = 0;
    for (const VersionRow &version : without) {
        CAIRN_TRY(environment.cancel.checkAbort());
        const QString time = formatLocalTime(version.time);
        const Result<> done = lists.renew(version.id);
        if (!done && done.error().code != ErrorCode::Corrupt)
            return fail(done.error());
        if (done) {
            ++made;
            environment.report.information(
                u"ListMade"_s,
                u"The list of files of the version of %1 was made anew."_s.arg(time));
        } else {
            environment.report.error(
                u"ListNotMade"_s,
                u"The list of files of the version of %1 could not be made anew: %2"_s.arg(
                    time, done.error().message));
        }
    }
    return made;
}

} // namespace cairn
