// SPDX-License-Identifier: MIT
#pragma once

#include "core/engine/job_runner.h"
#include "core/secrets/secret_store.h"

namespace cairn {

// The secrets of a job out of a store: its passphrase, and the password options that its kind of
// destination knows, and that of the mail server if it sends mail.
class StoredSecrets final : public SecretSource
{
public:
    explicit StoredSecrets(SecretStore &store) // outlives this
        : m_store(store)
    {
    }
    // A secret that is not kept is left out; a store that is locked or damaged is a failure.
    Result<JobSecrets> secretsOf(const JobConfig &job) override;

private:
    SecretStore &m_store;
};

// All that a store may keep of a job.
[[nodiscard]] std::vector<SecretName> secretNamesOf(const JobConfig &job);
// The password options that a job of this destination, and with these reports, may have.
[[nodiscard]] std::vector<std::string> secretOptionsOf(const JobConfig &job);

} // namespace cairn
