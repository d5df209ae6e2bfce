// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/catalog.h"
#include "core/operations/restore.h"
#include "core/operations/restore_list.h"

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace cairn {

// What can be taken from the file that is there already.
struct ReusedBlocks
{
    std::string name;       // of that file, beside the new one
    std::vector<bool> good; // by block index
    std::int64_t count = 0; // of good ones
};

// One version being restored: what its parts share. The list and the maps are fixed before the
// working threads start; the result has a lock.
class RestoreRun final
{
public:
    RestoreRun(const RunEnvironment &run, JobDatabase &database, const JobSettings &jobSettings,
               VersionInfo restored)
        : environment(run)
        , job(database)
        , settings(jobSettings)
        , version(std::move(restored))
    {
    }
    RestoreRun(const RestoreRun &) = delete;
    RestoreRun &operator=(const RestoreRun &) = delete;

    const RunEnvironment &environment;
    JobDatabase &job;
    const JobSettings &settings;
    const VersionInfo version;
    RestoreList list;
    FilePath targetRoot; // empty: the original places
    // Of the list: it and what is below goes into `targetRoot`, whatever else would decide.
    std::optional<std::uint32_t> mappedFolder;
    std::string keepBothMark;       // RestoreRequest
    RestoreUndoLog *undo = nullptr; // RestoreRequest
    std::unique_ptr<RestoreTarget> target;
    std::unordered_map<std::uint32_t, std::string> datedNames; // of items that are Dated
    std::unordered_map<std::uint32_t, ReusedBlocks> reused;    // by item

    [[nodiscard]] const RestoreOptions &options() const { return environment.options.restore; }
    // The name that an item gets at the target.
    [[nodiscard]] std::string finalName(std::uint32_t item) const;
    // For the time that it is being made; tells no one which run it is of (R18).
    [[nodiscard]] std::string tempName(std::uint32_t item) const;
    [[nodiscard]] FilePath placeOf(std::uint32_t item) const;
    // For an item beside one that has its name: free if nobody has taken it, else the next attempt.
    [[nodiscard]] std::string nameBeside(std::string_view name, int attempt) const;
    // Puts what lies under a temporary name in the place of what is there …
    Result<> moveOver(std::uint32_t item, const std::string &temp, const std::string &name);
    // … or where nothing is. Both tell the undo log.
    Result<> moveNew(std::uint32_t item, const std::string &temp, const std::string &name);
    // A link or file has its name now.
    void noteMade(std::uint32_t item, const std::string &name);

    // An item that could not be restored; once each.
    void addBroken(std::uint32_t item, ErrorCode cause, const QString &reason);
    void addBroken(std::uint32_t item, const Error &error)
    {
        addBroken(item, error.code, error.message);
    }
    void warn(std::uint32_t item, const QString &text); // MetadataWriteFailed
    template<typename Change>
    void count(Change change)
    {
        const std::scoped_lock lock(m_mutex);
        change(m_result);
    }
    [[nodiscard]] RestoreResult takeResult();

    void setTempPrefix(std::string prefix) { m_tempPrefix = std::move(prefix); }

private:
    static constexpr std::size_t kBrokenKept = 1000;
    std::mutex m_mutex;
    RestoreResult m_result;
    std::string m_tempPrefix;
};

// What a request means: a run for each place that its entries go to, not begun.
// EmptyRestoreOperation if no version has any.
Result<std::vector<std::unique_ptr<RestoreRun>>> runsFor(const RunEnvironment &environment,
                                                         JobDatabase &job,
                                                         const JobSettings &settings,
                                                         const RestoreRequest &request);
// X1, second half: where each entry goes.
Result<> placeList(RestoreRun &run);

// `stem.2026-11-23.ext`, from the second try on `stem.2026-11-23 (0).ext` … (engine.md §8.4).
[[nodiscard]] std::string datedName(std::string_view name, std::int64_t versionTime, int attempt);
inline constexpr int kDatedNames = 100; // tried before giving up

} // namespace cairn
