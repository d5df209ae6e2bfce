// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_options.h"
#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"

#include <string>
#include <vector>

namespace cairn {

struct VolumeFinding
{
    enum Kind { Missing, Extra, Modified, Error };
    std::string volume; // full remote name
    Kind kind = Error;
    QString text; // what is wrong with it, one sentence
};

// What is known of the usable volumes at the destination, by the checks so far.
struct TrustSummary
{
    std::int64_t volumes = 0;
    std::int64_t neverRead = 0;     // since they were stored, or since this database was made
    std::int64_t longestUnread = 0; // of the others: when the one was read, unix s; 0 none
};

struct TestResult
{
    std::vector<std::string> tested; // in order
    std::vector<VolumeFinding> findings;
    std::int64_t testedBytes = 0;
    TrustSummary trust; // after this test
};

struct TestRequest
{
    bool all = false;
    // Of each kind of volume (engine.md §6.1); those whose turn it is by options.verify.period come
    // on top.
    std::int64_t samples = 1;
    std::vector<std::int64_t> exclude; // volume ids that this run wrote and proved
};

// Fetches and checks volumes whole (engine.md §6): hash, structure, every block, every list. Damage
// is recorded in the database (R16) and reported; the result of what could not be looked at is an
// error. Which versions: options.selection. The caller has reconciled in mode AddOnly or better.
Result<TestResult> testVolumes(const RunEnvironment &environment, JobDatabase &job,
                               const JobSettings &settings, const TestRequest &request);

} // namespace cairn
