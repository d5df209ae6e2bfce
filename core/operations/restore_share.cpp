// SPDX-License-Identifier: MIT
#include "core/operations/restore_share.h"

#include <algorithm>
#include <utility>

namespace cairn {

RestoreShare::RestoreShare(std::shared_ptr<const WantedVolume> volume)
    : m_volume(std::move(volume))
    , m_end(m_volume->uses.size())
{
}

std::span<const WantedBlockUse> RestoreShare::take(std::size_t most)
{
    const std::size_t begin = std::exchange(m_begin, wholeBlocks(std::min(m_end, m_begin + most)));
    return std::span(m_volume->uses).subspan(begin, m_begin - begin);
}

std::optional<RestoreShare> RestoreShare::split()
{
    constexpr std::size_t kWorthSharing = 32;
    if (m_end - m_begin < kWorthSharing)
        return std::nullopt;
    RestoreShare half(m_volume);
    half.m_begin = wholeBlocks(m_begin + (m_end - m_begin) / 2);
    half.m_end = std::exchange(m_end, half.m_begin);
    return half;
}

// `at`, or further where it would tear the uses of a block apart.
std::size_t RestoreShare::wholeBlocks(std::size_t at) const
{
    const std::vector<WantedBlockUse> &uses = m_volume->uses;
    while (at > m_begin && at < m_end && uses[at].block == uses[at - 1].block)
        ++at;
    return at;
}

RestoreRound::RestoreRound(std::span<const BlockNeed> needs)
{
    for (std::size_t at = 0; at < needs.size();) {
        std::size_t end = at;
        while (end < needs.size() && needs[end].volume == needs[at].volume)
            ++end;
        m_volumes.push_back(needs.subspan(at, end - at));
        at = end;
    }
}

std::optional<std::span<const BlockNeed>> RestoreRound::next()
{
    const std::scoped_lock lock(m_mutex);
    if (m_failure || m_next >= m_volumes.size())
        return std::nullopt;
    ++m_opening;
    return m_volumes[m_next++];
}

RestoreShare &RestoreRound::share(std::shared_ptr<const WantedVolume> volume)
{
    const std::scoped_lock lock(m_mutex);
    --m_opening;
    m_changed.notify_all();
    return m_shares.emplace_back(std::move(volume));
}

void RestoreRound::noShare()
{
    const std::scoped_lock lock(m_mutex);
    --m_opening;
    m_changed.notify_all();
}

RestoreShare *RestoreRound::takeOver()
{
    std::unique_lock lock(m_mutex);
    while (!m_failure) {
        for (RestoreShare &share : m_shares)
            if (std::optional<RestoreShare> half = share.split())
                return &m_shares.emplace_back(std::move(*half));
        if (m_opening == 0)
            break;
        m_changed.wait(lock);
    }
    return nullptr;
}

std::span<const WantedBlockUse> RestoreRound::take(RestoreShare &share, std::size_t most)
{
    const std::scoped_lock lock(m_mutex);
    return m_failure ? std::span<const WantedBlockUse>() : share.take(most);
}

void RestoreRound::drop(const RestoreShare &share)
{
    const std::scoped_lock lock(m_mutex);
    m_shares.remove_if([&share](const RestoreShare &other) { return &other == &share; });
}

void RestoreRound::fail(Error error)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_failure)
        m_failure = std::move(error);
    m_changed.notify_all();
}

} // namespace cairn
