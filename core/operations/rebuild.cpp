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
        : m_context{environment, job, std::move(blocks), {}, {}, {}, {}, {}, {}, {}}
        , m_request(request)
    {
    }
    Result<RebuildResult> run();

private:
    // The newest list that can be read says what the backup was begun with (S1).
    Result<> learnSettings(VolumeOpener &opener);
    Result<> dropForeignLists();
    Result<> readLists(VolumeOpener &opener, StreamResolver &streams);
    Result<> readList(VolumeOpener &opener, EnvelopeCheck &envelopes, VersionReader &reader,
                      const RemoteVolume &dlist);
    Result<> takeList(EnvelopeCheck &envelopes, VersionReader &reader, const RemoteVolume &dlist,
                      const OpenVolume &opened);
    Result<> dropUnneeded();
    Result<> countLost();
    Result<> finish();

    RebuildContext m_context;
    const RebuildRequest &m_request;
    std::string m_newest;               // the list that m_opened is
    std::optional<OpenVolume> m_opened; // kept, so that it is fetched once
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
    if (dlist.name == m_newest) {
        const OpenVolume opened = std::move(*m_opened);
        m_opened.reset();
        return takeList(envelopes, reader, dlist, opened);
    }
    CAIRN_LET(opened, opener.open(dlist.name, dlist.size, Digest()));
    return takeList(envelopes, reader, dlist, opened);
}

Result<> Rebuild::readLists(VolumeOpener &opener, StreamResolver &streams)
{
    KILLPOINT("Q2");
    VersionReader reader(m_context, streams);
    EnvelopeCheck envelopes(m_context, opener);
    CAIRN_TRY(envelopes.begin());
    for (const RemoteVolume &dlist : m_context.dlists) {
        CAIRN_TRY(m_context.environment.cancel.checkAbort());
        Result<> read = readList(opener, envelopes, reader, dlist);
        ++m_context.environment.progress.filesDone;
        if (read) {
            ++m_context.result.dlistsRead;
            ++m_context.result.versions;
            continue;
        }
        if (!concernsOneVolume(read.error()))
            return read;
        CAIRN_TRY(m_context.noteDamaged(dlist, read.error()));
        envelopes.forget(dlist.name);
    }
    envelopes.tell();
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
    return transaction.commit();
}

Result<RebuildResult> Rebuild::run()
{
    const RunEnvironment &environment = m_context.environment;
    environment.progress.phase = Phase::Rebuilding;
    KILLPOINT("Q1");
    CAIRN_LET(backend, environment.openBackend());
    CAIRN_TRY(listVolumes(m_context, *backend));
    VolumeOpener opener(environment, std::move(backend), std::nullopt);
    CAIRN_TRY(learnSettings(opener));
    environment.progress.filesTotal = static_cast<std::int64_t>(
        m_context.dlists.size() + (m_request.listsOnly ? 0 : m_context.dindexes.size()));
    environment.progress.totalKnown = true;
    CAIRN_LET(lists, BlocklistStore::create(environment, m_context.settings.blockHash));
    if (!m_request.listsOnly)
        CAIRN_TRY(readIndexes(m_context, lists));
    StreamResolver streams(m_context, lists);
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

namespace {

Result<> removeDatabase(FileLayer &files, const FilePath &path)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        CAIRN_TRY(files.remove(FilePath(path.bytes() + suffix)));
    return {};
}

// Q6. A log beside the old database must not be taken for the new one's.
Result<> replaceDatabase(FileLayer &files, const FilePath &made, const FilePath &path)
{
    {
        CAIRN_LET(file, files.open(made, OpenMode::ReadWrite));
        CAIRN_TRY(file.sync());
        CAIRN_TRY(file.close());
    }
    KILLPOINT("Q6");
    if (files.exists(path)) {
        // Until the new one is in place the old one must be whole; a damaged one is past that.
        if (const auto old = Database::open(path, Database::Mode::ReadWrite))
            std::ignore = (*old)->checkpoint();
        for (const char *suffix : {"-wal", "-shm"})
            CAIRN_TRY(files.remove(FilePath(path.bytes() + suffix)));
    }
    CAIRN_TRY(files.rename(made, path));
    return files.syncDirectory(path.parent());
}

} // namespace

Result<RebuildResult> recreateDatabase(const RunEnvironment &environment, const FilePath &path,
                                       const RebuildRequest &request)
{
    const FilePath made(path.bytes() + ".new");
    CAIRN_TRY(removeDatabase(environment.files, made)); // of a run that was killed
    Result<RebuildResult> result = [&]() -> Result<RebuildResult> {
        CAIRN_LET(job, JobDatabase::create(made));
        CAIRN_LET(rebuilt, rebuildDatabase(environment, *job, request));
        CAIRN_TRY(job->finish());
        return rebuilt;
    }();
    if (!result || environment.options.dryRun) {
        CAIRN_TRY(removeDatabase(environment.files, made));
        return result;
    }
    CAIRN_TRY(replaceDatabase(environment.files, made, path));
    return result;
}

} // namespace cairn
