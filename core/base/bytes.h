// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cairn {

using ByteView = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;

[[nodiscard]] inline ByteView asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t *>(text.data()), text.size()};
}
[[nodiscard]] inline std::string_view asText(ByteView bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

// A block of memory that is not zeroed and grows only on request. Move-only.
class Buffer final
{
public:
    Buffer() = default;
    explicit Buffer(std::size_t size) { resize(size); }
    Buffer(Buffer &&other) noexcept
        : m_data(std::move(other.m_data))
        , m_size(std::exchange(other.m_size, 0))
        , m_capacity(std::exchange(other.m_capacity, 0))
    {
    }
    Buffer &operator=(Buffer &&other) noexcept
    {
        m_data = std::move(other.m_data);
        m_size = std::exchange(other.m_size, 0);
        m_capacity = std::exchange(other.m_capacity, 0);
        return *this;
    }

    // Keeps the first min(old, new) bytes; new bytes are not initialised.
    void resize(std::size_t size)
    {
        reserve(size);
        m_size = size;
    }
    void reserve(std::size_t capacity)
    {
        if (capacity <= m_capacity)
            return;
        std::unique_ptr<std::uint8_t[]> grown(new std::uint8_t[capacity]);
        if (m_size != 0)
            std::memcpy(grown.get(), m_data.get(), m_size);
        m_data = std::move(grown);
        m_capacity = capacity;
    }
    void append(ByteView bytes)
    {
        if (m_size + bytes.size() > m_capacity)
            reserve(std::max(m_capacity * 2, m_size + bytes.size()));
        if (!bytes.empty())
            std::memcpy(m_data.get() + m_size, bytes.data(), bytes.size());
        m_size += bytes.size();
    }
    void clear() { m_size = 0; }
    void release() { *this = Buffer(); } // gives the memory back

    [[nodiscard]] std::uint8_t *data() { return m_data.get(); }
    [[nodiscard]] const std::uint8_t *data() const { return m_data.get(); }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] ByteView view() const { return {m_data.get(), m_size}; }
    [[nodiscard]] MutableBytes span() { return {m_data.get(), m_size}; }
    operator ByteView() const { return view(); } // NOLINT(google-explicit-constructor)

private:
    std::unique_ptr<std::uint8_t[]> m_data;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace cairn
