// SPDX-License-Identifier: MIT
#include "tests/core/operations/test_restore_store.h"

#include "backends/local/local_backend.h"
#include "core/base/crc32.h"
#include "core/base/text.h"
#include "core/format/metadata_blob.h"
#include "core/pipeline/volume_opener.h"
#include "core/pipeline/volume_uploader.h"
#include "tests/support/sample_settings.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace cairn::test {

namespace {

template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return std::move(*result);
}
void need(const Result<> &result)
{
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
}

std::string blobOf(const SourceEntry &entry)
{
    Metadata metadata;
    metadata.uid = static_cast<std::uint32_t>(::getuid());
    metadata.gid = static_cast<std::uint32_t>(::getgid());
    metadata.mode = entry.mode;
    metadata.mtimeTicks = ticksFromUnixNs(entry.mtime);
    if (entry.type == EntryType::Symlink)
        metadata.symlinkTarget = entry.content;
    return serialise(metadata);
}

} // namespace

RestoreStore::RestoreStore(std::int64_t blocksize, char separator, std::string encryption)
    : random(testSeed(11))
{
    options.storage.passphrase = Secret(std::string("a passphrase"));
    options.storage.dblockSize = 20 * blocksize;
    options.transfer.retries = 0;
    options.transfer.retryDelay = std::chrono::seconds(0);
    options.restore.target = target();
    options.restore.permissions = true;
    settings = sampleSettings(std::move(encryption), blocksize);
    settings.separator = separator;
    for (const char *name : {"temp", "remote"})
        need(files.makeDirectories(folder() / name));
    m_job = need(JobDatabase::create(folder() / "job.sqlite"));
    need(m_job->setSettings(settings));
}

RunEnvironment RestoreStore::environment()
{
    return {files,
            clock,
            random,
            cancel,
            progress,
            report,
            options,
            [this]() -> Result<std::unique_ptr<Backend>> {
                return std::make_unique<FaultyBackend>(
                    std::make_unique<LocalBackend>(files, folder() / "remote"), plan, clock);
            },
            folder() / "temp"};
}

Result<RestoreResult> RestoreStore::restore(std::vector<std::string> filters)
{
    return cairn::restore(environment(), *m_job, settings, {{std::move(filters), rules}});
}

std::int64_t RestoreStore::storeBlock(BlockPacker &packer, std::string_view content)
{
    PackedBlock block;
    block.hash = hashOf(settings.blockHash, asBytes(content));
    const auto [at, isNew] =
        m_known.emplace(block.hash, static_cast<std::int64_t>(m_known.size()) + 1);
    if (!isNew)
        return at->second;
    block.id = at->second;
    block.size = static_cast<std::int64_t>(content.size());
    block.crc = crc32Of(asBytes(content));
    block.method = ZipMethod::Stored;
    block.payload.append(asBytes(content));
    need(packer.add(std::move(block)));
    return at->second;
}

StreamRef RestoreStore::storeHole(BlockPacker &packer, std::int64_t size)
{
    const std::int64_t zeros =
        storeBlock(packer, std::string(static_cast<std::size_t>(settings.blocksize), '\0'));
    StreamRow stream;
    stream.size = size;
    for (std::int64_t at = 0; at < size / settings.blocksize; ++at)
        stream.blocks.append(zeros);
    const auto rest = static_cast<std::size_t>(size % settings.blocksize);
    if (rest != 0)
        stream.blocks.append(storeBlock(packer, std::string(rest, '\0')));
    return -need(m_job->streams.add(stream)); // no one asks for the hash of so large a hole
}

StreamRef RestoreStore::store(BlockPacker &packer, const SourceEntry &entry)
{
    if (entry.type != EntryType::File)
        return 0;
    if (entry.holeSize > 0)
        return storeHole(packer, entry.holeSize);
    const auto blocksize = static_cast<std::size_t>(settings.blocksize);
    if (entry.content.empty())
        return 0;
    if (entry.content.size() <= blocksize)
        return storeBlock(packer, entry.content);
    StreamRow stream;
    stream.size = static_cast<std::int64_t>(entry.content.size());
    stream.hash = hashOf(settings.fileHash, asBytes(entry.content));
    for (std::size_t at = 0; at < entry.content.size(); at += blocksize)
        stream.blocks.append(
            storeBlock(packer, std::string_view(entry.content).substr(at, blocksize)));
    return -need(m_job->streams.add(stream));
}

void RestoreStore::addVersion(const std::vector<SourceEntry> &entries)
{
    clock.advance(std::chrono::hours(24));
    const RunEnvironment run = environment();
    VersionRow version;
    version.time = clock.nowSeconds();
    version.id = need(m_job->versions.add(version));
    VolumeUploader uploader(run, *m_job, settings, {});
    need(uploader.start());
    BlockPacker packer(run, settings,
                       [&](FilledVolume full) { return uploader.push(std::move(full)); });
    for (const auto &[folder, name] : m_current)
        need(m_job->entries.close(folder, name, version.id));
    m_current.clear();
    for (const SourceEntry &entry : entries) {
        EntryRow row;
        const std::size_t end = entry.path.find_last_of(settings.separator, entry.path.size() - 2);
        const std::size_t cut = end == std::string::npos || entry.path.size() == 1 ? 0 : end + 1;
        row.folder = need(m_job->entries.ensureFolderByPath(
            std::string_view(entry.path).substr(0, cut), settings.separator));
        row.name = entry.path.substr(cut);
        if (entry.type == EntryType::Folder)
            need(m_job->entries.ensureFolder(row.folder, row.name).map([](std::int64_t) {}));
        row.first = version.id;
        row.type = entry.type;
        row.size = entry.holeSize > 0              ? entry.holeSize
                   : entry.type == EntryType::File ? static_cast<std::int64_t>(entry.content.size())
                                                   : 0;
        row.mtime = entry.mtime;
        row.content = store(packer, entry);
        row.meta = storeBlock(packer, blobOf(entry));
        need(m_job->entries.open(row));
        m_current.emplace_back(row.folder, row.name);
        version.entries += 1;
        version.files += entry.type == EntryType::File ? 1 : 0;
        version.bytes += row.size;
    }
    need(packer.finish());
    need(uploader.finish());
    version.state = VersionState::Visible;
    need(m_job->versions.update(version));
    std::ignore = fetched();
}

void RestoreStore::addVersion(const TestTree &tree, const std::string &root)
{
    std::vector<SourceEntry> entries{{root, EntryType::Folder, {}, 0, 0755}};
    for (const auto &[path, from] : tree.entries()) {
        SourceEntry entry;
        entry.path = root + path;
        entry.content = from.content;
        entry.mode = from.mode;
        entry.mtime = from.mtimeNs;
        if (from.kind == TreeEntry::Kind::Folder) {
            entry.path += '/';
            entry.type = EntryType::Folder;
        } else if (from.kind == TreeEntry::Kind::Link) {
            entry.type = EntryType::Symlink;
        }
        entries.push_back(std::move(entry));
    }
    addVersion(entries);
}

VolumeRow RestoreStore::volumeOf(std::string_view blockContent)
{
    const std::int64_t id = m_known.at(hashOf(settings.blockHash, asBytes(blockContent)));
    return *need(m_job->volumes.get(need(m_job->blocks.get(id))->volume));
}

void RestoreStore::damage(const VolumeRow &volume, std::int64_t offset)
{
    const FilePath path = folder() / "remote" / volume.name;
    std::string content = readFile(path);
    const auto at = static_cast<std::size_t>(
        offset < 0 ? static_cast<std::int64_t>(content.size()) + offset : offset);
    content.at(at) = static_cast<char>(content[at] ^ 1);
    need(files.remove(path));
    writeFile(path, content);
}

void RestoreStore::erase(const VolumeRow &volume)
{
    need(files.remove(folder() / "remote" / volume.name));
}

void RestoreStore::copyBlocks(const VolumeRow &volume)
{
    VolumeRow copy = volume;
    copy.id = 0;
    copy.name = newVolumeName(settings, VolumeKind::Dblock, random);
    writeFile(folder() / "remote" / copy.name, readFile(folder() / "remote" / volume.name));
    copy.id = need(m_job->volumes.add(copy));
    for (const BlockRow &row : need(m_job->blocks.ofVolume(volume.id)))
        need(m_job->blocks.addCopy(copy.id, row.id));
}

std::size_t RestoreStore::fetched()
{
    const auto now = static_cast<std::size_t>(report.traffic.filesDownloaded.load());
    return now - std::exchange(m_seen, now);
}

std::vector<std::string> RestoreStore::namesBelow(const FilePath &folder)
{
    std::vector<std::string> names;
    std::error_code none;
    for (auto at = std::filesystem::recursive_directory_iterator(folder.bytes(), none);
         at != std::filesystem::recursive_directory_iterator(); ++at)
        names.push_back(at->path().string().substr(folder.bytes().size() + 1));
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace cairn::test
