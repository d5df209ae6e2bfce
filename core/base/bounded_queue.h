// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace cairn {

// Hand-over between threads with back-pressure: push() waits while `capacity` weight is queued.
// close() ends production (consumers drain what is left), abort() ends everything at once.
template<typename T>
class BoundedQueue final
{
public:
    explicit BoundedQueue(std::size_t capacity)
        : m_capacity(capacity)
    {
    }

    // False when the queue was aborted or closed: the item is dropped, the producer ends.
    bool push(T item, std::size_t weight = 1)
    {
        std::unique_lock lock(m_mutex);
        m_notFull.wait(lock, [&] { return m_ended || m_closed || m_weight < m_capacity; });
        if (m_ended || m_closed)
            return false;
        m_items.emplace_back(std::move(item), weight);
        m_weight += weight;
        m_notEmpty.notify_one();
        return true;
    }

    // Empty when aborted, or closed and drained.
    std::optional<T> pop()
    {
        std::unique_lock lock(m_mutex);
        m_notEmpty.wait(lock, [&] { return m_ended || m_closed || !m_items.empty(); });
        return take();
    }

    // As pop(), but does not wait.
    std::optional<T> tryPop()
    {
        std::unique_lock lock(m_mutex);
        return take();
    }

    void close()
    {
        std::scoped_lock lock(m_mutex);
        m_closed = true;
        m_notEmpty.notify_all();
        m_notFull.notify_all();
    }
    void abort()
    {
        std::scoped_lock lock(m_mutex);
        m_ended = true;
        m_items.clear();
        m_weight = 0;
        m_notEmpty.notify_all();
        m_notFull.notify_all();
    }
    [[nodiscard]] std::size_t weight() const
    {
        std::scoped_lock lock(m_mutex);
        return m_weight;
    }

private:
    // One way out: GCC 12 believes otherwise that an item is returned before it was made.
    std::optional<T> take()
    {
        std::optional<T> item;
        if (!m_ended && !m_items.empty()) {
            item.emplace(std::move(m_items.front().first));
            m_weight -= m_items.front().second;
            m_items.pop_front();
            m_notFull.notify_all(); // weights differ: one free place may serve several
        }
        return item;
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_notEmpty;
    std::condition_variable m_notFull;
    std::deque<std::pair<T, std::size_t>> m_items;
    std::size_t m_capacity;
    std::size_t m_weight = 0;
    bool m_closed = false;
    bool m_ended = false;
};

} // namespace cairn
