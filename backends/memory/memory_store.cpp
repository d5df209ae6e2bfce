// SPDX-License-Identifier: MIT
#include "backends/memory/memory_backend.h"

namespace cairn {

MemoryStore::Objects MemoryStore::objects() const
{
    std::scoped_lock lock(m_mutex);
    return m_objects;
}

std::vector<std::string> MemoryStore::names() const
{
    std::scoped_lock lock(m_mutex);
    std::vector<std::string> all;
    for (const auto &[name, bytes] : m_objects)
        all.push_back(name);
    return all;
}

std::optional<MemoryStore::Bytes> MemoryStore::object(const std::string &name) const
{
    std::scoped_lock lock(m_mutex);
    const auto at = m_objects.find(name);
    return at == m_objects.end() ? std::nullopt : std::optional(at->second);
}

std::size_t MemoryStore::count() const
{
    std::scoped_lock lock(m_mutex);
    return m_objects.size();
}

std::uint64_t MemoryStore::totalBytes() const
{
    std::scoped_lock lock(m_mutex);
    return usedBytes();
}

std::uint64_t MemoryStore::usedBytes() const
{
    std::uint64_t total = 0;
    for (const auto &[name, bytes] : m_objects)
        total += bytes.size();
    return total;
}

void MemoryStore::setObjects(Objects objects)
{
    std::scoped_lock lock(m_mutex);
    m_objects = std::move(objects);
}

void MemoryStore::setObject(const std::string &name, Bytes bytes)
{
    std::scoped_lock lock(m_mutex);
    m_objects.insert_or_assign(name, std::move(bytes));
}

bool MemoryStore::erase(const std::string &name)
{
    std::scoped_lock lock(m_mutex);
    return m_objects.erase(name) != 0;
}

bool MemoryStore::flipBit(const std::string &name, std::uint64_t bit)
{
    std::scoped_lock lock(m_mutex);
    const auto at = m_objects.find(name);
    if (at == m_objects.end() || bit / 8 >= at->second.size())
        return false;
    std::uint8_t &byte = at->second[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte ^ (1U << (bit % 8)));
    return true;
}

void MemoryStore::setQuota(std::optional<std::uint64_t> bytes)
{
    std::scoped_lock lock(m_mutex);
    m_quota = bytes;
}

void MemoryStore::setReadOnly(bool readOnly)
{
    std::scoped_lock lock(m_mutex);
    m_readOnly = readOnly;
}

void MemoryStore::setFolderExists(bool exists)
{
    std::scoped_lock lock(m_mutex);
    m_folderExists = exists;
}

} // namespace cairn
