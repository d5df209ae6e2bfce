// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/db/job_database.h"
#include "core/operations/rebuild.h"
#include "core/pipeline/run_environment.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace cairn {

struct RebuildContext;

// Which volumes a rebuild has done with, noted in the new database in the transaction of what they
// told, so that one that was killed is gone on with. What was reported until then is noted too, for
// the run that ends must say all of it (R28). One thread.
class RebuildCheckpoint final
{
public:
    explicit RebuildCheckpoint(JobDatabase &job)
        : m_job(job)
    {
    }

    // After the listing: begins in an empty database, goes on in one that this program was filling
    // from the same destination when the same lay there. Stale: in any other.
    Result<> begin(const RebuildContext &context, std::string_view destination);
    [[nodiscard]] bool isResumed() const { return m_isResumed; }
    // Gives the listed volumes their rows and what the database knows of them.
    Result<> adoptRows(RebuildContext &context);
    // After the settings are learnt, what is told so far is told by each run: says again what was
    // said of the volumes that are done.
    Result<> restoreReport(RebuildContext &context);
    // Nothing more will be read of it for what is known now.
    [[nodiscard]] bool isDone(const std::string &name) const { return m_done.contains(name); }
    // It was found wrong, which was said.
    [[nodiscard]] bool isNoted(const std::string &name) const { return m_noted.contains(name); }
    // Done, and not because they could not be opened.
    Result<std::int64_t> indexesRead();
    // Call within the transaction of what the volume told.
    Result<> markDone(const std::string &name, const RebuildContext &context);
    // Leaves no trace. Call within the transaction that ends the rebuild.
    Result<> finish();

private:
    Result<> create(const std::string &mark);
    Result<> load();
    Result<> adoptRow(RebuildContext &context, const VolumeRow &row);
    Result<> insertName(const char *sql, const std::string &name);
    Result<> noteMessages(const RunReport &report);

    JobDatabase &m_job;
    bool m_isResumed = false;
    std::unordered_set<std::string> m_done;
    std::unordered_set<std::string> m_noted; // what was wrong with them is among the messages
    std::size_t m_messagesAt = 0;            // of the report, what is not noted yet
    std::size_t m_unusableAt = 0;            // of the result
};

// Into a database that is empty or was left by such a run; `lists` is kept beside it for the next.
Result<RebuildResult> rebuildResumably(const RunEnvironment &environment, JobDatabase &job,
                                       const RebuildRequest &request, const FilePath &lists);

} // namespace cairn
