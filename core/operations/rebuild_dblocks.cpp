// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_dblocks.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/entry_names.h"
#include "core/pipeline/volume_opener.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class DblockReader final
{
public:
    DblockReader(RebuildContext &context, StreamResolver &streams, std::unique_ptr<Backend> backend)
        : m_context(context)
        , m_streams(streams)
        , m_opener(context.environment, std::move(backend), context.settings)
    {
    }

    Result<> settleContradictions();
    Result<> readListHolders();
    Result<> readUnknown();
    Result<> readOthers();

private:
    // False: the volume is damaged, which is noted.
    Result<bool> read(RemoteVolume &dblock);
    Result<> record(const RemoteVolume &dblock, const Digest &hash, const OpenVolume &opened);
    Result<> takeLists(const OpenVolume &opened);
    Result<> salvage(const RemoteVolume &dblock);
    Result<> markDone(const RemoteVolume &dblock);
    Result<> completeStreams();
    Result<bool> isComplete();

    RebuildContext &m_context;
    StreamResolver &m_streams;
    VolumeOpener m_opener;
    std::unordered_set<std::int64_t> m_read;
    bool m_foundLists = false;
};

// `hash` is what was told of the whole, by an index or an envelope.
Result<> DblockReader::record(const RemoteVolume &dblock, const Digest &hash,
                              const OpenVolume &opened)
{
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    std::int64_t bytes = 0;
    DescribedVolume found;
    for (const ArchiveEntry &entry : opened.archive->entries()) {
        const std::optional<Digest> block = blockOfEntry(entry.name);
        if (!block || block->size() != hashLength(m_context.settings.blockHash) ||
            entry.size == 0 ||
            entry.size > static_cast<std::uint64_t>(m_context.settings.blocksize) ||
            entry.duplicate)
            continue;
        const std::int64_t size = static_cast<std::int64_t>(entry.size);
        bytes += size;
        found.blocks.emplace_back(*block, size);
    }
    CAIRN_TRY(m_context.registerBlocks(found, dblock.id));
    if (!dblock.known)
        CAIRN_TRY(m_context.registerFacts(dblock.id, dblock.size, hash, bytes,
                                          parseStamp(opened.manifest.created).value_or(0)));
    return transaction.commit();
}

Result<> DblockReader::takeLists(const OpenVolume &opened)
{
    ExtractScratch scratch;
    Buffer content;
    Hasher hasher(m_context.settings.blockHash);
    const std::size_t limit = static_cast<std::size_t>(m_context.settings.blocksize);
    for (std::size_t i = 0; i < opened.archive->entries().size(); ++i) {
        if (m_streams.missingLists().empty())
            return {};
        const std::optional<Digest> hash = blockOfEntry(opened.archive->entries()[i].name);
        if (!hash || !m_streams.misses(*hash) ||
            !opened.archive->extract(i, content, limit, scratch) ||
            hasher.hash(content) != *hash) // R17: what does not prove itself is missing
            continue;
        CAIRN_TRY(m_streams.provide(*hash, content));
        m_foundLists = true;
    }
    return {};
}

// What can still be read of a damaged volume stays bound to it, so that a repair finds it.
Result<> DblockReader::salvage(const RemoteVolume &dblock)
{
    const Result<OpenVolume> opened = m_opener.open(dblock.name, -1, Digest(), Trust::Salvage);
    if (!opened)
        return concernsOneVolume(opened.error()) ? Result<>() : Result<>(fail(opened.error()));
    CAIRN_TRY(record(dblock, Digest(), *opened));
    return takeLists(*opened);
}

Result<> DblockReader::markDone(const RemoteVolume &dblock)
{
    CAIRN_TRY(m_streams.keepLists());
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_context.markDone(dblock.name));
    CAIRN_TRY(transaction.commit());
    KILLPOINT("Q4a");
    return {};
}

Result<bool> DblockReader::read(RemoteVolume &dblock)
{
    CAIRN_TRY(m_context.environment.cancel.checkAbort());
    if (!m_read.insert(dblock.id).second)
        return !m_context.unusable.contains(dblock.id);
    if (m_context.unusable.contains(dblock.id)) { // an envelope has spoken against it
        CAIRN_TRY(salvage(dblock));
        return false;
    }
    m_context.environment.progress.setCurrent(dblock.name);
    CAIRN_LET(row, m_context.job.volumes.get(dblock.id));
    if (!row)
        return false;
    const Result<OpenVolume> opened = m_opener.open(row->name, dblock.size, row->hash);
    if (!opened) {
        if (!concernsOneVolume(opened.error()))
            return fail(opened.error());
        CAIRN_TRY(m_context.noteDamaged(dblock, opened.error()));
        if (opened.error().code == ErrorCode::Corrupt && opened.error().id.isEmpty())
            CAIRN_TRY(salvage(dblock));
        return false;
    }
    ++m_context.result.dblocksRead;
    CAIRN_TRY(record(dblock, row->hash, *opened));
    CAIRN_TRY(takeLists(*opened));
    dblock.known = true;
    CAIRN_TRY(markDone(dblock));
    return true;
}

// Whoever can be opened is right: a dblock that opens has another size than its index thinks.
Result<> DblockReader::settleContradictions()
{
    for (const Contradiction &conflict : m_context.contradictions) {
        CAIRN_LET(sound, read(*conflict.dblock));
        if (sound) {
            CAIRN_TRY(m_context.noteDamaged(
                *conflict.dindex, Error{ErrorCode::Corrupt,
                                        u"it does not agree with the volume that it describes"_s,
                                        {},
                                        {}}));
            continue;
        }
        // The index tells what the volume should be.
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(m_context.registerBlocks(conflict.described, conflict.dblock->id));
        std::int64_t bytes = 0;
        for (const auto &[hash, size] : conflict.described.blocks)
            bytes += size;
        CAIRN_TRY(m_context.registerFacts(conflict.dblock->id, conflict.described.facts.volumeSize,
                                          conflict.described.facts.volumeHash, bytes, 0));
        CAIRN_TRY(m_context.job.volumes.link(conflict.dindex->id, conflict.dblock->id));
        CAIRN_TRY(transaction.commit());
    }
    return {};
}

Result<> DblockReader::completeStreams()
{
    if (!std::exchange(m_foundLists, false))
        return {};
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(m_streams.completeStreams());
    return transaction.commit();
}

Result<> DblockReader::readListHolders()
{
    std::unordered_set<std::int64_t> holders;
    for (const std::int64_t list : m_streams.missingLists()) {
        CAIRN_LET(row, m_context.job.blocks.get(list));
        if (row && row->volume != 0)
            holders.insert(row->volume);
    }
    for (RemoteVolume &dblock : m_context.dblocks)
        if (holders.contains(dblock.id))
            CAIRN_TRY(read(dblock));
    return completeStreams();
}

Result<> DblockReader::readUnknown()
{
    for (RemoteVolume &dblock : m_context.dblocks)
        if (!dblock.known)
            CAIRN_TRY(read(dblock));
    CAIRN_TRY(completeStreams());
    return readListHolders(); // lists may have been found to lie in one that was read for another
}

Result<bool> DblockReader::isComplete()
{
    CAIRN_LET(without, m_context.blocksWithoutPlace());
    return without == 0 && m_streams.missingLists().empty();
}

// An index may have left something out; a volume that it describes may hold it after all.
Result<> DblockReader::readOthers()
{
    for (RemoteVolume &dblock : m_context.dblocks) {
        CAIRN_LET(done, isComplete());
        if (done)
            return {};
        CAIRN_TRY(read(dblock));
        CAIRN_TRY(completeStreams());
    }
    return {};
}

} // namespace

Result<> readDblocks(RebuildContext &context, StreamResolver &streams, bool allUnknown)
{
    KILLPOINT("Q4");
    CAIRN_LET(backend, context.environment.openBackend());
    DblockReader reader(context, streams, std::move(backend));
    CAIRN_TRY(reader.settleContradictions());
    CAIRN_TRY(reader.readListHolders());
    CAIRN_LET(without, context.blocksWithoutPlace());
    // What lies in a volume that cannot be used may lie in one that no index tells of, too: an
    // index that names the wrong volume hides its own.
    if (allUnknown || without > 0 || !context.unusable.empty() || !streams.missingLists().empty())
        CAIRN_TRY(reader.readUnknown());
    return reader.readOthers();
}

} // namespace cairn
