// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_opener.h"

#include "core/base/text.h"
#include "core/format/aescrypt.h"
#include "core/format/entry_names.h"
#include "core/format/limits.h"
#include "core/pipeline/gpg_process.h"
#include "core/pipeline/owned_source.h"
#include "core/pipeline/volume_writer.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Lists and indexes up to this size are decrypted in memory, before anything in them is trusted.
// Larger ones go through a temporary file, so that memory stays bounded whatever the settings are.
constexpr std::uint64_t kInMemory = 32U << 20;
constexpr std::size_t kPiece = 1 << 20;

Error named(Error error, const std::string &name)
{
    error.message = toQString(name) % u": "_s % error.message;
    return error;
}

} // namespace

Error mixedEncryption(const std::string &name, const RemoteName &parts, const std::string &wanted)
{
    return {
        ErrorCode::Corrupt,
        parts.encryption.empty()
            ? u"%1 is not encrypted, but this backup is. It was not opened: someone may have "
              "put it there. --allow-mixed-encryption accepts such volumes."_s.arg(toQString(name))
            : u"%1 is encrypted in another way than this backup (%2 instead of %3). It was "
              "not opened. --allow-mixed-encryption accepts such volumes."_s.arg(
                  toQString(name), toQString(parts.encryption),
                  wanted.empty() ? u"none"_s : toQString(wanted)),
        u"MixedEncryption"_s,
        {}};
}

VolumeOpener::VolumeOpener(const RunEnvironment &environment, std::unique_ptr<Backend> backend,
                           std::optional<JobSettings> settings)
    : m_environment(environment)
    , m_backend(std::move(backend))
    , m_settings(std::move(settings))
{
}

Result<> VolumeOpener::checkPolicy(const RemoteName &name, const std::string &text) const
{
    const StorageOptions &storage = m_environment.options.storage;
    if (storage.allowMixedEncryption)
        return {};
    std::optional<std::string> wanted;
    if (m_settings)
        wanted = m_settings->encryption;
    else if (storage.encryptionModuleGiven)
        wanted = storage.encryptionModule;
    if (!wanted || *wanted == name.encryption)
        return {};
    return fail(mixedEncryption(text, name, *wanted));
}

bool isDestinationGone(const Error &error)
{
    return error.id == QLatin1String(kFolderMissingId) ||
           error.id == QLatin1String(kFolderVanishedId);
}

Result<std::shared_ptr<const ByteSource>> VolumeOpener::fetch(const std::string &name)
{
    ++m_environment.report.traffic.remoteCalls;
    if (const std::optional<FilePath> local = m_backend->localPath(name)) {
        Result<FileSource> opened = FileSource::open(m_environment.files, *local);
        if (!opened) { // the backend knows whether all of the destination is gone
            const auto there = m_backend->stat(name, m_environment.cancel);
            return fail(!there && isDestinationGone(there.error()) ? there.error()
                                                                   : opened.error());
        }
        FileSource source = std::move(*opened);
        m_environment.report.traffic.bytesDownloaded += static_cast<std::int64_t>(source.size());
        m_environment.progress.bytesDownloaded += static_cast<std::int64_t>(source.size());
        ++m_environment.report.traffic.filesDownloaded;
        return std::make_shared<FileSource>(std::move(source));
    }
    CAIRN_LET(temp, m_environment.createTemp());
    CAIRN_TRY(m_backend->get(name, temp.file(), m_environment.cancel));
    CAIRN_LET(source, ownFile(m_environment.files, std::move(temp)));
    m_environment.report.traffic.bytesDownloaded += static_cast<std::int64_t>(source->size());
    m_environment.progress.bytesDownloaded += static_cast<std::int64_t>(source->size());
    ++m_environment.report.traffic.filesDownloaded;
    return source;
}

// S3: what the first versions of AES Crypt seal is weaker, and no backup program writes them.
void VolumeOpener::warnOfOldVersion(const ByteSource &stored)
{
    constexpr std::size_t kVersionAt = 3;
    Buffer scratch;
    const Result<ByteView> start = stored.view(0, kVersionAt + 1, scratch);
    if (m_warnedOfOldVersion || !start || (*start)[kVersionAt] >= 2)
        return;
    m_warnedOfOldVersion = true;
    m_environment.report.warning(
        u"OldEncryption"_s,
        u"A volume is encrypted in version %1 of AES Crypt, which no backup program of today "
        "writes. What it holds may be another's work."_s.arg((*start)[kVersionAt]));
}

Result<std::shared_ptr<const ByteSource>>
VolumeOpener::decrypt(const RemoteName &name, std::shared_ptr<const ByteSource> stored, bool proven,
                      Trust trust)
{
    if (name.encryption.empty())
        return stored;
    if (name.encryption == "aes") {
        if (m_environment.options.storage.passphrase.empty())
            return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                        u"the backup is encrypted and no passphrase was given. Nothing was "
                        "changed."_s);
        warnOfOldVersion(*stored);
        const AesMac mode = trust == Trust::Salvage ? AesMac::Salvage
                            : proven                ? AesMac::AlreadyVerified
                                                    : AesMac::Verify;
        if (name.kind == VolumeKind::Dblock) // each block has a hash of its own
            return openAesCrypt(std::move(stored), m_environment.options.storage.passphrase, mode);
        if (stored->size() <= kInMemory) {
            BufferSink plain;
            plain.buffer().reserve(static_cast<std::size_t>(stored->size()));
            CAIRN_TRY(
                decryptAesCrypt(*stored, m_environment.options.storage.passphrase, plain, mode));
            return ownMemory(std::move(plain.buffer()));
        }
        CAIRN_LET(temp, m_environment.createTemp());
        FileSink plain(temp.file());
        CAIRN_TRY(decryptAesCrypt(*stored, m_environment.options.storage.passphrase, plain, mode));
        CAIRN_TRY(plain.flush());
        return ownFile(m_environment.files, std::move(temp));
    }
    if (name.encryption == "gpg") {
        CAIRN_LET(encrypted, m_environment.createTemp());
        FileSink copy(encrypted.file());
        Buffer scratch;
        for (std::uint64_t at = 0; at < stored->size(); at += kPiece) {
            CAIRN_LET(piece, stored->view(at,
                                          static_cast<std::size_t>(
                                              std::min<std::uint64_t>(kPiece, stored->size() - at)),
                                          scratch));
            CAIRN_TRY(copy.write(piece));
        }
        CAIRN_TRY(copy.flush());
        CAIRN_LET(plain, m_environment.createTemp());
        CAIRN_TRY(gpgDecrypt(m_environment, encrypted.path(), plain.path()));
        return ownFile(m_environment.files, std::move(plain));
    }
    return fail(ErrorCode::Unsupported,
                u"it is encrypted with '%1', which this program does not know"_s.arg(
                    toQString(name.encryption)));
}

Result<OpenVolume> VolumeOpener::openStored(const RemoteName &name, std::int64_t size,
                                            const Digest &hash, Trust trust,
                                            std::shared_ptr<const ByteSource> stored)
{
    if (trust == Trust::Prove && size >= 0 && stored->size() != static_cast<std::uint64_t>(size))
        return fail(ErrorCode::Corrupt,
                    u"it has %1 bytes instead of %2"_s.arg(stored->size()).arg(size));
    bool proven = false;
    const HashAlgorithm algorithm = m_settings ? m_settings->fileHash : HashAlgorithm::Sha256;
    if (trust == Trust::Prove && !hash.empty() && hash.size() == hashLength(algorithm)) {
        CAIRN_LET(seen, hashOfSource(*stored, algorithm, m_environment.cancel));
        if (seen != hash)
            return fail(ErrorCode::Corrupt, u"its content does not have the hash it should have"_s);
        proven = true;
    }
    OpenVolume volume;
    volume.name = name;
    if (name.kind != VolumeKind::Dblock)
        volume.stored = stored;
    CAIRN_LET(plain, decrypt(name, std::move(stored), proven, trust));
    volume.bytes = plain;
    CAIRN_LET(archive,
              openArchive(std::move(plain), name.compression,
                          trust == Trust::Salvage ? ArchiveMode::Salvage : ArchiveMode::Strict));
    volume.archive = std::move(archive);
    Result<Manifest> manifest = readManifest(*volume.archive);
    if (manifest)
        volume.manifest = std::move(*manifest);
    else if (trust == Trust::Prove || !m_settings)
        return fail(std::move(manifest).error());
    else
        volume.manifest = manifestOf(*m_settings, 0);
    if (trust == Trust::Prove && m_settings &&
        !volume.manifest.agreesWith(manifestOf(*m_settings, 0)))
        return fail(ErrorCode::Corrupt, "ManifestMismatch",
                    u"its block size or hashes are not those of this backup"_s);
    return volume;
}

Result<Manifest> VolumeOpener::readManifest(const VolumeArchive &archive)
{
    const std::optional<std::size_t> index = archive.find(kManifestEntry);
    if (!index)
        return fail(ErrorCode::Corrupt, u"it has no manifest"_s);
    Buffer content;
    CAIRN_TRY(archive.extract(*index, content, limits::kManifest));
    return parseManifest(content);
}

Result<OpenVolume> VolumeOpener::open(const std::string &name, std::int64_t size,
                                      const Digest &hash, Trust trust)
{
    const std::optional<RemoteName> parsed = parseRemoteName(name);
    if (!parsed)
        return fail(ErrorCode::Corrupt, u"%1 is not the name of a volume."_s.arg(toQString(name)));
    CAIRN_TRY(checkPolicy(*parsed, name));
    Result<std::shared_ptr<const ByteSource>> stored = fetch(name);
    if (!stored)
        return fail(named(std::move(stored).error(), name));
    Result<OpenVolume> volume = openStored(*parsed, size, hash, trust, std::move(*stored));
    if (!volume)
        return fail(named(std::move(volume).error(), name));
    return volume;
}

Result<Digest> VolumeOpener::hashOfStored(const std::string &name, HashAlgorithm algorithm,
                                          std::int64_t &size)
{
    CAIRN_LET(stored, fetch(name));
    size = static_cast<std::int64_t>(stored->size());
    return hashOfSource(*stored, algorithm, m_environment.cancel);
}

} // namespace cairn
