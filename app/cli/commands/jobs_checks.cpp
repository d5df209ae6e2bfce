// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_checks.h"

#include "core/base/text.h"
#include "core/config/destination_place.h"
#include "core/config/job_checks.h"
#include "core/engine/drive_list.h"
#include "core/engine/drive_mount.h"
#include "core/schedule/schedule_rule.h"

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrongPlace(const QString &message)
{
    return fail(ErrorCode::InvalidArgument, "JOB_DESTINATION", message);
}

Result<> checkSources(Context &context, const JobConfig &job)
{
    const auto url = destinationOf(job, placesNow(job));
    if (!url || !url->isLocal()) // a drive that is away has no sources in it
        return {};
    switch (placeToSources(url->folder(), job.sources)) {
    case PlaceToSources::Same:
        return wrongPlace(u"The destination is a folder that is to be saved itself. Give it a "
                          u"folder of its own."_s);
    case PlaceToSources::Around:
        return wrongPlace(u"Something that is to be saved lies in the destination, and a backup "
                          u"leaves its destination out. Give it a folder of its own."_s);
    case PlaceToSources::Inside:
        context.console.warn(u"The destination lies in a folder that is saved; the backup leaves "
                             u"it out."_s);
        break;
    case PlaceToSources::Apart:
        break;
    }
    return {};
}

void warnOfAbsent(Context &context, const JobConfig &job)
{
    for (const FilePath &source : job.sources)
        if (!context.world.files.exists(source))
            context.console.warn(
                u"%1 is not here now. If it stays away, each run says so."_s.arg(source.display()));
}

// Nothing is lost by it, but the folder is no more one backup's own.
void warnOfNested(Context &context, const std::vector<JobConfig> &jobs, const JobConfig &job)
{
    const auto folder = job.drive ? std::nullopt : localFolderOf(job.destination);
    for (const JobConfig &other : jobs) {
        const auto theirs = other.drive ? std::nullopt : localFolderOf(other.destination);
        if (!folder || !theirs || other.id == job.id)
            continue;
        const PlaceToSources how = placeToSources(*folder, {*theirs});
        if (how == PlaceToSources::Inside)
            context.console.warn(u"The destination lies in that of “%1”."_s.arg(other.name));
        else if (how == PlaceToSources::Around)
            context.console.warn(u"The destination of “%1” lies in this one."_s.arg(other.name));
    }
}

} // namespace

Result<> checkAsSaved(Context &context, SettingsDatabase &settings, const JobConfig &job,
                      const JobConfig *before)
{
    const bool isNewPlace = !before || !isSamePlace(job, *before);
    if (isNewPlace) {
        CAIRN_LET(jobs, JobStore(settings).all());
        if (const JobConfig *other = otherAtPlace(jobs, job))
            return fail(ErrorCode::AlreadyExists, "JOB_DESTINATION",
                        placeTakenText(*other) % u" Give this one a folder of its own."_s);
        warnOfNested(context, jobs, job);
    }
    if (isNewPlace || job.sources != before->sources)
        CAIRN_TRY(checkSources(context, job));
    if (!before || job.keep != before->keep)
        CAIRN_TRY(checkKeepTime(job.keep));
    if (!before || job.schedule != before->schedule)
        CAIRN_TRY(checkComesTrue(job.schedule.rule, context.world.clock.nowSeconds(),
                                 QTimeZone::systemTimeZone()));
    if (!before || job.sources != before->sources)
        warnOfAbsent(context, job);
    if (before && job.options == before->options && job.rules == before->rules)
        return {};
    CAIRN_LET(options, toOptionSet(job));
    CAIRN_LET(request, requestFrom(options)); // which understands each filter
    return checkReportPlaces(request.options.reports);
}

Result<> setDrive(JobConfig &job, const JobConfig *before)
{
    const bool isOld = before && before->schedule.onConnect && isSamePlace(job, *before);
    if (job.drive || !job.schedule.onConnect || isOld)
        return {};
    const auto folder = localFolderOf(job.destination);
    job.drive = folder ? driveHolding(*folder, mountedDrives()) : std::nullopt;
    if (!job.drive)
        return fail(ErrorCode::InvalidArgument, "JOB_SCHEDULE",
                    u"A backup runs “on connect” of the drive that it goes to, and %1 is on none "
                    u"that is connected now and can be taken away. Connect it first, or give "
                    u"times."_s.arg(maskedUrl(job.destination)));
    job.destination.clear();
    return {};
}

} // namespace cairn::cli
