// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/bounded_queue.h"
#include "core/base/byte_stream.h"

#include <optional>
#include <thread>

namespace cairn {

// Passes bytes on in a thread of its own, so that what makes them and what takes them go on side by
// side. The thread comes with the first full piece: little costs nothing.
class BehindSink final : public ByteSink
{
public:
    explicit BehindSink(ByteSink &out); // outlives it, and belongs to it until finish()
    ~BehindSink() override;             // drops what has not been passed on
    BehindSink(const BehindSink &) = delete;
    BehindSink &operator=(const BehindSink &) = delete;

    // Fails with what `out` has failed with, a few pieces later.
    Result<> write(ByteView bytes) override;
    Result<> finish(); // once: all has been passed on

private:
    static constexpr std::size_t kPiece = 256U << 10;
    static constexpr std::size_t kAhead = 4; // pieces

    Result<> hand();
    Result<> join();

    ByteSink &m_out;
    Buffer m_piece;
    BoundedQueue<Buffer> m_queue{kAhead};
    std::optional<Error> m_failure; // the thread's, until it has ended
    std::thread m_thread;
};

} // namespace cairn
