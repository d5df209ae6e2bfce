// SPDX-License-Identifier: MIT
#pragma once

#include "core/secrets/secret_store.h"

namespace cairn {

// The key store of the desktop where there is one, else the sealed file. What the sealed file has
// of a job (for runs without a log-in) is used when the key store lacks it or is locked. Nothing is
// written to the file because the key store is only locked.
class CombinedStore final : public SecretStore
{
public:
    CombinedStore(SecretStore &keychain, SecretStore &sealedFile) // both outlive this
        : m_keychain(keychain)
        , m_sealedFile(sealedFile)
    {
    }
    Result<Secret> read(const SecretName &name) override;
    Result<> write(const SecretName &name, const Secret &secret) override;
    Result<> remove(const SecretName &name) override; // from both

    // Puts them into the sealed file too, or takes them out of it again, those alone that the key
    // store has.
    Result<> setUnattended(const std::vector<SecretName> &names, bool isUnattended) override;

private:
    SecretStore &m_keychain;
    SecretStore &m_sealedFile;
};

} // namespace cairn
