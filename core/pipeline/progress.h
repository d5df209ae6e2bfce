// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
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
    std::atomic<std::int64_t> bytesSealed{0};   // of volumes to be uploaded, so far
    std::atomic<std::int64_t> bytesUploaded{0}; // of those that are there
    std::atomic<std::int64_t> bytesPassed{0};   // of those under way too, where a rate is held
    std::atomic<std::int64_t> bytesDownloaded{0};

    // Of bytesDone, less the share of it that lies in volumes which still wait to be uploaded: a
    // slow destination, not the reading, says how far a run is. Never falls.
    [[nodiscard]] std::int64_t bytesSettled() const
    {
        const std::int64_t done = bytesDone;
        const std::int64_t sealed = bytesSealed;
        const std::int64_t sent =
            std::max<std::int64_t>(bytesUploaded, std::min<std::int64_t>(bytesPassed, sealed));
        std::int64_t settled = done;
        if (sent < sealed)
            settled -= static_cast<std::int64_t>(static_cast<double>(done) *
                                                 static_cast<double>(sealed - sent) /
                                                 static_cast<double>(sealed));
        std::int64_t before = m_settled;
        while (before < settled && !m_settled.compare_exchange_weak(before, settled)) {
        }
        return std::max(before, settled);
    }

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
    mutable std::atomic<std::int64_t> m_settled{0};
    mutable std::mutex m_mutex;
    std::string m_current; // raw path bytes
};

} // namespace cairn
