// SPDX-License-Identifier: MIT
#include "core/pipeline/block_stage.h"

#include "core/base/crc32.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr std::size_t kBatchBytes = 256 * 1024;
constexpr int kStrongLevel = 6;

// Far less than a volume: what belongs to a file shall arrive together with its content.
std::size_t batchBytes(const StorageOptions &storage)
{
    return std::min(kBatchBytes, static_cast<std::size_t>(storage.dblockSize / 8));
}

Buffer copyOf(ByteView bytes)
{
    Buffer copy(bytes.size());
    if (!bytes.empty())
        std::memcpy(copy.data(), bytes.data(), bytes.size());
    return copy;
}

} // namespace

BlockStage::BlockStage(const JobOptions &options, const JobSettings &settings, BlockDedup &dedup,
                       PackedQueue &queue, const std::function<bool()> &networkIsSlow)
    : m_options(options)
    , m_settings(settings)
    , m_dedup(dedup)
    , m_queue(queue)
    , m_networkIsSlow(networkIsSlow)
    , m_hasher(settings.blockHash)
    , m_secondHasher(settings.blockHash)
{
}

int BlockStage::level() const
{
    if (m_options.storage.compressionLevel)
        return *m_options.storage.compressionLevel;
    return m_networkIsSlow() ? kStrongLevel : kFastest;
}

Result<> BlockStage::store(ByteView content, Hint hint, std::vector<Digest> &hashes,
                           std::vector<std::int64_t> &ids)
{
    const std::size_t before = hashes.size();
    hashBlocks(content, hashes);
    return storeHashed(content, hint, std::span(hashes).subspan(before), ids);
}

void BlockStage::hashBlocks(ByteView content, std::vector<Digest> &hashes)
{
    const std::size_t blocksize = static_cast<std::size_t>(m_settings.blocksize);
    while (content.size() > blocksize) { // two by two
        const ByteView second =
            content.subspan(blocksize, std::min(blocksize, content.size() - blocksize));
        updateBoth(m_hasher, content.first(blocksize), m_secondHasher, second);
        hashes.push_back(m_hasher.finish());
        hashes.push_back(m_secondHasher.finish());
        content = content.subspan(blocksize + second.size());
    }
    if (!content.empty())
        hashes.push_back(m_hasher.hash(content));
}

bool BlockStage::hashBlocksAnd(Hasher &chain, ByteView content, std::vector<Digest> &hashes)
{
    if (!areFasterTogether(chain, m_hasher))
        return false;
    while (!content.empty()) {
        const ByteView block =
            content.first(std::min(static_cast<std::size_t>(m_settings.blocksize), content.size()));
        updateBoth(m_hasher, block, chain, block);
        hashes.push_back(m_hasher.finish());
        content = content.subspan(block.size());
    }
    return true;
}

Result<> BlockStage::storeHashed(ByteView content, Hint hint, std::span<const Digest> hashes,
                                 std::vector<std::int64_t> &ids)
{
    const std::size_t blocksize = static_cast<std::size_t>(m_settings.blocksize);
    m_requests.clear();
    for (std::size_t i = 0; i < hashes.size(); ++i)
        m_requests.push_back({hashes[i], static_cast<std::int64_t>(
                                             std::min(blocksize, content.size() - i * blocksize))});
    m_claims.resize(m_requests.size());
    CAIRN_TRY(m_dedup.claim(m_requests, m_claims));
    for (std::size_t i = 0; i < m_requests.size(); ++i) {
        const ByteView block =
            content.subspan(i * blocksize, static_cast<std::size_t>(m_requests[i].size));
        if (m_claims[i].store || hint == Hint::List)
            CAIRN_TRY(pack(block, m_requests[i].hash, m_claims[i], hint));
        ids.push_back(m_claims[i].id);
    }
    return {};
}

Result<> BlockStage::pack(ByteView block, const Digest &hash, const BlockDedup::Claim &claim,
                          Hint hint)
{
    PackedBlock packed;
    packed.id = claim.id;
    packed.hash = hash;
    packed.size = static_cast<std::int64_t>(block.size());
    packed.moved = claim.moved;
    packed.isList = hint == Hint::List;
    packed.listOnly = !claim.store;
    packed.crc = crc32Of(block);
    const int strength = hint == Hint::Compressible ? level() : kStore;
    if (strength != kStore && m_deflater.compress(block, strength, m_packed) != 0) {
        m_proof.resize(block.size());
        const Result<> inflated = m_inflater.inflate(m_packed, m_proof.span());
        // What does not come back as it was is stored as it is: the proof of R9.
        if (inflated && std::memcmp(m_proof.data(), block.data(), block.size()) == 0) {
            packed.method = ZipMethod::Deflated;
            packed.payload = copyOf(m_packed);
        }
    }
    if (packed.method == ZipMethod::Stored)
        packed.payload = copyOf(block);
    m_batchBytes += packed.payload.size();
    m_batch.push_back(std::move(packed));
    return m_batchBytes >= batchBytes(m_options.storage) ? flush() : Result<>();
}

Result<> BlockStage::flush()
{
    if (m_batch.empty())
        return {};
    const std::size_t weight = std::exchange(m_batchBytes, 0);
    if (!m_queue.push(std::exchange(m_batch, PackedBatch()), weight))
        return fail(ErrorCode::Cancelled, QStringLiteral("The operation was aborted."));
    return {};
}

} // namespace cairn
