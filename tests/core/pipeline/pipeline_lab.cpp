// SPDX-License-Identifier: MIT
#include "tests/core/pipeline/pipeline_lab.h"

#include "core/base/crc32.h"
#include "core/pipeline/owned_source.h"
#include "tests/support/sample_settings.h"

namespace cairn::test {

namespace {

class WatchedBackend final : public ForwardingBackend
{
public:
    WatchedBackend(std::unique_ptr<Backend> inner,
                   const std::function<void(const std::string &)> &beforePut)
        : ForwardingBackend(std::move(inner))
        , m_beforePut(beforePut)
    {
    }
    Result<> put(const std::string &name, const FilePath &file, const std::string &tempName,
                 const CancelToken &cancel) override
    {
        if (m_beforePut)
            m_beforePut(name);
        return ForwardingBackend::put(name, file, tempName, cancel);
    }

private:
    const std::function<void(const std::string &)> &m_beforePut;
};

std::map<std::string, std::string> contentsOf(const VolumeArchive &archive)
{
    std::map<std::string, std::string> contents;
    Buffer content;
    for (std::size_t i = 0; i < archive.entries().size(); ++i) {
        need(archive.extract(i, content, std::size_t{1} << 24));
        contents[std::string(archive.entries()[i].name)] = asText(content);
    }
    return contents;
}

} // namespace

PipelineLab::PipelineLab(std::string encryption)
    : random(testSeed(21))
{
    options.storage.passphrase = Secret(std::string("a passphrase"));
    options.storage.dblockSize = 20 * 1024;
    options.transfer.parallelUploads = 1;
    options.transfer.retries = 3;
    options.transfer.retryDelay = std::chrono::seconds(10);
    settings = sampleSettings(std::move(encryption));
    need(files.makeDirectories(folder() / "temp"));
    m_job = need(JobDatabase::create(folder() / "job.sqlite"));
    need(m_job->setSettings(settings));
}

RunEnvironment PipelineLab::environment()
{
    return {files,
            clock,
            random,
            cancel,
            progress,
            report,
            options,
            [this]() -> Result<std::unique_ptr<Backend>> { return backend(); },
            folder() / "temp"};
}

std::unique_ptr<Backend> PipelineLab::backend()
{
    return std::make_unique<WatchedBackend>(
        std::make_unique<FaultyBackend>(std::make_unique<MemoryBackend>(store), plan, clock),
        beforePut);
}

std::size_t PipelineLab::tempFiles()
{
    return need(files.list(folder() / "temp")).size();
}

PackedBlock PipelineLab::block(std::string_view content)
{
    PackedBlock block;
    block.id = m_nextBlock++;
    block.hash = hashOf(settings.blockHash, asBytes(content));
    block.size = static_cast<std::int64_t>(content.size());
    block.crc = crc32Of(asBytes(content));
    block.method = ZipMethod::Stored;
    block.payload.append(asBytes(content));
    return block;
}

FilledVolume PipelineLab::filled(const std::vector<std::string> &contents)
{
    const RunEnvironment run = environment();
    std::vector<FilledVolume> volumes;
    const std::int64_t dblockSize = std::exchange(options.storage.dblockSize, 1 << 30);
    BlockPacker packer(run, settings, [&](FilledVolume full) -> Result<> {
        volumes.push_back(std::move(full));
        return {};
    });
    for (const std::string &content : contents)
        need(packer.add(block(content)));
    need(packer.finish());
    options.storage.dblockSize = dblockSize;
    return std::move(volumes.at(0));
}

std::map<std::string, std::string> PipelineLab::entriesOf(const SealedVolume &volume)
{
    auto source = std::make_shared<FileSource>(need(FileSource::open(files, volume.file.path())));
    std::shared_ptr<const ByteSource> plain = source;
    if (settings.encryption == "aes") {
        BufferSink sink;
        need(decryptAesCrypt(*source, options.storage.passphrase, sink));
        plain = ownMemory(std::move(sink.buffer()));
    }
    return contentsOf(*need(openArchive(plain, "zip")));
}

std::map<std::string, std::string> PipelineLab::entriesOf(const OpenVolume &volume)
{
    return contentsOf(*volume.archive);
}

Result<OpenVolume> PipelineLab::open(const std::string &name)
{
    const RunEnvironment run = environment();
    return VolumeOpener(run, std::make_unique<MemoryBackend>(store), settings).open(name, -1, {});
}

std::vector<VolumeRow> PipelineLab::rows(VolumeState state)
{
    return need(m_job->volumes.inState(state));
}

} // namespace cairn::test
