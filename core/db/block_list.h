// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <vector>

namespace cairn {

// The blocks of a stream in order. New content has consecutive ids, so a file of a million blocks
// is usually one run. A block repeated over and over (a hole) is kept short too: packing adds a
// repeat.
class BlockList final
{
public:
    void append(std::int64_t id);
    // `count` times the same, at the cost of one.
    void appendRepeated(std::int64_t id, std::int64_t count);
    [[nodiscard]] std::int64_t count() const { return m_count; }
    [[nodiscard]] std::vector<std::uint8_t> pack() const;
    static Result<BlockList> unpack(ByteView packed);
    // Calls visit(index, id) for each block in order.
    template<typename Visit>
    void forEach(Visit visit) const
    {
        std::int64_t index = 0;
        for (const Piece &piece : m_pieces)
            for (std::int64_t i = 0; i < piece.count; ++i)
                visit(index++, piece.step == 0 ? piece.first : piece.first + i);
    }
    // Calls visit(first id, count of distinct consecutive ids): each id at least once, repeats
    // merged.
    template<typename Visit>
    void forEachRange(Visit visit) const
    {
        for (const Piece &piece : m_pieces)
            visit(piece.first, piece.step == 0 ? std::int64_t{1} : piece.count);
    }
    // Calls visit(index, first id, count, step) for each piece in order: step 1 for consecutive
    // ids, 0 for one id again and again.
    template<typename Visit>
    void forEachPiece(Visit visit) const
    {
        std::int64_t index = 0;
        for (const Piece &piece : m_pieces) {
            visit(index, piece.first, piece.count, piece.step);
            index += piece.count;
        }
    }

private:
    struct Piece
    {
        std::int64_t first;
        std::int64_t count;
        std::int64_t step; // 1: consecutive; 0: the same again and again
    };
    std::vector<Piece> m_pieces;
    std::int64_t m_count = 0;
};

} // namespace cairn
