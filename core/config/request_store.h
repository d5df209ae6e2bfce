// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"

#include <array>
#include <vector>

namespace cairn {

// What one program asks of the one that hosts the engine. Run is a backup; it and those from Test
// on ask for a run, the others are about the one that goes on. A host that is older does not see a
// verb that it does not know, and leaves it open.
enum class RequestVerb : std::uint8_t {
    Run,
    Pause,
    Resume,
    StopAfterFile,
    StopNow,
    Test,
    Repair,
    Recreate, // of the local database, from the destination
    Delete,   // of versions, as the job's retention says
    RunEmpty  // as Run, also if the sources have no files any more
};
inline constexpr std::array<std::string_view, 10> kRequestNames{
    "run",  "pause",  "resume",   "stopAfterFile", "stopNow",
    "test", "repair", "recreate", "delete",        "runEmpty"};

struct Request
{
    std::int64_t id = 0;
    std::string job;
    RequestVerb verb = RequestVerb::Run;
    std::int64_t made = 0; // unix s
    std::optional<std::int64_t> answered;
    // Of a delete: of these versions (unix s), whatever the job's retention says.
    std::vector<std::int64_t> moments{};
};

class RequestStore final
{
public:
    explicit RequestStore(SettingsDatabase &settings)
        : m_database(settings.database())
    {
    }

    Result<std::int64_t> add(std::string_view job, RequestVerb verb, std::int64_t now,
                             const std::vector<std::int64_t> &moments = {});
    // Those of a job, or all, that nobody has answered yet; oldest first.
    Result<std::vector<Request>> open(std::string_view job = {});
    Result<std::optional<Request>> get(std::int64_t request);
    // It was done, or there is nothing left that it could be about.
    Result<> answer(std::int64_t request, std::int64_t now);
    // What was asked of a run that is over concerns no later one: all that asks for no run.
    Result<> answerAll(std::string_view job, std::int64_t now);
    // Forgets what was answered before `time`.
    Result<> forgetBefore(std::int64_t time);

private:
    Database &m_database;
};

} // namespace cairn
