// SPDX-License-Identifier: MIT
#include "core/storage/marking_backend.h"

namespace cairn {

namespace {

template<typename T>
Result<T> marked(Result<T> result)
{
    if (!result)
        return fail(atDestination(std::move(result).error()));
    return result;
}

} // namespace

Error atDestination(Error error)
{
    error.atDestination = true;
    return error;
}

Result<std::vector<RemoteFile>> MarkingBackend::list(const CancelToken &cancel)
{
    return marked(inner().list(cancel));
}

Result<> MarkingBackend::put(const std::string &name, const FilePath &file,
                             const std::string &tempName, const CancelToken &cancel)
{
    return marked(inner().put(name, file, tempName, cancel));
}

Result<> MarkingBackend::overwrite(const std::string &name, const FilePath &file,
                                   const std::string &tempName, const CancelToken &cancel)
{
    return marked(inner().overwrite(name, file, tempName, cancel));
}

Result<> MarkingBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    Result<> got = inner().get(name, into, cancel);
    // `into` is a file of this computer.
    if (!got && got.error().code == ErrorCode::NoSpace)
        return got;
    return marked(std::move(got));
}

Result<RemoteFile> MarkingBackend::stat(const std::string &name, const CancelToken &cancel)
{
    return marked(inner().stat(name, cancel));
}

Result<> MarkingBackend::remove(const std::string &name, const CancelToken &cancel)
{
    return marked(inner().remove(name, cancel));
}

Result<> MarkingBackend::createFolder(const CancelToken &cancel)
{
    return marked(inner().createFolder(cancel));
}

Result<std::optional<std::uint64_t>> MarkingBackend::freeSpace()
{
    return marked(inner().freeSpace());
}

} // namespace cairn
