// SPDX-License-Identifier: MIT
#include "core/operations/empty_metadata.h"

#include "core/base/crc32.h"
#include "core/format/metadata_blob.h"
#include "core/pipeline/block_dedup.h"
#include "core/pipeline/volume_uploader.h"

namespace cairn {

namespace {

constexpr UploadSteps kPurgeSteps{{"P6g", "P6h", "P6i", "P6j"}, {"P6k", "P6l", "P6m", "P6n"}};

Result<> storeBlock(const RunEnvironment &environment, JobDatabase &job,
                    const JobSettings &settings, PackedBlock &&block)
{
    VolumeUploader::Options options;
    options.steps = kPurgeSteps;
    VolumeUploader uploader(environment, job, settings, std::move(options));
    CAIRN_TRY(uploader.start());
    BlockPacker packer(environment, settings,
                       [&](FilledVolume full) { return uploader.push(std::move(full)); });
    CAIRN_TRY(packer.add(std::move(block)));
    CAIRN_TRY(packer.finish());
    return uploader.finish();
}

} // namespace

Result<StreamRef> storeEmptyMetadata(const RunEnvironment &environment, JobDatabase &job,
                                     const JobSettings &settings)
{
    const std::string blob = serialise(Metadata());
    const ByteView content = asBytes(blob);
    const auto size = static_cast<std::int64_t>(content.size());
    PackedBlock block;
    block.hash = hashOf(settings.blockHash, content);
    block.size = size;
    block.crc = crc32Of(content);
    block.payload.append(content);
    CAIRN_LET(dedup, BlockDedup::create(job));
    CAIRN_LET(claim, dedup->claim(block.hash, size));
    block.id = claim.id;
    block.moved = claim.moved;
    const Digest hash = hashOf(settings.fileHash, content);
    const bool isWhole = hash == block.hash;
    if (claim.store)
        CAIRN_TRY(storeBlock(environment, job, settings, std::move(block)));
    if (isWhole)
        return claim.id;
    StreamRow stream;
    stream.size = size;
    stream.hash = hash;
    stream.blocks.append(claim.id);
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    CAIRN_LET(id, job.streams.add(stream));
    CAIRN_TRY(transaction.commit());
    return -id;
}

} // namespace cairn
