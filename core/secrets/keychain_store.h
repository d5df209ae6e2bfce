// SPDX-License-Identifier: MIT
#pragma once

#include "core/secrets/secret_store.h"

#include <chrono>
#include <memory>

namespace cairn {

// The key store of the desktop (Secret Service, KWallet) through QtKeychain, on a thread and an
// event loop of its own. Needs a QCoreApplication. One that does not answer in time is taken for
// locked: it waits for somebody to unlock it. One per process, for its life: QtKeychain queues all
// jobs on the thread that used it first.
class KeychainStore final : public SecretStore
{
public:
    explicit KeychainStore(std::chrono::milliseconds limit = std::chrono::seconds(10));
    ~KeychainStore() override;

    Result<Secret> read(const SecretName &name) override;
    Result<> write(const SecretName &name, const Secret &secret) override;
    Result<> remove(const SecretName &name) override;
    Result<> unlock() override;

private:
    class Host;
    std::unique_ptr<Host> m_host;
};

} // namespace cairn
