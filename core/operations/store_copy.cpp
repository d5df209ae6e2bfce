// SPDX-License-Identifier: MIT
#include "core/operations/store_copy.h"

#include "core/base/text.h"
#include "core/format/remote_name.h"
#include "core/pipeline/volume_opener.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

int orderOf(VolumeKind kind)
{
    switch (kind) {
    case VolumeKind::Dblock:
        return 0;
    case VolumeKind::Dindex:
        return 1;
    case VolumeKind::Dlist:
        return 2;
    }
    return 0;
}

Result<std::vector<VolumeRow>> volumesInOrder(JobDatabase &job)
{
    CAIRN_LET(rows, job.volumes.all());
    const auto isWrong = [](const VolumeRow &row) {
        return row.state == VolumeState::Damaged || row.state == VolumeState::Missing;
    };
    if (const auto wrong = std::ranges::find_if(rows, isWrong); wrong != rows.end())
        return fail(
            ErrorCode::Corrupt, "CopyOfDamaged",
            u"The backup is damaged where it is now (%1), so it was not copied. Nothing was "
            "changed. The command 'repair' heals it; then try again."_s.arg(
                toQString(wrong->name)));
    std::erase_if(rows, [](const VolumeRow &row) { return !isUsable(row.state); });
    std::ranges::stable_sort(rows, {}, [](const VolumeRow &row) { return orderOf(row.kind); });
    return std::move(rows);
}

std::int64_t bytesOf(const VolumeRow &volume)
{
    return std::max<std::int64_t>(volume.size, 0);
}

// The same for each attempt, so that the next one removes what a kill has left.
std::string scratchName(std::string_view of)
{
    return hashOf(HashAlgorithm::Sha256, asBytes("copy " + std::string(of))).toHex().substr(0, 32);
}

class StoreCopy
{
public:
    StoreCopy(const RunEnvironment &environment, const JobSettings &settings,
              std::unique_ptr<Backend> from, std::unique_ptr<Backend> to)
        : m_environment(environment)
        , m_settings(settings)
        , m_from(environment, std::move(from), settings)
        , m_to(environment, std::move(to), settings)
    {
    }

    Result<StoreCopyResult> run(const std::vector<VolumeRow> &volumes)
    {
        CAIRN_TRY(lookAtNewPlace(volumes));
        CAIRN_TRY(checkSpace());
        Progress &progress = m_environment.progress;
        progress.filesTotal = static_cast<std::int64_t>(volumes.size());
        progress.bytesTotal = m_toCopy;
        progress.totalKnown = true;
        if (m_environment.options.dryRun)
            return planned(volumes);
        for (const VolumeRow &volume : volumes) {
            CAIRN_TRY(m_environment.cancel.checkAbort());
            // The lists are small; a place with some of them looks like another backup.
            if (m_environment.cancel.stopRequested() && volume.kind != VolumeKind::Dlist)
                return fail(ErrorCode::Cancelled,
                            u"The copy was stopped. What was copied is kept at the new place; "
                            "the same command goes on there. The backup stays where it was."_s);
            progress.setCurrent(volume.name);
            CAIRN_TRY(bring(volume));
            ++progress.filesDone;
        }
        return m_result;
    }

private:
    Result<> lookAtNewPlace(const std::vector<VolumeRow> &volumes)
    {
        auto listing = m_to.backend().list(m_environment.cancel);
        if (!listing && listing.error().id == QLatin1String(kFolderMissingId)) {
            if (m_environment.options.dryRun)
                m_isAbsent = true;
            else
                CAIRN_TRY(m_to.backend().createFolder(m_environment.cancel));
            listing = std::vector<RemoteFile>();
        }
        if (!listing)
            return fail(std::move(listing).error());
        std::unordered_map<std::string_view, const VolumeRow *> own;
        for (const VolumeRow &volume : volumes) {
            own[volume.name] = &volume;
            m_toCopy += bytesOf(volume);
        }
        for (const RemoteFile &file : *listing) {
            const auto name = parseRemoteName(file.name);
            if (!name || name->parity || name->prefix != m_settings.prefix)
                continue;
            const auto found = own.find(file.name);
            if (found == own.end() ||
                (file.size >= 0 && found->second->size >= 0 && file.size != found->second->size))
                return fail(ErrorCode::AlreadyExists, "DEST_FOREIGN",
                            u"The new place holds another backup already (%1). Nothing was "
                            "changed: choose a folder that is empty."_s.arg(toQString(file.name)));
            m_isThere.insert(file.name);
            m_toCopy -= bytesOf(*found->second);
        }
        return {};
    }

    Result<> checkSpace()
    {
        if (m_isAbsent)
            return {}; // nobody can tell
        CAIRN_LET(space, m_to.backend().freeSpace());
        if (!space || static_cast<std::uint64_t>(m_toCopy) <= *space)
            return {};
        return fail(ErrorCode::NoSpace, "NotEnoughDestinationSpace",
                    u"There is not enough space at the new place: %1 are needed, %2 are free. "
                    "Nothing was changed."_s.arg(formatSize(m_toCopy),
                                                 formatSize(static_cast<std::int64_t>(*space))));
    }

    StoreCopyResult planned(const std::vector<VolumeRow> &volumes)
    {
        m_result.dryRun = true;
        m_result.files = static_cast<std::int64_t>(volumes.size());
        m_result.presentFiles = static_cast<std::int64_t>(m_isThere.size());
        for (const VolumeRow &volume : volumes)
            m_result.bytes += bytesOf(volume);
        return m_result;
    }

    // The hash of a volume at one of the places; what it was written as where that is known.
    Result<Digest> proven(VolumeOpener &place, const VolumeRow &volume, const Digest &wanted,
                          const char *id, const QString &problem)
    {
        std::int64_t size = 0;
        CAIRN_LET(hash, place.hashOfStored(volume.name, m_settings.fileHash, size));
        const bool isRight = (volume.size < 0 || size == volume.size) &&
                             (wanted.size() != hash.size() || wanted == hash);
        if (!isRight)
            return fail(ErrorCode::Corrupt, id, problem.arg(toQString(volume.name)));
        return hash;
    }

    Result<> bring(const VolumeRow &volume)
    {
        const QString damagedThere = u"%1 is damaged at the new place. The backup stays where it "
                                     "was. Delete that file, or choose another folder, and try "
                                     "again."_s;
        CAIRN_LET(hash, proven(m_from, volume, volume.hash, "CopyOfDamaged",
                               u"%1 is damaged where the backup is now, so it was not copied. The "
                               "backup stays where it was. The commands 'test all' and 'repair' "
                               "find and heal it; then try again."_s));
        const bool isThere = m_isThere.contains(volume.name);
        if (!isThere)
            CAIRN_TRY(copy(volume));
        CAIRN_TRY(proven(m_to, volume, hash, "CopyArrivedDamaged", damagedThere));
        ++m_result.files;
        m_result.presentFiles += isThere ? 1 : 0;
        m_result.bytes += bytesOf(volume);
        return {};
    }

    Result<> copy(const VolumeRow &volume)
    {
        const CancelToken &cancel = m_environment.cancel;
        std::optional<TempFile> fetched;
        std::optional<FilePath> file = m_from.backend().localPath(volume.name);
        if (!file) {
            CAIRN_LET(temp, m_environment.createTemp());
            fetched = std::move(temp);
            CAIRN_TRY(m_from.backend().get(volume.name, fetched->file(), cancel));
            file = fetched->path();
        }
        const std::string temp = scratchName(volume.name);
        CAIRN_TRY(m_to.backend().remove(temp, cancel));
        CAIRN_TRY(m_to.backend().put(volume.name, *file, temp, cancel));
        m_environment.progress.bytesDone += bytesOf(volume);
        return {};
    }

    const RunEnvironment &m_environment;
    const JobSettings &m_settings;
    VolumeOpener m_from;
    VolumeOpener m_to;
    std::unordered_set<std::string> m_isThere;
    std::int64_t m_toCopy = 0; // bytes
    bool m_isAbsent = false;   // the new place, and it stays so
    StoreCopyResult m_result;
};

} // namespace

Result<> checkAreApart(const RunEnvironment &environment, const RunEnvironment &there)
{
    CAIRN_LET(from, environment.openBackend());
    CAIRN_LET(to, there.openBackend());
    CAIRN_LET(mark, environment.createTemp());
    const std::string name = scratchName("mark");
    if (const auto removed = to->remove(name, environment.cancel); !removed)
        return removed.error().id == QLatin1String(kFolderMissingId) ? Result<>() // not the other
                                                                     : removed;
    const std::string temp = scratchName("name of the mark while it is put");
    CAIRN_TRY(to->remove(temp, environment.cancel));
    CAIRN_TRY(to->put(name, mark.path(), temp, environment.cancel));
    const auto listing = from->list(environment.cancel);
    CAIRN_TRY(to->remove(name, environment.cancel));
    if (!listing)
        return fail(listing.error());
    if (std::ranges::find(*listing, name, &RemoteFile::name) != listing->end())
        return fail(ErrorCode::InvalidArgument, "CopyOntoItself",
                    u"That is where the backup is already. Nothing was changed."_s);
    return {};
}

Result<StoreCopyResult> copyStore(const RunEnvironment &environment, JobDatabase &job,
                                  const JobSettings &settings, std::unique_ptr<Backend> to)
{
    environment.progress.phase = Phase::Copying;
    CAIRN_LET(volumes, volumesInOrder(job));
    CAIRN_LET(from, environment.openBackend());
    return StoreCopy(environment, settings, std::move(from), std::move(to)).run(volumes);
}

} // namespace cairn
