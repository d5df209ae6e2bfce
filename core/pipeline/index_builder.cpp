// SPDX-License-Identifier: MIT
#include "core/pipeline/index_builder.h"

#include "core/format/codec.h"
#include "core/format/dindex.h"
#include "core/format/entry_names.h"
#include "core/format/stream_shape.h"

#include <unordered_set>

namespace cairn {

using namespace Qt::StringLiterals;

Result<SealedVolume> buildIndexVolume(const RunEnvironment &environment, JobDatabase &job,
                                      const JobSettings &settings, std::int64_t dblockId,
                                      const std::vector<BlocklistContent> &lists)
{
    CAIRN_LET(dblock, job.volumes.get(dblockId));
    if (!dblock || dblock->hash.empty() || dblock->size < 0)
        return fail(ErrorCode::Internal,
                    u"An index was to be made for a volume that is not known."_s);
    CAIRN_LET(writer, VolumeWriter::create(environment, settings));
    DindexVolText text;
    CAIRN_LET(count, job.blocks.countIn(dblockId));
    text.reserve(static_cast<std::size_t>(count));
    CAIRN_TRY(job.blocks.forEachStoredIn(dblockId, [&](const BlockRow &block) -> Result<> {
        text.addBlock(block.hash, block.size);
        return {};
    }));
    text.finish(dblock->hash, dblock->size);
    // Hashes in base64 shrink by what their alphabet wastes, whatever the effort.
    CAIRN_TRY(writer->addCompressed(volEntryName(dblock->name), text.view(), kFastest));
    std::unordered_set<Digest> written; // no entry twice (storage-format.md §9.1)
    for (const BlocklistContent &list : lists)
        if (written.insert(list.hash).second)
            CAIRN_TRY(writer->addStored(listEntryName(list.hash), list.content));
    return writer->seal();
}

std::vector<std::int64_t> dataBlocksOf(const StreamRow &stream)
{
    std::vector<std::int64_t> blocks;
    blocks.reserve(static_cast<std::size_t>(stream.blocks.count()));
    stream.blocks.forEach([&](std::int64_t, std::int64_t block) { blocks.push_back(block); });
    return blocks;
}

Result<std::optional<Buffer>> contentOfList(JobDatabase &job,
                                            std::span<const std::int64_t> dataBlocks)
{
    if (dataBlocks.empty()) // no list names nothing
        return std::optional<Buffer>();
    Buffer content;
    for (std::size_t at = 0; at < dataBlocks.size();) {
        // Ids mostly come in a row, and those of holes repeat: one look-up serves them.
        std::size_t end = at + 1;
        const bool repeats = end < dataBlocks.size() && dataBlocks[end] == dataBlocks[at];
        while (end < dataBlocks.size() &&
               dataBlocks[end] == dataBlocks[end - 1] + (repeats ? 0 : 1))
            ++end;
        CAIRN_LET(rows, job.blocks.inRange(dataBlocks[at], dataBlocks[end - 1]));
        if (rows.size() != (repeats ? 1 : end - at))
            return std::optional<Buffer>();
        for (std::size_t i = at; i < end; ++i)
            content.append(rows[repeats ? 0 : i - at].hash.view());
        at = end;
    }
    return std::optional(std::move(content));
}

Result<std::vector<BlocklistContent>> blocklistsIn(JobDatabase &job, const JobSettings &settings,
                                                   const std::vector<BlockRow> &blocks)
{
    std::unordered_map<std::int64_t, const BlockRow *> wanted;
    for (const BlockRow &block : blocks)
        wanted.emplace(block.id, &block);
    std::vector<BlocklistContent> found;
    const auto perList = static_cast<std::size_t>(hashesPerBlocklist(
        settings.blocksize, static_cast<std::int64_t>(hashLength(settings.blockHash))));
    std::vector<std::int64_t> streams;
    CAIRN_TRY(job.streams.forEachWithLists([&](std::int64_t id,
                                               const BlockList &lists) -> Result<> {
        bool hit = false;
        lists.forEach([&](std::int64_t, std::int64_t list) { hit = hit || wanted.contains(list); });
        if (hit)
            streams.push_back(id);
        return {};
    }));
    for (const std::int64_t id : streams) {
        CAIRN_LET(stream, job.streams.get(id));
        if (!stream)
            continue;
        const std::vector<std::int64_t> data = dataBlocksOf(*stream);
        std::vector<std::pair<std::size_t, std::int64_t>> hits;
        stream->lists.forEach([&](std::int64_t index, std::int64_t list) {
            if (wanted.contains(list))
                hits.emplace_back(static_cast<std::size_t>(index), list);
        });
        for (const auto &[index, list] : hits) {
            const auto at = wanted.find(list);
            if (at == wanted.end())
                continue; // a stream may have the same list many times
            const std::size_t first = std::min(index * perList, data.size());
            CAIRN_LET(content,
                      contentOfList(job, std::span(data).subspan(
                                             first, std::min(perList, data.size() - first))));
            // What does not prove itself is left out: a reader then takes the block itself.
            if (!content || hashOf(settings.blockHash, *content) != at->second->hash)
                continue;
            found.push_back({at->second->hash, std::move(*content)});
            wanted.erase(at);
        }
    }
    return found;
}

} // namespace cairn
