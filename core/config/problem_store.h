// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/run_store.h"

namespace cairn {

// One cause of trouble of a job, from when it was first met until it was over.
struct Problem
{
    std::int64_t id = 0;
    std::string job;
    std::string code;               // "FILES_UNREADABLE": the cause, which decides text and remedy
    RunKind kind = RunKind::Backup; // of the run that met it last
    QString text;                   // what was said; for Details
    std::int64_t count = 1;         // how much it concerns; may be more than there are paths
    std::vector<std::string> paths; // raw bytes, sorted; the first kPaths of them
    std::int64_t opened = 0;        // unix s
    std::int64_t seen = 0;          // last
    std::optional<std::int64_t> closed;

    static constexpr std::size_t kPaths = 1000;
};

class ProblemStore final
{
public:
    explicit ProblemStore(SettingsDatabase &settings)
        : m_database(settings.database())
    {
    }

    // What a run of this kind has met, one Problem a cause (job, kind, code, text, count, paths).
    // A cause that is open stays the same problem. `succeeded`: it could look at everything, so
    // that open causes of the same kind that it did not meet again are over.
    Result<> noteRun(std::string_view job, RunKind kind, std::int64_t now,
                     const std::vector<Problem> &met, bool succeeded);
    Result<> close(std::int64_t problem, std::int64_t now);
    // Takes these paths out of the job's open problem of this cause, which is over if that were all
    // of it.
    Result<> forget(std::string_view job, std::string_view code,
                    const std::vector<std::string> &paths, std::int64_t now);

    Result<std::vector<Problem>> open(std::string_view job = {}); // empty: of all jobs
    // Those that were over last, newest first.
    Result<std::vector<Problem>> closed(std::string_view job = {}, int limit = 100);

    // Forgets what was over before `time`.
    Result<> forgetBefore(std::int64_t time);

private:
    Result<> note(const Problem &problem, std::int64_t now);
    Result<std::vector<Problem>> withPaths(std::vector<Problem> problems);
    Database &m_database;
};

} // namespace cairn
