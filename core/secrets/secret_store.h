// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <string>
#include <vector>

namespace cairn {

// Whose secret, and which: "passphrase", or the name of a password option of the table.
struct SecretName
{
    std::string job; // id
    std::string kind;
    auto operator<=>(const SecretName &) const = default;
};
inline constexpr const char *kPassphraseKind = "passphrase";

// Ids of what can be in the way of a secret.
inline constexpr const char *kSecretMissingId = "PASS_MISSING";   // NotFound: it is not kept here
inline constexpr const char *kSecretsLockedId = "SECRETS_LOCKED"; // AccessDenied: to be unlocked
inline constexpr const char *kSecretsAbsentId = "SECRETS_ABSENT"; // Unsupported: no such store here
inline constexpr const char *kSecretsDamagedId = "SECRETS_DAMAGED"; // Corrupt

// Where the secrets of jobs are kept (S5). Calls block, up to 10 s: never on the thread of a
// window. Any thread may call.
class SecretStore
{
public:
    virtual ~SecretStore() = default;
    virtual Result<Secret> read(const SecretName &name) = 0;
    virtual Result<> write(const SecretName &name, const Secret &secret) = 0; // replaces
    virtual Result<> remove(const SecretName &name) = 0; // a missing one is success
    // Asks the person to open the store, in a window of the desktop, and waits for that up to two
    // minutes. SECRETS_LOCKED: that was given up. What needs no opening is open.
    virtual Result<> unlock() { return {}; }
    // From now on a program finds these secrets with nobody logged in too, or no more. What is not
    // kept is passed over; a store that needs no log-in has nothing to do.
    virtual Result<> setUnattended(const std::vector<SecretName> & /*names*/, bool /*isUnattended*/)
    {
        return {};
    }
};

} // namespace cairn
