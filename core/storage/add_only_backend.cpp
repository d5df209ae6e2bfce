// SPDX-License-Identifier: MIT
#include "core/storage/add_only_backend.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<> AddOnlyBackend::overwrite(const std::string &name, const FilePath &, const std::string &,
                                   const CancelToken &)
{
    return fail(
        ErrorCode::ReadOnly,
        u"%1 was not replaced: this run may only add to the destination."_s.arg(displayText(name)));
}

Result<> AddOnlyBackend::remove(const std::string &name, const CancelToken &)
{
    return fail(
        ErrorCode::ReadOnly,
        u"%1 was not deleted: this run may only add to the destination."_s.arg(displayText(name)));
}

} // namespace cairn
