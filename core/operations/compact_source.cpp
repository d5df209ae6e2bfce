// SPDX-License-Identifier: MIT
#include "core/operations/compact_source.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/volume_damage.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error badBlock(const BlockRow &row, const QString &what)
{
    return {ErrorCode::Corrupt, u"its block %1 %2"_s.arg(toQString(row.hash.toBase64Url()), what),
            QString(), QString()};
}

} // namespace

CompactReader::CompactReader(const RunEnvironment &environment, JobDatabase &job,
                             const JobSettings &settings, const NeededBlocks &needed,
                             const std::vector<CompactCandidate> &sources)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_needed(needed)
    , m_sources(sources)
    , m_hasher(settings.blockHash)
{
}

CompactReader::~CompactReader()
{
    m_queue.abort();
    if (m_thread.joinable())
        m_thread.join();
}

Result<> CompactReader::start()
{
    CAIRN_LET(backend, m_environment.openBackend());
    m_opener.emplace(m_environment, std::move(backend), m_settings);
    m_thread = std::thread([this] { run(); });
    return {};
}

void CompactReader::run()
{
    for (std::size_t i = 0; i < m_sources.size(); ++i) {
        if (m_environment.cancel.stopRequested())
            break;
        CompactItem end;
        end.source = i;
        if (Result<> read = readSource(i); !read) {
            end.proven =
                provenState(*m_opener, m_sources[i].volume, read.error(), m_environment.cancel);
            end.failure = std::move(read).error();
        }
        const bool goOn = !end.failure || end.proven;
        if (!m_queue.push(std::move(end)) || !goOn)
            break;
    }
    m_queue.close();
}

Result<> CompactReader::readSource(std::size_t index)
{
    const VolumeRow &row = m_sources[index].volume;
    KILLPOINT("C2");
    CAIRN_LET(volume, openRow(*m_opener, row));
    CAIRN_LET(blocks, m_job.blocks.ofVolume(row.id));
    KILLPOINT("C3");
    for (const BlockRow &block : blocks) {
        if (!m_needed.contains(block.id))
            continue;
        CAIRN_TRY(m_environment.cancel.checkAbort());
        Result<PackedBlock> packed = readBlock(*volume.archive, block);
        if (!packed) {
            Error error = std::move(packed).error();
            error.message = toQString(row.name) % u": "_s % error.message;
            return fail(std::move(error));
        }
        const std::size_t weight = packed->payload.size() + 1;
        CompactItem item;
        item.source = index;
        item.block = std::move(*packed);
        if (!m_queue.push(std::move(item), weight))
            return fail(ErrorCode::Cancelled, u"The operation was aborted."_s);
    }
    return {};
}

// A payload is moved as it is once what it expands to has the right hash.
Result<PackedBlock> CompactReader::readBlock(const VolumeArchive &archive, const BlockRow &row)
{
    PackedBlock block;
    block.id = row.id;
    block.hash = row.hash;
    block.size = row.size;
    block.moved = true;
    block.isList = m_needed.isList(row.id);
    const std::optional<std::size_t> entry = archive.find(row.hash.toBase64Url());
    if (!entry)
        return fail(badBlock(row, u"is not in it"_s));
    if (archive.entries()[*entry].size != static_cast<std::uint64_t>(row.size))
        return fail(badBlock(row, u"has the wrong size"_s));
    const Result<RawEntry> raw = archive.raw(*entry, m_scratch.packed);
    if (!raw && raw.error().code != ErrorCode::Unsupported)
        return fail(raw.error());
    if (!raw || (block.isList && raw->method != 0)) {
        CAIRN_TRY(
            archive.extract(*entry, m_content, static_cast<std::size_t>(row.size), m_scratch));
        CAIRN_TRY(prove(row, m_content, block));
        repack(block);
        return block;
    }
    block.method = static_cast<ZipMethod>(raw->method);
    if (block.method == ZipMethod::Stored) {
        CAIRN_TRY(prove(row, raw->payload, block));
    } else {
        m_content.resize(static_cast<std::size_t>(row.size));
        CAIRN_TRY(m_scratch.inflater.inflate(raw->payload, m_content.span()));
        CAIRN_TRY(prove(row, m_content, block));
    }
    block.payload.append(raw->payload);
    return block;
}

Result<> CompactReader::prove(const BlockRow &row, ByteView content, PackedBlock &block)
{
    if (static_cast<std::int64_t>(content.size()) != row.size || m_hasher.hash(content) != row.hash)
        return fail(badBlock(row, u"has other content than its hash says"_s));
    block.crc = crc32Of(content); // not the archive's: nothing has proven that one
    return {};
}

// For archives whose payloads a zip cannot take over, and for lists, which are stored.
void CompactReader::repack(PackedBlock &block)
{
    block.method = ZipMethod::Deflated;
    if (block.isList || m_deflater.compress(m_content, kDefaultLevel, block.payload) == 0) {
        block.method = ZipMethod::Stored;
        block.payload.clear();
        block.payload.append(m_content);
    }
}

} // namespace cairn
