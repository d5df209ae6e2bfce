// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/version_table.h"

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace cairn {

// What a backup has met, counted by its threads (engine.md §0.3).
struct BackupTally
{
    using Count = std::atomic<std::int64_t>;
    Count examinedFiles{0};
    Count examinedBytes{0};
    Count openedFiles{0};
    Count openedBytes{0};
    Count added[3]{}; // by EntryType
    Count modified[3]{};
    Count deleted[3]{};
    Count addedBytes{0};
    Count modifiedBytes{0};
    Count timestampChanged{0};
    Count notProcessed{0};
    Count filesWithError{0};
    Count newBlockBytes{0};

    // An entry that could not be read; it stays as it was, if it was there.
    void addUnreadable(std::string path, const QString &reason)
    {
        ++filesWithError;
        std::scoped_lock lock(m_mutex);
        m_unreadable.push_back({std::move(path), reason});
    }
    [[nodiscard]] std::vector<CarriedRow> unreadable() const
    {
        std::scoped_lock lock(m_mutex);
        return m_unreadable;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<CarriedRow> m_unreadable;
};

} // namespace cairn
