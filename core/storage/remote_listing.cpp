// SPDX-License-Identifier: MIT
#include "core/storage/remote_listing.h"

#include "core/storage/stoppable_wait.h"

#include <algorithm>

namespace cairn {

RemoteListing::RemoteListing(std::vector<RemoteFile> files)
{
    std::ranges::stable_sort(files, {}, &RemoteFile::name);
    m_files.reserve(files.size());
    for (RemoteFile &file : files) {
        if (m_files.empty() || m_files.back().name != file.name)
            m_files.push_back(std::move(file));
        else if (m_duplicates.empty() || m_duplicates.back() != file.name)
            m_duplicates.push_back(std::move(file.name));
    }
}

Result<RemoteListing> RemoteListing::read(Backend &backend, const CancelToken &cancel)
{
    CAIRN_LET(files, backend.list(cancel));
    return RemoteListing(std::move(files));
}

const RemoteFile *RemoteListing::find(std::string_view name) const
{
    const auto at = std::ranges::lower_bound(m_files, name, {}, &RemoteFile::name);
    return at != m_files.end() && at->name == name ? &*at : nullptr;
}

bool RemoteListing::lostTooMany(std::size_t known, std::size_t found)
{
    if (found >= known)
        return false;
    const std::size_t lost = known - found;
    return found == 0 || (lost > 5 && lost > known / 100);
}

Result<AbsenceProof> proveAbsent(Backend &backend, Clock &clock, std::span<const std::string> names,
                                 const CancelToken &cancel)
{
    AbsenceProof proof;
    std::vector<std::string> notFound;
    for (const std::string &name : names) {
        CAIRN_TRY(cancel.checkAbort());
        auto file = backend.stat(name, cancel);
        if (file)
            proof.present.push_back(std::move(*file));
        else if (file.error().code == ErrorCode::NotFound)
            notFound.push_back(name);
        else
            return fail(std::move(file).error());
    }
    if (notFound.empty())
        return proof;
    CAIRN_TRY(waitFor(clock, std::chrono::seconds(backend.settleSeconds()), cancel));
    CAIRN_LET(listing, RemoteListing::read(backend, cancel));
    for (std::string &name : notFound) {
        if (const RemoteFile *file = listing.find(name))
            proof.present.push_back(*file);
        else
            proof.absent.push_back(std::move(name));
    }
    return proof;
}

Result<bool> proveAbsent(Backend &backend, Clock &clock, const std::string &name,
                         const CancelToken &cancel)
{
    CAIRN_LET(proof, proveAbsent(backend, clock, std::span(&name, 1), cancel));
    return !proof.absent.empty();
}

} // namespace cairn
