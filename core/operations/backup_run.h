// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/stop_manner.h"
#include "core/operations/backup.h"
#include "core/pipeline/backup_tally.h"
#include "core/pipeline/block_dedup.h"
#include "core/pipeline/entry_journal.h"
#include "core/pipeline/file_stage.h"
#include "core/pipeline/volume_uploader.h"
#include "core/source/source_walker.h"

#include <functional>
#include <optional>
#include <thread>
#include <vector>

namespace cairn {

// The threads of one backup (B4-B13): walker and change detector on the calling thread -> workers
// -> packer -> uploaders, joined by bounded queues. The first failure ends all of them.
class BackupRun final
{
public:
    struct Input
    {
        const Filter &filter;
        const SourceSet &sources;
        std::vector<FilePath> ownPaths;
        bool rootsChanged = false;
        std::int64_t previous = 0; // ordinal of the version before; 0: none
        std::int64_t version = 0;  // of the one being made
        std::function<bool(const EntryRow &)> isLost;
        const StopManner *manner = nullptr; // of a stop; null: always at once
    };
    BackupRun(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
              const Input &input);
    ~BackupRun();

    Result<> run(); // until everything is confirmed
    // A dry run: what would be read is counted by what the file system tells alone.
    Result<> look();

    [[nodiscard]] const BackupTally &tally() const { return m_tally; }
    [[nodiscard]] const WalkCounts &walked() const { return m_walked; }
    [[nodiscard]] EntryJournal &journal() { return *m_journal; }
    [[nodiscard]] std::vector<std::int64_t> uploaded() const { return m_uploaded; }
    // A stop left something out that had been read already.
    [[nodiscard]] bool tookBack() const { return m_tookBack; }
    [[nodiscard]] std::int64_t lastVolumeBytes() const { return m_lastVolumeBytes; }

private:
    Result<> prepare();
    Result<> walk();
    void startWorkers();
    Result<> pack();
    void startPacker();
    void setFailure(Error error);
    Result<> firstFailure() const;
    [[nodiscard]] bool isStopped() const { return m_environment.cancel.stopRequested(); }
    // Not so while files are read to their end.
    [[nodiscard]] bool isStoppedAtOnce() const;
    Result<> takeBackDropped();
    void countOnly();

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    const Input &m_input;
    BackupTally m_tally;
    WalkCounts m_walked;
    MetadataReader m_metadata;
    CompressedExtensions m_compressedExtensions;
    WorkQueue m_work;
    PackedQueue m_packed;
    std::unique_ptr<JobDatabase> m_snapshot;
    std::unique_ptr<EntryJournal> m_journal;
    std::unique_ptr<BlockDedup> m_dedup;
    std::unique_ptr<VolumeUploader> m_uploader;
    std::optional<FileStageContext> m_context;
    std::function<bool()> m_networkIsSlow;
    std::vector<std::thread> m_workers;
    std::thread m_packer;
    mutable std::mutex m_mutex;
    std::optional<Error> m_failure;
    std::vector<std::int64_t> m_uploaded;
    std::atomic<std::int64_t> m_lastVolumeBytes{-1};
    bool m_tookBack = false;
};

} // namespace cairn
