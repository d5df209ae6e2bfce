// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/backend.h"

#include <memory>

namespace cairn {

// Passes every call on: the base of decorators, which override what they change.
class ForwardingBackend : public Backend
{
public:
    explicit ForwardingBackend(std::unique_ptr<Backend> inner);
    ~ForwardingBackend() override;

    Result<std::vector<RemoteFile>> list(const CancelToken &cancel) override;
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override;
    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> get(const std::string &name, File &into, const CancelToken &cancel) override;
    Result<RemoteFile> stat(const std::string &name, const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
    Result<> createFolder(const CancelToken &cancel) override;
    [[nodiscard]] std::optional<FilePath> localPath(const std::string &name) const override;
    Result<std::optional<std::uint64_t>> freeSpace() override;
    [[nodiscard]] int settleSeconds() const override;
    [[nodiscard]] std::chrono::seconds retryAfter() const override;
    void setGates(const TransferGates &gates) override;
    [[nodiscard]] QString displayName() const override;

protected:
    [[nodiscard]] Backend &inner() { return *m_inner; }
    [[nodiscard]] const Backend &inner() const { return *m_inner; }

private:
    std::unique_ptr<Backend> m_inner;
};

} // namespace cairn
