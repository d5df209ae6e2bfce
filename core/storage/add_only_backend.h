// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/forwarding_backend.h"

namespace cairn {

// A destination to which objects can be added, and nothing else (R5): the handle of repair,
// rebuild, verify and restore. Deleting and overwriting are refused with ReadOnly.
class AddOnlyBackend final : public ForwardingBackend
{
public:
    using ForwardingBackend::ForwardingBackend;

    Result<> overwrite(const std::string &name, const FilePath &file, const std::string &tempName,
                       const CancelToken &cancel) override;
    Result<> remove(const std::string &name, const CancelToken &cancel) override;
};

} // namespace cairn
