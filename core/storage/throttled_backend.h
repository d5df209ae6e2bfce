// SPDX-License-Identifier: MIT
#pragma once

#include "core/storage/forwarding_backend.h"
#include "core/storage/rate_limiter.h"

namespace cairn {

// Holds transfers to the given rates; null: not limited. Several backends of one run share the
// limiters.
class ThrottledBackend final : public ForwardingBackend
{
public:
    ThrottledBackend(std::unique_ptr<Backend> inner, std::shared_ptr<RateLimiter> upload,
                     std::shared_ptr<RateLimiter> download);

    // Nothing while downloads are limited: reading then goes through get().
    [[nodiscard]] std::optional<FilePath> localPath(const std::string &name) const override;
    // Refused: the gates are the limiters.
    void setGates(const TransferGates &gates) override;

private:
    std::shared_ptr<RateLimiter> m_upload;
    std::shared_ptr<RateLimiter> m_download;
};

} // namespace cairn
