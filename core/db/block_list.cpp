// SPDX-License-Identifier: MIT
#include "core/db/block_list.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

void putVarint(std::vector<std::uint8_t> &out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

bool getVarint(ByteView &in, std::uint64_t &value)
{
    value = 0;
    for (unsigned shift = 0; shift < 64 && !in.empty(); shift += 7) {
        const std::uint8_t byte = in.front();
        in = in.subspan(1);
        value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
        if ((byte & 0x80) == 0)
            return true;
    }
    return false;
}

std::uint64_t zigzag(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

// Far above any file (2^40 blocks of 1 KiB are 1 PiB) and any id, far below what overflows.
constexpr std::int64_t kMost = std::int64_t{1} << 40;

Error damagedList()
{
    return {ErrorCode::Corrupt,
            u"The local database is damaged (a list of blocks). The command 'recreate' rebuilds it "
            "from the destination."_s,
            u"DatabaseIsDamaged"_s,
            {}};
}

} // namespace

void BlockList::append(std::int64_t id)
{
    ++m_count;
    if (!m_pieces.empty()) {
        Piece &last = m_pieces.back();
        if (last.step == 1 && id == last.first + last.count) {
            ++last.count;
            return;
        }
        if (last.count == 1 && id == last.first)
            last.step = 0;
        if (last.step == 0 && id == last.first) {
            ++last.count;
            return;
        }
    }
    m_pieces.push_back({id, 1, 1});
}

void BlockList::appendRepeated(std::int64_t id, std::int64_t count)
{
    for (; count > 0; --count) {
        append(id);
        Piece &last = m_pieces.back();
        if (last.step == 0) { // of this id: the rest is as good as one
            last.count += count - 1;
            m_count += count - 1;
            return;
        }
    }
}

std::vector<std::uint8_t> BlockList::pack() const
{
    std::vector<std::uint8_t> out;
    std::int64_t expected = 0;
    for (const Piece &piece : m_pieces) {
        putVarint(out, zigzag(piece.first - expected));
        putVarint(out, (static_cast<std::uint64_t>(piece.count) << 1) |
                           static_cast<std::uint64_t>(piece.step));
        expected = piece.step == 0 ? piece.first + 1 : piece.first + piece.count;
    }
    return out;
}

Result<BlockList> BlockList::unpack(ByteView packed)
{
    BlockList list;
    std::int64_t expected = 0;
    while (!packed.empty()) {
        std::uint64_t delta = 0;
        std::uint64_t countAndStep = 0;
        if (!getVarint(packed, delta) || !getVarint(packed, countAndStep))
            return fail(damagedList());
        const std::int64_t distance = unzigzag(delta);
        const Piece piece{distance >= -kMost && distance <= kMost ? expected + distance : -1,
                          static_cast<std::int64_t>(countAndStep >> 1),
                          static_cast<std::int64_t>(countAndStep & 1)};
        if (piece.first < 0 || piece.first > kMost || piece.count == 0 ||
            piece.count > kMost - list.m_count)
            return fail(damagedList());
        list.m_count += piece.count;
        expected = piece.step == 0 ? piece.first + 1 : piece.first + piece.count;
        list.m_pieces.push_back(piece);
    }
    return list;
}

} // namespace cairn
