// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/engine/job_request.h"

#include <map>

namespace cairn {

// What a run needs and the settings must not hold.
struct JobSecrets
{
    Secret passphrase;
    std::map<std::string, Secret> options; // password options of the table, by name
};

// What the computer contributes.
struct JobPlaces
{
    FilePath driveMount;              // where the job's drive is mounted; empty: it is not
    std::vector<FilePath> ownFolders; // settings, state, databases: never part of a backup
    SkipPlaces skip;

    [[nodiscard]] static JobPlaces fromSystem();
};

struct JobPlan
{
    JobRequest request;
    std::vector<FilePath> sources;
};

// A request out of options, however they were given: checked, filters compiled, the options of the
// destination apart. Without the destination itself.
[[nodiscard]] Result<JobRequest> requestFrom(const OptionSet &options);

// Under which a job with a drive has its database, wherever the drive is mounted; else empty.
[[nodiscard]] std::string driveKeyOf(const JobConfig &job);

// Where the job's destination is now. NotFound (DRIVE_ABSENT) if it is on a drive that is not
// there.
[[nodiscard]] Result<DestinationUrl> destinationOf(const JobConfig &job, const JobPlaces &places);

// A job as the engine runs it, or looks at something of it: without scripts and reports, until
// isReported is set. NotFound (DRIVE_ABSENT) if its drive is not there, MissingPassphrase
// (PASS_MISSING) if it is encrypted and there is none.
[[nodiscard]] Result<JobPlan> planOf(const JobConfig &job, const JobSecrets &secrets,
                                     const JobPlaces &places);

// What Engine::sendTestReport() wants of a job, whether it is whole and its drive there or not.
[[nodiscard]] Result<JobRequest> reportRequestOf(const JobConfig &job, const JobSecrets &secrets);

} // namespace cairn
