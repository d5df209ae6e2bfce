// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_run.h"

#include <chrono>
#include <condition_variable>
#include <optional>
#include <thread>
#include <vector>

namespace cairn {

// Gives finished files their names (R18): in batches, each after everything in it has reached the
// disk, so that neither a crash nor a power cut leaves half a file under a real name. One sync for
// thousands of files costs next to nothing; one each would cost everything.
class RestoreCommitter final
{
public:
    explicit RestoreCommitter(RestoreRun &run);
    ~RestoreCommitter(); // drops what was not committed
    RestoreCommitter(const RestoreCommitter &) = delete;
    RestoreCommitter &operator=(const RestoreCommitter &) = delete;

    void start();
    // A file or link that lies complete under its temporary name. Waits while too much is waiting.
    void push(std::uint32_t item);
    // Commits what is left and ends; the first failure that concerns all files.
    Result<> finish();
    void abort(); // what is left keeps its temporary name; the caller removes it
    [[nodiscard]] std::vector<std::uint32_t> takeDropped() { return std::move(m_waiting); }

private:
    static constexpr std::size_t kBatchFiles = 4096;
    static constexpr std::int64_t kBatchBytes = std::int64_t{1} << 30;
    static constexpr std::chrono::seconds kLongestWait{5};
    void work();
    Result<> commit(const std::vector<std::uint32_t> &batch);
    Result<> announce(const std::vector<std::uint32_t> &batch);
    Result<> giveName(std::uint32_t item);
    Result<> giveFreeName(std::uint32_t item);
    void countRestored(std::uint32_t item);

    RestoreRun &m_run;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<std::uint32_t> m_waiting;
    std::int64_t m_waitingBytes = 0;
    bool m_closed = false;
    bool m_aborted = false;
    std::optional<Error> m_failure;
    std::thread m_thread;
};

} // namespace cairn
