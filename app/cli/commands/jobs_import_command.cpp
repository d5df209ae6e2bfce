// SPDX-License-Identifier: MIT
// jobs import and export.
#include "app/cli/commands/finish.h"
#include "app/cli/commands/jobs_import_text.h"
#include "app/cli/commands/jobs_verbs.h"
#include "app/cli/passphrase.h"
#include "core/base/text.h"
#include "core/config/take_over.h"
#include "core/config/task_export.h"
#include "core/engine/export_file.h"
#include "core/engine/import_source.h"
#include "core/engine/stored_secrets.h"

#include <QJsonArray>

#include <algorithm>
#include <cstdlib>

#include <unistd.h>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

// The only settings of Duplicati on this computer.
Result<FilePath> settingsOfDuplicati(FileLayer &files)
{
    const std::vector<FilePath> found = findDuplicatiSettings(files);
    if (found.empty())
        return fail(
            ErrorCode::NotFound, "ImportNotFound",
            u"No settings of Duplicati are here, or they cannot be read: its file is called "
            u"Duplicati-server.sqlite. Give 'jobs import FILE', as the administrator if it "
            u"is the system's."_s);
    if (found.size() == 1)
        return found.front();
    QStringList names;
    for (const FilePath &file : found)
        names << file.display();
    return fail(
        ErrorCode::InvalidArgument, "ImportNotFound",
        u"There are several settings of Duplicati. Give one as 'jobs import FILE': %1"_s.arg(
            names.join(u", "_s)));
}

// That of an export, as far as one is given.
Secret exportPassword(const Context &context)
{
    const Secret given = context.options.secret("export-passphrase");
    if (!given.empty())
        return given;
    auto set = takeEnvironment("EXPORT_PASSPHRASE");
    return set ? Secret(std::move(*set)) : Secret();
}

// The password of the file, as far as one is given.
Secret givenPassword(const Context &context)
{
    Secret ofExport = exportPassword(context);
    if (!ofExport.empty())
        return ofExport;
    const Secret key = context.options.secret("settings-encryption-key");
    if (!key.empty())
        return key;
    if (auto set = takeEnvironment("SETTINGS_ENCRYPTION_KEY"); set && !set->empty())
        return Secret(std::move(*set));
    return context.options.secret("passphrase");
}

struct Read
{
    std::vector<ImportedJob> jobs;
    bool tookPassword = false; // to open the file
};

Result<Read> readFile(Context &context, const FilePath &file)
{
    ImportWorld world{context.world.files, context.world.clock, context.world.random,
                      context.world.backends, ImportPlaces::fromSystem()};
    auto jobs = importFrom(world, file, {});
    if (jobs)
        return Read{std::move(*jobs), false};
    if (jobs.error().id != "ImportEncrypted"_L1)
        return fail(std::move(jobs).error());
    Secret password = givenPassword(context);
    if (password.empty()) {
        if (::isatty(STDIN_FILENO) != 1)
            return fail(std::move(jobs).error());
        CAIRN_LET(typed, askPassphrase(u"Password of "_s % file.display(), false));
        password = std::move(typed);
    }
    jobs = importFrom(world, file, password);
    if (!jobs)
        return fail(std::move(jobs).error());
    return Read{std::move(*jobs), true};
}

// Those whose names were given; all if none was.
Result<std::vector<ImportedJob>> chosen(std::vector<ImportedJob> jobs,
                                        std::span<const std::string> names)
{
    if (names.empty())
        return jobs;
    std::vector<ImportedJob> some;
    for (const std::string &name : names) {
        const auto found = std::ranges::find_if(jobs, [&](const ImportedJob &job) {
            return job.job.name.compare(toQString(name), Qt::CaseInsensitive) == 0;
        });
        if (found == jobs.end())
            return fail(ErrorCode::InvalidArgument, "JOB_UNKNOWN",
                        u"There is no backup called “%1” in it."_s.arg(displayText(name)));
        some.push_back(*found);
    }
    return some;
}

// A passphrase that did not come with the job: given, or typed.
Result<> completePassphrase(Context &context, bool mayUseGiven, ImportedJob &imported)
{
    if (!imported.lacksPassphrase())
        return {};
    const Secret given = context.options.secret("passphrase");
    if (mayUseGiven && !given.empty())
        imported.secrets[kPassphraseKind] = given;
    else if (::isatty(STDIN_FILENO) == 1) {
        CAIRN_LET(typed, askPassphrase(u"Passphrase of “%1”"_s.arg(imported.job.name), false));
        imported.secrets[kPassphraseKind] = std::move(typed);
    }
    return {};
}

Result<int> saveAll(Context &context, SettingsDatabase &settings, bool mayUseGiven,
                    std::vector<ImportedJob> &jobs)
{
    const auto store = openStore(context);
    int saved = 0;
    for (ImportedJob &imported : jobs) {
        if (!imported.obstacle.isEmpty())
            continue;
        CAIRN_TRY(completePassphrase(context, mayUseGiven, imported));
        CAIRN_TRY(saveWithSecrets(store.get(), settings, imported.job, imported.secrets));
        CAIRN_TRY(setTakeOver(settings, imported.job.id, true));
        ++saved;
    }
    return saved;
}

void tellImported(Context &context, const std::vector<ImportedJob> &jobs)
{
    if (context.console.manner().json) {
        QJsonArray list;
        for (const ImportedJob &job : jobs)
            list.append(importToJson(job));
        return writeDocument(context, {{u"Jobs"_s, list}});
    }
    for (const ImportedJob &job : jobs) {
        const QStringList lines = importLines(job);
        for (const QString &line : lines)
            context.console.answer(line);
        context.console.answer({});
    }
}

void tellNextSteps(Context &context, const std::vector<ImportedJob> &jobs, int saved)
{
    context.console.tell(saved == 0   ? u"Nothing was taken over."_s
                         : saved == 1 ? u"1 backup was taken over."_s
                                      : u"%1 backups were taken over."_s.arg(saved));
    const bool hasScripts =
        std::ranges::any_of(jobs, [](const ImportedJob &job) { return !job.scripts.empty(); });
    if (hasScripts)
        context.console.tell(
            u"What is to be confirmed was left out; --with-scripts takes it too."_s);
    for (const ImportedJob &job : jobs)
        if (job.obstacle.isEmpty() && job.lacksPassphrase())
            context.console.warn(
                u"“%1” cannot run before its passphrase is known: cairn-cli jobs edit %2 "
                u"--passphrase-file=FILE"_s.arg(job.job.name, toQString(job.job.id)));
    if (saved > 0)
        context.console.tell(
            u"Switch them off in Duplicati, so that only one program runs them. The "
            u"first run here makes its database from the destination and uploads "
            u"nothing twice."_s);
}

Result<int> takeIn(Context &context, SettingsDatabase &settings)
{
    std::span<const std::string> words(context.words);
    words = words.subspan(1);
    const bool fromDuplicati = context.options.boolean("from-duplicati");
    if (!fromDuplicati && words.empty())
        return wrongUse(context, u"Give a file, or --from-duplicati."_s);
    FilePath file;
    if (fromDuplicati) {
        CAIRN_LET(found, settingsOfDuplicati(context.world.files));
        file = found;
        context.console.tell(u"From "_s % file.display());
    } else {
        file = absolutePath(words.front());
        words = words.subspan(1);
    }
    CAIRN_LET(read, readFile(context, file));
    CAIRN_LET(jobs, chosen(std::move(read.jobs), words));
    CAIRN_LET(known, JobStore(settings).all());
    for (ImportedJob &job : jobs) {
        if (context.options.boolean("with-scripts"))
            allowScripts(job);
        fitIn(known, job, context.world.random, context.world.clock.nowSeconds());
    }
    const bool isDry = context.options.boolean("dry-run");
    const bool mayUseGiven = !read.tookPassword && jobs.size() == 1;
    Result<int> saved = isDry ? Result<int>(0) : saveAll(context, settings, mayUseGiven, jobs);
    tellImported(context, jobs);
    if (!saved)
        return saved;
    if (!isDry)
        tellNextSteps(context, jobs, *saved);
    const auto able =
        std::ranges::count_if(jobs, [](const ImportedJob &job) { return job.obstacle.isEmpty(); });
    if (able == 0)
        return exitCode::Failed;
    return able < std::ssize(jobs) ? exitCode::Warnings : exitCode::Success;
}

struct ExportOrder
{
    std::string form = "json";
    FilePath file; // empty: standard output
    Secret password;
};

Result<ExportOrder> exportOrder(Context &context)
{
    ExportOrder order;
    for (const std::string &word : std::span(context.words).subspan(2)) {
        if (word == "json" || word == "command-line")
            order.form = word;
        else if (order.file.empty() && word.find_first_of("./") != std::string::npos)
            order.file = absolutePath(word);
        else
            return fail(ErrorCode::InvalidArgument,
                        u"A backup is exported as json or as command-line, to standard output or "
                        u"into a file such as ./docs.json or ./docs.json.aes."_s);
    }
    order.password = exportPassword(context);
    const bool isSealed = order.file.bytes().ends_with(".aes");
    if (isSealed && order.password.empty()) {
        CAIRN_LET(typed, askPassphrase(u"Password for "_s % order.file.display(), true));
        order.password = std::move(typed);
    }
    if (!order.password.empty() && !isSealed)
        return fail(
            ErrorCode::InvalidArgument,
            u"A password is for a file whose name ends in .aes, such as ./docs.json.aes."_s);
    return order;
}

Result<> exportNamed(Context &context, SettingsDatabase &settings)
{
    CAIRN_LET(job, namedJob(context, settings));
    CAIRN_LET(order, exportOrder(context));
    JobSecretMap secrets;
    if (context.options.boolean("with-secrets")) {
        const auto store = openStore(context);
        if (!store)
            return fail(ErrorCode::Unsupported, kSecretsAbsentId,
                        u"There is no place on this computer where secrets are kept."_s);
        CAIRN_LET(kept, StoredSecrets(*store).secretsOf(job));
        secrets = std::move(kept.options);
        if (!kept.passphrase.empty())
            secrets[kPassphraseKind] = kept.passphrase;
    }
    const JobExport exported =
        order.form == "json" ? exportJson(job, secrets) : exportCommandLine(job, secrets);
    if (order.file.empty()) {
        context.console.document(QByteArray::fromStdString(exported.text));
    } else {
        CAIRN_TRY(writeExport(context.world.files, context.world.random, order.file, exported.text,
                              order.password));
        const QString state = order.password.empty() ? u"readable by you alone"_s : u"encrypted"_s;
        context.console.tell(u"Written to %1, %2, %3."_s.arg(
            order.file.display(), state,
            secrets.empty() ? u"without passwords and passphrase"_s
                            : u"with the passphrase and all passwords of the backup"_s));
    }
    for (const QString &remark : exported.remarks)
        context.console.warn(remark);
    return {};
}

} // namespace

int importJobs(Context &context, SettingsDatabase &settings)
{
    const auto code = takeIn(context, settings);
    if (code)
        return *code;
    const QString &id = code.error().id;
    const bool isSecret = id == "ImportEncrypted"_L1 || id == "ImportPassword"_L1;
    return isSecret ? failed(context, code.error()) : ended(context, fail(code.error()));
}

int exportJob(Context &context, SettingsDatabase &settings)
{
    return ended(context, exportNamed(context, settings));
}

} // namespace cairn::cli
