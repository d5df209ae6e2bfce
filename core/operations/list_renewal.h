// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"
#include "core/pipeline/dlist_builder.h"
#include "core/pipeline/run_environment.h"
#include "core/pipeline/volume_journal.h"

#include <functional>
#include <vector>

namespace cairn {

// Puts the list of a version again under a new name: repair (P3) as the database has it, purge (P6)
// without some entries. A list's name is its version's time, and a name is used once (R31), so the
// version moves to a free second between its neighbours: the next one, else the last one before. If
// there is none, the versions after it make room and their lists are made anew too. The old lists
// become Deleting in the commit that makes the new ones visible (R8); the caller or the next backup
// deletes them (R14).
class ListRenewal final
{
public:
    // What the new list is to say, and what the database says from its confirmation on.
    struct Change
    {
        EntryEdit edit;
        // In the commit of the confirmation. Fits the version's rows and counts to the list, which
        // has these.
        std::function<Result<>(VersionRow &version, const DlistCounts &listed)> apply;
    };

    // All of them outlive it. `steps`: the kill points of its puts.
    ListRenewal(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
                VolumeJournal &journal, const ProtocolSteps &steps);

    Result<> renew(std::int64_t version, const Change &change = {});

private:
    // A version and the time that it is to get; the put must stay before `before`.
    struct Move
    {
        VersionRow version;
        std::int64_t time = 0;
        std::int64_t before = 0;
    };
    Result<std::vector<Move>> plan(std::int64_t version);
    Result<std::vector<std::int64_t>> freeAfter(std::int64_t time, std::int64_t before,
                                                std::size_t count);
    Result<std::int64_t> freeBefore(std::int64_t time, std::int64_t after);
    Result<> put(const Move &move, const Change &change);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    VolumeJournal &m_journal;
    ProtocolSteps m_steps;
};

} // namespace cairn
