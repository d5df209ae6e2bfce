// SPDX-License-Identifier: MIT
#include "core/operations/compact.h"

#include "core/base/killpoint.h"
#include "core/base/text.h"
#include "core/operations/compact_ledger.h"
#include "core/operations/compact_plan.h"
#include "core/operations/compact_source.h"
#include "core/operations/delete_versions.h"
#include "core/operations/volume_damage.h"
#include "core/pipeline/volume_uploader.h"

#include <algorithm>
#include <charconv>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr char kLastCompact[] = "last-compact"; // unix s of the last one that came to its end

// engine.md §3.14: what happens by itself can be switched off and has a pace.
Result<bool> isWanted(const RunEnvironment &environment, JobDatabase &job, CompactReason reason)
{
    const CompactOptions &options = environment.options.compact;
    if (reason == CompactReason::Asked)
        return true;
    if (!options.automatic)
        return false;
    CAIRN_LET(text, job.value(kLastCompact, "0"));
    std::int64_t last = 0;
    std::from_chars(text.data(), text.data() + text.size(), last);
    const std::int64_t passed = environment.clock.nowSeconds() - last;
    return passed < 0 || passed >= options.interval.count();
}

Result<> noteEnd(const RunEnvironment &environment, JobDatabase &job)
{
    CAIRN_LET(transaction, Transaction::begin(job.database(), Transaction::Durability::Relaxed));
    CAIRN_TRY(job.setValue(kLastCompact, std::to_string(environment.clock.nowSeconds())));
    return transaction.commit();
}

void tellPlan(const RunEnvironment &environment, const CompactPlan &plan)
{
    const bool dryRun = environment.options.dryRun;
    environment.report.information(u"CompactPlan"_s,
                                   u"%1 of %2 in %3 volumes is not needed any more."_s.arg(
                                       formatSize(plan.wasteBytes), formatSize(plan.dataBytes),
                                       QString::number(plan.volumes)));
    const auto tell = [&](const CompactCandidate &candidate, const QString &act) {
        environment.report.information(
            u"CompactVolume"_s,
            act.arg(toQString(candidate.volume.name)) %
                u" (%1 of %2 is not needed)."_s.arg(formatSize(candidate.wasteBytes()),
                                                    formatSize(candidate.dataBytes)));
    };
    for (const CompactCandidate &candidate : plan.useless)
        tell(candidate, dryRun ? u"Would delete %1"_s : u"Deleting %1"_s);
    for (const CompactCandidate &candidate : plan.rewrites)
        tell(candidate, dryRun ? u"Would rewrite %1"_s : u"Rewriting %1"_s);
}

// R22: what the queues may hold at a time, but never more than all there is to do.
Result<> checkTempSpace(const RunEnvironment &environment, const CompactPlan &plan)
{
    constexpr std::int64_t kInQueues = 4;
    std::int64_t all = 0;
    for (const CompactCandidate &candidate : plan.rewrites)
        all += candidate.volume.size;
    const std::int64_t volumes =
        kInQueues + std::max(1, environment.options.transfer.parallelUploads);
    const std::int64_t wanted = 2 * std::min(all, volumes * environment.options.storage.dblockSize);
    CAIRN_LET(free, environment.files.freeSpace(environment.tempFolder));
    if (free >= static_cast<std::uint64_t>(wanted))
        return {};
    return fail(ErrorCode::NoSpace, "TempSpace",
                u"There are %1 free in %2, and compacting needs up to %3 there. Nothing was "
                "changed. --tempdir names another place."_s.arg(
                    formatSize(static_cast<std::int64_t>(free)), environment.tempFolder.display(),
                    formatSize(wanted)));
}

// One run over the volumes that are worth it.
class Compaction final
{
public:
    Compaction(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
               const NeededBlocks &needed, const CompactPlan &plan, VolumeReclaimer &reclaimer,
               CompactResult &result)
        : m_environment(environment)
        , m_job(job)
        , m_plan(plan)
        , m_reclaimer(reclaimer)
        , m_result(result)
        , m_ledger(plan.rewrites.size())
        , m_reader(environment, job, settings, needed, plan.rewrites)
        , m_uploader(environment, job, settings,
                     {kCompactSteps, false, false,
                      [this](const FilledVolume &filled, std::int64_t volume) {
                          m_ledger.stored(filled, volume);
                      }})
        , m_packer(environment, settings, [this](FilledVolume filled) -> Result<> {
            KILLPOINT("C4");
            return m_uploader.push(std::move(filled));
        })
    {
    }

    Result<> run()
    {
        CAIRN_TRY(m_uploader.start());
        CAIRN_TRY(m_reader.start());
        Result<> moved = moveBlocks();
        Result<> uploaded = m_uploader.finish();
        CAIRN_TRY(countUploads());
        if (!moved && moved.error().code == ErrorCode::Cancelled)
            return moved;
        CAIRN_TRY(reclaimReady()); // what did arrive is not wasted, whatever happened after it
        if (!moved)
            return moved;
        if (!uploaded)
            return uploaded;
        if (m_unreadable)
            return fail(std::move(*m_unreadable));
        return {};
    }

private:
    Result<> moveBlocks()
    {
        while (std::optional<CompactItem> item = m_reader.next()) {
            m_environment.cancel.waitWhilePaused();
            CAIRN_TRY(m_environment.cancel.checkAbort());
            if (item->block) {
                m_ledger.expect(item->source, item->block->id);
                CAIRN_TRY(m_packer.add(std::move(*item->block)));
                continue;
            }
            CAIRN_TRY(endOfSource(*item));
            CAIRN_TRY(reclaimReady());
        }
        CAIRN_TRY(m_environment.cancel.checkAbort()); // the reader ends by itself then
        return m_packer.finish();
    }

    Result<> endOfSource(CompactItem &item)
    {
        const VolumeRow &volume = m_plan.rewrites[item.source].volume;
        if (!item.failure) {
            ++m_result.downloadedFiles;
            m_result.downloadedBytes += volume.size;
            m_ledger.endOfSource(item.source);
            return {};
        }
        if (!item.proven) { // the reader has ended; what was read is still brought to its place
            m_unreadable = std::move(item.failure);
            return {};
        }
        m_environment.report.error(
            item.proven == VolumeState::Missing ? u"MissingVolume"_s : u"DamagedVolume"_s,
            u"%1. It was not compacted. Run 'repair'."_s.arg(item.failure->message), volume.name);
        return recordState(m_job, volume, *item.proven);
    }

    Result<> reclaimReady()
    {
        for (const CompactLedger::Ready &ready : m_ledger.takeReady())
            CAIRN_TRY(m_reclaimer.reclaim(m_plan.rewrites[ready.source].volume, ready.placed));
        return {};
    }

    Result<> countUploads()
    {
        for (const std::int64_t id : m_uploader.uploaded()) {
            CAIRN_LET(row, m_job.volumes.get(id));
            ++m_result.uploadedFiles;
            m_result.uploadedBytes += row ? row->size : 0;
        }
        return {};
    }

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const CompactPlan &m_plan;
    VolumeReclaimer &m_reclaimer;
    CompactResult &m_result;
    CompactLedger m_ledger;
    CompactReader m_reader;
    VolumeUploader m_uploader;
    BlockPacker m_packer;
    std::optional<Error> m_unreadable;
};

Result<> act(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
             const NeededBlocks &needed, const CompactPlan &plan, CompactResult &result)
{
    CAIRN_LET(backend, environment.openBackend());
    VolumeJournal journal(environment, job, std::move(backend), settings);
    VolumeReclaimer reclaimer(environment, job, journal, needed, result);
    for (const CompactCandidate &candidate : plan.useless) {
        CAIRN_TRY(environment.cancel.checkAbort());
        if (environment.cancel.stopRequested())
            return {};
        CAIRN_TRY(reclaimer.reclaim(candidate.volume, {}));
    }
    if (plan.rewrites.empty())
        return {};
    CAIRN_TRY(checkTempSpace(environment, plan));
    return Compaction(environment, job, settings, needed, plan, reclaimer, result).run();
}

} // namespace

Result<CompactResult> compact(const RunEnvironment &environment, JobDatabase &job,
                              const JobSettings &settings, CompactReason reason)
{
    CompactResult result;
    result.dryRun = environment.options.dryRun;
    CAIRN_LET(wanted, isWanted(environment, job, reason));
    if (!wanted)
        return result;
    CAIRN_TRY(checkMayDelete(job, settings));
    environment.progress.phase = Phase::Compacting;
    KILLPOINT("C1");
    CAIRN_LET(needed, NeededBlocks::collect(job));
    if (!needed.isComplete()) { // what looks like waste may be what the lost list was of
        if (reason != CompactReason::Asked)
            return result;
        return fail(ErrorCode::NeedsRepair, "DatabaseIsBrokenConsiderPurge",
                    u"Nothing at the destination tells any more which blocks some files are made "
                    "of. Nothing was deleted, because they may still be there. Run 'repair'; what "
                    "it cannot heal, 'purge-broken-files' gives up."_s);
    }
    CAIRN_LET(plan, planCompact(job, needed, environment.options.compact,
                                environment.options.storage.dblockSize));
    if (settings.compression != "zip" && !plan.rewrites.empty()) {
        // New volumes are always zip, and a destination keeps its kind.
        environment.report.information(
            u"CompactNotZip"_s,
            u"The volumes of this backup are %1 archives, which can be read but not written. Only "
            "volumes without any needed block are deleted."_s.arg(toQString(settings.compression)));
        plan.rewrites.clear();
    }
    tellPlan(environment, plan);
    if (result.dryRun)
        return result;
    if (!plan.useless.empty() || !plan.rewrites.empty())
        CAIRN_TRY(act(environment, job, settings, needed, plan, result));
    if (!environment.cancel.stopRequested())
        CAIRN_TRY(noteEnd(environment, job));
    return result;
}

} // namespace cairn
