// SPDX-License-Identifier: MIT
#include "core/storage/throttled_backend.h"

namespace cairn {

ThrottledBackend::ThrottledBackend(std::unique_ptr<Backend> inner,
                                   std::shared_ptr<RateLimiter> upload,
                                   std::shared_ptr<RateLimiter> download)
    : ForwardingBackend(std::move(inner))
    , m_upload(std::move(upload))
    , m_download(std::move(download))
{
    ForwardingBackend::setGates({m_upload.get(), m_download.get()});
}

std::optional<FilePath> ThrottledBackend::localPath(const std::string &name) const
{
    if (m_download)
        return std::nullopt;
    return ForwardingBackend::localPath(name);
}

void ThrottledBackend::setGates(const TransferGates &)
{
    Q_ASSERT_X(false, "ThrottledBackend", "the gates are the limiters");
}

} // namespace cairn
