// SPDX-License-Identifier: MIT
#include "core/storage/forwarding_backend.h"

#include "core/base/open_transaction.h"

namespace cairn {

ForwardingBackend::ForwardingBackend(std::unique_ptr<Backend> inner)
    : m_inner(std::move(inner))
{
}

ForwardingBackend::~ForwardingBackend() = default;

Result<std::vector<RemoteFile>> ForwardingBackend::list(const CancelToken &cancel)
{
    expectNoTransaction("list");
    return m_inner->list(cancel);
}

Result<> ForwardingBackend::put(const std::string &name, const FilePath &file,
                                const std::string &tempName, const CancelToken &cancel)
{
    expectNoTransaction("put");
    return m_inner->put(name, file, tempName, cancel);
}

Result<> ForwardingBackend::overwrite(const std::string &name, const FilePath &file,
                                      const std::string &tempName, const CancelToken &cancel)
{
    expectNoTransaction("overwrite");
    return m_inner->overwrite(name, file, tempName, cancel);
}

Result<> ForwardingBackend::get(const std::string &name, File &into, const CancelToken &cancel)
{
    expectNoTransaction("get");
    return m_inner->get(name, into, cancel);
}

Result<RemoteFile> ForwardingBackend::stat(const std::string &name, const CancelToken &cancel)
{
    expectNoTransaction("stat");
    return m_inner->stat(name, cancel);
}

Result<> ForwardingBackend::remove(const std::string &name, const CancelToken &cancel)
{
    expectNoTransaction("remove");
    return m_inner->remove(name, cancel);
}

Result<> ForwardingBackend::createFolder(const CancelToken &cancel)
{
    expectNoTransaction("createFolder");
    return m_inner->createFolder(cancel);
}

std::optional<FilePath> ForwardingBackend::localPath(const std::string &name) const
{
    return m_inner->localPath(name);
}

Result<std::optional<std::uint64_t>> ForwardingBackend::freeSpace()
{
    return m_inner->freeSpace();
}

int ForwardingBackend::settleSeconds() const
{
    return m_inner->settleSeconds();
}

std::chrono::seconds ForwardingBackend::retryAfter() const
{
    return m_inner->retryAfter();
}

void ForwardingBackend::setGates(const TransferGates &gates)
{
    m_inner->setGates(gates);
}

QString ForwardingBackend::displayName() const
{
    return m_inner->displayName();
}

} // namespace cairn
