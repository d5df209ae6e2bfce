// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_indexes.h"

#include "core/base/bounded_queue.h"
#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/format/limits.h"
#include "core/pipeline/owned_source.h"
#include "core/pipeline/volume_opener.h"

#include <thread>
#include <unordered_map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kReaders = 2;
constexpr std::size_t kAhead = 1; // indexes that a reader may be ahead of the database

struct ReadIndex
{
    std::vector<DescribedVolume> volumes;
    std::vector<std::pair<Digest, Buffer>> lists;
    std::int64_t created = 0;
    std::int64_t size = 0;
    Digest hash;                 // over the dindex itself, for the envelopes (S2)
    std::optional<Error> damage; // of a part; what else it says holds
};

Result<DescribedVolume> readDescription(const VolumeArchive &archive, std::size_t entry,
                                        std::string_view name)
{
    CAIRN_TRY(checkExpansion(archive.entries()[entry]));
    DescribedVolume volume;
    volume.name = name;
    DindexVolReader reader([&](const Digest &hash, std::int64_t size) -> Result<> {
        if (size > 0) // empty blocks have no place (R12)
            volume.blocks.emplace_back(hash, size);
        return {};
    });
    CAIRN_TRY(archive.stream(entry, reader));
    CAIRN_LET(facts, reader.finish());
    volume.facts = facts;
    return volume;
}

Result<ReadIndex> readIndex(const OpenVolume &opened, const JobSettings &settings)
{
    ReadIndex index;
    index.created = parseStamp(opened.manifest.created).value_or(0);
    const VolumeArchive &archive = *opened.archive;
    ExtractScratch scratch;
    Hasher hasher(settings.blockHash);
    std::uint64_t held = 0;
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        const ArchiveEntry &entry = archive.entries()[i];
        if (entry.duplicate)
            continue;
        if (const auto name = nameInFolder(entry.name, kVolFolder)) {
            const std::optional<RemoteName> parts = parseRemoteName(*name);
            if (!parts || parts->kind != VolumeKind::Dblock)
                continue; // nothing else holds blocks
            Result<DescribedVolume> volume = readDescription(archive, i, *name);
            if (volume)
                index.volumes.push_back(std::move(*volume));
            else
                index.damage = std::move(volume).error();
        } else if (const auto text = nameInFolder(entry.name, kListFolder)) {
            const std::optional<Digest> hash = Digest::fromBase64Url(*text);
            Buffer content;
            // A list that does not prove itself is left out: it is in a dblock too. So are those
            // beyond what is held in memory of one index.
            held += entry.size;
            if (hash && held <= limits::kIndexLists &&
                archive.extract(i, content, static_cast<std::size_t>(settings.blocksize),
                                scratch) &&
                hasher.hash(content) == *hash)
                index.lists.emplace_back(*hash, std::move(content));
        }
    }
    return index;
}

// Reads every kReaders-th index, in order.
class IndexReader final
{
public:
    IndexReader(const RebuildContext &context, std::unique_ptr<Backend> backend, std::size_t first)
        : m_context(context)
        , m_opener(context.environment, std::move(backend), context.settings)
        , m_first(first)
        , m_thread([this] { work(); })
    {
    }
    ~IndexReader()
    {
        m_read.abort();
        m_thread.join();
    }
    IndexReader(const IndexReader &) = delete;
    IndexReader &operator=(const IndexReader &) = delete;

    Result<ReadIndex> next()
    {
        std::optional<Result<ReadIndex>> index = m_read.pop();
        return index ? std::move(*index)
                     : Result<ReadIndex>(fail(ErrorCode::Internal, u"No index is left."_s));
    }

private:
    void work()
    {
        for (std::size_t i = m_first; i < m_context.dindexes.size(); i += kReaders)
            if (!m_read.push(read(m_context.dindexes[i])))
                return;
    }
    Result<ReadIndex> read(const RemoteVolume &volume)
    {
        CAIRN_TRY(m_context.environment.cancel.checkAbort());
        CAIRN_LET(opened, m_opener.open(volume.name, volume.size, Digest()));
        CAIRN_LET(hash, hashOfSource(*opened.stored, m_context.settings.fileHash,
                                     m_context.environment.cancel));
        CAIRN_LET(index, readIndex(opened, m_context.settings));
        index.size = static_cast<std::int64_t>(opened.stored->size());
        index.hash = hash;
        return std::move(index);
    }

    const RebuildContext &m_context; // only what no one changes meanwhile
    VolumeOpener m_opener;
    std::size_t m_first;
    BoundedQueue<Result<ReadIndex>> m_read{kAhead};
    std::thread m_thread; // last: uses the rest
};

class IndexRecorder final
{
public:
    IndexRecorder(RebuildContext &context, BlocklistStore &lists, Backend &backend)
        : m_context(context)
        , m_lists(lists)
        , m_backend(backend)
    {
        for (RemoteVolume &dblock : context.dblocks) {
            m_byName.emplace(dblock.name, &dblock);
            m_byStem.emplace(stemOf(dblock.name), &dblock);
        }
    }

    Result<> record(const RemoteVolume &dindex, ReadIndex &&index)
    {
        for (const auto &[hash, content] : index.lists)
            CAIRN_TRY(m_lists.add(hash, content));
        for (DescribedVolume &volume : index.volumes)
            CAIRN_TRY(recordVolume(dindex, index.created, std::move(volume)));
        CAIRN_TRY(markLists(index));
        if (index.damage)
            CAIRN_TRY(m_context.noteDamaged(dindex, *index.damage));
        return recordIndex(dindex, index);
    }

    // It told nothing.
    Result<> recordDamaged(const RemoteVolume &dindex, const Error &error)
    {
        CAIRN_TRY(m_context.noteDamaged(dindex, error));
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(m_context.markDone(dindex.name));
        return transaction.commit();
    }

private:
    Result<> recordIndex(const RemoteVolume &dindex, const ReadIndex &index)
    {
        CAIRN_TRY(m_lists.flush());
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(m_context.job.volumes.setSizeAndHash(dindex.id, index.size, index.hash));
        const std::vector<Contradiction> &open = m_context.contradictions;
        if (open.empty() || open.back().dindex != &dindex) // else it is read again
            CAIRN_TRY(m_context.markDone(dindex.name));
        return transaction.commit();
    }

    Result<> markLists(const ReadIndex &index)
    {
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        for (const auto &[hash, content] : index.lists) {
            CAIRN_LET(block,
                      m_context.blocks.find(hash, static_cast<std::int64_t>(content.size())));
            if (block)
                CAIRN_TRY(m_context.job.blocks.markList(block->id));
        }
        return transaction.commit();
    }

    // The name without its modules: an index may name them wrongly (storage-format.md §5.3).
    static std::string stemOf(const std::string &name)
    {
        return name.substr(0, name.find(".dblock."));
    }

    RemoteVolume *find(const std::string &name)
    {
        if (const auto found = m_byName.find(name); found != m_byName.end())
            return found->second;
        const auto found = m_byStem.find(stemOf(name));
        return found == m_byStem.end() ? nullptr : found->second;
    }

    // A volume that the listing lacks: asked for by name (R2), and remembered as missing.
    Result<std::int64_t> recordAbsent(const DescribedVolume &volume)
    {
        CAIRN_LET(row, m_context.job.volumes.find(volume.name));
        if (row)
            return row->id;
        const Result<RemoteFile> seen = m_backend.stat(volume.name, m_context.environment.cancel);
        if (!seen && seen.error().code != ErrorCode::NotFound)
            return fail(seen.error());
        VolumeRow missing;
        missing.name = volume.name;
        missing.kind = VolumeKind::Dblock;
        missing.state = seen ? VolumeState::Confirmed : VolumeState::Missing;
        missing.size = volume.facts.volumeSize;
        CAIRN_LET(id, m_context.job.volumes.add(missing));
        if (!seen)
            m_context.unusable.insert(id);
        return id;
    }

    Result<> recordVolume(const RemoteVolume &dindex, std::int64_t created,
                          DescribedVolume &&volume)
    {
        RemoteVolume *dblock = find(volume.name);
        std::int64_t size = volume.facts.volumeSize;
        if (dblock != nullptr && dblock->size >= 0) {
            if (size >= 0 && dblock->size != size) {
                m_context.contradictions.push_back({&dindex, dblock, std::move(volume)});
                return {};
            }
            size = dblock->size;
        }
        std::int64_t id = dblock == nullptr ? 0 : dblock->id;
        if (dblock == nullptr) {
            CAIRN_LET(absent, recordAbsent(volume));
            id = absent;
        }
        CAIRN_LET(transaction,
                  Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
        CAIRN_TRY(m_context.registerBlocks(volume, id));
        if (dblock == nullptr || !dblock->known) {
            std::int64_t bytes = 0;
            for (const auto &[hash, blockSize] : volume.blocks)
                bytes += blockSize;
            CAIRN_TRY(m_context.registerFacts(id, size, volume.facts.volumeHash, bytes, created));
        }
        CAIRN_TRY(m_context.job.volumes.link(dindex.id, id));
        CAIRN_TRY(transaction.commit());
        if (dblock != nullptr)
            dblock->known = true;
        return {};
    }

    RebuildContext &m_context;
    BlocklistStore &m_lists;
    Backend &m_backend;
    std::unordered_map<std::string, RemoteVolume *> m_byName;
    std::unordered_map<std::string, RemoteVolume *> m_byStem;
};

} // namespace

Result<> readIndexes(RebuildContext &context, BlocklistStore &lists)
{
    KILLPOINT("Q3");
    const RunEnvironment &environment = context.environment;
    CAIRN_LET(backend, environment.openBackend());
    IndexRecorder recorder(context, lists, *backend);
    std::vector<std::unique_ptr<IndexReader>> readers;
    for (std::size_t i = 0; i < std::min(kReaders, context.dindexes.size()); ++i) {
        CAIRN_LET(own, environment.openBackend());
        readers.push_back(std::make_unique<IndexReader>(context, std::move(own), i));
    }
    for (std::size_t i = 0; i < context.dindexes.size(); ++i) {
        CAIRN_TRY(environment.cancel.checkAbort());
        const RemoteVolume &dindex = context.dindexes[i];
        environment.progress.setCurrent(dindex.name);
        Result<ReadIndex> index = readers[i % kReaders]->next();
        ++environment.progress.filesDone;
        if (index) {
            ++context.result.dindexesRead;
            CAIRN_TRY(recorder.record(dindex, std::move(*index)));
        } else if (concernsOneVolume(index.error())) {
            CAIRN_TRY(recorder.recordDamaged(dindex, index.error()));
        } else {
            return fail(std::move(index).error());
        }
        KILLPOINT("Q3a");
    }
    return {};
}

} // namespace cairn
