// SPDX-License-Identifier: MIT
#include "app/cli/program.h"

#include "app/cli/arguments.h"
#include "app/cli/commands/command.h"
#include "app/cli/console.h"
#include "app/cli/parameters_file.h"
#include "app/cli/passphrase.h"
#include "core/base/private_memory.h"
#include "core/base/text.h"
#include "core/base/time_zone.h"
#include "core/engine/job_plan.h"
#include "core/engine/log_file.h"

#include <QCoreApplication>

#include <csignal>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

struct EnvironmentSecrets
{
    std::optional<std::string> passphrase;
    std::optional<std::string> userName;
    std::optional<std::string> password;
};

// Filters that are no path and no pattern, and so can match nothing. `anywhere`: an include stands
// for such a name in any folder, as an argument does.
QStringList futileFilters(const std::vector<FilterEntry> &filters, bool anywhere)
{
    QStringList notes;
    for (const FilterEntry &filter : filters) {
        if ((filter.include && anywhere) ||
            filter.expression.find_first_of("*?/\\[{@") != std::string::npos)
            continue;
        const QString name = displayText(filter.expression);
        notes += u"--%1=%2 matches nothing, since filters are tested against whole paths. Write "
                 "*/%2 for files of that name, */%2/ for folders."_s.arg(
                     filter.include ? u"include"_s : u"exclude"_s, name);
    }
    return notes;
}

// The whole program but for its two ends: sorts out what was asked for, then runs it.
class Program final
{
public:
    Program(const World &world, EnvironmentSecrets secrets, QString zoneNote)
        : m_world(world)
        , m_secrets(std::move(secrets))
        , m_zoneNote(std::move(zoneNote))
        , m_engine(world.files, world.clock, world.random, world.backends, world.reports)
    {
    }
    int run(Result<Arguments> arguments);

private:
    Result<int> runArguments(Arguments arguments);
    Result<> setOptions(const Arguments &arguments);
    Result<> fillFromEnvironment();
    int unknownCommand(const std::string &name);
    int wrongWords(const Command &command);
    Result<JobRequest> requestOf(const Command &command, std::vector<std::string> &words);
    Result<> ensurePassphrase(const Command &command, JobRequest &job);

    const World &m_world;
    EnvironmentSecrets m_secrets;
    QString m_zoneNote; // empty: all is well
    Console m_console;
    Engine m_engine;
    OptionSet m_options;
    std::unique_ptr<LogFile> m_log;         // none was asked for
    int m_failureCode = exitCode::WrongUse; // of an error that comes before the command itself
};

int Program::run(Result<Arguments> arguments)
{
    const Result<int> code = arguments ? runArguments(std::move(*arguments))
                                       : Result<int>(cairn::fail(std::move(arguments).error()));
    if (!code)
        m_console.fail(code.error());
    m_console.flush();
    return code.value_or(m_failureCode);
}

int Program::unknownCommand(const std::string &name)
{
    QString text = missingCommandText(name);
    if (name.empty()) {
        text = u"No command was given."_s;
    } else if (text.isEmpty()) {
        text = u"%1 is not a command."_s.arg(displayText(name));
        if (const std::string_view nearest = nearestCommand(name); !nearest.empty())
            text += u" Did you mean "_s % toQString(nearest) % u'?';
    }
    m_console.failText(text % u" 'cairn-cli help' lists the commands."_s);
    return exitCode::WrongUse;
}

int Program::wrongWords(const Command &command)
{
    m_console.failText(u"Wrong number of arguments. Usage: cairn-cli "_s %
                       toQString(command.usage));
    return exitCode::WrongUse;
}

Result<> Program::fillFromEnvironment()
{
    if (m_secrets.userName && !m_options.isSet("auth-username"))
        CAIRN_TRY(m_options.set("auth-username", m_secrets.userName));
    if (m_secrets.password && !m_options.isSet("auth-password"))
        CAIRN_TRY(m_options.set("auth-password", m_secrets.password));
    return {};
}

Result<> Program::setOptions(const Arguments &arguments)
{
    CAIRN_LET(options, OptionSet::from(arguments.options));
    m_options = std::move(options);
    m_console.setManner({m_options.boolean("quiet") || m_options.boolean("quiet-console"),
                         m_options.boolean("verbose"), m_options.boolean("json")});
    return fillFromEnvironment();
}

Result<JobRequest> Program::requestOf(const Command &command, std::vector<std::string> &words)
{
    CAIRN_LET(job, requestFrom(m_options));
    if (!job.options.restore.target.empty())
        job.options.restore.target = absolutePath(job.options.restore.target.bytes());
    for (FilePath &path : job.options.storage.controlFiles)
        path = absolutePath(path.bytes());
    job.isReported = true;
    job.name = m_options.isSet("backup-name") ? m_options.text("backup-name") : "cairn-cli";
    job.id = m_options.text("backup-id");
    job.nextRun = m_options.text("next-scheduled-run");
    if (!command.hasDestination)
        return std::move(job);
    CAIRN_LET(destination, DestinationUrl::parse(words.front()));
    job.destination = std::move(destination);
    if (!m_world.backends.knows(job.destination.scheme))
        return cairn::fail(
            ErrorCode::Unsupported, "BackendNotSupported",
            u"Destinations of the kind %1:// do not exist in this version. Give a folder or a "
            u"file:// URL."_s.arg(toQString(job.destination.scheme)));
    words.erase(words.begin());
    return std::move(job);
}

// Asks for a passphrase where the backup has one, or is going to have one.
Result<> Program::ensurePassphrase(const Command &command, JobRequest &job)
{
    StorageOptions &storage = job.options.storage;
    if (command.passphrase == NeedsPassphrase::Never || !storage.passphrase.empty() ||
        (storage.encryptionModuleGiven && storage.encryptionModule.empty()))
        return {};
    CancelToken cancel;
    const auto facts = m_engine.factsOf(job, cancel);
    if (!facts)
        return {}; // the command meets the same failure and says it
    if (command.passphrase == NeedsPassphrase::WithoutDatabase && facts->hasDatabase)
        return {};
    const bool isNew = !facts->encryption;
    if (isNew && command.name != "backup")
        return {};
    const std::string module = facts->encryption.value_or(storage.encryptionModule);
    const bool toPublicKey = module == "gpg" && job.options.gpg.encryptionCommand != "--symmetric";
    if (module.empty() || toPublicKey)
        return {};
    CAIRN_LET(passphrase,
              askPassphrase(isNew ? u"Passphrase for the new backup"_s : u"Passphrase"_s, isNew));
    storage.passphrase = std::move(passphrase);
    return {};
}

Result<int> Program::runArguments(Arguments arguments)
{
    if (arguments.command.empty() && arguments.options.size() == 1 &&
        arguments.options.front().name == "version") {
        m_console.answer(u"Cairn "_s % QStringLiteral(CAIRN_VERSION));
        return exitCode::Success;
    }
    if (auto applied = applyParametersFile(m_world.files, arguments); !applied) {
        m_failureCode = applied.error().code == ErrorCode::InvalidArgument ? exitCode::WrongUse
                                                                           : exitCode::Failed;
        return cairn::fail(std::move(applied).error());
    }
    if (arguments.command.empty())
        return unknownCommand("");
    const Command *command = findCommand(arguments.command);
    if (!command)
        return unknownCommand(arguments.command);
    if (command->run == runHelp) { // "help --blocksize" asks about it
        for (const GivenOption &option : arguments.options)
            arguments.words.push_back(option.name);
        arguments.options.clear();
    }
    CAIRN_TRY(setOptions(arguments));
    std::vector<std::string> words = std::move(arguments.words);
    const std::size_t destination = command->hasDestination ? 1 : 0;
    const bool noSource =
        command->name == "backup" && words.size() == 1 && !m_options.isSet("source");
    if (words.size() < command->leastWords + destination ||
        words.size() - destination > command->mostWords || noSource)
        return wrongWords(*command);
    auto isOfEnvironment =
        findPassphrase(m_world.files, m_options, std::move(m_secrets.passphrase));
    if (!isOfEnvironment) {
        m_failureCode = exitCode::Failed;
        return cairn::fail(std::move(isOfEnvironment).error());
    }
    CAIRN_LET(job, requestOf(*command, words));
    m_failureCode = exitCode::Failed;
    const LogOptions &log = job.options.log;
    m_console.setManner({log.quiet, log.verbose, log.json});
    // What is logged goes to the file, or nowhere: people are shown the report instead.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    if (!log.file.empty()) {
        CAIRN_LET(file, LogFile::open(log.file, log.fileLevel));
        m_log = std::move(file);
    }
    if (!m_zoneNote.isEmpty())
        m_console.warn(m_zoneNote);
    CAIRN_TRY(ensurePassphrase(*command, job));
    Context context{
        m_world, m_console,     m_engine, std::move(words),       m_options, *isOfEnvironment,
        job,     CancelToken(), {},       m_options.information()};
    context.notes += futileFilters(m_options.filters(), (command->use & use::Backup) == 0);
    for (const QString &note : context.notes)
        m_console.tell(note, Tone::Faint);
    return command->run(context);
}

} // namespace

int runProgram(const World &world, std::span<char *const> arguments)
{
    const PrivateMemory privateMemory;
    // Secrets first: they are to be seen by nobody for longer than this takes.
    auto parsed = parseArguments(arguments);
    hideSecrets(arguments);
    EnvironmentSecrets secrets{takeEnvironment("PASSPHRASE"), takeEnvironment("AUTH_USERNAME"),
                               takeEnvironment("AUTH_PASSWORD")};
    QString zoneNote = settleTimeZone();
    std::signal(SIGPIPE, SIG_IGN); // a closed pipe is a failed write, not the end of a backup
    char name[] = "cairn-cli";
    char *const names[] = {name, nullptr};
    int count = 1;
    const QCoreApplication application(count, const_cast<char **>(names));
    QCoreApplication::setApplicationName(u"cairn-cli"_s);
    return Program(world, std::move(secrets), std::move(zoneNote)).run(std::move(parsed));
}

} // namespace cairn::cli
