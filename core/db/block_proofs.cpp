// SPDX-License-Identifier: MIT
#include "core/db/block_proofs.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr std::size_t kMostProofs = 400'000;

} // namespace

void BlockProofs::add(std::int64_t id, const Digest &hash, std::int64_t size)
{
    Proof proof;
    const auto at = static_cast<std::size_t>(id - 1);
    if (at >= kMostProofs || hash.size() != proof.hash.size() ||
        size > std::numeric_limits<std::uint32_t>::max())
        return;
    std::ranges::copy(hash.view(), proof.hash.begin());
    proof.size = static_cast<std::uint32_t>(size);
    if (at >= m_proofs.size())
        m_proofs.resize(at + 1);
    m_proofs[at] = proof;
}

std::optional<bool> BlockProofs::isBlock(std::int64_t id, const Digest &hash,
                                         std::int64_t size) const
{
    const auto at = static_cast<std::size_t>(id - 1);
    if (at >= m_proofs.size() || m_proofs[at].size == 0)
        return std::nullopt;
    const Proof &proof = m_proofs[at];
    return size == proof.size && std::ranges::equal(hash.view(), proof.hash);
}

void BlockProofs::forgetFrom(std::int64_t id)
{
    const auto count = static_cast<std::size_t>(std::max<std::int64_t>(0, id - 1));
    if (count < m_proofs.size())
        m_proofs.resize(count);
}

} // namespace cairn
