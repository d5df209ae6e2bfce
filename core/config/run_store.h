// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_path.h"
#include "core/config/job_config.h"
#include "core/config/settings_database.h"

#include <QDate>
#include <QString>
#include <QTimeZone>

#include <array>
#include <vector>

namespace cairn {

enum class RunKind : std::uint8_t { Backup, Test, Repair, Delete, Restore };
inline constexpr std::array<std::string_view, 5> kRunKindNames{"backup", "test", "repair", "delete",
                                                               "restore"};
[[nodiscard]] std::string_view runKindName(RunKind kind);
[[nodiscard]] std::optional<RunKind> runKindFromName(std::string_view name);

// How a run stands, or ended.
enum class RunResult : std::uint8_t {
    Waiting, // for what waitingFor names
    Running,
    Paused,
    Stopping,   // a stop was asked for
    Saved,      // all went well: "saved" for a backup
    NothingNew, // and there was nothing to do
    Warning,
    Partial, // a backup that was stopped, or could not go on, and kept what it had
    Failed,
    Cancelled,   // stopped without a result
    Interrupted, // its host died
    Missed,      // it was due and nothing ran: a row without a run
};
inline constexpr std::array<std::string_view, 12> kRunResultNames{
    "waiting", "running", "paused", "stopping",  "saved",       "nothing-new",
    "warning", "partial", "failed", "cancelled", "interrupted", "missed"};
[[nodiscard]] std::string_view runResultName(RunResult result);
[[nodiscard]] constexpr bool isOver(RunResult result)
{
    return result >= RunResult::Saved;
}
[[nodiscard]] constexpr bool isWell(RunResult result)
{
    return result == RunResult::Saved || result == RunResult::NothingNew;
}

// Whether a time (unix s) may be one that has been: not one that a clock which was ahead has noted.
// A little ahead is none: clocks are put right now and then.
inline constexpr std::int64_t kClockTolerance = 3600; // s
[[nodiscard]] constexpr bool isPast(std::int64_t time, std::int64_t now)
{
    return time <= now + kClockTolerance;
}

// What changes while a run goes on.
struct RunState
{
    RunResult result = RunResult::Running;
    std::string phase; // "files"; a word of kPhaseNames (core/engine/job_runner.h)
    std::int64_t filesDone = 0;
    std::int64_t filesTotal = 0;
    std::int64_t bytesDone = 0;
    std::int64_t bytesTotal = 0;
    bool totalKnown = false;
    std::int64_t bytesSent = 0;
    std::string path;       // raw bytes; being worked on
    std::string waitingFor; // a code: "DRIVE_ABSENT"; empty: for nothing
    bool operator==(const RunState &) const = default;
};

// What a run brought.
struct RunSummary
{
    int exitCode = 0;
    std::int64_t newBytes = 0;
    std::int64_t added = 0; // files
    std::int64_t changed = 0;
    std::int64_t deleted = 0;
    std::int64_t versionTime = 0; // unix s of the version made; 0: none
    // Files and folders that each skip set kept out; a folder stands for all below it.
    std::array<std::int64_t, kSkipSetNames.size()> leftOut{};
    bool operator==(const RunSummary &) const = default;
};

struct RunMessage
{
    enum class Severity : std::uint8_t { Information, Warning, Error };
    Severity severity = Severity::Information;
    std::string code;
    QString text;
    std::string path; // raw bytes
    bool operator==(const RunMessage &) const = default;
};

// In waitingFor of a day that was missed since all backups were paused.
inline constexpr std::string_view kPausedCode = "PAUSED";

// Code of the message of a run that its host's end stopped, and no person.
inline constexpr std::string_view kEndedWithHost = "EndedWithHost";

struct RunRecord
{
    std::int64_t id = 0;
    std::string job;
    RunKind kind = RunKind::Backup;
    std::int64_t began = 0;            // unix s
    std::optional<std::int64_t> ended; // none: it goes on
    std::int64_t host = 0;             // process
    RunState state;
    RunSummary summary;
};

// How the backups of a job went lately.
struct BackupTries
{
    std::int64_t lastBegan = 0; // unix s; 0: there was none
    std::int64_t lastEnded = 0;
    // In a row, up to the last. One whose host died counts, and so does one that ended with its
    // host (kEndedWithHost); one that a script forbade ends the row.
    int failures = 0;
    bool operator==(const BackupTries &) const = default;
};

// Which runs a page shows; newest first.
struct RunQuery
{
    std::string job; // empty: all
    std::optional<RunKind> kind;
    std::optional<RunResult> result;
    std::int64_t beforeId = INT64_MAX; // the last of the page before
    int limit = 100;
};

// One cell of the strip of days.
enum class DayResult : std::uint8_t { None, Saved, Warning, Failed, Missed };
struct DayCell
{
    QDate day; // local
    DayResult result = DayResult::None;
    std::string why{}; // Missed: as noteMissed() was told
    bool operator==(const DayCell &) const = default;
};

// The history of runs in the settings database, and what goes on now.
class RunStore final
{
public:
    explicit RunStore(SettingsDatabase &settings)
        : m_database(settings.database())
    {
    }

    Result<std::int64_t> begin(std::string_view job, RunKind kind, std::int64_t now,
                               std::int64_t host, const RunState &state = {});
    Result<> update(std::int64_t run, const RunState &state);
    // Its end: state, counters and messages in one change.
    Result<> finish(std::int64_t run, std::int64_t now, const RunState &state,
                    const RunSummary &summary, const std::vector<RunMessage> &messages);
    // A day on which nothing ran although it should have; `why` as RunState::waitingFor, or
    // kPausedCode; empty: the computer or the program was off.
    Result<> noteMissed(std::string_view job, std::int64_t due, std::string_view why);
    // For whoever has just become the host: what the one before left open has ended by its death.
    // How many there were.
    Result<std::int64_t> closeInterrupted(std::int64_t now);

    Result<std::optional<RunRecord>> get(std::int64_t run);
    Result<std::vector<RunRecord>> page(const RunQuery &query);
    // The last row of a job, one that was missed included.
    Result<std::optional<RunRecord>> newest(std::string_view job, std::optional<RunKind> kind = {});
    Result<std::vector<RunRecord>> open();          // those that go on, oldest first
    Result<std::vector<RunRecord>> lastOfEachJob(); // that ran
    Result<BackupTries> tries(std::string_view job);
    // When the last backup ended that could look at everything and kept what it found; unix s, 0:
    // none did. One that a clock which was wrong has put after `now` says nothing.
    Result<std::int64_t> lastSaved(std::string_view job, std::int64_t now);
    Result<bool> hasSaved(std::string_view job); // whenever that was
    Result<std::vector<RunMessage>> messages(std::int64_t run);
    // The days up to and with that of `now`, oldest first. Backups alone count; the best of a day
    // counts: what was saved in the end is safe.
    Result<std::vector<DayCell>> days(std::string_view job, std::int64_t now, int count = 30,
                                      const QTimeZone &zone = QTimeZone::systemTimeZone());

    // Forgets what ended before `time`. The newest 30 of each job and kind stay, and apart from
    // them those of its runs that went well and those that were missed.
    Result<> forgetBefore(std::int64_t time);

private:
    Database &m_database;
};

} // namespace cairn
