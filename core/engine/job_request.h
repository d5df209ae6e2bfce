// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/source/path_matcher.h"
#include "core/storage/destination_url.h"

#include <string>
#include <vector>

namespace cairn {

// For runs that nobody waits for: those of a schedule.
inline constexpr int kScheduledNiceness = 10;

// Which backup a run is about, and how it is to go.
struct JobRequest
{
    DestinationUrl destination;
    JobOptions options;
    BackendOptions backendOptions; // those among the job's options that belong to the destination
    int niceness = 0;              // see WorkPriority
    // What identifies the local database; empty: the destination. A drive keeps its database
    // wherever it is mounted.
    std::string databaseKey;
    std::vector<FilePath> neverBackUp; // beside the files that are the run's own
    OptionSet given;                   // what `options` were made of
    // A backup goes on with what is at the destination also without a local database, which it
    // makes of that first: somebody has said that it is its own (R3).
    bool takesOver = false;
    // Runs the scripts of the options and sends their reports: a run that a person or a schedule
    // began, not a look at something.
    bool isReported = false;
    std::string name;      // of the backup, for these
    std::string id;        // the same; empty: one by the destination
    std::string nextRun;   // when it is planned, ISO 8601; empty: not known
    std::string taskSetup; // goes into each version (core/config/task_setup.h); or empty
};

struct ListRequest
{
    WantedPaths wanted;
    bool everyVersion = false; // find: look in all versions
};

struct CompareRequest
{
    VersionSelection base;     // not set: the last version but one
    VersionSelection compared; // not set: the newest
    WantedPaths wanted;
};

struct VerifyRequest
{
    bool all = false;
    std::int64_t samples = 1;
};

} // namespace cairn
