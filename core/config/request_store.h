// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/settings_database.h"

#include <array>
#include <vector>

namespace cairn {

// What one program asks of the one that hosts the engine.
enum class RequestVerb : std::uint8_t { Run, Pause, Resume, StopAfterFile, StopNow };
inline constexpr std::array<std::string_view, 5> kRequestNames{"run", "pause", "resume",
                                                               "stopAfterFile", "stopNow"};

struct Request
{
    std::int64_t id = 0;
    std::string job;
    RequestVerb verb = RequestVerb::Run;
    std::int64_t made = 0; // unix s
    std::optional<std::int64_t> answered;
};

class RequestStore final
{
public:
    explicit RequestStore(SettingsDatabase &settings)
        : m_database(settings.database())
    {
    }

    Result<std::int64_t> add(std::string_view job, RequestVerb verb, std::int64_t now);
    // Those of a job, or all, that nobody has answered yet; oldest first.
    Result<std::vector<Request>> open(std::string_view job = {});
    Result<std::optional<Request>> get(std::int64_t request);
    // It was done, or there is nothing left that it could be about.
    Result<> answer(std::int64_t request, std::int64_t now);
    // What was asked of a run that is over concerns no later one: all but Run.
    Result<> answerAll(std::string_view job, std::int64_t now);

private:
    Database &m_database;
};

} // namespace cairn
