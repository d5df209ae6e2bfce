// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/block_table.h"
#include "core/operations/restore_plan.h"
#include "core/pipeline/volume_opener.h"

#include <condition_variable>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

namespace cairn {

// One use of one block of a volume.
struct WantedBlockUse
{
    std::int64_t block = 0;
    std::int64_t index = 0;
    std::int64_t count = 1;
    const BlockNeed *need = nullptr;
};

// An opened volume and what is wanted of it, in the order in which it is delivered: the uses of a
// block stand together.
struct WantedVolume
{
    OpenVolume opened;
    std::vector<WantedBlockUse> uses;
    std::vector<BlockRow> rows; // of the blocks, by id
};

// What one thread has still to deliver of a volume. Guarded by who keeps it.
class RestoreShare final
{
public:
    explicit RestoreShare(std::shared_ptr<const WantedVolume> volume);

    [[nodiscard]] const WantedVolume &volume() const { return *m_volume; }
    // The first of at most `most` uses, and all others of the last block among them; empty at the
    // end.
    std::span<const WantedBlockUse> take(std::size_t most);
    // The second half, if it is worth a thread's while.
    std::optional<RestoreShare> split();

private:
    [[nodiscard]] std::size_t wholeBlocks(std::size_t at) const;
    std::shared_ptr<const WantedVolume> m_volume;
    std::size_t m_begin = 0;
    std::size_t m_end;
};

// The volumes of one pass over several threads: each takes the next one, and who finds none left
// takes half of what another has still to do, so that all end together.
class RestoreRound final
{
public:
    explicit RestoreRound(std::span<const BlockNeed> needs); // by volume; outlives this

    [[nodiscard]] std::size_t volumes() const { return m_volumes.size(); }
    // The needs of the next volume; each is followed by share() or noShare(). None: there are no
    // more, or the round has failed.
    std::optional<std::span<const BlockNeed>> next();
    RestoreShare &share(std::shared_ptr<const WantedVolume> volume);
    void noShare();
    // Half of what another thread has; waits while one is opening a volume. Null: nothing is left.
    RestoreShare *takeOver();
    // Of a share that this thread was given; empty at its end, and after a failure.
    std::span<const WantedBlockUse> take(RestoreShare &share, std::size_t most);
    void drop(const RestoreShare &share);

    void fail(Error error); // the first one counts
    [[nodiscard]] const std::optional<Error> &failure() const { return m_failure; } // at the end

private:
    std::vector<std::span<const BlockNeed>> m_volumes;
    std::mutex m_mutex; // guards the rest
    std::condition_variable m_changed;
    std::size_t m_next = 0;
    std::size_t m_opening = 0; // threads that may have something to share soon
    std::list<RestoreShare> m_shares;
    std::optional<Error> m_failure;
};

} // namespace cairn
