// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/backend.h"
#include "core/storage/backend_registry.h"

#include <map>
#include <memory>
#include <mutex>

namespace cairn {

// The objects behind any number of MemoryBackends; tests look into it and tamper with it.
// Thread-safe.
class MemoryStore final
{
public:
    using Bytes = std::vector<std::uint8_t>;
    using Objects = std::map<std::string, Bytes>;

    [[nodiscard]] Objects objects() const; // a copy
    [[nodiscard]] std::vector<std::string> names() const;
    [[nodiscard]] std::optional<Bytes> object(const std::string &name) const;
    [[nodiscard]] std::size_t count() const;
    [[nodiscard]] std::uint64_t totalBytes() const;

    // Past every rule.
    void setObjects(Objects objects);
    void setObject(const std::string &name, Bytes bytes);
    bool erase(const std::string &name);
    bool flipBit(const std::string &name, std::uint64_t bit); // false: no such bit

    void setQuota(std::optional<std::uint64_t> bytes);
    void setReadOnly(bool readOnly);
    void setFolderExists(bool exists); // its objects stay, out of sight

private:
    friend class MemoryBackend;
    [[nodiscard]] std::uint64_t usedBytes() const; // under the lock
    mutable std::mutex m_mutex;
    Objects m_objects;
    std::optional<std::uint64_t> m_quota;
    bool m_readOnly = false;
    bool m_folderExists = true;
};

// A destination in memory, for tests: the same promises as any other, and no waiting.
class MemoryBackend final : public Backend
{
public:
    explicit MemoryBackend(std::shared_ptr<MemoryStore> store, int settleSeconds = 0);

    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override;
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override;
    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> get(const std::string &name, File &into, const CancelToken &cancel) override;
    Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
    Result<> createFolder(const CancelToken &cancel) override;
    Result<std::optional<std::uint64_t>> freeSpace() override;
    [[nodiscard]] int settleSeconds() const override;
    [[nodiscard]] QString displayName() const override;

private:
    enum class Existing { Refuse, Replace };

    Result<> store(const std::string &name, const FilePath &file, Existing existing,
                   const CancelToken &cancel);
    // With the store locked.
    [[nodiscard]] Result<> checkFolder() const;
    [[nodiscard]] Result<> checkRoom(const std::string &name, std::uint64_t bytes,
                                     Existing existing) const;

    std::shared_ptr<MemoryStore> m_store;
    int m_settleSeconds;
};

// Makes "memory" known: every URL of that scheme leads to this store.
void registerMemoryBackend(BackendRegistry &registry, std::shared_ptr<MemoryStore> store);

} // namespace cairn
