// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_config.h"
#include "core/config/settings_database.h"

namespace cairn {

// The jobs in the settings database. Names are unique, whatever their case; a job keeps its id.
class JobStore final
{
public:
    explicit JobStore(SettingsDatabase &settings)
        : m_database(settings.database())
    {
    }

    Result<std::vector<JobConfig>> all(); // in their order
    Result<std::optional<JobConfig>> get(std::string_view id);
    // By id, or by name in any case.
    Result<std::optional<JobConfig>> find(const QString &nameOrId);

    // Adds at the end, or replaces the one of this id where it stands. AlreadyExists (JOB_NAME) if
    // another has the name.
    Result<> save(const JobConfig &job);
    // What is kept elsewhere (secrets, stored files, runs) stays.
    Result<> remove(std::string_view id);
    // Ids that are not named follow behind, as they stood.
    Result<> reorder(std::span<const std::string> ids);

private:
    Result<> readParts(JobConfig &job);
    Result<> writeParts(const JobConfig &job);
    Result<> writeSchedule(const JobConfig &job);
    Result<> checkName(const JobConfig &job);
    Result<> forgetScheduleOff(std::string_view id);
    Database &m_database;
};

} // namespace cairn
