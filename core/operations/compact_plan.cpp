// SPDX-License-Identifier: MIT
#include "core/operations/compact_plan.h"

#include "core/pipeline/block_packer.h"

#include <algorithm>
#include <unordered_map>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Ids that are marked; one that no row can have tells of a database with holes.
class Marks final
{
public:
    explicit Marks(std::int64_t last)
        : bits(static_cast<std::size_t>(last) + 1)
    {
    }
    void set(std::int64_t id)
    {
        if (static_cast<std::size_t>(id) < bits.size())
            bits[static_cast<std::size_t>(id)] = true;
        else
            isDamaged = true;
    }

    std::vector<bool> bits;
    bool isDamaged = false;
};

Error damaged()
{
    return {ErrorCode::Corrupt,
            u"The local database is damaged (content that a version needs is not there), so "
            "nothing was deleted. The command 'recreate' rebuilds it from the destination."_s,
            u"DatabaseIsDamaged"_s, QString()};
}

using Candidates = std::unordered_map<std::int64_t, CompactCandidate>; // by volume id

Result<Candidates> usableDblocks(JobDatabase &job)
{
    Candidates found;
    CAIRN_LET(rows, job.volumes.all());
    for (VolumeRow &row : rows)
        if (row.kind == VolumeKind::Dblock && isUsable(row.state))
            found.try_emplace(row.id, CompactCandidate{std::move(row), 0, 0, 0});
    return found;
}

// A dindex that speaks of another living dblock too could not go with this one (R14).
Result<> dropSharedIndexes(JobDatabase &job, Candidates &candidates)
{
    const auto guard = job.database().lock();
    // 7, 8: Deleting, Deleted.
    CAIRN_LET(s, job.database().use("SELECT DISTINCT l.dblock FROM index_link l JOIN index_link o "
                                    "ON o.dindex = l.dindex AND o.dblock <> l.dblock JOIN volume v "
                                    "ON v.id = o.dblock JOIN volume i ON i.id = l.dindex "
                                    "WHERE v.state NOT IN (7, 8) AND i.state NOT IN (7, 8)"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        candidates.erase(s->integer(0));
    }
    s->reset();
    return {};
}

// Further copies are waste where they lie, unless the main place is lost.
Result<> addCopies(JobDatabase &job, Candidates &candidates)
{
    const auto guard = job.database().lock();
    // 2, 3: Confirmed, Verified.
    CAIRN_LET(s, job.database().use("SELECT c.volume, b.size, EXISTS (SELECT 1 FROM volume v "
                                    "WHERE v.id = b.volume AND v.state IN (2, 3)) "
                                    "FROM block_copy c JOIN block b ON b.id = c.block"));
    while (true) {
        CAIRN_LET(row, s->step());
        if (!row)
            break;
        const auto at = candidates.find(s->integer(0));
        if (at == candidates.end())
            continue;
        at->second.dataBytes += s->integer(1);
        if (s->integer(2) == 0)
            candidates.erase(at);
    }
    s->reset();
    return {};
}

bool reaches(std::int64_t part, std::int64_t percent, std::int64_t whole)
{
    return static_cast<double>(part) * 100 >=
           static_cast<double>(percent) * static_cast<double>(whole);
}

bool isWasteful(const CompactCandidate &candidate, int percent, std::int64_t dblockSize)
{
    const std::int64_t waste = candidate.wasteBytes();
    if (waste <= 0)
        return false;
    // Against the volume size it is what the waste takes up there, compressed.
    const double remote = static_cast<double>(candidate.volume.size) * static_cast<double>(waste) /
                          static_cast<double>(candidate.dataBytes);
    return reaches(waste, percent, candidate.dataBytes) ||
           reaches(static_cast<std::int64_t>(remote), percent, dblockSize);
}

void chooseRewrites(std::vector<CompactCandidate> candidates, const CompactOptions &options,
                    std::int64_t dblockSize, CompactPlan &plan)
{
    const std::int64_t smallSize = options.smallFileSize.value_or(dblockSize / 5);
    std::int64_t wasteful = 0;
    std::int64_t wasteOfWasteful = 0;
    std::int64_t small = 0;
    std::int64_t sizeOfSmall = 0;
    for (CompactCandidate &candidate : candidates) {
        // One with as many blocks as there may be would come out of it as small as it was.
        const bool isSmall = candidate.volume.size <= smallSize && candidate.blocks < kMostBlocks;
        const bool wastes = isWasteful(candidate, options.wastePercent, dblockSize);
        if (wastes) {
            ++wasteful;
            wasteOfWasteful += candidate.wasteBytes();
        }
        if (isSmall) {
            ++small;
            sizeOfSmall += candidate.volume.size;
        }
        if (isSmall || wastes)
            plan.rewrites.push_back(std::move(candidate));
    }
    const bool worthIt =
        (wasteful >= 2 && reaches(wasteOfWasteful, options.wastePercent, plan.dataBytes)) ||
        sizeOfSmall > dblockSize || small > options.smallFileMaxCount;
    if (!worthIt)
        plan.rewrites.clear();
    const auto gain = [](const CompactCandidate &c) {
        return static_cast<double>(c.wasteBytes()) / static_cast<double>(c.dataBytes);
    };
    std::sort(plan.rewrites.begin(), plan.rewrites.end(), [&](const auto &a, const auto &b) {
        const double gainOfA = gain(a);
        const double gainOfB = gain(b);
        return gainOfA != gainOfB ? gainOfA > gainOfB : a.volume.id < b.volume.id;
    });
}

} // namespace

Result<NeededBlocks> NeededBlocks::collect(JobDatabase &job)
{
    CAIRN_LET(lastBlock, job.blocks.maxId());
    CAIRN_LET(lastStream, job.database().number("SELECT max(id) FROM stream"));
    Marks blocks(lastBlock);
    Marks lists(lastBlock);
    Marks streams(lastStream);
    bool isComplete = true;
    const auto markRef = [&](StreamRef ref) {
        if (ref > 0)
            blocks.set(ref);
        else if (ref < 0)
            streams.set(-ref);
    };
    CAIRN_TRY(job.entries.forEachReference([&](StreamRef content, StreamRef meta) -> Result<> {
        markRef(content);
        markRef(meta);
        return {};
    }));
    for (std::size_t id = 1; id < streams.bits.size(); ++id) {
        if (!streams.bits[id])
            continue;
        CAIRN_LET(stream, job.streams.get(static_cast<std::int64_t>(id)));
        if (!stream)
            return fail(damaged());
        const auto markRange = [&isComplete](Marks &marks) {
            return [&marks, &isComplete](std::int64_t first, std::int64_t count) {
                if (first == 0) // no list tells which blocks they are
                    isComplete = false;
                for (std::int64_t i = first == 0 ? 1 : first; i < first + count; ++i)
                    marks.set(i);
            };
        };
        stream->blocks.forEachRange(markRange(blocks));
        stream->lists.forEachRange(markRange(blocks));
        stream->lists.forEachRange(markRange(lists));
    }
    if (blocks.isDamaged || streams.isDamaged)
        return fail(damaged());
    NeededBlocks found;
    found.m_isComplete = isComplete;
    found.m_needed = std::move(blocks.bits);
    found.m_lists = std::move(lists.bits);
    return found;
}

Result<CompactPlan> planCompact(JobDatabase &job, const NeededBlocks &needed,
                                const CompactOptions &options, std::int64_t dblockSize)
{
    CAIRN_LET(candidates, usableDblocks(job));
    CAIRN_TRY(job.blocks.forEach([&](const BlockRow &row) -> Result<> {
        const auto at = candidates.find(row.volume);
        if (at == candidates.end())
            return {};
        ++at->second.blocks;
        at->second.dataBytes += row.size;
        if (needed.contains(row.id))
            at->second.neededBytes += row.size;
        return {};
    }));
    CAIRN_TRY(addCopies(job, candidates));
    CAIRN_TRY(dropSharedIndexes(job, candidates));
    CompactPlan plan;
    std::vector<CompactCandidate> inUse;
    for (auto &[id, candidate] : candidates) {
        candidate.dataBytes = std::max(candidate.dataBytes, candidate.volume.contentBytes);
        ++plan.volumes;
        plan.dataBytes += candidate.dataBytes;
        plan.wasteBytes += candidate.wasteBytes();
        (candidate.neededBytes == 0 ? plan.useless : inUse).push_back(std::move(candidate));
    }
    std::sort(plan.useless.begin(), plan.useless.end(),
              [](const auto &a, const auto &b) { return a.volume.id < b.volume.id; });
    chooseRewrites(std::move(inUse), options, dblockSize, plan);
    return plan;
}

} // namespace cairn
