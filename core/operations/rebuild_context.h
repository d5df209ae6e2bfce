// SPDX-License-Identifier: MIT
#pragma once

#include "core/db/block_index.h"
#include "core/db/block_proofs.h"
#include "core/db/job_database.h"
#include "core/format/dindex.h"
#include "core/format/remote_name.h"
#include "core/operations/rebuild.h"
#include "core/operations/rebuild_checkpoint.h"
#include "core/pipeline/run_environment.h"

#include <unordered_set>
#include <vector>

namespace cairn {

// A remote file that may be a volume of the backup.
struct RemoteVolume
{
    std::string name;
    RemoteName parts;
    std::int64_t size = -1;
    std::int64_t id = 0; // of its row
    bool known = false;  // dblocks: what is in it was told by a dindex, or read
};

// What a dindex says about one dblock.
struct DescribedVolume
{
    std::string name;
    DindexVolume facts;
    std::vector<std::pair<Digest, std::int64_t>> blocks;
};

// A dindex and a dblock of which one is wrong: their sizes tell different things.
struct Contradiction
{
    const RemoteVolume *dindex = nullptr;
    RemoteVolume *dblock = nullptr;
    DescribedVolume described;
};

// What the parts of a rebuild share. One thread.
struct RebuildContext
{
    RebuildContext(const RunEnvironment &run, JobDatabase &database, BlockIndex known)
        : environment(run)
        , job(database)
        , blocks(std::move(known))
    {
    }
    const RunEnvironment &environment;
    JobDatabase &job;
    BlockIndex blocks;
    JobSettings settings;
    std::vector<RemoteVolume> dlists; // oldest first
    std::vector<RemoteVolume> dindexes;
    std::vector<RemoteVolume> dblocks;
    std::unordered_set<std::int64_t> unusable; // ids of dblocks whose blocks do not count (R7)
    std::vector<Contradiction> contradictions;
    RebuildResult result;
    RebuildCheckpoint *checkpoint = nullptr; // none: the rebuild is not gone on with after a kill

    // A row for what the listing shows. Within a transaction.
    Result<> addRow(RemoteVolume &volume);
    // What the volume told is in the database. Within the transaction of that, or the next.
    Result<> markDone(const std::string &name);
    // These blocks lie in this volume. Call within a transaction.
    Result<> registerBlocks(const DescribedVolume &described, std::int64_t volume);
    // Size, hash and content of a dblock, as far as they are told. Within a transaction too.
    Result<> registerFacts(std::int64_t volume, std::int64_t size, const Digest &hash,
                           std::int64_t contentBytes, std::int64_t created);
    // The id of a block that something needs; it may be found later where it lies.
    Result<std::int64_t> needBlock(const Digest &hash, std::int64_t size);
    // After a roll-back.
    Result<> forgetUncommitted();
    // A volume that was proven wrong: it costs what is in it and no more.
    Result<> noteDamaged(const RemoteVolume &volume, const Error &error);
    // Blocks that are needed and that no volume is known to hold.
    Result<std::int64_t> blocksWithoutPlace();

private:
    Result<> registerBlock(const Digest &hash, std::int64_t size, std::int64_t volume);
    Result<std::int64_t> findBlock(const Digest &hash, std::int64_t size); // 0: unknown
    std::int64_t addBlock(const Digest &hash, std::int64_t size, std::int64_t volume);
    Result<> writeNewBlocks();

    BlockProofs m_proofs;
    std::vector<BlockRow> m_newBlocks; // known, but not in the database yet
};

// Whether the failure is of this volume alone. All others (no network, stopped, disk full) end the
// rebuild, because what they would leave out is not lost.
[[nodiscard]] bool concernsOneVolume(const Error &error);

} // namespace cairn
