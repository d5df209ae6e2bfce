// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_context.h"

#include "core/base/text.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<> RebuildContext::addRow(RemoteVolume &volume)
{
    VolumeRow row;
    row.name = volume.name;
    row.kind = volume.parts.kind;
    row.state = VolumeState::Confirmed; // seen by the listing (R2)
    row.size = volume.size;
    row.created = volume.parts.stamped ? volume.parts.time : 0;
    CAIRN_LET(id, job.volumes.add(row));
    volume.id = id;
    return {};
}

Result<> RebuildContext::markDone(const std::string &name)
{
    return checkpoint == nullptr ? Result<>() : checkpoint->markDone(name, *this);
}

Result<> RebuildContext::registerBlock(const Digest &hash, std::int64_t size, std::int64_t volume)
{
    CAIRN_LET(known, blocks.find(hash, size));
    if (!known) {
        const std::int64_t id = blocks.takeId();
        CAIRN_TRY(job.blocks.insert({id, hash, size, volume}));
        blocks.add(hash, id);
        return {};
    }
    if (known->volume == volume)
        return {};
    const bool usable = !unusable.contains(volume);
    if (known->volume == 0 || (usable && unusable.contains(known->volume)))
        return job.blocks.setVolume(known->id, volume);
    return usable ? job.blocks.addCopy(volume, known->id) : Result<>();
}

Result<> RebuildContext::registerBlocks(const DescribedVolume &described, std::int64_t volume)
{
    for (const auto &[hash, size] : described.blocks)
        if (hash.size() == hashLength(settings.blockHash))
            CAIRN_TRY(registerBlock(hash, size, volume));
    return {};
}

Result<> RebuildContext::registerFacts(std::int64_t volume, std::int64_t size, const Digest &hash,
                                       std::int64_t contentBytes, std::int64_t created)
{
    CAIRN_LET(s, job.database().use("UPDATE volume SET size = ?, hash = ?, content_bytes = ?, "
                                    "created = ? WHERE id = ?"));
    const Digest usable = hash.size() == hashLength(settings.fileHash) ? hash : Digest();
    s->bind(1, size).bind(2, usable.view()).bind(3, contentBytes).bind(4, created).bind(5, volume);
    return s->run();
}

Result<std::int64_t> RebuildContext::needBlock(const Digest &hash, std::int64_t size)
{
    CAIRN_LET(known, blocks.find(hash, size));
    if (known)
        return known->id;
    const std::int64_t id = blocks.takeId();
    CAIRN_TRY(job.blocks.insert({id, hash, size, 0}));
    blocks.add(hash, id);
    return id;
}

Result<> RebuildContext::noteDamaged(const RemoteVolume &volume, const Error &error)
{
    result.unusable.push_back(volume.name);
    environment.report.error(u"DamagedVolume"_s, u"The volume %1 could not be used (%2)."_s.arg(
                                                     toQString(volume.name), error.message));
    CAIRN_LET(transaction, Transaction::begin(job.database(), Transaction::Durability::Relaxed));
    // What policy refuses (S1) is not ours: no row, so nothing will ever touch it.
    if (error.id == "MixedEncryption"_L1)
        CAIRN_TRY(job.volumes.erase(volume.id));
    else
        CAIRN_TRY(job.volumes.setState(volume.id, VolumeState::Damaged));
    CAIRN_TRY(transaction.commit());
    if (volume.parts.kind == VolumeKind::Dblock)
        unusable.insert(volume.id);
    return {};
}

Result<std::int64_t> RebuildContext::blocksWithoutPlace()
{
    return job.database().number("SELECT count(*) FROM block WHERE volume IS NULL");
}

bool concernsOneVolume(const Error &error)
{
    if (error.id == "DatabaseIsDamaged"_L1)
        return false; // the local one
    switch (error.code) {
    case ErrorCode::Corrupt:
    case ErrorCode::WrongPassphrase:
    case ErrorCode::NotFound:
    case ErrorCode::Unsupported:
        return true;
    default:
        return false;
    }
}

} // namespace cairn
