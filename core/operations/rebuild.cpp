// SPDX-License-Identifier: MIT
#include "core/operations/rebuild.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/compact_plan.h"
#include "core/operations/rebuild_dblocks.h"
#include "core/operations/rebuild_envelopes.h"
#include "core/operations/rebuild_indexes.h"
#include "core/operations/rebuild_listing.h"
#include "core/operations/rebuild_versions.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Rebuild final
{
public:
    Rebuild(const RunEnvironment &environment, JobDatabase &job, BlockIndex blocks,
            const RebuildRequest &request)
        : m_context(environment, job, std::move(blocks))
        , m_request(request)
    {
    }
    Result<RebuildResult> run();
    // The same, noting how far it has come, and going on from there. `lists`: see BlocklistStore.
    Result<RebuildResult> runResumably(RebuildCheckpoint &checkpoint, const FilePath &lists);

private:
    // What lies there, as far as it is known yet.
    Result<> begin(VolumeOpener &opener);
    // The newest list that can be read says what the backup was begun with (S1).
    Result<> learnSettings(VolumeOpener &opener);
    Result<> dropForeignLists();
    Result<> readLists(VolumeOpener &opener, StreamResolver &streams);
    Result<> readList(VolumeOpener &opener, EnvelopeCheck &envelopes, VersionReader &reader,
                      const RemoteVolume &dlist);
    Result<> takeList(EnvelopeCheck &envelopes, VersionReader &reader, const RemoteVolume &dlist,
                      const OpenVolume &opened);
    // What an earlier run has done with is left out from here on.
    Result<> leaveOutDone();
    Result<> leaveOutLists(const RebuildCheckpoint &checkpoint);
    Result<> remind(VolumeOpener &opener, VersionReader &reader);
    Result<BlocklistStore> openLists() const;
    Result<> dropDamaged(const RemoteVolume &dlist, const Error &error);
    Result<> dropUnneeded();
    Result<> countLost();
    Result<> finish();

    RebuildContext m_context;
    const RebuildRequest &m_request;
    std::string m_newest;               // the list that m_opened is
    std::optional<OpenVolume> m_opened; // kept, so that it is fetched once
    std::optional<FilePath> m_listsFile;
    std::optional<RemoteVolume> m_lastDone; // list that an earlier run has applied
};

// S1: a list that is not encrypted as this backup is does not count as a version of it.
Result<> Rebuild::dropForeignLists()
{
    if (m_context.environment.options.storage.allowMixedEncryption)
        return {};
    std::vector<RemoteVolume> &lists = m_context.dlists;
    const auto isOwn = [this](const RemoteVolume &dlist) {
        return dlist.parts.encryption == m_context.settings.encryption;
    };
    const auto foreign = std::stable_partition(lists.begin(), lists.end(), isOwn);
    const auto errorOf = [this](const RemoteVolume &dlist) {
        return mixedEncryption(dlist.name, dlist.parts, m_context.settings.encryption);
    };
    if (foreign == lists.begin())
        return fail(errorOf(lists.back()));
    for (auto dlist = foreign; dlist != lists.end(); ++dlist)
        CAIRN_TRY(m_context.noteDamaged(*dlist, errorOf(*dlist)));
    lists.erase(foreign, lists.end());
    return {};
}

Result<> Rebuild::learnSettings(VolumeOpener &opener)
{
    const StorageOptions &storage = m_context.environment.options.storage;
    JobSettings &settings = m_context.settings;
    const RemoteName &name = m_context.dlists.back().parts;
    settings.compression = name.compression;
    settings.encryption =
        storage.encryptionModuleGiven ? storage.encryptionModule : name.encryption;
    // Who gives a passphrase knows that the backup is encrypted: a plain list put on top of the
    // encrypted ones does not change that. Where none is, the passphrase is for another backup.
    if (!storage.encryptionModuleGiven && !storage.passphrase.empty())
        for (const RemoteVolume &dlist : m_context.dlists) // the newest is the last
            if (!dlist.parts.encryption.empty())
                settings.encryption = dlist.parts.encryption;
    CAIRN_TRY(dropForeignLists());
    CAIRN_TRY(selectLists(m_context, m_request.selection));
    std::optional<Error> first;
    for (auto dlist = m_context.dlists.rbegin(); dlist != m_context.dlists.rend(); ++dlist) {
        Result<OpenVolume> opened = opener.open(dlist->name, dlist->size, Digest());
        if (!opened) {
            if (!concernsOneVolume(opened.error()))
                return fail(std::move(opened).error());
            if (!first)
                first = std::move(opened).error();
            continue;
        }
        settings.blocksize = opened->manifest.blocksize;
        settings.blockHash = opened->manifest.blockHash;
        settings.fileHash = opened->manifest.fileHash;
        settings.blockHashName = opened->manifest.blockHashName;
        settings.fileHashName = opened->manifest.fileHashName;
        opener.pin(settings);
        m_newest = dlist->name;
        m_opened = std::move(*opened);
        return {};
    }
    if (first)
        return fail(std::move(*first));
    return fail(ErrorCode::Corrupt, "NoReadableVersion",
                u"No version of the backup could be read. Nothing was changed."_s);
}

Result<> Rebuild::takeList(EnvelopeCheck &envelopes, VersionReader &reader,
                           const RemoteVolume &dlist, const OpenVolume &opened)
{
    CAIRN_TRY(envelopes.check(dlist, opened));
    return reader.apply(dlist, opened);
}

Result<> Rebuild::readList(VolumeOpener &opener, EnvelopeCheck &envelopes, VersionReader &reader,
                           const RemoteVolume &dlist)
{
    m_context.environment.progress.setCurrent(dlist.name);
    if (dlist.name == m_newest && m_opened) {
        const OpenVolume opened = std::move(*m_opened);
        m_opened.reset();
        return takeList(envelopes, reader, dlist, opened);
    }
    CAIRN_LET(opened, opener.open(dlist.name, dlist.size, Digest()));
    return takeList(envelopes, reader, dlist, opened);
}

Result<> Rebuild::dropDamaged(const RemoteVolume &dlist, const Error &error)
{
    CAIRN_TRY(m_context.noteDamaged(dlist, error));
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_context.markDone(dlist.name));
    return transaction.commit();
}

Result<> Rebuild::remind(VolumeOpener &opener, VersionReader &reader)
{
    CAIRN_LET(versions, m_context.job.versions.visible());
    const auto version = std::ranges::find(versions, m_lastDone->id, &VersionRow::dlist);
    if (version == versions.end())
        return fail(ErrorCode::Stale, u"An earlier run has lost a version."_s);
    CAIRN_LET(opened, opener.open(m_lastDone->name, m_lastDone->size, Digest()));
    return reader.remind(*version, opened);
}

Result<> Rebuild::readLists(VolumeOpener &opener, StreamResolver &streams)
{
    KILLPOINT("Q2");
    VersionReader reader(m_context, streams);
    EnvelopeCheck envelopes(m_context, opener);
    CAIRN_TRY(envelopes.begin());
    if (m_lastDone && !m_context.dlists.empty())
        CAIRN_TRY(remind(opener, reader));
    for (const RemoteVolume &dlist : m_context.dlists) {
        CAIRN_TRY(m_context.environment.cancel.checkAbort());
        Result<> read = readList(opener, envelopes, reader, dlist);
        ++m_context.environment.progress.filesDone;
        if (read) {
            ++m_context.result.dlistsRead;
            ++m_context.result.versions;
            KILLPOINT("Q2a");
            continue;
        }
        if (!concernsOneVolume(read.error()))
            return read;
        CAIRN_TRY(dropDamaged(dlist, read.error()));
        envelopes.forget(dlist.name);
    }
    if (m_context.result.versions > 0)
        return {};
    return fail(ErrorCode::Corrupt, "NoReadableVersion",
                u"No version of the backup could be read."_s);
}

// Blocks that only an absent volume held and that no version needs would never find a place.
Result<> Rebuild::dropUnneeded()
{
    CAIRN_LET(lost, m_context.job.database().number(
                        "SELECT count(*) FROM volume v WHERE v.state NOT IN (2, 3) AND EXISTS "
                        "(SELECT 1 FROM block b WHERE b.volume = v.id)"));
    if (lost == 0)
        return {};
    CAIRN_LET(needed, NeededBlocks::collect(m_context.job));
    std::vector<std::int64_t> unneeded;
    for (const std::int64_t volume : m_context.unusable) {
        CAIRN_LET(rows, m_context.job.blocks.ofVolume(volume));
        for (const BlockRow &row : rows)
            if (!needed.contains(row.id))
                unneeded.push_back(row.id);
    }
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    for (const std::int64_t id : unneeded)
        CAIRN_TRY(m_context.job.blocks.erase(id));
    return transaction.commit();
}

Result<> Rebuild::countLost()
{
    CAIRN_LET(lost, m_context.job.database().number(
                        "SELECT (SELECT count(*) FROM block WHERE volume IS NULL) + ifnull(sum("
                        "(SELECT count(*) FROM block b WHERE b.volume = v.id)), 0) FROM volume v "
                        "WHERE v.state NOT IN (2, 3)"));
    m_context.result.blocksMissing = lost;
    if (lost == 0)
        return {};
    m_context.environment.report.error(
        u"DatabaseIsBrokenConsiderPurge"_s,
        u"%1 blocks that the versions need are nowhere at the destination. Files that need them "
        "cannot be restored whole; the command 'repair' looks for them and names the files."_s.arg(
            lost));
    return {};
}

Result<> Rebuild::finish()
{
    KILLPOINT("Q5");
    JobSettings settings = m_context.settings;
    const bool isPart = m_request.selection.isSet() && !m_request.selection.all;
    settings.partial = isPart || m_request.listsOnly;
    CAIRN_TRY(m_context.job.checkConsistency());
    CAIRN_LET(transaction, Transaction::begin(m_context.job.database()));
    CAIRN_TRY(m_context.job.setSettings(settings));
    if (m_context.checkpoint != nullptr)
        CAIRN_TRY(m_context.checkpoint->finish());
    return transaction.commit();
}

Result<BlocklistStore> Rebuild::openLists() const
{
    return m_listsFile
               ? BlocklistStore::keep(m_context.environment.files, *m_listsFile, m_context.settings)
               : BlocklistStore::create(m_context.environment, m_context.settings.blockHash);
}

// Lists are applied in their order: a hole means that the order is another than it was.
Result<> Rebuild::leaveOutLists(const RebuildCheckpoint &checkpoint)
{
    CAIRN_LET(versions, m_context.job.versions.visible());
    std::vector<RemoteVolume> &lists = m_context.dlists;
    const auto isDone = [&](const RemoteVolume &list) { return checkpoint.isDone(list.name); };
    const auto open = std::ranges::find_if_not(lists, isDone);
    if (std::any_of(open, lists.end(), isDone))
        return fail(ErrorCode::Stale, u"An earlier run has read the lists in another order."_s);
    for (auto list = lists.begin(); list != open; ++list) {
        if (std::ranges::find(versions, list->id, &VersionRow::dlist) != versions.end())
            m_lastDone = *list;
        else if (!checkpoint.isNoted(list->name))
            return fail(ErrorCode::Stale, u"An earlier run has lost a version."_s);
    }
    m_context.result.versions = m_context.result.dlistsRead =
        static_cast<std::int64_t>(versions.size());
    lists.erase(lists.begin(), open);
    return {};
}

Result<> Rebuild::leaveOutDone()
{
    RebuildCheckpoint &checkpoint = *m_context.checkpoint;
    const auto volumes = m_context.dlists.size() + m_context.dindexes.size();
    CAIRN_TRY(leaveOutLists(checkpoint));
    std::erase_if(m_context.dindexes,
                  [&](const RemoteVolume &dindex) { return checkpoint.isDone(dindex.name); });
    CAIRN_LET(indexes, checkpoint.indexesRead());
    m_context.result.dindexesRead = indexes;
    const auto left = m_context.dlists.size() + m_context.dindexes.size();
    m_context.environment.progress.filesDone += static_cast<std::int64_t>(volumes - left);
    m_context.environment.report.information(
        u"RebuildContinued"_s,
        u"An earlier run that did not end has read %1 lists and indexes. They are not read again."_s
            .arg(volumes - left));
    return {};
}

Result<RebuildResult> Rebuild::runResumably(RebuildCheckpoint &checkpoint, const FilePath &lists)
{
    m_context.checkpoint = &checkpoint;
    m_listsFile = lists;
    return run();
}

Result<> Rebuild::begin(VolumeOpener &opener)
{
    RebuildCheckpoint *checkpoint = m_context.checkpoint;
    if (checkpoint == nullptr) {
        CAIRN_TRY(addRows(m_context));
    } else {
        CAIRN_TRY(checkpoint->begin(m_context, opener.backend().displayName().toStdString()));
        CAIRN_TRY(checkpoint->adoptRows(m_context));
    }
    CAIRN_TRY(learnSettings(opener));
    const RunEnvironment &environment = m_context.environment;
    environment.progress.filesTotal = static_cast<std::int64_t>(
        m_context.dlists.size() + (m_request.listsOnly ? 0 : m_context.dindexes.size()));
    environment.progress.totalKnown = true;
    if (checkpoint == nullptr)
        return {};
    CAIRN_TRY(checkpoint->restoreReport(m_context));
    return checkpoint->isResumed() ? leaveOutDone() : Result<>();
}

Result<RebuildResult> Rebuild::run()
{
    const RunEnvironment &environment = m_context.environment;
    environment.progress.phase = Phase::Rebuilding;
    KILLPOINT("Q1");
    CAIRN_LET(backend, environment.openBackend());
    CAIRN_TRY(listVolumes(m_context, *backend));
    VolumeOpener opener(environment, std::move(backend), std::nullopt);
    CAIRN_TRY(begin(opener));
    CAIRN_LET(lists, openLists());
    if (!m_request.listsOnly)
        CAIRN_TRY(readIndexes(m_context, lists));
    StreamResolver streams(m_context, lists);
    CAIRN_TRY(streams.takeOver());
    CAIRN_TRY(readLists(opener, streams));
    if (!m_request.listsOnly) {
        CAIRN_TRY(readDblocks(m_context, streams, !m_request.selection.isSet()));
        CAIRN_TRY(dropUnneeded());
        CAIRN_TRY(countLost());
    }
    CAIRN_TRY(finish());
    return std::move(m_context.result);
}

} // namespace

Result<RebuildResult> rebuildDatabase(const RunEnvironment &environment, JobDatabase &empty,
                                      const RebuildRequest &request)
{
    CAIRN_LET(rows, empty.database().number("SELECT (SELECT count(*) FROM volume) + "
                                            "(SELECT count(*) FROM version)"));
    if (rows != 0)
        return fail(
            ErrorCode::InvalidArgument, "RecreateTargetDatabaseExists",
            u"The local database %1 is not empty."_s.arg(empty.database().path().display()));
    CAIRN_LET(blocks, BlockIndex::load(empty.database()));
    return Rebuild(environment, empty, std::move(blocks), request).run();
}

Result<RebuildResult> rebuildResumably(const RunEnvironment &environment, JobDatabase &job,
                                       const RebuildRequest &request, const FilePath &lists)
{
    CAIRN_LET(blocks, BlockIndex::load(job.database()));
    RebuildCheckpoint checkpoint(job);
    return Rebuild(environment, job, std::move(blocks), request).runResumably(checkpoint, lists);
}

} // namespace cairn
