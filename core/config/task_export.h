// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/secret.h"
#include "core/config/job_config.h"

#include <QJsonObject>
#include <QStringList>

#include <map>

namespace cairn {

// By their kind in the key store. None given: nothing secret is written.
using JobSecretMap = std::map<std::string, Secret>;

// How a schedule names days: "mon" in what a version holds, "Monday" in an export.
enum class DayNames : std::uint8_t { Short, Full };

// A job in Duplicati's form (engine.md §10.3), our own fields beside it under "Cairn".
[[nodiscard]] QJsonObject taskOf(const JobConfig &job, const SkipPlaces &places, DayNames days,
                                 const JobSecretMap &secrets = {});

struct JobExport
{
    std::string text;
    QStringList remarks; // what Duplicati will not do as this program does
};
// For Duplicati's page "Import from a file", and for this program, which reads all of it again.
[[nodiscard]] JobExport exportJson(const JobConfig &job, const JobSecretMap &secrets = {},
                                   const SkipPlaces &places = SkipPlaces::fromSystem());
// For a POSIX shell.
[[nodiscard]] JobExport exportCommandLine(const JobConfig &job, const JobSecretMap &secrets = {},
                                          const SkipPlaces &places = SkipPlaces::fromSystem());
// The backup as `cairn-cli backup`, for a POSIX shell; of a job without a drive, or with its place
// put in for it. One line without an end, and without secrets.
[[nodiscard]] std::string ownCommandLine(const JobConfig &job,
                                         const SkipPlaces &places = SkipPlaces::fromSystem());

} // namespace cairn
