// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_context.h"

#include "core/base/text.h"
#include "core/operations/volume_damage.h"

namespace cairn {

namespace {

constexpr std::size_t kNewBlocks = 1024;

} // namespace

using namespace Qt::StringLiterals;

Result<std::int64_t> RebuildContext::findBlock(const Digest &hash, std::int64_t size)
{
    return blocks.findBy(hash, [&](std::int64_t id) -> Result<bool> {
        if (const std::optional<bool> told = m_proofs.isBlock(id, hash, size))
            return *told;
        if (!m_newBlocks.empty() && id >= m_newBlocks.front().id)
            CAIRN_TRY(writeNewBlocks());
        CAIRN_LET(row, job.blocks.get(id));
        return row && row->size == size && row->hash == hash;
    });
}

std::int64_t RebuildContext::addBlock(const Digest &hash, std::int64_t size, std::int64_t volume)
{
    const std::int64_t id = blocks.takeId();
    m_newBlocks.push_back({id, hash, size, volume});
    blocks.add(hash, id);
    m_proofs.add(id, hash, size);
    return id;
}

Result<> RebuildContext::writeNewBlocks()
{
    CAIRN_TRY(job.blocks.insertAll(m_newBlocks));
    m_newBlocks.clear();
    return {};
}

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
    CAIRN_LET(id, findBlock(hash, size));
    if (id == 0) {
        addBlock(hash, size, volume);
        return {};
    }
    CAIRN_TRY(writeNewBlocks());
    CAIRN_LET(known, job.blocks.get(id));
    if (!known || known->volume == volume)
        return {};
    const bool usable = !unusable.contains(volume);
    if (known->volume == 0 || (usable && unusable.contains(known->volume)))
        return job.blocks.setVolume(known->id, volume);
    return usable ? job.blocks.addCopy(volume, known->id) : Result<>();
}

Result<> RebuildContext::registerBlocks(const DescribedVolume &described, std::int64_t volume)
{
    for (const auto &[hash, size] : described.blocks) {
        if (hash.size() == hashLength(settings.blockHash))
            CAIRN_TRY(registerBlock(hash, size, volume));
        if (m_newBlocks.size() >= kNewBlocks)
            CAIRN_TRY(writeNewBlocks());
    }
    return writeNewBlocks();
}

Result<> RebuildContext::forgetUncommitted()
{
    m_newBlocks.clear();
    CAIRN_LET(last, job.blocks.maxId());
    m_proofs.forgetFrom(last + 1);
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
    CAIRN_LET(known, findBlock(hash, size));
    if (known != 0)
        return known;
    const std::int64_t id = addBlock(hash, size, 0);
    CAIRN_TRY(writeNewBlocks()); // whoever needs it may ask for its row
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
    if (isOfDatabase(error))
        return false;
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
