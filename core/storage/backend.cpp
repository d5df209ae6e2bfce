// SPDX-License-Identifier: MIT
#include "core/storage/backend.h"

namespace cairn {

Backend::~Backend() = default;

std::optional<FilePath> Backend::localPath(const std::string &) const
{
    return std::nullopt;
}

Result<std::optional<std::uint64_t>> Backend::freeSpace()
{
    return std::optional<std::uint64_t>();
}

int Backend::settleSeconds() const
{
    return 10; // R2: what a listing elsewhere may lag behind
}

std::chrono::seconds Backend::retryAfter() const
{
    return std::chrono::seconds(0);
}

void Backend::setGates(const TransferGates &gates)
{
    m_gates = gates;
}

} // namespace cairn
