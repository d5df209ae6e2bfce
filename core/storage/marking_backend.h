// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/forwarding_backend.h"

namespace cairn {

[[nodiscard]] Error atDestination(Error error);

// Marks what fails here as the destination's: a full disk there wants another remedy than one of
// this computer, and the code alone does not tell them apart.
class MarkingBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;

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
};

} // namespace cairn
