// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/notice_store.h"
#include "core/schedule/nag_policy.h"

#include <QTimeZone>

#include <optional>
#include <string>
#include <vector>

namespace cairn {

enum class NoticeCause : std::uint8_t {
    FirstBackup,   // is finished
    Problem,       // that does not go by itself
    Late,          // nothing was saved for too long
    DriveReminder, // the drive was not here for long
    Digest,        // what went on while nobody was here
};
enum class NoticeUrgency : std::uint8_t { Low, Normal, Critical };
enum class NoticeAction : std::uint8_t { BackUpNow, Later, Show, RemindInAWeek };

// One thing to tell a person. What is shown under the same key before is replaced.
struct Notice
{
    std::string key;
    NoticeCause cause = NoticeCause::Problem;
    NoticeUrgency urgency = NoticeUrgency::Normal;
    std::vector<NoticeAction> actions{}; // in order; the first is the answer to a plain click
    std::string job{};                   // empty: about all
    std::string code{};                  // Problem: of the table of errors
    bool unprotected = false;            // Late: beyond every patience
    int runs = 0;                        // Digest
    int complete = 0;
    bool operator==(const Notice &) const = default;
};

// What is true now.
struct NoticeFacts
{
    struct Problem
    {
        std::string code;
        std::int64_t seen = 0; // unix s, by the last run that met it
    };
    struct Job
    {
        std::string id;
        NagLevel nag = NagLevel::Fine;
        std::vector<Problem> problems{}; // that are open
        std::int64_t firstVersion = 0;   // unix s, when the only version was made here; else 0
    };
    std::vector<Job> jobs;
    std::int64_t now = 0;                // unix s
    bool inUse = true;                   // somebody is at the computer
    bool atLogin = false;                // this is the first look of the program
    int runs = 0;                        // backups that ended since somebody was here last
    int complete = 0;                    // of them
    std::vector<NoticeCause> unwanted{}; // causes that the person wants to hear nothing of
};

struct NoticeDecision
{
    std::vector<Notice> tell;
    std::vector<std::string> over;    // keys that no longer hold: what is shown of them goes
    std::optional<std::int64_t> seen; // to be noted as NoticeMemory::lastSeen
};

// What to tell now (ui.md §13): at most one notice a cause and day, nothing of a success but the
// first. Pure: whoever shows a notice notes it in the memory.
[[nodiscard]] NoticeDecision decideNotices(const NoticeFacts &facts, const NoticeMemory &memory,
                                           const QTimeZone &zone);

// Whether a problem waits for a person.
[[nodiscard]] bool needsPerson(std::string_view code);

inline constexpr std::int64_t kSnoozeSeconds = 7 * 86'400; // "in a week"

} // namespace cairn
