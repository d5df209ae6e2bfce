// SPDX-License-Identifier: MIT
#include "core/operations/compact_ledger.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"

#include <map>

namespace cairn {

using namespace Qt::StringLiterals;

void CompactLedger::expect(std::size_t source, std::int64_t block)
{
    std::scoped_lock lock(m_mutex);
    m_sourceOf.emplace(block, source);
    ++m_sources[source].waiting;
}

void CompactLedger::endOfSource(std::size_t source)
{
    std::scoped_lock lock(m_mutex);
    m_sources[source].ended = true;
    noteIfReady(source);
}

void CompactLedger::stored(const FilledVolume &filled, std::int64_t volume)
{
    std::scoped_lock lock(m_mutex);
    for (const std::int64_t block : filled.moved) {
        const auto at = m_sourceOf.find(block);
        if (at == m_sourceOf.end())
            continue;
        const std::size_t index = at->second;
        m_sourceOf.erase(at);
        Source &source = m_sources[index];
        --source.waiting;
        source.placed.push_back({block, volume});
        noteIfReady(index);
    }
}

void CompactLedger::noteIfReady(std::size_t source)
{
    const Source &state = m_sources[source];
    if (state.ended && state.waiting == 0)
        m_ready.push_back(source);
}

std::vector<CompactLedger::Ready> CompactLedger::takeReady()
{
    std::scoped_lock lock(m_mutex);
    std::vector<Ready> ready;
    for (const std::size_t source : std::exchange(m_ready, {}))
        ready.push_back({source, std::move(m_sources[source].placed)});
    return ready;
}

VolumeReclaimer::VolumeReclaimer(const RunEnvironment &environment, JobDatabase &job,
                                 VolumeJournal &journal, const NeededBlocks &needed,
                                 CompactResult &result)
    : m_environment(environment)
    , m_job(job)
    , m_journal(journal)
    , m_needed(needed)
    , m_result(result)
{
}

// The copies that the uploads noted become the places of the blocks: of just those that were
// placed.
Result<> VolumeReclaimer::moveBlocks(std::int64_t volume, const std::vector<PlacedBlock> &placed)
{
    std::map<std::int64_t, std::int64_t> counts; // by new volume
    for (const PlacedBlock &block : placed)
        ++counts[block.volume];
    for (const auto &[target, count] : counts) {
        CAIRN_LET(moved, m_job.blocks.moveToCopiesIn(volume, target));
        if (moved != count)
            return fail(ErrorCode::Internal,
                        u"Other blocks of a volume have been copied than were to be. Nothing was "
                        "deleted."_s);
    }
    return {};
}

// What still points here is not needed by anything, or the volume must not go.
Result<> VolumeReclaimer::forgetBlocks(std::int64_t volume)
{
    CAIRN_LET(left, m_job.blocks.ofVolume(volume));
    for (const BlockRow &block : left)
        if (m_needed.contains(block.id))
            return fail(ErrorCode::Internal,
                        u"A volume was to be deleted that holds a block which is needed. Nothing "
                        "was deleted."_s);
    CAIRN_TRY(m_job.blocks.eraseIn(volume));
    return m_job.blocks.dropCopiesIn(volume);
}

Result<std::vector<std::int64_t>>
VolumeReclaimer::commitEmptied(const VolumeRow &volume, const std::vector<PlacedBlock> &placed)
{
    KILLPOINT("C11");
    CAIRN_LET(transaction, Transaction::begin(m_job.database()));
    CAIRN_TRY(moveBlocks(volume.id, placed));
    CAIRN_TRY(forgetBlocks(volume.id));
    CAIRN_LET(linked, m_job.volumes.indexesOf(volume.id));
    std::vector<std::int64_t> indexes;
    for (const std::int64_t id : linked) {
        CAIRN_LET(index, m_job.volumes.get(id));
        if (!index || !isUsable(index->state))
            continue;
        CAIRN_TRY(m_job.volumes.setState(id, VolumeState::Deleting));
        indexes.push_back(id);
    }
    CAIRN_TRY(m_job.volumes.setState(volume.id, VolumeState::Deleting));
    CAIRN_TRY(transaction.commit());
    return indexes;
}

Result<bool> VolumeReclaimer::remove(std::int64_t volume)
{
    CAIRN_TRY(m_journal.remove(volume));
    CAIRN_LET(row, m_job.volumes.get(volume));
    if (!row || row->state != VolumeState::Deleted)
        return false;
    ++m_result.deletedFiles;
    m_result.deletedBytes += std::max<std::int64_t>(row->size, 0);
    return true;
}

Result<> VolumeReclaimer::reclaim(const VolumeRow &volume, const std::vector<PlacedBlock> &placed)
{
    CAIRN_TRY(m_environment.cancel.checkAbort());
    CAIRN_LET(indexes, commitEmptied(volume, placed));
    KILLPOINT("C12");
    bool indexesGone = true;
    for (const std::int64_t index : indexes) {
        CAIRN_LET(gone, remove(index));
        indexesGone = indexesGone && gone;
    }
    KILLPOINT("C13");
    if (!indexesGone) // R14: a dindex in the store always has its dblock
        return {};
    CAIRN_TRY(remove(volume.id));
    KILLPOINT("C14");
    return {};
}

} // namespace cairn
