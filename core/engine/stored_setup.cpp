// SPDX-License-Identifier: MIT
#include "core/engine/engine.h"

#include "core/engine/job_session.h"
#include "core/format/entry_names.h"
#include "core/format/remote_name.h"
#include "core/pipeline/volume_opener.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Lists that repair or purge made anew hold no control files; then an older one tells.
constexpr std::size_t kListsLookedAt = 20;

// The lists of the versions, newest first.
Result<std::vector<RemoteFile>> listsOf(Backend &backend, const StorageOptions &storage,
                                        const CancelToken &cancel)
{
    CAIRN_LET(files, backend.list(cancel));
    std::vector<std::pair<std::int64_t, RemoteFile>> found;
    for (RemoteFile &file : files) {
        const auto name = parseRemoteName(file.name);
        // S1: who has a passphrase knows that the backup is encrypted.
        if (name && name->kind == VolumeKind::Dlist && name->stamped && !name->parity &&
            name->prefix == storage.prefix && hasKnownModules(*name) &&
            (storage.passphrase.empty() || !modulesOf(*name).encryption.empty()))
            found.emplace_back(name->time, std::move(file));
    }
    std::ranges::sort(found, std::ranges::greater(), [](const auto &entry) { return entry.first; });
    std::vector<RemoteFile> lists;
    for (auto &[time, file] : found)
        lists.push_back(std::move(file));
    return lists;
}

} // namespace

Result<TaskSetup> Engine::storedSetup(const JobRequest &job, CancelToken &cancel)
{
    Progress progress;
    JobSession session({m_files, m_clock, m_random, m_backends, cancel, progress}, job,
                       Operation::List);
    CAIRN_TRY(session.makeEnvironment(JobSession::Access::AddOnly));
    CAIRN_LET(backend, session.environment().openBackend());
    CAIRN_LET(lists, listsOf(*backend, job.options.storage, cancel));
    if (lists.empty())
        return fail(
            ErrorCode::NotFound, "EmptyRemoteLocation",
            u"There is no backup in %1: no version was found."_s.arg(job.destination.display()));
    VolumeOpener opener(session.environment(), std::move(backend), std::nullopt);
    const std::string wanted = std::string(kExtraFolder) + std::string(kTaskSetupName);
    for (std::size_t i = 0; i < std::min(lists.size(), kListsLookedAt); ++i) {
        CAIRN_TRY(cancel.checkAbort());
        const auto opened = opener.open(lists[i].name, lists[i].size, Digest());
        if (!opened && opened.error().code != ErrorCode::Corrupt)
            return fail(opened.error());
        const auto entry = opened ? opened->archive->find(wanted) : std::nullopt;
        if (!entry)
            continue;
        Buffer content;
        CAIRN_TRY(opened->archive->extract(*entry, content, kLargestTaskSetup));
        return readTaskSetup(content.view());
    }
    return fail(ErrorCode::NotFound, "TaskSetupMissing",
                u"The backup does not say what made it. Its files can be restored; to go on with "
                u"it, choose the folders and rules anew."_s);
}

} // namespace cairn
