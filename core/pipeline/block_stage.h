// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/format/codec.h"
#include "core/pipeline/block_dedup.h"
#include "core/pipeline/block_packer.h"

#include <atomic>
#include <functional>
#include <vector>

namespace cairn {

using PackedBatch = std::vector<PackedBlock>;
using PackedQueue = BoundedQueue<PackedBatch>; // weight: bytes of payload

// Turns content into blocks on their way to a volume: hash, look-up, compression, proof (R9). One
// object a thread; dedup and queue are shared.
class BlockStage final
{
public:
    // `networkIsSlow` tells when a stronger compression costs nothing (may be asked from any
    // thread).
    BlockStage(const JobOptions &options, const JobSettings &settings, BlockDedup &dedup,
               PackedQueue &queue, const std::function<bool()> &networkIsSlow);

    enum class Hint {
        Compressible,
        Compressed, // by the name of its file (storage-format.md §9.2)
        List        // blocklist: stored, and told to the dindex
    };
    // Cuts `content` into blocks of the job's size; appends their hashes and ids.
    Result<> store(ByteView content, Hint hint, std::vector<Digest> &hashes,
                   std::vector<std::int64_t> &ids);
    // The two halves of it: `hashes` are those of all blocks of `content`.
    void hashBlocks(ByteView content, std::vector<Digest> &hashes);
    Result<> storeHashed(ByteView content, Hint hint, std::span<const Digest> hashes,
                         std::vector<std::int64_t> &ids);
    // As hashBlocks(), and `chain` takes the content on the way. False, and nothing done, where
    // that is not faster than one after the other.
    bool hashBlocksAnd(Hasher &chain, ByteView content, std::vector<Digest> &hashes);
    // Hands on what is collected: before a thread waits or ends.
    Result<> flush();

private:
    Result<> pack(ByteView block, const Digest &hash, const BlockDedup::Claim &claim, Hint hint);
    [[nodiscard]] int level() const;
    const JobOptions &m_options;
    const JobSettings &m_settings;
    BlockDedup &m_dedup;
    PackedQueue &m_queue;
    const std::function<bool()> &m_networkIsSlow;
    Hasher m_hasher;
    Hasher m_secondHasher;
    Deflater m_deflater;
    Inflater m_inflater;
    Buffer m_packed;
    Buffer m_proof;
    PackedBatch m_batch;
    std::size_t m_batchBytes = 0;
    std::vector<BlockDedup::Request> m_requests;
    std::vector<BlockDedup::Claim> m_claims;
};

} // namespace cairn
