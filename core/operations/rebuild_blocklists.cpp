// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_blocklists.h"

namespace cairn {

Result<BlocklistStore> BlocklistStore::create(const RunEnvironment &environment,
                                              HashAlgorithm algorithm)
{
    CAIRN_LET(spool, environment.createTemp());
    return BlocklistStore(std::move(spool), algorithm);
}

Result<> BlocklistStore::add(const Digest &hash, ByteView content)
{
    const Place place{m_written + m_tail.size(), static_cast<std::uint32_t>(content.size())};
    if (!m_places.emplace(hash.prefix(), place).second)
        return {};
    m_tail.append(content);
    if (m_tail.size() < kBuffered)
        return {};
    CAIRN_TRY(m_spool.file().writeAt(m_written, m_tail));
    m_written += m_tail.size();
    m_tail.clear();
    return {};
}

Result<bool> BlocklistStore::find(const Digest &hash, Buffer &content)
{
    const auto found = m_places.find(hash.prefix());
    if (found == m_places.end())
        return false;
    const Place &place = found->second;
    content.resize(place.length);
    if (place.offset >= m_written) {
        const ByteView tail = m_tail.view().subspan(place.offset - m_written, place.length);
        std::copy(tail.begin(), tail.end(), content.data());
    } else {
        CAIRN_LET(got, m_spool.file().readAt(place.offset, content.span()));
        if (got != place.length)
            return fail(ErrorCode::Io,
                        QStringLiteral("A temporary file has lost what was written to it."));
    }
    return m_hasher.hash(content) == hash; // eight bytes alone prove nothing
}

} // namespace cairn
