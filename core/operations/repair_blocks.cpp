// SPDX-License-Identifier: MIT
#include "core/operations/repair_blocks.h"

#include "core/base/crc32.h"
#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/format/entry_names.h"
#include "core/operations/compact_plan.h"
#include "core/pipeline/format_metadata.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Whole seconds are all that a database from a rebuild knows.
bool isSameTime(std::int64_t known, std::int64_t seen)
{
    constexpr std::int64_t kSecond = 1'000'000'000;
    return known == seen || (known % kSecond == 0 && seen >= known && seen - known < kSecond);
}

} // namespace

BlockRecovery::BlockRecovery(const RunEnvironment &environment, JobDatabase &job,
                             const JobSettings &settings)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_reader(environment.files)
    , m_metadata(environment.files)
    , m_hasher(settings.blockHash)
{
}

// A volume that was found damaged once may have been put back, or was damaged on the way here.
Result<> BlockRecovery::takeBackSoundVolumes()
{
    CAIRN_LET(damaged, m_job.volumes.inState(VolumeState::Damaged));
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeOpener opener(m_environment, std::move(backend), m_settings);
    for (const VolumeRow &row : damaged) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (row.kind != VolumeKind::Dblock || row.hash.empty() ||
            !opener.open(row.name, row.size, row.hash))
            continue;
        if (m_environment.options.dryRun)
            continue;
        CAIRN_LET(transaction, Transaction::begin(m_job.database()));
        CAIRN_TRY(m_job.volumes.setState(row.id, VolumeState::Confirmed));
        CAIRN_TRY(m_job.blocks.adoptCopies(row.id));
        CAIRN_TRY(transaction.commit());
        m_environment.report.information(
            u"VolumeIsSound"_s, u"The volume %1 is whole again."_s.arg(toQString(row.name)));
    }
    return {};
}

Result<> BlockRecovery::collect()
{
    CAIRN_LET(needed, NeededBlocks::collect(m_job));
    CAIRN_LET(lost, m_job.blocks.lost());
    for (const BlockRow &row : lost) {
        if (!needed.contains(row.id))
            continue;
        m_lost[row.hash] = {row.id, row.size, needed.isList(row.id)};
        m_hashes[row.id] = row.hash;
    }
    return {};
}

Result<std::int64_t> BlockRecovery::findLost()
{
    CAIRN_TRY(takeBackSoundVolumes());
    CAIRN_TRY(collect());
    return static_cast<std::int64_t>(m_lost.size());
}

Result<> BlockRecovery::start()
{
    VolumeUploader::Options options;
    options.steps = kRepairSteps;
    m_uploader.emplace(m_environment, m_job, m_settings, std::move(options));
    CAIRN_TRY(m_uploader->start());
    m_packer.emplace(m_environment, m_settings,
                     [this](FilledVolume full) { return m_uploader->push(std::move(full)); });
    return {};
}

Result<> BlockRecovery::offer(ByteView content)
{
    const Digest hash = m_hasher.hash(content);
    const auto found = m_lost.find(hash);
    if (found == m_lost.end() || found->second.size != static_cast<std::int64_t>(content.size()))
        return {};
    PackedBlock block;
    block.id = found->second.id;
    block.hash = hash;
    block.size = found->second.size;
    block.moved = true;
    block.isList = found->second.isList;
    block.crc = crc32Of(content);
    block.method = ZipMethod::Deflated;
    if (block.isList || m_deflater.compress(content, kDefaultLevel, block.payload) == 0) {
        block.method = ZipMethod::Stored;
        block.payload.clear();
        block.payload.append(content);
    }
    m_hashes.erase(found->second.id);
    m_lost.erase(found);
    ++m_recovered;
    return m_packer->add(std::move(block));
}

// The blocks of a stream tell the content of its blocklists.
Result<> BlockRecovery::fromDatabase()
{
    std::vector<BlockRow> lists;
    for (const auto &[hash, lost] : m_lost)
        if (lost.isList)
            lists.push_back({lost.id, hash, lost.size, 0});
    if (lists.empty())
        return {};
    CAIRN_LET(contents, blocklistsIn(m_job, m_settings, lists));
    for (const BlocklistContent &list : contents)
        CAIRN_TRY(offer(list.content));
    return {};
}

Result<> BlockRecovery::fromContent(const LostEntry &entry, const std::string &path)
{
    if (entry.row.type != EntryType::File || entry.row.content == 0)
        return {};
    std::vector<std::int64_t> wanted; // indexes of blocks
    if (entry.row.content > 0) {
        if (m_hashes.contains(entry.row.content))
            wanted.push_back(0);
    } else {
        CAIRN_LET(stream, m_job.streams.get(-entry.row.content));
        if (stream)
            stream->blocks.forEach([&](std::int64_t index, std::int64_t id) {
                if (m_hashes.contains(id))
                    wanted.push_back(index);
            });
    }
    if (wanted.empty())
        return {};
    const Result<SourceFile> file = m_reader.open(FilePath(path));
    if (!file || file->size() != static_cast<std::uint64_t>(entry.row.size) ||
        !isSameTime(entry.row.mtime, file->stat().mtimeNs))
        return {};
    const std::size_t blocksize = static_cast<std::size_t>(m_settings.blocksize);
    for (const std::int64_t index : wanted) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        m_content.resize(blocksize);
        const Result<std::size_t> got =
            file->readAt(static_cast<std::uint64_t>(index) * blocksize, m_content.span());
        if (!got)
            return {}; // a source that cannot be read is no source
        CAIRN_TRY(offer(m_content.view().first(*got)));
    }
    return {};
}

Result<> BlockRecovery::fromMetadata(const LostEntry &entry, const std::string &path)
{
    bool wanted = entry.row.meta > 0 && m_hashes.contains(entry.row.meta);
    if (entry.row.meta < 0) {
        CAIRN_LET(stream, m_job.streams.get(-entry.row.meta));
        if (stream)
            stream->blocks.forEach(
                [&](std::int64_t, std::int64_t id) { wanted = wanted || m_hashes.contains(id); });
    }
    if (!wanted)
        return {};
    const FilePath source(path);
    const Result<SourceStat> stat = m_reader.examine(source);
    if (!stat)
        return {};
    Result<SourceMetadata> metadata = m_metadata.read(
        {source, *stat, entry.row.type == EntryType::Symlink && path.ends_with('/')});
    if (!metadata)
        return {};
    const std::string blob = serialise(formatMetadata(std::move(*metadata)));
    const std::size_t blocksize = static_cast<std::size_t>(m_settings.blocksize);
    for (std::size_t at = 0; at < blob.size(); at += blocksize)
        CAIRN_TRY(offer(asBytes(std::string_view(blob).substr(at, blocksize))));
    return {};
}

Result<> BlockRecovery::fromSources()
{
    if (m_settings.separator != '/')
        return {}; // another system's paths
    CAIRN_LET(entries, findLostEntries(m_job));
    for (const LostEntry &entry : entries) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (m_lost.empty())
            return {};
        CAIRN_LET(folder, m_job.entries.folderPath(entry.row.folder));
        const std::string path = folder + entry.row.name;
        m_environment.progress.setCurrent(path);
        CAIRN_TRY(fromContent(entry, path));
        CAIRN_TRY(fromMetadata(entry, path));
    }
    return {};
}

Result<> BlockRecovery::fromDamagedVolumes()
{
    CAIRN_LET(damaged, m_job.volumes.inState(VolumeState::Damaged));
    CAIRN_LET(backend, m_environment.openBackend());
    VolumeOpener opener(m_environment, std::move(backend), m_settings);
    ExtractScratch scratch;
    Buffer content;
    for (const VolumeRow &row : damaged) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        if (m_lost.empty())
            return {};
        if (row.kind != VolumeKind::Dblock)
            continue;
        const Result<OpenVolume> opened = opener.open(row.name, row.size, row.hash, Trust::Salvage);
        if (!opened)
            continue;
        const VolumeArchive &archive = *opened->archive;
        for (std::size_t i = 0; i < archive.entries().size(); ++i) {
            const std::optional<Digest> hash = blockOfEntry(archive.entries()[i].name);
            const auto lost = hash ? m_lost.find(*hash) : m_lost.end();
            if (lost != m_lost.end() &&
                archive.extract(i, content, static_cast<std::size_t>(lost->second.size), scratch))
                CAIRN_TRY(offer(content));
        }
    }
    return {};
}

Result<std::int64_t> BlockRecovery::recover()
{
    if (m_lost.empty())
        return 0;
    KILLPOINT("P4");
    CAIRN_TRY(start());
    CAIRN_TRY(fromDatabase());
    CAIRN_TRY(fromSources());
    CAIRN_TRY(fromDamagedVolumes());
    CAIRN_TRY(m_packer->finish());
    CAIRN_TRY(m_uploader->finish());
    return m_recovered;
}

} // namespace cairn
