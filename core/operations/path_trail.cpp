// SPDX-License-Identifier: MIT
#include "core/operations/path_trail.h"

#include <algorithm>
#include <cstring>

namespace cairn {

namespace {

constexpr std::size_t kNoteBytes = 24;
constexpr std::size_t kBufferBytes = 8192 * kNoteBytes;
constexpr std::size_t kWindow = 65536; // paths

void put(Buffer &out, const PathNote &note)
{
    std::uint8_t bytes[kNoteBytes] = {};
    std::memcpy(bytes, &note.place.name, 8);
    std::memcpy(bytes + 8, &note.facts, 8);
    std::memcpy(bytes + 16, &note.place.folder, 4);
    out.append(ByteView(bytes, kNoteBytes));
}

PathNote take(const std::uint8_t *bytes)
{
    PathNote note;
    std::memcpy(&note.place.name, bytes, 8);
    std::memcpy(&note.facts, bytes + 8, 8);
    std::memcpy(&note.place.folder, bytes + 16, 4);
    return note;
}

} // namespace

Result<> PathTrail::begin()
{
    m_now.written = 0;
    m_now.tail.clear();
    m_read.clear();
    m_readAt = 0;
    m_offset = 0;
    m_passed.clear();
    m_order.clear();
    m_missed.clear();
    if (m_now.file.isValid())
        return {};
    CAIRN_LET(file, m_environment.createTemp());
    m_now.file = std::move(file);
    return {};
}

Result<bool> PathTrail::fill()
{
    if (m_readAt < m_read.size())
        return true;
    m_readAt = 0;
    const std::uint64_t left = m_before.written - m_offset;
    m_read.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kBufferBytes)));
    if (m_read.empty())
        return false;
    CAIRN_LET(got, m_before.file.file().readAt(m_offset, m_read.span()));
    if (got != m_read.size())
        return fail(ErrorCode::Io,
                    QStringLiteral("A temporary file has lost what was written to it."));
    m_offset += got;
    return true;
}

std::optional<std::uint64_t> PathTrail::takePassed(const PathNote::Place &place)
{
    const auto passed = m_passed.find(place);
    if (passed == m_passed.end())
        return std::nullopt;
    const std::uint64_t facts = passed->second;
    m_passed.erase(passed);
    return facts;
}

Result<std::optional<std::uint64_t>> PathTrail::findNear(const PathNote::Place &place)
{
    CAIRN_LET(more, fill());
    if (more) {
        const PathNote next = take(m_read.data() + m_readAt);
        if (next.place == place) {
            m_readAt += kNoteBytes;
            return std::optional(next.facts);
        }
    }
    return takePassed(place);
}

Result<> PathTrail::passOver(const PathNote &note)
{
    m_passed.emplace(note.place, note.facts);
    m_order.push_back(note.place);
    while (m_order.size() > kWindow) {
        const PathNote::Place oldest = m_order.front();
        m_order.pop_front();
        if (m_passed.erase(oldest) > 0)
            m_missed.push_back(oldest);
    }
    return {};
}

Result<std::optional<std::uint64_t>> PathTrail::findAhead(const PathNote::Place &place)
{
    for (std::size_t looked = 0; looked < kWindow; ++looked) {
        CAIRN_LET(more, fill());
        if (!more)
            break;
        const PathNote next = take(m_read.data() + m_readAt);
        m_readAt += kNoteBytes;
        if (next.place == place)
            return std::optional(next.facts);
        CAIRN_TRY(passOver(next));
    }
    return std::optional<std::uint64_t>();
}

Result<> PathTrail::note(const PathNote &note)
{
    put(m_now.tail, note);
    if (m_now.tail.size() < kBufferBytes)
        return {};
    CAIRN_TRY(m_now.file.file().writeAt(m_now.written, m_now.tail));
    m_now.written += m_now.tail.size();
    m_now.tail.clear();
    return {};
}

Result<std::vector<PathNote::Place>> PathTrail::missed()
{
    while (true) {
        CAIRN_LET(more, fill());
        if (!more)
            break;
        for (; m_readAt < m_read.size(); m_readAt += kNoteBytes)
            m_missed.push_back(take(m_read.data() + m_readAt).place);
    }
    for (const auto &passed : m_passed)
        m_missed.push_back(passed.first);
    m_passed.clear();
    m_order.clear();
    std::ranges::sort(m_missed);
    return std::exchange(m_missed, {});
}

Result<> PathTrail::keep()
{
    CAIRN_TRY(m_now.file.file().writeAt(m_now.written, m_now.tail));
    m_now.written += m_now.tail.size();
    m_now.tail.clear();
    std::swap(m_before, m_now);
    return {};
}

} // namespace cairn
