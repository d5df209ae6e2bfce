// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_writer.h"

#include "core/base/crc32.h"
#include "core/base/text.h"
#include "core/format/entry_names.h"
#include "core/format/manifest.h"
#include "core/format/remote_name.h"
#include "core/pipeline/behind_sink.h"
#include "core/pipeline/gpg_process.h"
#include "core/pipeline/owned_source.h"

#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Counts what goes on to the file, and hashes it unless it comes hashed.
class CountingSink final : public ByteSink
{
public:
    CountingSink(ByteSink &out, Hasher *hasher)
        : m_out(out)
        , m_hasher(hasher)
    {
    }
    Result<> write(ByteView bytes) override
    {
        if (m_hasher != nullptr)
            m_hasher->update(bytes);
        m_size += static_cast<std::int64_t>(bytes.size());
        return m_out.write(bytes);
    }
    [[nodiscard]] std::int64_t size() const { return m_size; }

private:
    ByteSink &m_out;
    Hasher *m_hasher;
    std::int64_t m_size = 0;
};

} // namespace

struct VolumeWriter::Stages
{
    Stages(const RunEnvironment &runEnvironment, const JobSettings &jobSettings, TempFile temp)
        : environment(runEnvironment)
        , settings(jobSettings)
        , file(std::move(temp))
        , fileSink(file.file())
        , hasher(jobSettings.fileHash)
        , countingSink(fileSink, jobSettings.encryption == "aes" ? nullptr : &hasher)
    {
        if (settings.encryption == "aes")
            aes.emplace(behind, environment.options.storage.passphrase, environment.random,
                        &hasher);
        zip.emplace(aes ? static_cast<ByteSink &>(*aes) : behind);
    }
    const RunEnvironment &environment;
    const JobSettings &settings;
    TempFile file;
    FileSink fileSink;
    Hasher hasher; // of the file
    CountingSink countingSink;
    BehindSink behind{countingSink}; // one core encrypts and hashes, another writes
    std::optional<AesCryptWriter> aes;
    std::optional<ZipWriter> zip;
    Deflater deflater;
    Buffer packed;
};

VolumeWriter::VolumeWriter(std::unique_ptr<Stages> stages)
    : m_stages(std::move(stages))
{
}

VolumeWriter::~VolumeWriter() = default;

Result<std::unique_ptr<VolumeWriter>> VolumeWriter::create(const RunEnvironment &environment,
                                                           const JobSettings &settings)
{
    if (settings.compression != "zip") // a destination keeps its module (storage-format.md §9.5)
        return fail(
            ErrorCode::Unsupported,
            u"This backup is kept in '%1' archives, which this program does not write."_s.arg(
                toQString(settings.compression)));
    CAIRN_LET(temp, environment.createTemp());
    std::unique_ptr<VolumeWriter> writer(
        new VolumeWriter(std::make_unique<Stages>(environment, settings, std::move(temp))));
    CAIRN_TRY(writer->addCompressed(
        kManifestEntry, asBytes(serialise(manifestOf(settings, environment.clock.nowSeconds())))));
    return writer;
}

ZipWriter &VolumeWriter::zip()
{
    return *m_stages->zip;
}

Result<> VolumeWriter::addCompressed(std::string_view name, ByteView content, int level)
{
    Buffer &packed = m_stages->packed;
    if (m_stages->deflater.compress(content, level, packed) == 0)
        return addStored(name, content);
    return m_stages->zip->add(name, ZipMethod::Deflated, crc32Of(content), content.size(), packed);
}

Result<> VolumeWriter::addStored(std::string_view name, ByteView content)
{
    return m_stages->zip->add(name, ZipMethod::Stored, crc32Of(content), content.size(), content);
}

std::uint64_t VolumeWriter::expectedSize() const
{
    return m_stages->zip->finalSize();
}

Result<SealedVolume> VolumeWriter::seal()
{
    Stages &stages = *m_stages;
    CAIRN_TRY(stages.zip->finish());
    if (stages.aes)
        CAIRN_TRY(stages.aes->finish());
    CAIRN_TRY(stages.behind.finish());
    CAIRN_TRY(stages.fileSink.flush());
    if (stages.settings.encryption != "gpg")
        return SealedVolume{std::move(stages.file), stages.countingSink.size(),
                            stages.hasher.finish()};
    CAIRN_LET(encrypted, stages.environment.createTemp());
    CAIRN_TRY(gpgEncrypt(stages.environment, stages.file.path(), encrypted.path()));
    CAIRN_LET(source, FileSource::open(stages.environment.files, encrypted.path()));
    CAIRN_LET(hash, hashOfSource(source, stages.settings.fileHash, stages.environment.cancel));
    return SealedVolume{std::move(encrypted), static_cast<std::int64_t>(source.size()), hash};
}

Manifest manifestOf(const JobSettings &settings, std::int64_t created)
{
    Manifest manifest;
    manifest.created = formatStamp(created);
    manifest.blocksize = settings.blocksize;
    manifest.blockHash = settings.blockHash;
    manifest.fileHash = settings.fileHash;
    manifest.blockHashName = settings.blockHashName;
    manifest.fileHashName = settings.fileHashName;
    manifest.appVersion = kOwnAppVersion;
    return manifest;
}

std::string newVolumeName(const JobSettings &settings, VolumeKind kind, Random &random,
                          std::int64_t dlistTime)
{
    switch (kind) {
    case VolumeKind::Dblock:
        return dblockName(settings.prefix, random.hexId(), settings.compression,
                          settings.encryption);
    case VolumeKind::Dindex:
        return dindexName(settings.prefix, random.hexId(), settings.compression,
                          settings.encryption);
    case VolumeKind::Dlist:
        break;
    }
    return dlistName(settings.prefix, dlistTime, settings.compression, settings.encryption);
}

std::string newTempName(Random &random)
{
    return ".cairn~" + random.hexId() + ".tmp";
}

} // namespace cairn
