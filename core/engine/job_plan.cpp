// SPDX-License-Identifier: MIT
#include "core/engine/job_plan.h"

#include "core/config/database_registry.h"
#include "core/config/settings_database.h"
#include "core/config/task_setup.h"
#include "core/source/filter.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<> addSecrets(OptionSet &options, const JobConfig &job, const JobSecrets &secrets)
{
    for (const auto &[name, value] : secrets.options)
        CAIRN_TRY(options.setSecret(name, value));
    if (!job.encrypted)
        return {};
    if (secrets.passphrase.empty())
        return fail(ErrorCode::MissingPassphrase, "PASS_MISSING",
                    u"The passphrase of “%1” is not known here."_s.arg(job.name));
    return options.setSecret("passphrase", secrets.passphrase);
}

} // namespace

std::string driveKeyOf(const JobConfig &job)
{
    if (!job.drive)
        return {};
    return "drive://" + driveId(*job.drive).toStdString() + '/' + job.drive->folder.bytes();
}

JobPlaces JobPlaces::fromSystem()
{
    JobPlaces places;
    for (auto &folder : {defaultSettingsFolder(), defaultStateFolder(), defaultDataFolder()})
        if (folder) // one that does not exist holds nothing
            places.ownFolders.push_back(*folder);
    places.skip = SkipPlaces::fromSystem();
    return places;
}

Result<DestinationUrl> destinationOf(const JobConfig &job, const JobPlaces &places)
{
    if (!job.drive)
        return DestinationUrl::parse(job.destination);
    if (places.driveMount.empty())
        return fail(ErrorCode::NotFound, "DRIVE_ABSENT",
                    u"The drive “%1” is not connected."_s.arg(job.drive->label));
    DestinationUrl url;
    url.scheme = "file";
    url.path = (places.driveMount / job.drive->folder.bytes()).bytes();
    while (url.path.size() > 1 && url.path.ends_with('/'))
        url.path.pop_back();
    return url;
}

Result<JobRequest> requestFrom(const OptionSet &options)
{
    JobRequest request;
    CAIRN_LET(resolved, resolve(options));
    request.options = std::move(resolved);
    request.given = options;
    CAIRN_TRY(Filter::compile(options.filters()).map([](const Filter &) {}));
    const auto printable = options.printable();
    for (const std::string &name : options.names()) {
        const OptionSpec *spec = findOption(name);
        if (spec && spec->category == OptionCategory::Destination)
            request.backendOptions[name] = spec->type == OptionType::Password
                                               ? options.secret(name).reveal()
                                               : printable.at(name);
    }
    return request;
}

Result<JobPlan> planOf(const JobConfig &job, const JobSecrets &secrets, const JobPlaces &places)
{
    CAIRN_TRY(checkJobConfig(job));
    CAIRN_LET(options, toOptionSet(job, places.skip));
    CAIRN_TRY(addSecrets(options, job, secrets));
    CAIRN_LET(request, requestFrom(options));
    CAIRN_LET(destination, destinationOf(job, places));
    JobPlan plan;
    plan.request = std::move(request);
    plan.request.destination = std::move(destination);
    plan.request.niceness = kScheduledNiceness;
    plan.request.databaseKey = driveKeyOf(job);
    plan.request.name = job.name.toStdString();
    plan.request.id = job.id;
    plan.request.neverBackUp = places.ownFolders;
    if (job.encrypted) // as Duplicati does: in the open others could read it
        plan.request.taskSetup = writeTaskSetup(job, places.skip);
    plan.sources = job.sources;
    return plan;
}

Result<JobRequest> reportRequestOf(const JobConfig &job, const JobSecrets &secrets)
{
    JobConfig open = job;
    open.encrypted = false; // its passphrase has no part in this
    CAIRN_LET(options, toOptionSet(open));
    CAIRN_TRY(addSecrets(options, open, secrets));
    CAIRN_LET(request, requestFrom(options));
    request.name = job.name.toStdString();
    request.id = job.id;
    if (auto destination = DestinationUrl::parse(job.destination))
        request.destination = std::move(*destination);
    return request;
}

} // namespace cairn
