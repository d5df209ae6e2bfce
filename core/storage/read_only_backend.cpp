// SPDX-License-Identifier: MIT
#include "core/storage/read_only_backend.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

auto refused(const std::string &name)
{
    return fail(
        ErrorCode::ReadOnly,
        u"%1 was not changed: this run may only read the destination."_s.arg(displayText(name)));
}

} // namespace

Result<> ReadOnlyBackend::put(const std::string &name, const FilePath &, const std::string &,
                              const CancelToken &)
{
    return refused(name);
}

Result<> ReadOnlyBackend::overwrite(const std::string &name, const FilePath &, const std::string &,
                                    const CancelToken &)
{
    return refused(name);
}

Result<> ReadOnlyBackend::remove(const std::string &name, const CancelToken &)
{
    return refused(name);
}

Result<> ReadOnlyBackend::createFolder(const CancelToken &)
{
    return fail(ErrorCode::ReadOnly,
                u"The folder was not created: this run may only read the destination."_s);
}

} // namespace cairn
