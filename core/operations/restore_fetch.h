// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_files.h"
#include "core/pipeline/volume_opener.h"

#include <atomic>
#include <set>
#include <vector>

namespace cairn {

// Fetches the volumes that a plan needs, each once, several at a time, and delivers their blocks,
// each proven by its hash (R17). What a volume cannot give is sought in the block's other copies; a
// damaged volume gives what can still be read of it. What is nowhere is lost to its files alone.
class RestoreFetcher final
{
public:
    RestoreFetcher(RestoreRun &run, RestoreFiles &files);
    // Fails with what ends the whole restore. A stop ends it early, without an error.
    Result<> run(std::vector<BlockNeed> needs);

private:
    struct Wanted // one block of the volume at hand
    {
        std::int64_t block = 0;
        std::int64_t index = 0;
        std::int64_t count = 1;
        const BlockNeed *need = nullptr;
    };
    struct Round;
    struct Worker;
    Result<> runRound(std::vector<BlockNeed> needs);
    void work(Round &round);
    Result<> fetchVolume(Worker &worker, std::span<const BlockNeed> needs);
    Result<std::optional<OpenVolume>> openVolume(Worker &worker, std::uint32_t volume,
                                                 QString &reason);
    Result<> noteFailure(const Error &error);
    void reportRefusals(); // those that turned out to be of single volumes
    std::vector<Wanted> wantedOf(std::span<const BlockNeed> needs);
    Result<std::vector<BlockRow>> rowsOf(const std::vector<Wanted> &wanted);
    Result<> deliverBlocks(Worker &worker, const OpenVolume &volume,
                           const std::vector<Wanted> &wanted);
    bool extract(Worker &worker, const OpenVolume &volume, const BlockRow &row);
    void retryElsewhere(const Wanted &wanted, const QString &reason);
    Result<> seekCopies();

    RestoreRun &m_run;
    RestoreFiles &m_files;
    std::mutex m_mutex;
    std::vector<std::pair<BlockNeed, QString>> m_failed; // of the round at hand
    std::vector<BlockNeed> m_next;
    std::vector<std::pair<VolumeRow, VolumeState>> m_proven; // damage seen
    std::atomic<int> m_opened{0};
    std::atomic<int> m_refused{0};       // in a row, without one that opened
    std::vector<QString> m_refusalTexts; // not reported yet
    int m_refusals = 1;                  // so many in a row, and every volume would be refused
};

} // namespace cairn
