// SPDX-License-Identifier: MIT
#include "core/operations/restore_plan.h"

#include "core/base/text.h"
#include "core/format/limits.h"
#include "core/format/stream_shape.h"
#include "core/sqlite/read_snapshot.h"

#include <algorithm>
#include <tuple>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class Planner final
{
public:
    Planner(RestoreRun &run, RestorePlan &plan)
        : m_run(run)
        , m_plan(plan)
    {
    }

    Result<> plan(std::uint32_t item)
    {
        const RestoreItem &row = m_run.list.items[item];
        const bool isFile = row.type == EntryType::File;
        const std::size_t before = m_plan.needs.size();
        if (isFile && row.verdict != RestoreVerdict::Refresh) {
            CAIRN_LET(known, addContent(item, row));
            if (!known) {
                m_plan.needs.resize(before);
                m_plan.items[item] = {};
                m_run.list.items[item].verdict = RestoreVerdict::Nothing;
                return {};
            }
            ++m_plan.files;
            m_plan.bytes += row.size;
        }
        // Links keep their target there.
        if (row.meta != 0 && (!m_run.options().skipMetadata || row.type == EntryType::Symlink))
            CAIRN_TRY(addMeta(item, row.meta));
        return {};
    }

private:
    std::int64_t blocksize() const { return m_run.settings.blocksize; }

    Result<bool> broken(std::uint32_t item, const QString &reason)
    {
        m_run.addBroken(item, ErrorCode::Corrupt, reason);
        return false;
    }

    // False: it cannot be restored.
    Result<bool> addContent(std::uint32_t item, const RestoreItem &row)
    {
        if (row.size == 0)
            return true;
        if (row.content > 0) {
            add(item, false, row.content, 0, 1, false);
            m_plan.diskBytes += row.size;
            return true;
        }
        if (row.content == 0)
            return broken(item, u"the database does not know its content"_s);
        CAIRN_LET(stream, m_run.job.streams.get(-row.content));
        if (!stream || stream->size != row.size ||
            stream->blocks.count() != blockCount(row.size, blocksize()))
            return broken(item, u"the database does not know all of its content"_s);
        const auto reused = m_run.reused.find(item);
        stream->blocks.forEachPiece(
            [&](std::int64_t index, std::int64_t first, std::int64_t count, std::int64_t step) {
                m_plan.diskBytes += (step == 0 ? 1 : count) * blocksize();
                if (reused == m_run.reused.end())
                    add(item, false, first, index, count, step == 0);
                else
                    addMissing(item, reused->second, first, index, count, step);
            });
        return true;
    }

    void addMissing(std::uint32_t item, const ReusedBlocks &reused, std::int64_t first,
                    std::int64_t index, std::int64_t count, std::int64_t step)
    {
        for (std::int64_t at = 0; at < count;) {
            std::int64_t end = at;
            while (end < count && !reused.good[static_cast<std::size_t>(index + end)])
                ++end;
            if (end > at)
                add(item, false, first + at * step, index + at, end - at, step == 0);
            at = end + 1;
        }
    }

    Result<> addMeta(std::uint32_t item, StreamRef meta)
    {
        if (meta > 0) {
            add(item, true, meta, 0, 1, false);
            return {};
        }
        CAIRN_LET(stream, m_run.job.streams.get(-meta));
        if (!stream)
            return {}; // it goes without
        if (stream->size > static_cast<std::int64_t>(limits::kMetadataBlob)) {
            m_run.warn(item, u"the metadata of %1 is lost: it is too large to be true"_s.arg(
                                 displayText(m_run.list.pathOf(m_run.list.items[item]))));
            return {};
        }
        stream->blocks.forEachPiece(
            [&](std::int64_t index, std::int64_t first, std::int64_t count, std::int64_t step) {
                add(item, true, first, index, count, step == 0);
            });
        return {};
    }

    void add(std::uint32_t item, bool isMeta, std::int64_t block, std::int64_t index,
             std::int64_t count, bool isRepeat)
    {
        BlockNeed need;
        need.block = block;
        need.index = index;
        need.count = count;
        need.item = item;
        need.isMeta = isMeta;
        need.isRepeat = isRepeat;
        m_plan.needs.push_back(need);
        if (isMeta)
            m_plan.items[item].meta += static_cast<std::uint32_t>(count);
        else
            m_plan.items[item].content += count;
    }

    RestoreRun &m_run;
    RestorePlan &m_plan;
};

// Blocks with ids in a row in one volume.
struct Segment
{
    std::int64_t first = 0;
    std::int64_t end = 0;
    std::uint32_t volume = 0;
};

constexpr std::int64_t kGap = 64; // reading over a few rows is quicker than another look-up

std::int64_t lastBlock(const BlockNeed &need)
{
    return need.isRepeat ? need.block : need.block + need.count - 1;
}

Result<> readSegments(JobDatabase &job, std::int64_t first, std::int64_t last,
                      std::vector<Segment> &segments)
{
    const auto guard = job.database().lock();
    CAIRN_LET(
        s, job.database().use("SELECT id, volume FROM block WHERE id BETWEEN ? AND ? ORDER BY id"));
    s->bind(1, first).bind(2, last);
    while (true) {
        CAIRN_LET(found, s->step());
        if (!found)
            break;
        const std::int64_t id = s->integer(0);
        const auto volume = static_cast<std::uint32_t>(s->integer(1)); // NULL reads as 0
        if (!segments.empty() && segments.back().end == id && segments.back().volume == volume)
            ++segments.back().end;
        else
            segments.push_back({id, id + 1, volume});
    }
    s->reset();
    return {};
}

// `needs` are sorted by block.
Result<std::vector<Segment>> segmentsOf(JobDatabase &job, const std::vector<BlockNeed> &needs)
{
    std::vector<Segment> segments;
    std::size_t at = 0;
    while (at < needs.size()) {
        const std::int64_t first = needs[at].block;
        std::int64_t last = lastBlock(needs[at]);
        for (++at; at < needs.size() && needs[at].block <= last + kGap; ++at)
            last = std::max(last, lastBlock(needs[at]));
        CAIRN_TRY(readSegments(job, first, last, segments));
    }
    return segments;
}

// Cuts a need where the volume changes.
void cut(const BlockNeed &need, const std::vector<Segment> &segments, std::vector<BlockNeed> &out)
{
    auto segment = std::upper_bound(
        segments.begin(), segments.end(), need.block,
        [](std::int64_t block, const Segment &candidate) { return block < candidate.end; });
    BlockNeed rest = need;
    const std::int64_t end = lastBlock(need) + 1;
    while (rest.block < end) {
        const bool isThere = segment != segments.end() && segment->first <= rest.block;
        const std::int64_t until = segment == segments.end() ? end
                                   : isThere                 ? std::min(end, segment->end)
                                                             : std::min(end, segment->first);
        BlockNeed part = rest;
        part.volume = isThere ? segment->volume : 0;
        if (!need.isRepeat)
            part.count = until - rest.block;
        out.push_back(part);
        rest.index += until - rest.block;
        rest.count -= until - rest.block;
        rest.block = until;
        if (isThere)
            ++segment;
    }
}

} // namespace

// Metadata first: a small file is then made, filled and finished in one go.
void sortForFetching(std::vector<BlockNeed> &needs)
{
    std::sort(needs.begin(), needs.end(), [](const BlockNeed &a, const BlockNeed &b) {
        return std::tuple(a.volume, !a.isMeta, a.block, a.item, a.index) <
               std::tuple(b.volume, !b.isMeta, b.block, b.item, b.index);
    });
}

Result<> locateNeeds(JobDatabase &job, std::vector<BlockNeed> &needs)
{
    std::sort(needs.begin(), needs.end(),
              [](const BlockNeed &a, const BlockNeed &b) { return a.block < b.block; });
    CAIRN_LET(segments, segmentsOf(job, needs));
    std::vector<BlockNeed> located;
    located.reserve(needs.size());
    for (const BlockNeed &need : needs)
        cut(need, segments, located);
    sortForFetching(located);
    needs = std::move(located);
    return {};
}

Result<RestorePlan> planRestore(RestoreRun &run)
{
    RestorePlan plan;
    plan.items.resize(run.list.items.size());
    Planner planner(run, plan);
    const auto snapshot = ReadSnapshot::begin(run.job.database());
    if (!snapshot)
        return fail(snapshot.error());
    for (std::uint32_t item = 0; item < run.list.items.size(); ++item)
        if (run.list.items[item].verdict != RestoreVerdict::Nothing)
            CAIRN_TRY(planner.plan(item));
    CAIRN_TRY(locateNeeds(run.job, plan.needs));
    return plan;
}

} // namespace cairn
