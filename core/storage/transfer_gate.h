// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/result.h"

#include <cstddef>
#include <cstdint>

namespace cairn {

// What a backend moves at once at most, so that gates and stop requests are asked often enough.
inline constexpr std::size_t kLargestPiece = 256 * 1024;

// Stands beside a transfer: a backend reports each piece that it has moved. May wait (a throttle)
// or end the transfer (an abort). One gate may serve several backends in several threads.
class TransferGate
{
public:
    virtual ~TransferGate() = default;
    virtual Result<> passed(std::uint64_t bytes, const CancelToken &cancel) = 0;
    // Bytes per piece, 1 … kLargestPiece: a slow gate wants small ones for an even flow.
    [[nodiscard]] virtual std::size_t pieceBytes() const { return kLargestPiece; }
};

// Null: nobody watches, and the backend may take short cuts. The gates outlive the backend.
struct TransferGates
{
    TransferGate *put = nullptr;
    TransferGate *get = nullptr;
};

} // namespace cairn
