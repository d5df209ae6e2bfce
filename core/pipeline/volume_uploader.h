// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/pipeline/block_packer.h"
#include "core/pipeline/volume_journal.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace cairn {

// Names of the protocol's steps (reliability.md §4) for dblock and dindex, as kill points.
struct UploadSteps
{
    ProtocolSteps dblock;
    ProtocolSteps dindex;
};
inline constexpr UploadSteps kBackupSteps{{"B6", "B7", "B8", "B9"}, {"B10", "B11", "B12", "B13"}};
inline constexpr UploadSteps kCompactSteps{{"C5", "C6", "C7", "C7b"}, {"C8", "C9", "C10", "C10b"}};
inline constexpr UploadSteps kRepairSteps{{"P4a", "P4b", "P4c", "P4d"},
                                          {"P4e", "P4f", "P4g", "P4h"}};

// Puts filled dblocks and then their dindexes, in several threads. New blocks get their rows with
// the commit of Uploading; blocks that exist already get a further copy then, and are re-pointed
// with the commit of Confirmed if `repoint` is set (backup, repair), or stay for the caller to
// remap (compact, C11).
class VolumeUploader final
{
public:
    struct Options
    {
        UploadSteps steps = kBackupSteps;
        bool repoint = true;
        bool prove = true; // R9's samples; compact moves payloads whose hashes were seen good
        // Told after the rows of a volume are committed as Confirmed; from the uploading threads.
        std::function<void(const FilledVolume &, std::int64_t volumeId)> stored;
        // Asked for each volume that waits: it is forgotten, not put. From the uploading threads.
        std::function<bool()> drops{};
    };
    // Everything outlives the uploader.
    VolumeUploader(const RunEnvironment &environment, JobDatabase &job, const JobSettings &settings,
                   Options options);
    ~VolumeUploader(); // drops what was not begun
    VolumeUploader(const VolumeUploader &) = delete;
    VolumeUploader &operator=(const VolumeUploader &) = delete;

    Result<> start();
    // Waits while too many wait; fails as soon as an upload has failed.
    Result<> push(FilledVolume volume);
    // Ends the threads after the last volume. The first failure, if any.
    Result<> finish();
    // The network, not the computer, holds the run up.
    [[nodiscard]] bool isBottleneck() const { return m_queue.weight() >= kQueued; }
    [[nodiscard]] std::vector<std::int64_t> uploaded() const; // volume ids, dblocks and dindexes

private:
    static constexpr std::size_t kQueued = 2;
    void work(VolumeJournal &journal);
    Result<> upload(VolumeJournal &journal, FilledVolume &filled);
    Result<> uploadIndex(VolumeJournal &journal, const FilledVolume &filled, std::int64_t dblock);
    void setFailure(Error error);

    const RunEnvironment &m_environment;
    JobDatabase &m_job;
    const JobSettings &m_settings;
    Options m_options;
    BoundedQueue<FilledVolume> m_queue{kQueued};
    std::vector<std::unique_ptr<VolumeJournal>> m_journals;
    std::vector<std::thread> m_threads;
    std::atomic<std::int64_t> m_count{0};
    mutable std::mutex m_mutex;
    std::optional<Error> m_failure;
    std::vector<std::int64_t> m_uploaded;
};

} // namespace cairn
