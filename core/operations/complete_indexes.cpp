// SPDX-License-Identifier: MIT
#include "core/operations/complete_indexes.h"

#include "core/base/text.h"
#include "core/operations/volume_damage.h"
#include "core/pipeline/index_builder.h"
#include "core/pipeline/volume_journal.h"

#include <unordered_set>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

class IndexMaker final
{
public:
    IndexMaker(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
               std::unique_ptr<Backend> puts, std::unique_ptr<Backend> gets)
        : m_environment(environment)
        , m_job(job)
        , m_settings(settings)
        , m_journal(environment, job, std::move(puts), settings)
        , m_opener(environment, std::move(gets), settings)
    {
    }

    // False: the volume does not hold what its index must tell.
    Result<bool> make(const VolumeRow &dblock)
    {
        const auto lists = listsOf(dblock);
        if (!lists)
            return giveUp(dblock, lists.error());
        CAIRN_LET(sealed, buildIndexVolume(m_environment, m_job, m_settings, dblock.id, *lists));
        VolumeJournal::Put put;
        put.kind = VolumeKind::Dindex;
        put.name = newVolumeName(m_settings, VolumeKind::Dindex, m_environment.random);
        put.steps = {"P2a", "P2b", "P2c", "P2d"};
        put.alongside = [&](std::int64_t id) { return m_job.volumes.link(id, dblock.id); };
        CAIRN_TRY(m_journal.put(sealed, put));
        return true;
    }

private:
    Result<std::vector<BlocklistContent>> listsOf(const VolumeRow &dblock);
    Result<bool> giveUp(const VolumeRow &dblock, const Error &error);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    VolumeJournal m_journal;
    VolumeOpener m_opener;
};

// The blocklists in a dblock: computed where a stream tells their content, else read from the
// dblock.
Result<std::vector<BlocklistContent>> IndexMaker::listsOf(const VolumeRow &dblock)
{
    CAIRN_LET(blocks, m_job.blocks.storedIn(dblock.id));
    CAIRN_LET(lists, blocklistsIn(m_job, m_settings, blocks));
    CAIRN_LET(marked, m_job.blocks.listsIn(dblock.id));
    std::unordered_set<Digest> known;
    for (const BlocklistContent &list : lists)
        known.insert(list.hash);
    std::erase_if(marked, [&](const BlockRow &row) { return known.contains(row.hash); });
    if (marked.empty())
        return std::move(lists);
    CAIRN_LET(volume, openRow(m_opener, dblock));
    for (const BlockRow &row : marked) {
        const std::optional<std::size_t> index = volume.archive->find(row.hash.toBase64Url());
        Buffer content;
        if (!index ||
            !volume.archive->extract(*index, content, static_cast<std::size_t>(row.size)) ||
            hashOf(m_settings.blockHash, content) != row.hash)
            return fail(ErrorCode::Corrupt,
                        u"%1 lacks a block that it should hold."_s.arg(toQString(dblock.name)));
        lists.push_back({row.hash, std::move(content)});
    }
    return std::move(lists);
}

// Only what is of this volume alone; a destination out of reach or a damaged database is not.
Result<bool> IndexMaker::giveUp(const VolumeRow &dblock, const Error &error)
{
    const bool isOfVolume = error.code == ErrorCode::Corrupt || error.code == ErrorCode::NotFound;
    if (!isOfVolume || isOfDatabase(error))
        return fail(error);
    if (const auto state = provenState(m_opener, dblock, error, m_environment.cancel))
        CAIRN_TRY(recordState(m_job, dblock, *state));
    m_environment.report.error(
        u"IndexNotMade"_s,
        u"The index of %1 is missing and could not be made anew (%2). 'repair' looks for what the "
        "volume held."_s.arg(toQString(dblock.name), error.message));
    return false;
}

Result<bool> isIndexed(JobDatabase &job, const VolumeRow &dblock)
{
    CAIRN_LET(indexes, job.volumes.indexesOf(dblock.id));
    for (const std::int64_t id : indexes) {
        CAIRN_LET(index, job.volumes.get(id));
        if (index && index->state != VolumeState::Abandoned &&
            index->state != VolumeState::Deleted && index->state != VolumeState::Missing &&
            index->state != VolumeState::Damaged)
            return true;
    }
    return false;
}

} // namespace

Result<CompletedIndexes> completeIndexes(const RunEnvironment &environment, JobDatabase &job,
                                         const JobSettings &settings)
{
    if (environment.options.storage.indexPolicy == IndexPolicy::None)
        return CompletedIndexes();
    CAIRN_LET(rows, job.volumes.all());
    std::unique_ptr<IndexMaker> maker;
    CompletedIndexes completed;
    for (const VolumeRow &row : rows) {
        if (row.kind != VolumeKind::Dblock || !isUsable(row.state) || row.hash.empty())
            continue;
        CAIRN_LET(indexed, isIndexed(job, row));
        if (indexed)
            continue;
        if (!maker) {
            CAIRN_LET(puts, environment.openBackend());
            CAIRN_LET(gets, environment.openBackend());
            maker = std::make_unique<IndexMaker>(environment, job, settings, std::move(puts),
                                                 std::move(gets));
        }
        CAIRN_LET(made, maker->make(row));
        ++(made ? completed.made : completed.notMade);
    }
    return completed;
}

} // namespace cairn
