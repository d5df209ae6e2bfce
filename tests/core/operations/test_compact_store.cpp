// SPDX-License-Identifier: MIT
#include "tests/core/operations/test_compact_store.h"

#include "core/base/crc32.h"
#include "core/operations/delete_versions.h"
#include "core/pipeline/dlist_builder.h"
#include "core/pipeline/volume_opener.h"
#include "core/pipeline/volume_uploader.h"
#include "tests/support/sample_settings.h"

#include <QCoreApplication>
#include <QProcess>

#include <algorithm>

namespace cairn::test {

using namespace Qt::StringLiterals;

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

} // namespace

TestStore::TestStore(std::string encryption)
    : random(testSeed(7))
    , m_folder(m_scratch.path())
{
    setOptions();
    settings = sampleSettings(std::move(encryption));
    for (const char *name : {"temp", "remote"})
        need(m_files.makeDirectories(m_folder / name));
    m_job = need(JobDatabase::create(m_folder / "job.sqlite"));
    need(m_job->setSettings(settings));
    need(m_job->entries.ensureFolderByPath("/", '/').map([](std::int64_t) {}));
}

TestStore::TestStore(const Attach &to)
    : random(testSeed(8)) // names must differ from those of the other process
    , m_folder(to.folder)
{
    setOptions();
    m_job = need(JobDatabase::open(m_folder / "job.sqlite", Database::Mode::ReadWrite));
    settings = need(m_job->settings()).value();
}

void TestStore::setOptions()
{
    options.storage.passphrase = Secret(std::string("a passphrase"));
    options.storage.dblockSize = 20 * 1024;
    options.transfer.parallelUploads = 2;
    options.transfer.retries = 0;
    options.transfer.retryDelay = std::chrono::seconds(0);
}

RunEnvironment TestStore::environment()
{
    return {m_files,
            clock,
            random,
            cancel,
            progress,
            *report,
            options,
            [this]() -> Result<std::unique_ptr<Backend>> {
                return std::make_unique<FaultyBackend>(
                    std::make_unique<LocalBackend>(m_files, m_folder / "remote"), plan, clock);
            },
            m_folder / "temp"};
}

RunEnvironment TestStore::cutOff()
{
    RunEnvironment run = environment();
    run.openBackend = []() -> Result<std::unique_ptr<Backend>> {
        return fail(ErrorCode::Transient, u"no more connections"_s);
    };
    return run;
}

void TestStore::reopen()
{
    m_job.reset();
    m_job = need(JobDatabase::open(m_folder / "job.sqlite", Database::Mode::ReadWrite));
    report = std::make_unique<RunReport>();
}

std::int64_t TestStore::storeBlock(BlockPacker &packer, std::string_view content, bool isList)
{
    PackedBlock block;
    block.hash = hashOf(settings.blockHash, asBytes(content));
    const auto [at, isNew] =
        m_known.emplace(block.hash, static_cast<std::int64_t>(m_known.size()) + 1);
    if (!isNew)
        return at->second;
    block.id = at->second;
    block.size = static_cast<std::int64_t>(content.size());
    block.isList = isList;
    block.crc = crc32Of(asBytes(content));
    block.method = ZipMethod::Deflated;
    if (isList || m_deflater.compress(asBytes(content), kDefaultLevel, block.payload) == 0) {
        block.method = ZipMethod::Stored;
        block.payload.clear();
        block.payload.append(asBytes(content));
    }
    need(packer.add(std::move(block)));
    return at->second;
}

StreamRef TestStore::store(BlockPacker &packer, const std::string &content)
{
    const auto blocksize = static_cast<std::size_t>(settings.blocksize);
    if (content.empty())
        return 0;
    if (content.size() <= blocksize)
        return storeBlock(packer, content, false);
    StreamRow stream;
    stream.size = static_cast<std::int64_t>(content.size());
    stream.hash = hashOf(settings.fileHash, asBytes(content));
    std::string list;
    const auto endList = [&] {
        stream.lists.append(storeBlock(packer, list, true));
        list.clear();
    };
    for (std::size_t at = 0; at < content.size(); at += blocksize) {
        const std::string_view piece = std::string_view(content).substr(at, blocksize);
        stream.blocks.append(storeBlock(packer, piece, false));
        list += asText(hashOf(settings.blockHash, asBytes(piece)).view());
        if (list.size() == blocksize)
            endList();
    }
    if (!list.empty())
        endList();
    return -need(m_job->streams.add(stream));
}

void TestStore::dropOlderVersions()
{
    RetentionOptions retention;
    retention.keepVersions = 1;
    need(deleteVersions(environment(), job(), settings, retention));
}

void TestStore::addVersion(const Files &files, bool complete)
{
    clock.advance(betweenVersions);
    const RunEnvironment run = environment();
    VersionRow version;
    version.time = clock.nowSeconds();
    version.complete = complete;
    version.id = need(m_job->versions.add(version));
    VolumeUploader uploader(run, *m_job, settings, {});
    need(uploader.start());
    BlockPacker packer(run, settings,
                       [&](FilledVolume full) { return uploader.push(std::move(full)); });
    const std::int64_t root = need(m_job->entries.findFolderByPath("/", '/'));
    for (const auto &[name, content] : m_current)
        if (const auto now = files.find(name); now == files.end() || now->second != content)
            need(m_job->entries.close(root, name, version.id));
    for (const auto &[name, content] : files) {
        if (const auto old = m_current.find(name); old != m_current.end() && old->second == content)
            continue;
        EntryRow row;
        row.folder = root;
        row.name = name;
        row.first = version.id;
        row.size = static_cast<std::int64_t>(content.size());
        row.mtime = version.time * 1'000'000'000;
        row.content = store(packer, content);
        row.meta = storeBlock(packer, R"({"unix:uid-gid-perm":"0-0-33188"})", false);
        need(m_job->entries.open(row));
    }
    m_current = files;
    need(packer.finish());
    need(uploader.finish());
    putList(version);
}

void TestStore::putList(VersionRow version)
{
    const RunEnvironment run = environment();
    const std::string name = newVolumeName(settings, VolumeKind::Dlist, random, version.time);
    BuiltDlist built =
        need(buildDlistVolume(run, *m_job, settings, version.id, version.complete, name));
    version.files = built.counts.files;
    version.entries = built.counts.entries;
    version.bytes = built.counts.bytes;
    version.state = VersionState::Visible;
    VolumeJournal journal(run, *m_job, need(run.openBackend()), settings);
    VolumeJournal::Put put;
    put.kind = VolumeKind::Dlist;
    put.time = version.time;
    put.name = name;
    put.confirmed = [&](std::int64_t id, const std::string &) {
        version.dlist = id;
        return m_job->versions.update(version);
    };
    need(journal.put(built.volume, put).map([](std::int64_t) {}));
}

std::size_t TestStore::versions()
{
    return need(m_job->versions.visible()).size();
}

TestStore::Files TestStore::read(std::size_t index)
{
    const RunEnvironment run = environment();
    VolumeOpener opener(run, need(run.openBackend()), settings);
    std::map<std::int64_t, OpenVolume> open;
    const auto block = [&](std::int64_t id) {
        const std::optional<BlockRow> row = need(m_job->blocks.get(id));
        if (!row || row->volume == 0)
            qFatal("block %lld is lost", static_cast<long long>(id));
        if (!open.contains(row->volume)) {
            const VolumeRow volume = *need(m_job->volumes.get(row->volume));
            open.emplace(row->volume, need(opener.open(volume.name, volume.size, volume.hash)));
        }
        const VolumeArchive &archive = *open.at(row->volume).archive;
        Buffer content;
        need(archive.extract(archive.find(row->hash.toBase64Url()).value(), content,
                             static_cast<std::size_t>(row->size)));
        if (hashOf(settings.blockHash, content) != row->hash)
            qFatal("block %lld is wrong", static_cast<long long>(id));
        return std::string(asText(content));
    };
    Files files;
    const std::int64_t id = need(m_job->versions.visible()).at(index).id;
    const std::int64_t root = need(m_job->entries.findFolderByPath("/", '/'));
    for (const EntryRow &row : need(m_job->entries.page(root, id, {}, 1000))) {
        std::string &content = files[row.name];
        block(row.meta);
        if (row.content > 0)
            content = block(row.content);
        if (row.content >= 0)
            continue;
        const std::optional<StreamRow> stream = need(m_job->streams.get(-row.content));
        stream->blocks.forEach([&](std::int64_t, std::int64_t at) { content += block(at); });
        stream->lists.forEach([&](std::int64_t, std::int64_t at) { block(at); });
    }
    return files;
}

std::vector<std::string> TestStore::remoteNames()
{
    std::vector<std::string> names = need(m_files.list(m_folder / "remote"));
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<VolumeRow> TestStore::rows(VolumeKind kind, VolumeState state)
{
    std::vector<VolumeRow> found = need(m_job->volumes.inState(state));
    std::erase_if(found, [&](const VolumeRow &row) { return row.kind != kind; });
    return found;
}

std::vector<VolumeRow> TestStore::usable(VolumeKind kind)
{
    std::vector<VolumeRow> found = need(m_job->volumes.all());
    std::erase_if(found,
                  [&](const VolumeRow &row) { return row.kind != kind || !isUsable(row.state); });
    return found;
}

std::vector<std::string> TestStore::traced(BackendCall call)
{
    std::vector<std::string> names;
    for (const TraceEntry &entry : plan->trace())
        if (entry.call == call)
            names.push_back(entry.name);
    return names;
}

void TestStore::flipByte(const std::string &name, std::int64_t offset)
{
    const FilePath path = m_folder / "remote" / name;
    std::string content = readFile(path);
    const std::int64_t at =
        offset < 0 ? static_cast<std::int64_t>(content.size()) + offset : offset;
    char &byte = content.at(static_cast<std::size_t>(at));
    byte = static_cast<char>(byte ^ 1);
    need(m_files.remove(path));
    writeFile(path, content);
}

void TestStore::erase(const std::string &name)
{
    need(m_files.remove(m_folder / "remote" / name));
}

bool TestStore::reported(Severity severity, const QString &id)
{
    for (const ReportMessage &message : report->messages())
        if (message.severity == severity && message.id == id)
            return true;
    return false;
}

bool killed(const TestStore &store, const QString &step)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kStoreOfKilled), store.folder().display());
    environment.insert(QStringLiteral("CAIRN_KILLPOINT"), step);
    process.setProcessEnvironment(environment);
    process.start(QCoreApplication::applicationFilePath(), QStringList());
    return process.waitForFinished(60'000) && process.exitStatus() == QProcess::CrashExit;
}

} // namespace cairn::test
