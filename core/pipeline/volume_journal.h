// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/volume_writer.h"

#include <array>
#include <chrono>
#include <functional>
#include <limits>
#include <string>

namespace cairn {

// Names of a put's kill points (reliability.md §4): the commit of Uploading, the put, the
// confirmation, the commit of Confirmed.
using ProtocolSteps = std::array<const char *, 4>;

// Whether no list of this job ever had this time, and so this name (R31).
[[nodiscard]] Result<bool> isFreeStamp(JobDatabase &job, const JobSettings &settings,
                                       Random &random, std::int64_t time);
// A list that others tell of and that is gone: its name stays taken although no row tells of it
// any more, since a database that was made anew knows only what lies there. A row would hide it,
// were it to come back (R4). Within a transaction.
Result<> noteFormerList(JobDatabase &job, const std::string &name);

// Puts sealed volumes and deletes remote ones in the order that reliability.md §4 wants: a
// committed row before each remote effect, its outcome committed after (R6); a failed put goes on
// under a new name (R31). One object a thread (it owns a backend); the database may be shared.
class VolumeJournal final
{
public:
    VolumeJournal(const RunEnvironment &environment, JobDatabase &job,
                  std::unique_ptr<Backend> backend, const JobSettings &settings);

    // Commits the volume as Uploading together with whatever `alongside` writes (block rows,
    // links), puts it, confirms it (R15), and commits Confirmed together with `confirmed`. Returns
    // the volume's id. A transient failure is tried again under a new name; `remake` builds content
    // that knows its own name anew (a dlist), without it the same bytes go.
    struct Put
    {
        VolumeKind kind = VolumeKind::Dblock;
        std::string name;
        std::int64_t contentBytes = 0;
        std::int64_t time = 0; // of a dlist: its stamp, which a retry moves on
        std::int64_t before = std::numeric_limits<std::int64_t>::max(); // but not so far
        std::function<Result<>(std::int64_t volumeId)> alongside;
        std::function<Result<>(std::int64_t volumeId, const std::string &finalName)> confirmed;
        std::function<Result<SealedVolume>(const std::string &newName, std::int64_t newTime)>
            remake;
        ProtocolSteps steps{"", "", "", ""};
    };
    Result<std::int64_t> put(SealedVolume &volume, const Put &what);

    // Deleting is committed by the caller; this removes the object, proves it absent and commits
    // Deleted. A refused delete is a warning; the row stays Deleting for the next run (S10).
    Result<> remove(std::int64_t volumeId);

    [[nodiscard]] Backend &backend() { return *m_backend; }

private:
    struct Attempt
    {
        std::int64_t id;
        std::string name;
        std::string tempName;
        std::int64_t time;
    };
    Result<> begin(Attempt &attempt, const SealedVolume &volume, const Put &what);
    Result<> tryOnce(const Attempt &attempt, const SealedVolume &volume, const Put &what);
    struct Retries
    {
        int count = 0;
        std::chrono::nanoseconds waited{0};
        bool last = false; // no more after this
    };
    Result<> renew(Attempt &attempt, SealedVolume &volume, const Put &what, const Error &failure);
    Result<> takeNextStamp(Attempt &attempt, const Put &what, const Error &failure);
    // Success: try again, the wait is over. Else what the put ends with.
    Result<> waitBeforeRetry(const Attempt &attempt, const Error &failure, Retries &retries);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    std::unique_ptr<Backend> m_backend;
    const JobSettings &m_settings;
};

} // namespace cairn
