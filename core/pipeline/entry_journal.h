// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/job_database.h"

#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cairn {

// Collects what a run finds out about paths and writes it in large transactions: rows of a version
// that is not visible yet, so they may be lost with a crash and need no sync. Thread-safe. Gives
// out the ids of new folders and streams, so that nothing waits for the database.
class EntryJournal final
{
public:
    static Result<std::unique_ptr<EntryJournal>> create(JobDatabase &job, std::int64_t version);

    // What the version has more (or less) than the one before.
    struct Delta
    {
        std::int64_t entries = 0;
        std::int64_t files = 0;
        std::int64_t bytes = 0;
    };

    Result<std::int64_t> addFolder(std::int64_t parent, std::string_view name);
    Result<std::int64_t> addStream(StreamRow row);
    // A new state of a path; `previous` is the one it replaces, null if there is none.
    Result<> open(EntryRow row, const EntryRow *previous);
    Result<> close(const EntryRow &row);
    // Takes back a state that this version began; returns the one of `previous`, the version
    // before, which is current again. Not before flush(), and within a transaction of the caller.
    Result<std::optional<EntryRow>> takeBack(const EntryRow &row, std::int64_t previous);
    Result<> refresh(EntryRow row); // same state, only what change detection looks at
    Result<> flush();
    [[nodiscard]] Delta delta() const;
    [[nodiscard]] bool changed() const; // anything opened or closed

private:
    EntryJournal(JobDatabase &job, std::int64_t version);
    struct NewFolder
    {
        std::int64_t id;
        std::int64_t parent;
        std::string name;
    };
    struct Opened
    {
        EntryRow row;
        bool replaces;
    };
    struct Closed
    {
        std::int64_t folder;
        std::string name;
    };
    struct Refreshed
    {
        EntryRow row;
    };
    using Change = std::variant<NewFolder, StreamRow, Opened, Closed, Refreshed>;

    Result<> add(Change change);
    Result<> write(const Change &change);
    void count(const EntryRow &row, std::int64_t sign);

    JobDatabase &m_job;
    std::int64_t m_version;
    mutable std::mutex m_mutex; // the collected changes and counters
    std::mutex m_writing;       // one flush at a time, in order
    std::vector<Change> m_changes;
    std::int64_t m_nextFolder = 1;
    std::int64_t m_nextStream = 1;
    Delta m_delta;
    std::int64_t m_changeCount = 0; // paths opened or closed, and not taken back
};

} // namespace cairn
