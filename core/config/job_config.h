// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"
#include "core/base/file_path.h"
#include "core/config/option_set.h"
#include "core/config/schedule.h"

#include <QString>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cairn {

// A drive is remembered by its file system, not by where it was mounted.
struct DriveRef
{
    QString uuid;
    QString label;
    std::int64_t sizeBytes = 0; // of the device
    FilePath folder;            // relative to the mount point, without a leading slash
    bool operator==(const DriveRef &) const = default;
};

// What a drive is known by: the UUID of its file system; where that has none, its label and the
// size of its device in bytes.
[[nodiscard]] QString driveId(const QString &uuid, const QString &label, std::int64_t deviceBytes);
[[nodiscard]] inline QString driveId(const DriveRef &drive)
{
    return driveId(drive.uuid, drive.label, drive.sizeBytes);
}

// What can be left out by one tick (ui.md §4.2). The order is that of kSkipSetNames.
enum class SkipSet : std::uint8_t { Caches, Trash, Temporary, Installers, VmImages };
inline constexpr std::array<std::string_view, 5> kSkipSetNames{"caches", "trash", "temporary",
                                                               "installers", "vm-images"};
[[nodiscard]] std::optional<SkipSet> skipSetFromName(std::string_view name);
[[nodiscard]] inline std::string_view skipSetName(SkipSet set)
{
    return kSkipSetNames[static_cast<std::size_t>(set)];
}

// A colour that a person marks a backup with. The order is that of kJobTagNames.
enum class JobTag : std::uint8_t { None, Red, Orange, Yellow, Green, Blue, Purple };
inline constexpr std::array<std::string_view, 7> kJobTagNames{"none",  "red",  "orange", "yellow",
                                                              "green", "blue", "purple"};
[[nodiscard]] std::optional<JobTag> jobTagFromName(std::string_view name);
[[nodiscard]] inline std::string_view jobTagName(JobTag tag)
{
    return kJobTagNames[static_cast<std::size_t>(tag)];
}

// Which versions stay.
struct Keep
{
    enum class Kind : std::uint8_t {
        Everything,
        Count,  // the last N: value is a number
        Time,   // those newer than: value is a duration, "6M"
        Policy, // value is a policy, "1M:1D,1Y:1W,U:1M"
    };
    Kind kind = Kind::Everything;
    std::string value;
    bool operator==(const Keep &) const = default;

    [[nodiscard]] static Keep smart() { return {Kind::Policy, "1M:1D,1Y:1W,U:1M"}; }
};

// One backup as a person set it up. A value; holds no secret.
struct JobConfig
{
    std::string id; // 8 lower-case hex digits, for life
    QString name;
    QString group; // that it is shown in, with others of the same; empty: none
    JobTag tag = JobTag::None;
    std::string destination; // URL without secrets; unused with a drive
    std::optional<DriveRef> drive;
    std::vector<FilePath> sources;  // absolute
    std::vector<FilterEntry> rules; // one's own; the first that matches decides
    std::vector<SkipSet> skipSets;  // after the rules
    std::optional<std::int64_t> largestFile;
    Keep keep = Keep::smart();
    bool encrypted = true;
    Schedule schedule;
    bool unattended = false; // its secrets are where a program finds them with nobody logged in
    std::map<std::string, std::string> options; // further ones by the option table; no secrets
    std::int64_t createdAt = 0;                 // unix s
    bool sheetSaved = false;                    // or the passphrase written down
    // Files (raw bytes, sorted) that may go unread without a warning.
    std::vector<std::string> notWarned;
    std::int64_t position = 0; // among the jobs; decided by the store
    bool operator==(const JobConfig &) const = default;
};

[[nodiscard]] std::string newJobId(Random &random);
[[nodiscard]] bool isJobId(std::string_view id);

// Whether it could run: a name, a destination, a source; rules, keep and options that the table
// allows; no secret among the options. InvalidArgument says what is wrong.
[[nodiscard]] Result<> checkJobConfig(const JobConfig &job);

// What the user's system contributes to the rules.
struct SkipPlaces
{
    FilePath downloads; // empty: none
    [[nodiscard]] static SkipPlaces fromSystem();
};

// The options that the engine runs with: those of the job, its rules and skip sets, size limit,
// keep and encryption, as they would stand on a command line. Without secrets.
[[nodiscard]] Result<OptionSet> toOptionSet(const JobConfig &job,
                                            const SkipPlaces &places = SkipPlaces::fromSystem());
// The rules of one skip set, in the filter language.
[[nodiscard]] std::vector<FilterEntry> skipRules(SkipSet set, const SkipPlaces &places);
// The skip set of each filter that stands behind the job's own rules.
[[nodiscard]] std::vector<SkipSet>
skipSetsByFilter(const JobConfig &job, const SkipPlaces &places = SkipPlaces::fromSystem());
// That of one of all filters, as toOptionSet() orders them; none: it is a rule of the job.
[[nodiscard]] std::optional<SkipSet> skipSetOf(const JobConfig &job,
                                               const std::vector<SkipSet> &byFilter, int filter);

} // namespace cairn
