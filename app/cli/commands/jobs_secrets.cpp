// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_secrets.h"

#include "app/cli/passphrase.h"
#include "core/base/text.h"
#include "core/config/destination_secrets.h"
#include "core/config/run_store.h"
#include "core/engine/catalog.h"
#include "core/engine/drive_mount.h"
#include "core/engine/job_place.h"
#include "core/engine/stored_secrets.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

Result<JobPlan> planWith(const JobConfig &job, const Secrets &secrets)
{
    JobSecrets known;
    known.options = secrets;
    known.options.erase(kPassphraseKind);
    if (const auto found = secrets.find(kPassphraseKind); found != secrets.end())
        known.passphrase = found->second;
    JobConfig any = job;
    any.encrypted = job.encrypted && !known.passphrase.empty();
    return planOf(any, known, placesNow(job));
}

// Whether versions of it are stored, as far as this computer knows. A database that cannot be read
// may have some.
Result<bool> hasSaved(Context &context, SettingsDatabase &settings, const JobConfig &job)
{
    CAIRN_LET(noted, RunStore(settings).hasSaved(job.id));
    if (noted)
        return true;
    const auto path = databaseOf(context.world.files, context.world.random, job);
    if (!path || !context.world.files.exists(*path))
        return false;
    const auto catalog = Catalog::open(*path);
    const auto versions = catalog ? (*catalog)->versions() : fail(catalog.error());
    return !versions || !versions->empty();
}

// Then it is the right one, whatever is kept.
bool opensWhatIsStored(Context &context, SecretStore *store, const JobConfig &job,
                       const Secrets &given)
{
    auto plan = planOfStored(store, job, given);
    if (!plan)
        return false;
    plan->request.options.restore.noLocalDatabase = true;
    const auto listed =
        context.engine.listFilesets(plan->request, context.cancel, context.progress);
    return listed.value && !listed.value->empty();
}

// A key store that cannot be reached from here, as over the network, has what is to be copied.
Result<> keepUnattended(SecretStore &store, const JobConfig &job)
{
    CAIRN_TRY(store.setUnattended(secretNamesOf(job), job.unattended));
    if (!job.unattended || !job.encrypted)
        return {};
    const auto kept = store.read({job.id, kPassphraseKind});
    if (kept)
        return {};
    return fail(ErrorCode::NotFound, "PASS_MISSING",
                u"The passphrase of “%1” cannot be had from here, so it could not run with nobody "
                u"logged in. Give it with --passphrase-file, or do this where the key store is "
                u"open."_s.arg(job.name));
}

} // namespace

Result<Secrets> givenSecrets(const Context &context, const JobConfig &job)
{
    Secrets secrets;
    const std::vector<std::string> known = secretOptionsOf(job);
    for (const std::string &name : context.options.names()) {
        if (!isSecretOption(name) || name == "settings-encryption-key" ||
            name == "export-passphrase")
            continue;
        const bool isKnown =
            name == kPassphraseKind ? job.encrypted : std::ranges::find(known, name) != known.end();
        if (isKnown)
            secrets[name] = context.options.secret(name);
        else if (name != kPassphraseKind && name != "auth-password") // perhaps of the environment
            return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                        u"--%1: the destination knows no such secret."_s.arg(toQString(name)));
    }
    return secrets;
}

Result<Secrets> changedSecrets(Context &context, SettingsDatabase &settings, SecretStore *store,
                               const JobConfig &job, const JobConfig &before)
{
    CAIRN_LET(secrets, givenSecrets(context, job));
    const auto passphrase = secrets.find(kPassphraseKind);
    if (passphrase == secrets.end() || !store)
        return secrets;
    if (context.isPassphraseOfEnvironment) {
        secrets.erase(passphrase);
        return secrets;
    }
    const auto kept = store->read({job.id, kPassphraseKind});
    if (!kept && kept.error().id != QLatin1String(kSecretMissingId))
        return fail(kept.error());
    if (!kept || kept->reveal() == passphrase->second.reveal())
        return secrets;
    CAIRN_LET(isSaved, hasSaved(context, settings, before));
    if (isSaved && !opensWhatIsStored(context, store, before, secrets))
        return fail(ErrorCode::InvalidArgument, "JOB_PASSPHRASE",
                    u"“%1” has stored versions with the passphrase that is kept, and a backup has "
                    u"one passphrase for life. For another one set up a second backup: "
                    u"cairn-cli jobs add, with a destination of its own."_s.arg(job.name));
    return secrets;
}

Result<bool> completeSecrets(Context &context, const JobConfig &job, Secrets &secrets)
{
    CAIRN_LET(plan, planWith(job, secrets));
    const auto facts = context.engine.factsOf(plan.request, context.cancel);
    const bool isThere = facts && facts->encryption; // else the first run tells
    if (isThere && facts->encryption->empty() == job.encrypted)
        return fail(ErrorCode::InvalidArgument, "JOB_ENCRYPTION",
                    job.encrypted ? u"The backup at the destination is not encrypted: give "
                                    u"--no-encryption."_s
                                  : u"The backup at the destination is encrypted: leave out "
                                    u"--no-encryption."_s);
    if (!job.encrypted || secrets.contains(kPassphraseKind))
        return isThere;
    CAIRN_LET(typed, askPassphrase(isThere ? u"Passphrase of the backup at the destination"_s
                                           : u"Passphrase for the new backup"_s,
                                   !isThere));
    secrets[kPassphraseKind] = std::move(typed);
    return isThere;
}

Result<JobPlan> planOfStored(SecretStore *store, const JobConfig &job, const Secrets &given)
{
    JobSecrets secrets;
    if (store) {
        CAIRN_LET(kept, StoredSecrets(*store).secretsOf(job));
        secrets = std::move(kept);
    }
    for (const auto &[kind, secret] : given)
        (kind == kPassphraseKind ? secrets.passphrase : secrets.options[kind]) = secret;
    return planOf(job, secrets, placesNow(job));
}

std::unique_ptr<SecretStore> openStore(Context &context)
{
    return context.world.openSecrets ? context.world.openSecrets() : nullptr;
}

Result<> saveWithSecrets(SecretStore *store, SettingsDatabase &settings, const JobConfig &job,
                         const std::map<std::string, Secret> &secrets)
{
    if (!secrets.empty() && !store)
        return fail(ErrorCode::Unsupported, kSecretsAbsentId,
                    u"There is no place on this computer to keep secrets in. Nothing was saved."_s);
    CAIRN_LET(known, JobStore(settings).get(job.id));
    for (const auto &[kind, secret] : secrets)
        CAIRN_TRY(store->write({job.id, kind}, secret));
    const bool wasUnattended = known && known->unattended;
    if (store && (job.unattended != wasUnattended || (job.unattended && !secrets.empty())))
        CAIRN_TRY(keepUnattended(*store, job));
    auto saved = JobStore(settings).save(job);
    if (!saved && !known)
        for (const auto &[kind, secret] : secrets)
            std::ignore = store->remove({job.id, kind}); // of a job that is not there
    return saved;
}

} // namespace cairn::cli
