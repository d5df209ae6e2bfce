// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/forwarding_backend.h"

namespace cairn {

// A destination that cannot be changed through this handle (R32): a dry run is harmless by
// construction. Every change is refused with ReadOnly.
class ReadOnlyBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;

    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override;
    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
    Result<> createFolder(const CancelToken &cancel) override;
};

} // namespace cairn
