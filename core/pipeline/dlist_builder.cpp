// SPDX-License-Identifier: MIT
#include "core/pipeline/dlist_builder.h"

#include "core/format/codec.h"
#include "core/format/dlist.h"
#include "core/format/entry_names.h"
#include "core/format/manifest.h"
#include "core/format/stream_shape.h"
#include "core/pipeline/envelope_builder.h"
#include "core/pipeline/index_builder.h"
#include "core/sqlite/read_snapshot.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListLevel = 3;     // ISA-L's best: a list shrinks to a tenth at 300 MB/s
constexpr int kEnvelopeLevel = 1; // hashes and random names hardly shrink
constexpr std::uint64_t kControlFileLimit = std::uint64_t{64} << 20;

Error brokenDatabase(std::int64_t id)
{
    return {ErrorCode::Corrupt,
            u"The local database is damaged (content %1 is missing or changed). The command "
            "'recreate' rebuilds it from the destination."_s.arg(id),
            u"DatabaseIsDamaged"_s,
            {}};
}

// Turns rows into the format's entries.
class EntryMaker final
{
public:
    EntryMaker(JobDatabase &job, const JobSettings &settings, std::int64_t largestBlock)
        : m_job(job)
        , m_empty(hashOf(settings.fileHash, {}))
        , m_hasher(settings.blockHash)
        , m_perList(static_cast<std::size_t>(hashesPerBlocklist(
              settings.blocksize, static_cast<std::int64_t>(hashLength(settings.blockHash)))))
        , m_needed(largestBlock)
    {
    }

    Result<> fill(const std::string &path, const EntryRow &row, DlistEntry &entry)
    {
        entry.clear();
        entry.type = static_cast<DlistEntry::Type>(row.type);
        entry.path = path;
        if (row.type == EntryType::File)
            CAIRN_TRY(fillContent(row, entry));
        return fillMetadata(row, entry);
    }
    // The blocks of all that was filled.
    [[nodiscard]] const BlockMarks &needed() const { return m_needed; }

private:
    Result<> fillContent(const EntryRow &row, DlistEntry &entry)
    {
        constexpr std::int64_t kSecond = 1'000'000'000;
        entry.size = row.size;
        entry.time = row.mtime >= 0 ? row.mtime / kSecond : -((-row.mtime + kSecond - 1) / kSecond);
        if (row.size == 0) {
            entry.hash = m_empty;
            return {};
        }
        if (row.content > 0) {
            m_needed.add(row.content);
            CAIRN_LET(summary, m_job.streams.summary(row.content));
            entry.hash = summary.hash;
            return {};
        }
        CAIRN_LET(stream, m_job.streams.get(-row.content));
        if (!stream)
            return fail(brokenDatabase(row.content));
        need(*stream);
        entry.hash = stream->hash;
        if (stream->lists.count() == 0) {
            CAIRN_LET(block, onlyBlock(*stream));
            entry.blockHash = block.hash;
            entry.blockSize = block.size;
            return {};
        }
        return listHashes(*stream, entry.blocklists);
    }

    Result<> fillMetadata(const EntryRow &row, DlistEntry &entry)
    {
        if (row.meta == 0)
            return {};
        if (row.meta > 0) {
            m_needed.add(row.meta);
            CAIRN_LET(summary, m_job.streams.summary(row.meta));
            entry.metaHash = summary.hash;
            entry.metaSize = summary.size;
            return {};
        }
        CAIRN_LET(stream, m_job.streams.get(-row.meta));
        if (!stream)
            return fail(brokenDatabase(row.meta));
        need(*stream);
        entry.metaHash = stream->hash;
        entry.metaSize = stream->size;
        if (stream->lists.count() == 0) {
            CAIRN_LET(block, onlyBlock(*stream));
            entry.metaBlockHash = block.hash;
            return {};
        }
        return listHashes(*stream, entry.metaBlocklists);
    }

    void need(const StreamRow &stream)
    {
        m_needed.add(stream.blocks);
        m_needed.add(stream.lists);
    }

    Result<BlockRow> onlyBlock(const StreamRow &stream)
    {
        std::int64_t id = 0;
        stream.blocks.forEach([&](std::int64_t, std::int64_t block) { id = block; });
        CAIRN_LET(row, m_job.blocks.get(id));
        if (!row)
            return fail(brokenDatabase(id));
        return *row;
    }

    Result<> listHashes(const StreamRow &stream, std::vector<Digest> &out)
    {
        std::vector<std::int64_t> ids;
        stream.lists.forEach([&](std::int64_t, std::int64_t id) { ids.push_back(id); });
        for (const std::int64_t id : ids) {
            CAIRN_LET(row, m_job.blocks.get(id));
            if (!row)
                return fail(brokenDatabase(id));
            out.push_back(row->hash);
        }
        return proveLists(stream, ids, out);
    }

    // A database that a disk has changed unnoticed must not speak for content (R8): what a
    // blocklist lists gives its hash, so both are as they were when they were written. Of lost
    // content it knows the list alone, which nothing can prove.
    Result<> proveLists(const StreamRow &stream, const std::vector<std::int64_t> &ids,
                        const std::vector<Digest> &hashes)
    {
        const std::vector<std::int64_t> data = dataBlocksOf(stream);
        std::span<const std::int64_t> left(data);
        for (std::size_t i = 0; i < hashes.size(); ++i) {
            const auto listed = left.first(std::min(m_perList, left.size()));
            left = left.subspan(listed.size());
            CAIRN_LET(content, contentOfList(m_job, listed));
            if (content && m_hasher.hash(*content) != hashes[i])
                return fail(brokenDatabase(ids[i]));
        }
        return {};
    }

    JobDatabase &m_job;
    Digest m_empty;
    Hasher m_hasher;
    std::size_t m_perList;
    BlockMarks m_needed;
};

// An entry that may be large, deflated into a temporary file.
class SpooledEntry final
{
public:
    static Result<std::unique_ptr<SpooledEntry>> create(const RunEnvironment &environment,
                                                        int level)
    {
        CAIRN_LET(file, environment.createTemp());
        return std::unique_ptr<SpooledEntry>(new SpooledEntry(std::move(file), level));
    }
    [[nodiscard]] ByteSink &sink() { return m_deflate; }
    Result<> finish()
    {
        CAIRN_TRY(m_deflate.finish());
        return m_packed.flush();
    }
    Result<> addTo(VolumeWriter &writer, FileLayer &files, std::string_view name) const
    {
        CAIRN_LET(source, FileSource::open(files, m_file.path()));
        return writer.zip().addFrom(name, ZipMethod::Deflated, m_deflate.crc(),
                                    m_deflate.plainSize(), source);
    }

private:
    SpooledEntry(TempFile file, int level)
        : m_file(std::move(file))
        , m_packed(m_file.file())
        , m_deflate(m_packed, level)
    {
    }
    TempFile m_file;
    FileSink m_packed;
    DeflateStream m_deflate;
};

Result<> addControlFiles(const RunEnvironment &environment, VolumeWriter &writer,
                         const std::vector<FilePath> &paths)
{
    for (const FilePath &path : paths) {
        CAIRN_LET(content, environment.files.readWhole(path, kControlFileLimit));
        CAIRN_TRY(
            writer.addCompressed(std::string(kExtraFolder) + std::string(path.name()), content));
    }
    return {};
}

} // namespace

Result<BuiltDlist> buildDlistVolume(const RunEnvironment &environment, JobDatabase &job,
                                    const JobSettings &settings, std::int64_t version,
                                    bool complete, const std::string &name,
                                    const std::vector<FilePath> &controlFiles,
                                    const EntryEdit &edit)
{
    CAIRN_LET(filelist, SpooledEntry::create(environment, kListLevel));
    CAIRN_LET(envelope, SpooledEntry::create(environment, kEnvelopeLevel));
    DlistWriter list(filelist->sink());
    CAIRN_TRY(list.begin());
    DlistCounts counts;
    CAIRN_LET(largestBlock, job.database().number("SELECT max(id) FROM block"));
    EntryMaker maker(job, settings, largestBlock);
    DlistEntry entry;
    EntryRow edited;
    const auto addEntry = [&](const std::string &path, const EntryRow &stored) -> Result<> {
        if (edit) {
            edited = stored;
            CAIRN_LET(kept, edit(path, edited));
            if (!kept)
                return {};
        }
        const EntryRow &row = edit ? edited : stored;
        CAIRN_TRY(maker.fill(path, row, entry));
        ++counts.entries;
        if (row.type == EntryType::File) {
            ++counts.files;
            counts.bytes += row.size;
        }
        return list.add(entry);
    };
    {
        const auto snapshot = ReadSnapshot::begin(job.database());
        if (!snapshot)
            return fail(snapshot.error());
        CAIRN_TRY(job.entries.walk(version, addEntry));
        CAIRN_TRY(writeEnvelope(job, name, version, maker.needed(), envelope->sink()));
    }
    CAIRN_TRY(list.end());
    CAIRN_TRY(filelist->finish());
    CAIRN_TRY(envelope->finish());

    CAIRN_LET(writer, VolumeWriter::create(environment, settings));
    CAIRN_TRY(writer->addCompressed(kFilesetEntry, asBytes(filesetEntry(complete))));
    CAIRN_TRY(addControlFiles(environment, *writer, controlFiles));
    CAIRN_TRY(envelope->addTo(*writer, environment.files, kEnvelopeEntry));
    CAIRN_TRY(filelist->addTo(*writer, environment.files, kFilelistEntry));
    CAIRN_LET(sealed, writer->seal());
    return BuiltDlist{std::move(sealed), counts};
}

} // namespace cairn
