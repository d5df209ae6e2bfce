// SPDX-License-Identifier: MIT
#include "core/pipeline/volume_proof.h"

#include "core/format/aescrypt.h"
#include "core/format/codec.h"
#include "core/format/entry_names.h"
#include "core/format/zip_reader.h"
#include "core/pipeline/gpg_process.h"
#include "core/pipeline/owned_source.h"

#include <unordered_map>

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

Result<std::unordered_map<Digest, std::int64_t>> expectedBlocks(JobDatabase &job,
                                                                const FilledVolume &filled)
{
    std::unordered_map<Digest, std::int64_t> expected;
    for (const BlockRow &block : filled.blocks)
        expected.emplace(block.hash, block.size);
    for (const std::int64_t id : filled.moved) {
        CAIRN_LET(row, job.blocks.get(id));
        if (!row)
            return fail(machineError(u"a block it knew is forgotten"_s));
        expected.emplace(row->hash, row->size);
    }
    return expected;
}

} // namespace

Result<> proveVolume(const RunEnvironment &environment, JobDatabase &job,
                     const JobSettings &settings, const FilledVolume &filled)
{
    Result<std::shared_ptr<const ByteSource>> plain = plainOf(environment, settings, filled.volume);
    if (!plain)
        return fail(machineError(plain.error().message));
    Result<std::unique_ptr<VolumeArchive>> archive = openArchive(*plain, "zip");
    if (!archive)
        return fail(machineError(archive.error().message));
    CAIRN_LET(expected, expectedBlocks(job, filled));
    ExtractScratch scratch;
    Buffer content;
    for (std::size_t i = 0; i < (*archive)->entries().size(); ++i) {
        CAIRN_TRY(environment.cancel.checkAbort());
        const std::optional<Digest> hash = blockOfEntry((*archive)->entries()[i].name);
        if (!hash)
            continue;
        const auto wanted = expected.find(*hash);
        if (wanted == expected.end())
            return fail(machineError(u"a volume holds a block that it should not"_s));
        const Result<> read =
            (*archive)->extract(i, content, static_cast<std::size_t>(wanted->second), scratch);
        if (!read || static_cast<std::int64_t>(content.size()) != wanted->second ||
            hashOf(settings.blockHash, content) != *hash)
            return fail(machineError(u"a block came back from disk changed"_s));
        expected.erase(wanted);
    }
    if (!expected.empty())
        return fail(machineError(u"a volume lacks a block that was put into it"_s));
    return {};
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
    AesCryptWriter writer(sealed, key, environment.random);
    CAIRN_TRY(writer.write(pattern));
    CAIRN_TRY(writer.finish());
    Buffer plain;
    const auto opened = decryptAesCrypt(sealed.buffer().view(), key, plain);
    if (!opened || plain.size() != pattern.size() ||
        std::memcmp(plain.data(), pattern.data(), plain.size()) != 0)
        return fail(machineError(u"it encrypts wrongly"_s));
    return {};
}

} // namespace cairn
