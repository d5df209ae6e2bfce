// SPDX-License-Identifier: MIT
#include "core/config/settings_database.h"

#include "core/base/text.h"
#include "core/config/database_registry.h"
#include "core/config/settings_schema.h"
#include "core/sqlite/open_for_reading.h"

#include <cerrno>
#include <charconv>

#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view kPausedUntil = "paused-until";

Result<FilePath> folderOf(const char *variable, const char *below)
{
    // The specification of the XDG variables has relative paths ignored.
    const QByteArray given = qgetenv(variable);
    if (given.startsWith('/'))
        return FilePath(given.toStdString()) / "cairn";
    const QByteArray home = qgetenv("HOME");
    if (home.startsWith('/'))
        return FilePath(home.toStdString()) / below / "cairn";
    return fail(ErrorCode::NotFound,
                u"Neither %1 nor HOME names a folder for the settings. Set one of them."_s.arg(
                    QLatin1String(variable)));
}

bool cannotWrite(const Error &error)
{
    return error.code == ErrorCode::AccessDenied || error.code == ErrorCode::ReadOnly ||
           error.code == ErrorCode::NoSpace;
}

// Closed to others, or the reason with the id for people.
Result<> ensureClosed(FileLayer &files, const FilePath &folder)
{
    const auto named = [](Result<> done) -> Result<> {
        if (done || done.error().code != ErrorCode::AccessDenied)
            return done;
        return fail(std::move(done).error().withId("CONFIG_OPEN"));
    };
    if (files.exists(folder))
        CAIRN_TRY(named(ensurePrivateFolder(files, folder)));
    else if (auto made = ensurePrivateFolder(files, folder); !made)
        return fail(std::move(made).error().withId("CONFIG_READONLY"));
    return named(ensurePrivateFile(files, settingsFile(folder)));
}

// Whether something could be saved: the file if there is one, else the folder.
Result<> ensureWritable(FileLayer &files, const FilePath &folder)
{
    const FilePath file = settingsFile(folder);
    // Asked, not tried: closing the file would end the locks of connections to it (fcntl(2)).
    if (files.exists(file)) {
        CAIRN_TRY(files.before(FileOp::Open, file));
        if (::access(file.c_str(), W_OK) != 0)
            return fail(errnoError(errno, u"opening "_s % file.display()));
    }
    // The log lies beside the file.
    CAIRN_TRY(files.before(FileOp::Create, folder));
    if (::access(folder.c_str(), W_OK) != 0)
        return fail(errnoError(errno, u"writing in "_s % folder.display()));
    return {};
}

Error newerSettings(const FilePath &file)
{
    return {ErrorCode::Unsupported,
            u"The settings in %1 were made by a newer version of Cairn. They were not touched. Use "
            u"that version; restoring from a destination works with this one too."_s.arg(
                file.display()),
            u"CONFIG_NEWER"_s,
            {}};
}

Result<> checkSchema(Database &database, bool mayChange)
{
    CAIRN_LET(state, schemaState(database, settings::kSchema));
    if (state == SchemaState::Newer)
        return fail(newerSettings(database.path()));
    if (state == SchemaState::Current)
        return {};
    if (mayChange || state == SchemaState::Foreign)
        return migrate(database, settings::kSchema);
    return fail(ErrorCode::ReadOnly, "CONFIG_READONLY",
                u"The settings in %1 are of an older version of Cairn and cannot be written, so "
                u"they cannot be used."_s.arg(database.path().display()));
}

} // namespace

Result<FilePath> defaultSettingsFolder()
{
    return folderOf("XDG_CONFIG_HOME", ".config");
}

Result<FilePath> defaultStateFolder()
{
    return folderOf("XDG_STATE_HOME", ".local/state");
}

FilePath settingsFile(const FilePath &folder)
{
    return folder / "settings.sqlite";
}

SettingsDatabase::SettingsDatabase(FilePath folder, std::unique_ptr<Database> database)
    : m_folder(std::move(folder))
    , m_database(std::move(database))
{
}

Result<std::unique_ptr<SettingsDatabase>> SettingsDatabase::open(FileLayer &files,
                                                                 const FilePath &folder)
{
    CAIRN_TRY(ensureClosed(files, folder));
    const FilePath file = settingsFile(folder);
    std::optional<Error> reason;
    if (auto writable = ensureWritable(files, folder); !writable) {
        if (!cannotWrite(writable.error()))
            return fail(std::move(writable).error());
        reason = std::move(writable).error().withId("CONFIG_READONLY");
        if (!files.exists(file))
            return fail(std::move(*reason));
    }
    auto opened = reason ? openForReading(file) : Database::open(file, Database::Mode::ReadWrite);
    if (!opened)
        return fail(std::move(opened).error());
    CAIRN_TRY(checkSchema(**opened, !reason));
    if (!reason)
        CAIRN_TRY((*opened)->useWriteAheadLog());
    std::unique_ptr<SettingsDatabase> database(new SettingsDatabase(folder, std::move(*opened)));
    database->m_readOnly = std::move(reason);
    return database;
}

Result<bool> SettingsDatabase::isNewer()
{
    const auto guard = m_database->lock();
    CAIRN_LET(state, schemaState(*m_database, settings::kSchema));
    return state == SchemaState::Newer;
}

Result<std::int64_t> SettingsDatabase::dataVersion()
{
    return m_database->number("PRAGMA data_version");
}

Result<std::optional<std::string>> SettingsDatabase::value(std::string_view key)
{
    const auto guard = m_database->lock();
    CAIRN_LET(s, m_database->use("SELECT value FROM setting WHERE key = ?"));
    s->bind(1, key);
    CAIRN_LET(found, s->step());
    std::optional<std::string> text;
    if (found)
        text = s->text(0);
    s->reset();
    return text;
}

Result<> SettingsDatabase::setValue(std::string_view key, std::string_view value)
{
    const auto guard = m_database->lock();
    CAIRN_LET(s, m_database->use("INSERT OR REPLACE INTO setting(key, value) VALUES(?, ?)"));
    return s->bind(1, key).bind(2, value).run();
}

Result<std::optional<std::int64_t>> SettingsDatabase::pausedUntil()
{
    CAIRN_LET(text, value(kPausedUntil));
    std::int64_t time = 0;
    if (!text || std::from_chars(text->data(), text->data() + text->size(), time).ec != std::errc())
        return std::optional<std::int64_t>();
    return std::optional(time);
}

Result<> SettingsDatabase::setPausedUntil(std::optional<std::int64_t> time)
{
    return setValue(kPausedUntil, time ? std::to_string(*time) : std::string());
}

Result<> closeToOthers(FileLayer &files, const FilePath &folder)
{
    CAIRN_TRY(files.before(FileOp::SetMetadata, folder));
    if (::chmod(folder.c_str(), 0700) != 0)
        return fail(errnoError(errno, u"closing "_s % folder.display()));
    CAIRN_LET(names, files.list(folder));
    for (const std::string &name : names) {
        const FilePath path = folder / name;
        struct stat facts = {};
        if (::lstat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode))
            continue;
        CAIRN_TRY(files.before(FileOp::SetMetadata, path));
        if (::chmod(path.c_str(), 0600) != 0)
            return fail(errnoError(errno, u"closing "_s % path.display()));
    }
    return {};
}

} // namespace cairn
