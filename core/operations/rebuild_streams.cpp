// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_streams.h"

#include "core/format/stream_shape.h"

namespace cairn {

StreamResolver::StreamResolver(RebuildContext &context, BlocklistStore &lists)
    : m_context(context)
    , m_lists(lists)
    , m_hashLength(static_cast<std::int64_t>(hashLength(context.settings.blockHash)))
{
}

Result<> StreamResolver::takeOver()
{
    CAIRN_LET(s, m_context.job.database().use("SELECT id, hash, blocks, length(lists) > 0 "
                                              "FROM stream ORDER BY id"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        m_known.emplace(Digest(s->blob(1)).prefix(), s->integer(0));
        CAIRN_LET(blocks, BlockList::unpack(s->blob(2)));
        bool isComplete = true;
        blocks.forEachRange([&](std::int64_t first, std::int64_t) { isComplete &= first != 0; });
        if (s->integer(3) != 0 && !isComplete)
            m_incomplete.push_back(s->integer(0));
    }
    s->reset();
    if (m_incomplete.empty())
        return {};
    // Lists may have turned up that the run had no time to use.
    CAIRN_TRY(noteMissingOf(m_incomplete));
    CAIRN_LET(transaction,
              Transaction::begin(m_context.job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(completeStreams());
    return transaction.commit();
}

Result<StreamRef> StreamResolver::resolve(const StreamFacts &facts)
{
    if (facts.size <= 0)
        return StreamRef{0};
    if (facts.size <= m_context.settings.blocksize)
        return resolveOneBlock(facts);
    CAIRN_LET(known, findStream(facts));
    return known ? Result<StreamRef>(*known) : resolveLists(facts);
}

Result<std::optional<StreamRef>> StreamResolver::findStream(const StreamFacts &facts)
{
    const auto [begin, end] = m_known.equal_range(facts.hash.prefix());
    for (auto at = begin; at != end; ++at) {
        CAIRN_LET(summary, m_context.job.streams.summary(-at->second));
        if (summary.size == facts.size && summary.hash == facts.hash)
            return std::optional<StreamRef>(-at->second);
    }
    return std::optional<StreamRef>();
}

Result<StreamRef> StreamResolver::addStream(StreamRow &&row, bool isComplete)
{
    CAIRN_LET(id, m_context.job.streams.add(row));
    m_known.emplace(row.hash.prefix(), id);
    if (!isComplete)
        m_incomplete.push_back(id);
    return -id;
}

Result<StreamRef> StreamResolver::resolveOneBlock(const StreamFacts &facts)
{
    const JobSettings &settings = m_context.settings;
    const bool sameHash = settings.blockHash == settings.fileHash;
    if (sameHash && (facts.blockHash.empty() || facts.blockHash == facts.hash))
        return m_context.needBlock(facts.hash, facts.size);
    CAIRN_LET(known, findStream(facts));
    if (known)
        return *known;
    StreamRow row;
    row.size = facts.size;
    row.hash = facts.hash;
    std::int64_t block = 0; // without its hash nothing tells which block it is
    if (!facts.blockHash.empty()) {
        CAIRN_LET(needed, m_context.needBlock(facts.blockHash, facts.size));
        block = needed;
    }
    row.blocks.append(block);
    return addStream(std::move(row), true);
}

Result<bool> StreamResolver::appendBlocks(StreamRow &row, std::int64_t index, const Digest &list)
{
    const std::int64_t blocksize = m_context.settings.blocksize;
    const std::int64_t length = blocklistLength(row.size, blocksize, m_hashLength, index);
    const std::int64_t count = length / m_hashLength;
    const std::int64_t first = index * hashesPerBlocklist(blocksize, m_hashLength);
    CAIRN_LET(found, m_lists.find(list, m_content));
    if (!found || static_cast<std::int64_t>(m_content.size()) != length) {
        row.blocks.appendRepeated(0, count);
        return false;
    }
    for (std::int64_t i = 0; i < count; ++i) {
        const Digest hash(m_content.view().subspan(static_cast<std::size_t>(i * m_hashLength),
                                                   static_cast<std::size_t>(m_hashLength)));
        CAIRN_LET(block, m_context.needBlock(hash, blockLength(row.size, blocksize, first + i)));
        row.blocks.append(block);
    }
    return true;
}

Result<StreamRef> StreamResolver::resolveLists(const StreamFacts &facts)
{
    const std::int64_t blocksize = m_context.settings.blocksize;
    StreamRow row;
    row.size = facts.size;
    row.hash = facts.hash;
    const std::int64_t count = blocklistCount(facts.size, blocksize, m_hashLength);
    if (static_cast<std::int64_t>(facts.lists.size()) != count) {
        // Nothing tells what the content is made of; a hole of unknown blocks says so.
        row.blocks.appendRepeated(
            0, std::min<std::int64_t>(blockCount(facts.size, blocksize), std::int64_t{1} << 32));
        return addStream(std::move(row), true);
    }
    bool isComplete = true;
    for (std::int64_t i = 0; i < count; ++i) {
        const Digest &list = facts.lists[static_cast<std::size_t>(i)];
        CAIRN_LET(
            id, m_context.needBlock(list, blocklistLength(facts.size, blocksize, m_hashLength, i)));
        row.lists.append(id);
        CAIRN_TRY(m_context.job.blocks.markList(id));
        CAIRN_LET(known, appendBlocks(row, i, list));
        if (known)
            continue;
        isComplete = false;
        m_missingLists.insert(id);
        m_missingHashes.insert(list);
    }
    return addStream(std::move(row), isComplete);
}

Result<> StreamResolver::forgetUncommitted()
{
    CAIRN_LET(last, m_context.job.streams.maxId());
    std::erase_if(m_known, [&](const auto &item) { return item.second > last; });
    std::erase_if(m_incomplete, [&](std::int64_t id) { return id > last; });
    m_missingLists.clear();
    m_missingHashes.clear();
    return noteMissingOf(m_incomplete);
}

Result<> StreamResolver::noteMissingOf(const std::vector<std::int64_t> &streams)
{
    for (const std::int64_t id : streams) {
        CAIRN_LET(row, m_context.job.streams.get(id));
        if (row)
            CAIRN_TRY(noteMissing(row->lists));
    }
    return {};
}

Result<> StreamResolver::noteMissing(const BlockList &lists)
{
    std::vector<std::int64_t> ids;
    lists.forEach([&](std::int64_t, std::int64_t list) { ids.push_back(list); });
    for (const std::int64_t id : ids) {
        CAIRN_LET(row, m_context.job.blocks.get(id));
        if (!row)
            continue;
        CAIRN_LET(known, m_lists.find(row->hash, m_content));
        if (known)
            continue;
        m_missingLists.insert(id);
        m_missingHashes.insert(row->hash);
    }
    return {};
}

Result<> StreamResolver::provide(const Digest &hash, ByteView content)
{
    CAIRN_TRY(m_lists.add(hash, content));
    m_missingHashes.erase(hash);
    return {};
}

Result<> StreamResolver::completeStreams()
{
    const std::vector<std::int64_t> streams = std::exchange(m_incomplete, {});
    m_missingLists.clear();
    for (const std::int64_t id : streams) {
        CAIRN_LET(row, m_context.job.streams.get(id));
        if (!row)
            continue;
        std::vector<std::int64_t> lists;
        row->lists.forEach([&](std::int64_t, std::int64_t list) { lists.push_back(list); });
        row->blocks = BlockList();
        bool isComplete = true;
        for (std::size_t i = 0; i < lists.size(); ++i) {
            CAIRN_LET(list, m_context.job.blocks.get(lists[i]));
            if (!list)
                return fail(ErrorCode::Internal, QStringLiteral("A blocklist lost its row."));
            CAIRN_LET(known, appendBlocks(*row, static_cast<std::int64_t>(i), list->hash));
            if (known)
                continue;
            isComplete = false;
            m_missingLists.insert(lists[i]);
        }
        if (!isComplete)
            m_incomplete.push_back(id);
        CAIRN_LET(s, m_context.job.database().use("UPDATE stream SET blocks = ? WHERE id = ?"));
        const std::vector<std::uint8_t> packed = row->blocks.pack();
        s->bind(1, ByteView(packed)).bind(2, id);
        CAIRN_TRY(s->run());
    }
    return {};
}

} // namespace cairn
