// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/error.h"
#include "core/pipeline/run_report.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cairn {

enum class Operation : std::uint8_t {
    Backup,
    Restore,
    List,
    ListFilesets,
    Compare,
    Test,
    Repair,
    Recreate,
    Delete,
    Discard,
    Copy,
    Compact,
    Purge,
    PurgeBroken,
    ListBroken,
    TestFilters
};
[[nodiscard]] const char *operationName(Operation operation); // "Backup", as results are marked

enum class ParsedResult : std::uint8_t { Success, Warning, Error, Fatal };
[[nodiscard]] const char *parsedResultName(ParsedResult result);

// Exit codes of the command line (engine.md §12.3); other front-ends show ParsedResult.
namespace exitCode {
inline constexpr int Success = 0;
inline constexpr int NothingNew = 1; // backup: no version was made
inline constexpr int Warnings = 2;   // something of the user's was not done as asked
inline constexpr int Errors = 3;
inline constexpr int Partial = 50; // backup: stopped early
inline constexpr int Failed = 100;
inline constexpr int WrongUse = 200;
} // namespace exitCode

// What the result of a run is judged by.
struct RunFacts
{
    Operation operation = Operation::Backup;
    bool failed = false; // ended with an error instead of a result
    std::int64_t warnings = 0;
    std::int64_t errors = 0;
    bool faults = false;     // test: damage was found; restore, repair: files stay broken;
                             // list-broken-files: there are some
    bool partial = false;    // backup: stopped early
    bool nothingNew = false; // backup: nothing had changed; test: there was nothing to look at
    bool stopped = false;    // a stop was asked for
    bool held = false;       // a script said that it is not to run
};

struct Judgement
{
    ParsedResult result = ParsedResult::Success;
    int exitCode = exitCode::Success;
};

// The one place where a run's result is decided (R28): its worst event.
[[nodiscard]] Judgement judge(const RunFacts &facts);

// Traffic of a finished run.
struct TrafficCount
{
    std::int64_t remoteCalls = 0;
    std::int64_t bytesUploaded = 0;
    std::int64_t bytesDownloaded = 0;
    std::int64_t filesUploaded = 0;
    std::int64_t filesDownloaded = 0;
    std::int64_t filesDeleted = 0;
    std::int64_t retryAttempts = 0;
};

// What the destination holds, by what the local database knows.
struct KnownStore
{
    std::int64_t files = 0;
    std::int64_t bytes = 0;
    std::int64_t versions = 0;
    std::int64_t newestTime = 0; // of the newest version, unix s; 0: none
    // Its list and that list's file hash in hex (S2): what a destination is compared with when the
    // database is lost. Empty: not known.
    std::string newestList;
    std::string newestListHash;
};

// How a run ended, whatever it was.
struct RunOutcome
{
    Operation operation = Operation::Backup;
    std::int64_t beginNs = 0; // since 1970-01-01 UTC
    std::int64_t endNs = 0;
    std::optional<Error> fatal;
    std::vector<ReportMessage> messages;
    TrafficCount traffic;
    std::optional<KnownStore> known; // nothing without a database of its own
    bool interrupted = false;        // a stop or an abort was asked for
    Judgement judgement;
};

// With what it brought; no value when it failed.
template<typename Value>
struct Outcome : RunOutcome
{
    std::optional<Value> value;
};

} // namespace cairn
