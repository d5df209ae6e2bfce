// SPDX-License-Identifier: MIT
#include "core/pipeline/behind_sink.h"

#include <algorithm>
#include <utility>

namespace cairn {

BehindSink::BehindSink(ByteSink &out)
    : m_out(out)
{
}

BehindSink::~BehindSink()
{
    m_queue.abort();
    if (m_thread.joinable())
        m_thread.join();
}

Result<> BehindSink::write(ByteView bytes)
{
    while (!bytes.empty()) {
        const ByteView part = bytes.first(std::min(bytes.size(), kPiece - m_piece.size()));
        m_piece.append(part);
        bytes = bytes.subspan(part.size());
        if (m_piece.size() == kPiece)
            CAIRN_TRY(hand());
    }
    return {};
}

Result<> BehindSink::hand()
{
    if (!m_thread.joinable())
        m_thread = std::thread([this] {
            while (const std::optional<Buffer> piece = m_queue.pop())
                if (Result<> written = m_out.write(*piece); !written) {
                    m_failure = std::move(written).error();
                    m_queue.abort();
                    return;
                }
        });
    Buffer next;
    next.reserve(kPiece);
    return m_queue.push(std::exchange(m_piece, std::move(next))) ? Result<>() : join();
}

Result<> BehindSink::join()
{
    m_thread.join();
    if (m_failure)
        return fail(*m_failure);
    return {};
}

Result<> BehindSink::finish()
{
    if (!m_thread.joinable())
        return m_out.write(m_piece);
    if (!m_piece.empty())
        CAIRN_TRY(hand());
    m_queue.close();
    return join();
}

} // namespace cairn
