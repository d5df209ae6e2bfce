// SPDX-License-Identifier: MIT
#include "core/pipeline/stream_store.h"

#include "core/format/stream_shape.h"

namespace cairn {

StreamBuilder::StreamBuilder(const JobSettings &settings, BlockStage &stage)
    : m_settings(settings)
    , m_stage(stage)
    , m_listBytes(
          static_cast<std::size_t>(hashesPerBlocklist(
              settings.blocksize, static_cast<std::int64_t>(hashLength(settings.blockHash)))) *
          hashLength(settings.blockHash))
{
}

Result<> StreamBuilder::one(const Digest &hash, std::int64_t id)
{
    if (m_stream.blocks.count() == 0) {
        m_firstHash = hash;
        m_firstId = id;
    }
    m_stream.blocks.append(id);
    m_list.append(hash.view());
    return m_list.size() >= m_listBytes ? endList() : Result<>();
}

Result<> StreamBuilder::append(std::span<const Digest> hashes, std::span<const std::int64_t> ids,
                               std::int64_t bytes)
{
    for (std::size_t i = 0; i < hashes.size(); ++i)
        CAIRN_TRY(one(hashes[i], ids[i]));
    m_stream.size += bytes;
    return {};
}

Result<> StreamBuilder::repeat(const Digest &hash, std::int64_t id, std::int64_t count,
                               std::int64_t bytes)
{
    for (std::int64_t i = 0; i < count; ++i)
        CAIRN_TRY(one(hash, id));
    m_stream.size += bytes;
    return {};
}

Result<> StreamBuilder::endList()
{
    m_hashes.clear();
    m_ids.clear();
    CAIRN_TRY(m_stage.store(m_list, BlockStage::Hint::List, m_hashes, m_ids));
    for (const std::int64_t id : m_ids)
        m_stream.lists.append(id);
    m_list.clear();
    return {};
}

Result<StoredStream> StreamBuilder::finish(const Digest &hash)
{
    m_stream.hash = hash;
    if (m_stream.blocks.count() <= 1) {
        if (m_stream.blocks.count() == 1 && m_firstHash == hash)
            m_stream.onlyBlock = m_firstId;
        return std::move(m_stream);
    }
    if (!m_list.empty())
        CAIRN_TRY(endList());
    return std::move(m_stream);
}

Result<StreamRef> referTo(EntryJournal &journal, StoredStream &&stream)
{
    if (stream.size == 0)
        return StreamRef{0};
    if (stream.onlyBlock != 0)
        return stream.onlyBlock;
    StreamRow row;
    row.size = stream.size;
    row.hash = stream.hash;
    row.blocks = std::move(stream.blocks);
    row.lists = std::move(stream.lists);
    CAIRN_LET(id, journal.addStream(std::move(row)));
    return -id;
}

} // namespace cairn
