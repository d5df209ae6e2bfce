// SPDX-License-Identifier: MIT
#pragma once

#include "core/operations/restore_files.h"
#include "core/operations/restore_share.h"

#include <atomic>
#include <set>
#include <vector>

namespace cairn {

// Fetches the volumes that a plan needs, each once, several at a time, and delivers their blocks,
// each proven by its hash (R17). Who has no volume left takes half of what another has still to do.
// What a volume cannot give is sought in the block's other copies; a damaged volume gives what can
// still be read of it. What is nowhere is lost to its files alone.
class RestoreFetcher final
{
public:
    RestoreFetcher(RestoreRun &run, RestoreFiles &files);
    // Fails with what ends the whole restore. A stop ends it early, without an error.
    Result<> run(std::vector<BlockNeed> needs);

private:
    struct Worker;
    struct Block;
    Result<> runRound(std::vector<BlockNeed> needs);
    void work(RestoreRound &round);
    Result<> fetchVolume(RestoreRound &round, Worker &worker, std::span<const BlockNeed> needs);
    Result<std::optional<OpenVolume>> openVolume(Worker &worker, std::uint32_t volume,
                                                 QString &reason);
    Result<> noteFailure(const Error &error);
    void reportRefusals(); // those that turned out to be of single volumes
    std::vector<WantedBlockUse> wantedOf(std::span<const BlockNeed> needs);
    Result<std::vector<BlockRow>> rowsOf(const std::vector<WantedBlockUse> &wanted);
    Result<std::shared_ptr<const WantedVolume>> openWanted(Worker &worker,
                                                           std::span<const BlockNeed> needs);
    Result<> deliverShare(RestoreRound &round, Worker &worker, RestoreShare &share);
    Result<> deliverBlocks(Worker &worker, const WantedVolume &volume,
                           std::span<const WantedBlockUse> wanted);
    Result<> deliverBlock(Block &block, bool escapes, SideHash &side);
    void retryElsewhere(const WantedBlockUse &wanted, const QString &reason);
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
