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

struct TestResult
{
    std::vector<std::string> tested; // in order
    std::vector<VolumeFinding> findings;
    std::int64_t testedBytes = 0;
};

struct TestRequest
{
    bool all = false;
    std::int64_t samples = 1;          // of each kind of volume (engine.md §6.1)
    std::vector<std::int64_t> exclude; // volume ids that this run wrote and proved
};

// Fetches and checks volumes whole (engine.md §6): hash, structure, every block, every list. Damage
// is recorded in the database (R16) and reported; the result of what could not be looked at is an
// error. Which versions: options.selection. The caller has reconciled in mode AddOnly or better.
Result<TestResult> testVolumes(const RunEnvironment &environment, JobDatabase &job,
                               const JobSettings &settings, const TestRequest &request);

} // namespace cairn
