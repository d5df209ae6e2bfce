// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/host/engine_host.h"
#include "core/engine/stored_secrets.h"
#include "core/secrets/combined_store.h"

namespace cairn::gui {

// The secrets of jobs in a store.
class JobVault final : public SecretVault
{
public:
    // keyStore: of the desktop, which is a part of `store`. Both outlive this.
    JobVault(CombinedStore &store, SecretStore &keyStore)
        : m_store(store)
        , m_keyStore(keyStore)
        , m_stored(store)
    {
    }
    Result<JobSecrets> secretsOf(const JobConfig &job) override { return m_stored.secretsOf(job); }
    // By asking for a secret that nobody keeps.
    Place place() override
    {
        const auto asked = m_keyStore.read({"00000000", "place"});
        if (asked || asked.error().id == QLatin1String(kSecretMissingId))
            return Place::KeyStore;
        return asked.error().id == QLatin1String(kSecretsAbsentId) ? Place::SealedFile
                                                                   : Place::LockedKeyStore;
    }
    Result<> unlock() override { return m_keyStore.unlock(); }
    Result<> remember(const std::string &job, const Secret &passphrase) override
    {
        return m_store.write({job, kPassphraseKind}, passphrase);
    }
    Result<> setUnattended(const JobConfig &job, bool isUnattended) override
    {
        return m_store.setUnattended(secretNamesOf(job), isUnattended);
    }
    Result<> rememberOption(const JobConfig &job, const std::string &option,
                            const Secret &secret) override
    {
        const SecretName name{job.id, option};
        CAIRN_TRY(m_store.write(name, secret));
        return job.unattended ? m_store.setUnattended({name}, true) : Result<>();
    }

private:
    CombinedStore &m_store;
    SecretStore &m_keyStore;
    StoredSecrets m_stored;
};

} // namespace cairn::gui
