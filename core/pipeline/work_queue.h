// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/entry_table.h"
#include "core/pipeline/block_stage.h"
#include "core/source/source_stat.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cairn {

// A path that is new or may have changed.
struct SourceTask
{
    std::int64_t folder = 0;
    std::string name; // in the database: folders and links to folders end with '/'
    std::string path; // at the source
    EntryType type = EntryType::File;
    SourceStat stat;
    bool linkToFolder = false;
    bool followed = false;
    bool hasXattrs = true;
    bool mustRead = false;            // whatever size and times say
    std::optional<EntryRow> previous; // in the version before
};
using TaskBatch = std::vector<SourceTask>;

// A part of a large file, done by whichever thread is free.
using PartJob = std::function<void(BlockStage &)>;

// What the working threads have to do: parts of files that are being read go before new files, so
// that all cores share one large file and few files are open at a time.
class WorkQueue final
{
public:
    explicit WorkQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    // Waits while `capacity` tasks wait. False after abort() or drop().
    bool push(TaskBatch batch)
    {
        std::unique_lock lock(m_mutex);
        m_notFull.wait(lock, [&] { return m_ended || m_dropped || m_waiting < m_capacity; });
        if (m_ended || m_dropped)
            return false;
        m_waiting += batch.size();
        m_batches.push_back(std::move(batch));
        m_notEmpty.notify_one();
        return true;
    }
    void pushPart(PartJob part)
    {
        std::scoped_lock lock(m_mutex);
        m_parts.push_back(std::move(part));
        m_notEmpty.notify_one();
    }
    // Call finished() after each batch. Nothing: all is done.
    std::variant<std::monostate, TaskBatch, PartJob> pop()
    {
        std::unique_lock lock(m_mutex);
        m_notEmpty.wait(lock, [&] {
            return m_ended || !m_parts.empty() || !m_batches.empty() || (m_closed && m_active == 0);
        });
        if (m_ended)
            return {};
        if (!m_parts.empty())
            return takePart();
        if (m_batches.empty())
            return {};
        TaskBatch batch = std::move(m_batches.front());
        m_batches.pop_front();
        m_waiting -= batch.size();
        ++m_active;
        m_notFull.notify_all();
        return batch;
    }
    std::optional<PartJob> tryPart()
    {
        std::scoped_lock lock(m_mutex);
        if (m_parts.empty())
            return std::nullopt;
        return takePart();
    }
    void finished()
    {
        std::scoped_lock lock(m_mutex);
        --m_active;
        if (m_active == 0)
            m_notEmpty.notify_all();
    }
    void close()
    {
        std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_notEmpty.notify_all();
    }
    // Forgets the tasks not begun (a stop); returns how many. Parts of open files stay.
    std::size_t drop()
    {
        std::scoped_lock lock(m_mutex);
        m_dropped = true;
        m_batches.clear();
        m_notFull.notify_all();
        return std::exchange(m_waiting, 0);
    }
    void abort()
    {
        std::scoped_lock lock(m_mutex);
        m_ended = true;
        m_batches.clear();
        m_notEmpty.notify_all();
        m_notFull.notify_all();
    }

private:
    PartJob takePart()
    {
        PartJob part = std::move(m_parts.front());
        m_parts.pop_front();
        return part;
    }
    std::mutex m_mutex;
    std::condition_variable m_notEmpty;
    std::condition_variable m_notFull;
    std::deque<TaskBatch> m_batches;
    std::deque<PartJob> m_parts;
    std::size_t m_capacity;
    std::size_t m_waiting = 0; // tasks in m_batches
    std::size_t m_active = 0;  // batches handed out and not finished
    bool m_closed = false;
    bool m_ended = false;
    bool m_dropped = false;
};

} // namespace cairn
