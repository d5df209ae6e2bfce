// SPDX-License-Identifier: MIT
// jobs remove: a backup given up, with what is stored of it or without.
#include "app/cli/commands/jobs_secrets.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/run_watch.h"
#include "core/base/text.h"
#include "core/config/run_store.h"
#include "core/config/take_over.h"
#include "core/engine/host_lock.h"
#include "core/engine/job_place.h"
#include "core/engine/stored_secrets.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// Of a run that was killed a row stays until somebody is the host again.
Result<> checkIsIdle(Context &context, SettingsDatabase &settings, const JobConfig &job)
{
    CAIRN_LET(open, RunStore(settings).open());
    CAIRN_LET(host, hostOf(context.world.files, settings.folder()));
    if (host && std::ranges::find(open, job.id, &RunRecord::job) != open.end())
        return fail(ErrorCode::InUse, "JOB_RUNNING",
                    u"“%1” is running. Stop it first; then it can be removed."_s.arg(job.name));
    return {};
}

// Empty: it has none.
FilePath localDatabaseOf(Context &context, const JobConfig &job)
{
    const auto path = databaseOf(context.world.files, context.world.random, job);
    return path && context.world.files.exists(*path) ? *path : FilePath();
}

// What the desktop program does when it is told to. Nothing may run the backup meanwhile. What is
// to be said of it.
Result<QString> discardStored(Context &context, SettingsDatabase &settings, SecretStore *store,
                              const JobConfig &job)
{
    const auto host =
        HostLock::acquire(context.world.files, context.world.clock, settings, kHostName);
    if (!host)
        return fail(host.error());
    CAIRN_LET(given, givenSecrets(context, job));
    if (context.isPassphraseOfEnvironment)
        given.erase(kPassphraseKind);
    CAIRN_LET(plan, planOfStored(store, job, given));
    const bool isDry = context.options.boolean("dry-run");
    plan.request.options.dryRun = isDry;
    const auto outcome = [&] {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Discard);
        return context.engine.discard(plan.request, context.cancel, context.progress);
    }();
    const QString place = placeName(job);
    if (outcome.fatal && outcome.fatal->id == "DatabaseDoesNotExist"_L1) {
        CAIRN_LET(facts, context.engine.factsOf(plan.request, context.cancel));
        if (!facts.encryption)
            return u"Nothing of it is stored in %1."_s.arg(place);
        return fail(
            ErrorCode::InvalidArgument, "DatabaseDoesNotExist",
            u"What is stored in %1 is not known on this computer, so nothing was deleted. "
            u"Make it known first: cairn-cli jobs run %2 repair"_s.arg(place, toQString(job.id)));
    }
    if (outcome.fatal)
        return fail(*outcome.fatal);
    if (!outcome.value || outcome.interrupted)
        return fail(ErrorCode::Cancelled,
                    u"Stopped. The backup stays set up, so that it can be tried again."_s);
    if (!outcome.value->left.empty())
        return fail(ErrorCode::Unsupported, "DISCARD_LEFT",
                    u"%1 files of this backup could not be removed from %2. It stays set up, so "
                    u"that it can be tried again."_s.arg(
                        QString::number(outcome.value->left.size()), place));
    return isDry ? u"All that is stored of it in %1 (%2 files, %3) and its local database would "
                   u"be deleted."_s.arg(place, QString::number(outcome.value->deletedFiles),
                                        formatSize(outcome.value->deletedBytes))
                 : u"All that was stored of it in %1 (%2 files, %3) and its local database are "
                   u"deleted."_s.arg(place, QString::number(outcome.value->deletedFiles),
                                     formatSize(outcome.value->deletedBytes));
}

QString keptText(Context &context, const JobConfig &job, bool isDry)
{
    const FilePath database = localDatabaseOf(context, job);
    const QString stays = isDry ? u"would stay"_s : u"stays"_s;
    QString text =
        u"What is stored in %1 %2; --delete-data deletes it."_s.arg(placeName(job), stays);
    if (!database.empty())
        text += u" Its local database %1 too: %2"_s.arg(stays, database.display());
    return text;
}

Result<> forget(Context &context, SettingsDatabase &settings, SecretStore *store,
                const JobConfig &job)
{
    CAIRN_TRY(JobStore(settings).remove(job.id));
    CAIRN_TRY(setTakeOver(settings, job.id, false));
    if (!store)
        return {};
    for (const SecretName &name : secretNamesOf(job))
        if (const auto removed = store->remove(name); !removed)
            context.console.warn(u"A secret of the backup is still kept: "_s %
                                 removed.error().message);
    return {};
}

Result<> removeNamed(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(job, namedJob(context, settings));
    CAIRN_TRY(checkIsIdle(context, settings, job));
    const bool isDry = context.options.boolean("dry-run");
    const bool isWhole = context.options.boolean("delete-data");
    const auto store = openStore(context);
    QString stored = keptText(context, job, isDry);
    if (isWhole) {
        CAIRN_LET(said, discardStored(context, settings, store.get(), job));
        stored = std::move(said);
    }
    if (!isDry)
        CAIRN_TRY(forget(context, settings, store.get(), job));
    context.console.tell(
        (isDry ? u"“%1” would be forgotten."_s : u"“%1” is forgotten."_s).arg(job.name));
    context.console.tell(stored);
    if (job.encrypted && !isDry && !isWhole)
        context.console.tell(u"Its passphrase is not kept here any more; without it nobody can "
                             u"read what is stored."_s);
    return {};
}

} // namespace

int removeJob(Context &context, SettingsDatabase &settings)
{
    return ended(context, removeNamed(context, settings));
}

} // namespace cairn::cli
