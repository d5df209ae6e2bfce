// SPDX-License-Identifier: MIT
#include "core/engine/stored_secrets.h"

#include "core/base/words.h"

#include <algorithm>

namespace cairn {

namespace {

Result<Secret> readIfKept(SecretStore &store, const SecretName &name)
{
    auto secret = store.read(name);
    if (!secret && secret.error().id == QLatin1String(kSecretMissingId))
        return Secret();
    return secret;
}

// A backup that runs while nobody can unlock the key store does not wait for what it can do
// without: a server of mail may want no password, and else the report says that it was refused.
bool mayLack(const JobConfig &job, const std::string &option, const Error &error)
{
    return job.unattended && option == "send-mail-password" &&
           error.id == QLatin1String(kSecretsLockedId);
}

} // namespace

std::vector<std::string> secretOptionsOf(const JobConfig &job)
{
    std::vector<std::string> names;
    if (job.options.contains("send-mail-to"))
        names.emplace_back("send-mail-password");
    const std::size_t end = job.drive ? std::string::npos : job.destination.find("://");
    if (end == std::string::npos)
        return names; // a folder
    const std::string scheme = asciiLower(std::string_view(job.destination).substr(0, end));
    if (scheme == "file")
        return names;
    for (const OptionSpec &spec : allOptions())
        if (spec.type == OptionType::Password && spec.category == OptionCategory::Destination &&
            (spec.backends.empty() || hasWord(spec.backends, scheme)))
            names.emplace_back(spec.name);
    return names;
}

std::vector<SecretName> secretNamesOf(const JobConfig &job)
{
    std::vector<SecretName> names{{job.id, kPassphraseKind}};
    for (std::string &option : secretOptionsOf(job))
        names.push_back({job.id, std::move(option)});
    return names;
}

Result<JobSecrets> StoredSecrets::secretsOf(const JobConfig &job)
{
    JobSecrets secrets;
    if (job.encrypted) {
        CAIRN_LET(passphrase, readIfKept(m_store, {job.id, kPassphraseKind}));
        secrets.passphrase = std::move(passphrase);
    }
    for (const std::string &name : secretOptionsOf(job)) {
        auto value = readIfKept(m_store, {job.id, name});
        if (!value && !mayLack(job, name, value.error()))
            return fail(std::move(value).error());
        if (value && !value->empty())
            secrets.options[name] = std::move(*value);
    }
    return secrets;
}

} // namespace cairn
