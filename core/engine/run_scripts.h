// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"
#include "core/config/report_options.h"
#include "core/engine/child_process.h"
#include "core/engine/outcome.h"

#include <optional>
#include <utility>

namespace cairn {

class CancelToken;
class Clock;
class Random;

// What scripts are told of a run.
struct ScriptFacts
{
    Operation operation = Operation::Backup;
    std::string remoteUrl; // as far as they may know it
    std::vector<FilePath> sources;
    std::string backupName;
    const OptionSet *given = nullptr;
};

// What a script printed that changes this run.
struct ScriptChanges
{
    std::vector<std::pair<std::string, std::string>> options; // by name
    std::optional<std::string> remoteUrl;
    std::optional<std::vector<FilePath>> sources;
    std::optional<std::vector<FilterEntry>> filters;
};

// Programs of the user's around a run (engine.md §10.6). Their exit codes, what they say on
// standard error and their lines LOG:… go into the report of the run.
class RunScripts final
{
public:
    struct World
    {
        FileLayer &files;
        Clock &clock;
        Random &random;
        const CancelToken &cancel;
        FilePath tempFolder; // for the result file; empty: the system's
    };
    RunScripts(World world, const ScriptOptions &options, RunReport &report)
        : m_world(std::move(world))
        , m_options(options)
        , m_report(report)
    {
    }

    // Before the operation. The required one first. Fails if the run must not take place:
    // ErrorCode::Cancelled where a script only did not want it, ScriptStopped where that is an
    // error, another id where the required one failed.
    Result<ScriptChanges> before(const ScriptFacts &facts);
    void postBackup(const ScriptFacts &facts);
    // result: what its result file holds.
    void after(const ScriptFacts &facts, ParsedResult parsed, const QByteArray &result);

    enum class Event : std::uint8_t { Before, PostBackup, After };
    // Runs one as it would be run, and nothing else. Fails if it cannot be started.
    Result<ProcessEnd> tryOut(const std::string &command, Event event, const ScriptFacts &facts);

private:
    struct Call
    {
        const std::string &command;
        Event event;
        const ScriptFacts &facts;
        std::vector<std::string> more{}; // of the environment
    };
    struct Outcome
    {
        bool started = true;
        bool timedOut = false;
        bool stopped = false;
        int exitCode = 0;
        std::string output{};
    };
    [[nodiscard]] Result<ProcessOrder> orderOf(const Call &call) const;
    Outcome run(const Call &call);
    void tell(const std::string &command, const Outcome &outcome, bool isBefore);
    Result<> required(const ScriptFacts &facts, ScriptChanges &changes);
    Result<> wished(const ScriptFacts &facts, ScriptChanges &changes);
    void takeOutput(const std::string &output, ScriptChanges *changes);

    World m_world;
    const ScriptOptions &m_options;
    RunReport &m_report;
};

} // namespace cairn
