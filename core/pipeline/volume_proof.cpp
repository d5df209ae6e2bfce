// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_proof.h"

#include "core/format/aescrypt.h"
#include "core/format/codec.h"
#include "core/format/entry_names.h"
#include "core/format/zip_reader.h"
#include "core/pipeline/gpg_process.h"
#include "core/pipeline/owned_source.h"
#include "core/pipeline/worker_count.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error machineError(const QString &what)
{
    return {
        ErrorCode::Corrupt,
        u"This computer does not work reliably: %1. Nothing was sent from it. Have its memory and "
        "disk tested before you trust it with a backup."_s.arg(what),
        u"ProofFailed"_s,
        {}};
}

Result<std::shared_ptr<const ByteSource>>
plainOf(const RunEnvironment &environment, const JobSettings &settings, const SealedVolume &volume)
{
    if (settings.encryption == "gpg") {
        CAIRN_LET(temp, environment.createTemp());
        CAIRN_TRY(gpgDecrypt(environment, volume.file.path(), temp.path()));
        return ownFile(environment.files, std::move(temp));
    }
    CAIRN_LET(file, FileSource::open(environment.files, volume.file.path()));
    auto source = std::make_shared<FileSource>(std::move(file));
    if (settings.encryption.empty())
        return source;
    return openAesCrypt(std::move(source), environment.options.storage.passphrase);
}

} // namespace

VolumeProof::VolumeProof(const RunEnvironment &environment, const JobSettings &settings,
                         const FilledVolume &filled)
    : m_environment(environment)
    , m_settings(settings)
    , m_filled(filled)
{
}

Result<> VolumeProof::start(JobDatabase &job)
{
    constexpr std::size_t kLargestShare = 256;
    for (const std::int64_t id : m_filled.moved) {
        CAIRN_LET(row, job.blocks.get(id));
        if (!row)
            return fail(machineError(u"a block it knew is forgotten"_s));
        m_moved.push_back(*row);
    }
    CAIRN_TRY(open());
    CAIRN_TRY(match());
    const auto width = static_cast<std::size_t>(workerCount(m_environment.options.pipeline));
    m_share = std::clamp<std::size_t>(m_expected.size() / (width * 8), 1, kLargestShare);
    for (std::size_t i = 0; i < width; ++i)
        m_threads.push_back(std::async(std::launch::async, [this] { return proveSome(); }));
    return {};
}

Result<> VolumeProof::open()
{
    Result<std::shared_ptr<const ByteSource>> plain =
        plainOf(m_environment, m_settings, m_filled.volume);
    if (!plain)
        return fail(machineError(plain.error().message));
    Result<std::unique_ptr<VolumeArchive>> archive = openArchive(*plain, "zip");
    if (!archive)
        return fail(machineError(archive.error().message));
    m_archive = std::move(*archive);
    return {};
}

// The entries lie in the order in which the blocks were added.
Result<> VolumeProof::match()
{
    m_expected.reserve(m_filled.blocks.size() + m_moved.size());
    auto isNew = m_filled.blocks.begin();
    auto isMoved = m_moved.begin();
    for (std::size_t i = 0; i < m_archive->entries().size(); ++i) {
        const std::optional<Digest> hash = blockOfEntry(m_archive->entries()[i].name);
        if (!hash)
            continue;
        if (isNew != m_filled.blocks.end() && isNew->hash == *hash)
            m_expected.push_back({i, &*isNew++});
        else if (isMoved != m_moved.end() && isMoved->hash == *hash)
            m_expected.push_back({i, &*isMoved++});
        else
            return fail(machineError(u"a volume holds a block that it should not"_s));
    }
    if (isNew != m_filled.blocks.end() || isMoved != m_moved.end())
        return fail(machineError(u"a volume lacks a block that was put into it"_s));
    return {};
}

Result<> VolumeProof::proveSome()
{
    ExtractScratch scratch;
    Buffer content;
    while (true) {
        CAIRN_TRY(m_environment.cancel.checkAbort());
        const std::size_t begin = m_next.fetch_add(m_share);
        if (begin >= m_expected.size())
            return {};
        const std::size_t end = std::min(begin + m_share, m_expected.size());
        for (std::size_t i = begin; i < end; ++i)
            if (Result<> proven = proveOne(m_expected[i], content, scratch); !proven) {
                m_next = m_expected.size(); // nobody need go on
                return proven;
            }
    }
}

Result<> VolumeProof::proveOne(const Expected &expected, Buffer &content,
                               ExtractScratch &scratch) const
{
    const BlockRow &block = *expected.block;
    const Result<> read =
        m_archive->extract(expected.entry, content, static_cast<std::size_t>(block.size), scratch);
    if (!read || static_cast<std::int64_t>(content.size()) != block.size ||
        hashOf(m_settings.blockHash, content) != block.hash)
        return fail(machineError(u"a block came back from disk changed"_s));
    return {};
}

Result<> VolumeProof::wait()
{
    Result<> verdict;
    for (std::future<Result<>> &thread : m_threads)
        if (Result<> proven = thread.get(); !proven && verdict)
            verdict = std::move(proven);
    m_threads.clear();
    return verdict;
}

Result<> selfTest(const RunEnvironment &environment)
{
    constexpr std::string_view kText = "abc";
    // FIPS 180-4, appendix B.1.
    constexpr std::string_view kSha256 =
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    if (hashOf(HashAlgorithm::Sha256, asBytes(kText)).toHex() != kSha256)
        return fail(machineError(u"it computes wrong hashes"_s));
    Buffer pattern(64 * 1024);
    for (std::size_t i = 0; i < pattern.size(); ++i)
        pattern.data()[i] = static_cast<std::uint8_t>(i * i / 251);
    Deflater deflater;
    Inflater inflater;
    Buffer packed;
    Buffer back(pattern.size());
    if (deflater.compress(pattern, kFastest, packed) != 0) {
        const Result<> inflated = inflater.inflate(packed, back.span());
        if (!inflated || std::memcmp(back.data(), pattern.data(), back.size()) != 0)
            return fail(machineError(u"it compresses wrongly"_s));
    }
    BufferSink sealed;
    const Secret key(std::string("self-test"));
    Hasher fileHash(HashAlgorithm::Sha256);
    AesCryptWriter writer(sealed, key, environment.random, &fileHash);
    CAIRN_TRY(writer.write(pattern));
    CAIRN_TRY(writer.finish());
    if (fileHash.finish() != hashOf(HashAlgorithm::Sha256, sealed.buffer()))
        return fail(machineError(u"it computes wrong hashes"_s));
    Buffer plain;
    const auto opened = decryptAesCrypt(sealed.buffer().view(), key, plain);
    if (!opened || plain.size() != pattern.size() ||
        std::memcmp(plain.data(), pattern.data(), plain.size()) != 0)
        return fail(machineError(u"it encrypts wrongly"_s));
    return {};
}

} // namespace cairn
