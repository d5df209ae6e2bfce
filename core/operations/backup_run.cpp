// SPDX-License-Identifier: MIT
#include "core/operations/backup_run.h"

#include "core/base/killpoint.h"
#include "core/operations/confirmed_content.h"
#include "core/pipeline/change_detector.h"
#include "core/pipeline/worker_count.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kWaitingTasks = 8192; // some 3 MB; lets the walk run ahead
constexpr std::size_t kPackedBytes = std::size_t{16} << 20;

} // namespace

BackupRun::BackupRun(const RunEnvironment &environment, JobDatabase &job,
                     const JobSettings &settings, const Input &input)
    : m_environment(environment)
    , m_job(job)
    , m_settings(settings)
    , m_input(input)
    , m_metadata(environment.files)
    , m_work(kWaitingTasks)
    , m_packed(kPackedBytes)
{
}

BackupRun::~BackupRun()
{
    m_work.abort();
    m_packed.abort();
    for (std::thread &worker : m_workers)
        worker.join();
    if (m_packer.joinable())
        m_packer.join();
}

void BackupRun::setFailure(Error error)
{
    {
        std::scoped_lock lock(m_mutex);
        if (!m_failure)
            m_failure = std::move(error);
    }
    m_work.abort();
    m_packed.abort();
}

Result<> BackupRun::firstFailure() const
{
    std::scoped_lock lock(m_mutex);
    if (m_failure)
        return fail(*m_failure);
    return {};
}

Result<> BackupRun::prepare()
{
    constexpr std::uint64_t kListLimit = 1 << 20;
    if (const FilePath &own = m_environment.options.pipeline.compressionExtensionFile;
        !own.empty()) {
        CAIRN_LET(text, m_environment.files.readWhole(own, kListLimit));
        m_compressedExtensions = CompressedExtensions::fromText(asText(text));
    }
    CAIRN_LET(snapshot, m_job.reader());
    m_snapshot = std::move(snapshot);
    CAIRN_LET(journal, EntryJournal::create(m_job, m_input.version));
    m_journal = std::move(journal);
    return {};
}

bool BackupRun::isStoppedAtOnce() const
{
    const CancelToken &cancel = m_environment.cancel;
    return m_input.manner ? m_input.manner->isAtOnce(cancel) : cancel.stopRequested();
}

Result<> BackupRun::pack()
{
    BlockPacker packer(m_environment, m_settings, [this](FilledVolume filled) {
        m_lastVolumeBytes = filled.volume.size;
        return m_uploader->push(std::move(filled));
    });
    while (std::optional<PackedBatch> batch = m_packed.pop())
        for (PackedBlock &block : *batch)
            if (!isStoppedAtOnce()) // no volume is begun after a stop: the next run reads it again
                CAIRN_TRY(packer.add(std::move(block)));
    return isStoppedAtOnce() || !firstFailure() ? Result<>() : packer.finish();
}

void BackupRun::startPacker()
{
    m_packer = std::thread([this] {
        if (Result<> packed = pack(); !packed)
            setFailure(std::move(packed).error());
    });
}

void BackupRun::startWorkers()
{
    m_context.emplace(FileStageContext{m_environment, m_settings, *m_snapshot, m_work, *m_journal,
                                       m_tally, m_metadata, m_compressedExtensions,
                                       [this] { return isStoppedAtOnce(); }});
    m_networkIsSlow = [this] { return m_uploader->isBottleneck(); };
    for (int i = workerCount(m_environment.options.pipeline); i > 0; --i)
        m_workers.emplace_back([this] {
            FileStage stage(*m_context, BlockStage(m_environment.options, m_settings, *m_dedup,
                                                   m_packed, m_networkIsSlow));
            if (Result<> done = stage.run(); !done)
                setFailure(std::move(done).error());
        });
}

Result<> BackupRun::walk()
{
    ChangeDetector detector({m_environment, *m_snapshot, m_input.previous, m_work, *m_journal,
                             m_tally, m_input.sources, m_input.isLost});
    WalkOptions options;
    options.source = m_environment.options.source;
    options.ownPaths = m_input.ownPaths;
    SourceWalker walker(m_environment.files, m_input.filter, options, m_environment.cancel);
    CAIRN_LET(counts, walker.walk(m_input.sources, detector));
    m_walked = counts;
    m_environment.progress.totalKnown = true;
    CAIRN_TRY(detector.flush());
    if (isStopped())
        m_walked.stopped = true; // perhaps at its very end: what is gone stays in the version
    return m_walked.stopped ? Result<>() : detector.finish(m_input.rootsChanged);
}

Result<> BackupRun::run()
{
    CAIRN_TRY(prepare());
    CAIRN_LET(dedup, BlockDedup::create(m_job));
    m_dedup = std::move(dedup);
    VolumeUploader::Options options;
    options.drops = [this] { return isStoppedAtOnce(); };
    options.stored = [this](const FilledVolume &filled, std::int64_t) {
        m_tally.newBlockBytes += filled.contentBytes;
        m_dedup->committed(filled.blocks);
    };
    m_uploader = std::make_unique<VolumeUploader>(m_environment, m_job, m_settings, options);
    CAIRN_TRY(m_uploader->start());
    KILLPOINT("B4");
    startPacker();
    startWorkers();
    if (Result<> walked = walk(); !walked)
        setFailure(std::move(walked).error());
    m_work.close();
    for (std::thread &worker : m_workers)
        worker.join();
    m_workers.clear();
    m_packed.close();
    m_packer.join();
    m_environment.progress.phase = Phase::Uploading;
    if (Result<> failure = firstFailure(); !failure) {
        // The uploader's own reason is nearer to the cause than what it made others fail with.
        Result<> uploads = m_uploader->finish();
        return failure.error().code == ErrorCode::Cancelled && !uploads ? uploads : failure;
    }
    CAIRN_TRY(m_uploader->finish());
    m_uploaded = m_uploader->uploaded();
    CAIRN_TRY(m_journal->flush());
    return isStopped() ? takeBackDropped() : Result<>();
}

// After a stop: entries whose content was in a volume that was not begun any more are as they were
// in the version before, so that the partial version lists only what is at the destination.
Result<> BackupRun::takeBackDropped()
{
    CAIRN_LET(rows, findUnconfirmed(m_job, m_input.version));
    if (rows.empty())
        return {};
    m_tookBack = true;
    CAIRN_LET(transaction, Transaction::begin(m_job.database(), Transaction::Durability::Relaxed));
    for (const EntryRow &row : rows) {
        CAIRN_LET(before, m_journal->takeBack(row, m_input.previous));
        const auto type = static_cast<std::size_t>(row.type);
        if (row.type == EntryType::File)
            ++m_tally.notProcessed;
        if (!before || before->type != row.type) {
            --m_tally.added[type];
            m_tally.addedBytes -= row.size;
            continue;
        }
        --m_tally.modified[type];
        if (before->content != row.content)
            m_tally.modifiedBytes -= row.size;
    }
    CAIRN_TRY(m_job.streams.eraseUnused());
    return transaction.commit();
}

void BackupRun::countOnly()
{
    while (true) {
        auto work = m_work.pop();
        const auto *batch = std::get_if<TaskBatch>(&work);
        if (!batch)
            return;
        for (const SourceTask &task : *batch) {
            const auto type = static_cast<std::size_t>(task.type);
            const std::int64_t size =
                task.type == EntryType::File ? static_cast<std::int64_t>(task.stat.size) : 0;
            ++(task.previous ? m_tally.modified : m_tally.added)[type];
            (task.previous ? m_tally.modifiedBytes : m_tally.addedBytes) += size;
        }
        m_work.finished();
    }
}

Result<> BackupRun::look()
{
    CAIRN_TRY(prepare());
    m_workers.emplace_back([this] { countOnly(); });
    Result<> walked = walk();
    m_work.close();
    m_workers.front().join();
    m_workers.clear();
    return walked;
}

} // namespace cairn
