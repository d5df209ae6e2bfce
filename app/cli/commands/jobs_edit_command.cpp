// SPDX-License-Identifier: MIT
// jobs add, edit, move, pause, resume.
#include "app/cli/commands/finish.h"
#include "app/cli/commands/jobs_checks.h"
#include "app/cli/commands/jobs_edit.h"
#include "app/cli/commands/jobs_secrets.h"
#include "app/cli/commands/jobs_text.h"
#include "app/cli/run_watch.h"
#include "app/shared/pause.h"
#include "core/base/text.h"
#include "core/config/take_over.h"
#include "core/engine/drive_mount.h"
#include "core/engine/host_lock.h"
#include "core/engine/new_place.h"
#include "core/engine/stored_secrets.h"

#include <QDateTime>

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

std::int64_t nowOf(const Context &context)
{
    return context.world.clock.nowSeconds();
}

void tellJobAs(Context &context, const JobConfig &job, const QString &what)
{
    JobHistory history;
    history.next = nextRunsOf(job, nowOf(context));
    if (context.console.manner().json)
        return writeDocument(context, jobToJson(job, history));
    context.console.tell(what);
    context.console.tell(settingLines(job) + nextRunsLines(history.next));
}

Result<> checkDestination(const Context &context, const JobConfig &job)
{
    if (job.drive)
        return {};
    CAIRN_LET(url, DestinationUrl::parse(job.destination));
    if (context.world.backends.knows(url.scheme))
        return {};
    return fail(ErrorCode::Unsupported, "BackendNotSupported",
                u"Destinations of the kind %1:// do not exist in this version. Give a folder or a "
                u"file:// URL."_s.arg(displayText(url.scheme)));
}

Result<> add(Context &context, SettingsDatabase &settings)
{
    JobConfig job;
    Secrets inUrl;
    std::vector<std::string> words(context.words.begin() + 1, context.words.end());
    job.name = toQString(words.front()).trimmed();
    words.erase(words.begin());
    const std::string target = context.options.text("target"); // of a parameters file
    if (target.empty() && words.empty())
        return fail(ErrorCode::InvalidArgument, "JOB_DESTINATION",
                    u"A backup needs a destination."_s);
    job.destination = destinationFrom(target.empty() ? words.front() : target, inUrl);
    for (std::size_t i = target.empty() ? 1 : 0; i < words.size(); ++i)
        job.sources.push_back(absolutePath(words[i]));
    job.id = newJobId(context.world.random);
    job.createdAt = nowOf(context);
    const std::vector<FilePath> fromWords = job.sources;
    CAIRN_TRY(applyOptions(context.options, job, QDate::currentDate(), nowOf(context)));
    if (context.options.isSet("source"))
        job.sources.insert(job.sources.begin(), fromWords.begin(), fromWords.end());
    CAIRN_TRY(setDrive(job, nullptr));
    CAIRN_TRY(checkJobConfig(job));
    CAIRN_TRY(checkDestination(context, job));
    CAIRN_LET(taken, JobStore(settings).find(job.name));
    if (taken)
        return fail(ErrorCode::AlreadyExists, "JOB_NAME",
                    u"There is already a backup called “%1”."_s.arg(taken->name));
    CAIRN_TRY(checkAsSaved(context, settings, job, nullptr));
    CAIRN_LET(secrets, givenSecrets(context, job));
    secrets.merge(inUrl);
    bool isThere = false;
    if (!context.options.boolean("dry-run")) {
        CAIRN_LET(there, completeSecrets(context, job, secrets));
        isThere = there;
        CAIRN_TRY(saveWithSecrets(openStore(context).get(), settings, job, secrets));
    }
    tellJobAs(context, job,
              context.options.boolean("dry-run") ? u"Would be set up:"_s : u"Set up:"_s);
    if (isThere)
        context.console.tell(u"The destination holds a backup already. To go on with it: cairn-cli "
                             u"jobs run %1 repair"_s.arg(toQString(job.id)));
    return {};
}

// What a new place holds must be this backup, or nothing.
Result<> settle(Context &context, SettingsDatabase &settings, SecretStore *store,
                const JobConfig &job, const JobConfig &before, const Secrets &given)
{
    if (job.destination == before.destination && job.drive == before.drive)
        return {};
    CAIRN_TRY(checkDestination(context, job));
    CAIRN_LET(plan, planOfStored(store, job, given));
    CAIRN_LET(isTakenOver, wantsTakeOver(settings, job.id));
    return settleAtNewPlace({context.world.files, context.world.random, context.engine},
                            plan.request, before, context.cancel, context.progress, isTakenOver);
}

Result<> edit(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(before, namedJob(context, settings));
    JobConfig job = before;
    Secrets inUrl;
    if (const std::string target = context.options.text("target"); !target.empty()) {
        job.destination = destinationFrom(target, inUrl);
        job.drive.reset();
    }
    CAIRN_TRY(applyOptions(context.options, job, QDate::currentDate(), nowOf(context)));
    if (job.encrypted != before.encrypted)
        return fail(ErrorCode::InvalidArgument, "JOB_ENCRYPTION",
                    u"Whether a backup is encrypted is for life. Set up a new one."_s);
    CAIRN_TRY(setDrive(job, &before));
    CAIRN_TRY(checkJobConfig(job));
    CAIRN_TRY(checkAsSaved(context, settings, job, &before));
    const auto store = openStore(context);
    CAIRN_LET(secrets, changedSecrets(context, settings, store.get(), job, before));
    secrets.merge(inUrl);
    if (job == before && secrets.empty())
        return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                    context.isPassphraseOfEnvironment
                        ? u"Nothing was named that is to change. The environment variable "
                          u"PASSPHRASE changes no backup; --passphrase-file may."_s
                        : u"Nothing was named that is to change."_s);
    if (!context.options.boolean("dry-run")) {
        CAIRN_TRY(settle(context, settings, store.get(), job, before, secrets));
        CAIRN_TRY(saveWithSecrets(store.get(), settings, job, secrets));
    }
    tellJobAs(context, job,
              context.options.boolean("dry-run") ? u"Would be changed to:"_s : u"Changed to:"_s);
    return {};
}

// Copies what is stored to another place, and lets the backup go on there. Nothing may run it
// meanwhile.
Result<int> move(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(before, namedJob(context, settings));
    JobConfig job = before;
    Secrets inUrl;
    job.destination = destinationFrom(context.words[2], inUrl);
    job.drive.reset();
    CAIRN_TRY(setDrive(job, &before));
    CAIRN_TRY(checkJobConfig(job));
    CAIRN_TRY(checkDestination(context, job));
    CAIRN_TRY(checkAsSaved(context, settings, job, &before));
    const auto store = openStore(context);
    CAIRN_LET(secrets, changedSecrets(context, settings, store.get(), job, before));
    secrets.merge(inUrl);
    const auto host =
        HostLock::acquire(context.world.files, context.world.clock, settings, kHostName);
    if (!host) {
        Error error = host.error();
        if (error.id == "HELD"_L1)
            error.message += u" Nothing may run a backup while it moves: end the desktop program, "
                             u"or the agent by 'systemctl --user stop cairn-agent'."_s;
        return fail(std::move(error));
    }
    CAIRN_LET(from, planOfStored(store.get(), before, {}));
    CAIRN_LET(to, planOfStored(store.get(), job, secrets));
    const bool isDry = context.options.boolean("dry-run");
    from.request.options.dryRun = to.request.options.dryRun = isDry;
    const auto outcome = [&] {
        const RunWatch watch(context.console, context.progress, context.cancel, Operation::Copy);
        return context.engine.copyStore(from.request, to.request, context.cancel, context.progress);
    }();
    if (outcome.value && !isDry) {
        CAIRN_TRY(settle(context, settings, store.get(), job, before, secrets));
        CAIRN_TRY(saveWithSecrets(store.get(), settings, job, secrets));
    }
    QStringList lines = resultText(outcome);
    if (outcome.value && !isDry)
        lines << u"“%1” goes to %2 from now on. The copy in %3 is not used any more; delete it "
                 u"when you no longer want it."_s.arg(job.name, placeName(job), placeName(before));
    return finish(context, outcome, lines);
}

Result<> pause(Context &context, SettingsDatabase &settings)
{
    const std::int64_t now = nowOf(context);
    if (context.words.size() == 1) {
        CAIRN_TRY(settings.setPausedUntil(pauseWithoutEnd())); // as the desktop program
        context.console.tell(u"No backup begins by itself until 'jobs resume'."_s);
        return {};
    }
    const auto time = parseTime("pause", context.words[1]);
    if (!time)
        return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                    u"“%1” says neither for how long nor until when. Give such as 30m, 2h, 1D or "
                    u"2026-12-24."_s.arg(displayText(context.words[1])));
    const std::int64_t until = time->at(now, TimeDirection::Future);
    if (until <= now)
        return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                    u"“%1” is over already."_s.arg(displayText(context.words[1])));
    CAIRN_TRY(settings.setPausedUntil(until));
    context.console.tell(u"No backup begins by itself until %1."_s.arg(formatLocalTime(until)));
    return {};
}

} // namespace

int addJob(Context &context, SettingsDatabase &settings)
{
    return ended(context, add(context, settings));
}

int editJob(Context &context, SettingsDatabase &settings)
{
    return ended(context, edit(context, settings));
}

int moveJob(Context &context, SettingsDatabase &settings)
{
    const auto moved = move(context, settings);
    return moved ? *moved : ended(context, fail(moved.error()));
}

int pauseJobs(Context &context, SettingsDatabase &settings)
{
    return ended(context, pause(context, settings));
}

int resumeJobs(Context &context, SettingsDatabase &settings)
{
    if (auto resumed = settings.setPausedUntil({}); !resumed)
        return ended(context, resumed);
    context.console.tell(u"Backups begin by themselves again."_s);
    return exitCode::Success;
}

} // namespace cairn::cli
