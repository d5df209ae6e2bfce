// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

namespace cairn {

// What a run is doing, for people (engine.md §1.2).
enum class Phase {
    Begin,
    Checking,  // comparing the database with the destination
    Files,     // reading, or restoring
    Uploading, // waiting for the last volumes
    Copying,   // to another place
    Deleting,
    Compacting,
    Verifying,
    Rebuilding,
    Complete
};

// Counters of a run: written by its threads, sampled by whoever shows them. No signal per file.
struct Progress
{
    std::atomic<Phase> phase{Phase::Begin};
    std::atomic<std::int64_t> filesDone{0};
    std::atomic<std::int64_t> bytesDone{0};
    std::atomic<std::int64_t> filesTotal{0}; // so far
    std::atomic<std::int64_t> bytesTotal{0};
    std::atomic<bool> totalKnown{false};
    std::atomic<std::int64_t> bytesUploaded{0};
    std::atomic<std::int64_t> bytesDownloaded{0};

    void setCurrent(std::string path)
    {
        std::scoped_lock lock(m_mutex);
        m_current = std::move(path);
    }
    [[nodiscard]] std::string current() const
    {
        std::scoped_lock lock(m_mutex);
        return m_current;
    }

private:
    mutable std::mutex m_mutex;
    std::string m_current; // raw path bytes
};

} // namespace cairn
