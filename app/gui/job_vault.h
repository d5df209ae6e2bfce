// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/engine_host.h"
#include "core/engine/stored_secrets.h"

namespace cairn::gui {

// The secrets of jobs in a store.
class JobVault final : public SecretVault
{
public:
    explicit JobVault(SecretStore &store) // outlives this
        : m_store(store)
        , m_stored(store)
    {
    }
    Result<JobSecrets> secretsOf(const JobConfig &job) override { return m_stored.secretsOf(job); }
    Result<> remember(const std::string &job, const Secret &passphrase) override
    {
        return m_store.write({job, kPassphraseKind}, passphrase);
    }

private:
    SecretStore &m_store;
    StoredSecrets m_stored;
};

} // namespace cairn::gui
