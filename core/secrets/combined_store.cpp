// SPDX-License-Identifier: MIT
#include "core/secrets/combined_store.h"

namespace cairn {

namespace {

bool isAbsent(const Error &error)
{
    return error.id == QLatin1String(kSecretsAbsentId);
}

} // namespace

Result<Secret> CombinedStore::read(const SecretName &name)
{
    auto kept = m_keychain.read(name);
    if (kept)
        return kept;
    auto sealed = m_sealedFile.read(name);
    // The sealed file says best what is wrong where it is the only store.
    if (sealed || isAbsent(kept.error()))
        return sealed;
    return kept;
}

Result<> CombinedStore::write(const SecretName &name, const Secret &secret)
{
    auto kept = m_keychain.write(name, secret);
    if (!kept)
        return isAbsent(kept.error()) ? m_sealedFile.write(name, secret) : kept;
    // A copy there must not outlive a change of this.
    return m_sealedFile.read(name) ? m_sealedFile.write(name, secret) : Result<>();
}

Result<> CombinedStore::remove(const SecretName &name)
{
    const auto sealed = m_sealedFile.remove(name);
    auto kept = m_keychain.remove(name);
    if (!kept && !isAbsent(kept.error()))
        return kept;
    return sealed;
}

Result<> CombinedStore::setUnattended(const std::vector<SecretName> &names, bool isUnattended)
{
    for (const SecretName &name : names) {
        const auto kept = m_keychain.read(name);
        if (kept) {
            CAIRN_TRY(isUnattended ? m_sealedFile.write(name, *kept) : m_sealedFile.remove(name));
            continue;
        }
        const bool isMissing = kept.error().id == QLatin1String(kSecretMissingId);
        // Where the sealed file is the only store it has what there is.
        if (isUnattended && !isMissing && !isAbsent(kept.error()) && !m_sealedFile.read(name))
            return fail(kept.error());
    }
    return {};
}

} // namespace cairn
