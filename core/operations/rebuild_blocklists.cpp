// SPDX-License-Identifier: MIT
#include "core/operations/rebuild_blocklists.h"

#include "core/format/little_endian.h"

namespace cairn {

namespace {

constexpr std::size_t kHead = 4; // the length before each content

} // namespace

Result<BlocklistStore> BlocklistStore::create(const RunEnvironment &environment,
                                              HashAlgorithm algorithm)
{
    CAIRN_LET(temp, environment.createTemp());
    return BlocklistStore(std::move(temp), algorithm);
}

Result<BlocklistStore> BlocklistStore::keep(FileLayer &files, const FilePath &path,
                                            const JobSettings &settings)
{
    const OpenMode mode = files.exists(path) ? OpenMode::ReadWrite : OpenMode::CreateExclusive;
    CAIRN_LET(file, files.open(path, mode));
    BlocklistStore store(std::move(file), settings.blockHash);
    CAIRN_TRY(store.takeOver(settings.blocksize));
    return store;
}

// Up to what no list can be: the end, or what a loss of power left of it.
Result<> BlocklistStore::takeOver(std::int64_t blocksize)
{
    Buffer content;
    std::uint8_t head[kHead];
    while (true) {
        CAIRN_LET(got, m_kept.readAt(m_written, head));
        const std::uint32_t length = got == kHead ? le32(head) : 0;
        if (length == 0 || length > blocksize)
            return {};
        content.resize(length);
        CAIRN_LET(read, m_kept.readAt(m_written + kHead, content.span()));
        if (read != length)
            return {};
        m_places.emplace(m_hasher.hash(content).prefix(), Place{m_written + kHead, length});
        m_written += kHead + length;
    }
}

Result<> BlocklistStore::add(const Digest &hash, ByteView content)
{
    const auto length = static_cast<std::uint32_t>(content.size());
    const Place place{m_written + m_tail.size() + kHead, length};
    if (!m_places.emplace(hash.prefix(), place).second)
        return {};
    put32(m_tail, length);
    m_tail.append(content);
    return m_tail.size() < kBuffered ? Result<>() : flush();
}

Result<> BlocklistStore::flush()
{
    if (m_tail.size() == 0)
        return {};
    CAIRN_TRY(file().writeAt(m_written, m_tail));
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
        CAIRN_LET(got, file().readAt(place.offset, content.span()));
        if (got != place.length)
            return fail(ErrorCode::Io,
                        QStringLiteral("A temporary file has lost what was written to it."));
    }
    return m_hasher.hash(content) == hash; // eight bytes alone prove nothing
}

} // namespace cairn
