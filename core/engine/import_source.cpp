// SPDX-License-Identifier: MIT
#include "core/engine/import_source.h"

#include "core/base/text.h"
#include "core/config/job_checks.h"
#include "core/engine/database_copy.h"
#include "core/engine/server_settings.h"
#include "core/engine/stored_secrets.h"
#include "core/engine/temp_folder.h"
#include "core/format/aescrypt.h"
#include "core/schedule/schedule_rule.h"
#include "core/source/filter.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = ImportNote::Kind;

constexpr const char *kSettingsName = "Duplicati-server.sqlite";
constexpr std::uint64_t kLargestSettings = std::uint64_t{1} << 30; // with years of its log in it

Result<bool> isDatabase(FileLayer &files, const FilePath &path)
{
    constexpr std::string_view kMagic("SQLite format 3\0", 16);
    CAIRN_LET(file, files.open(path, OpenMode::Read));
    Buffer head(kMagic.size());
    CAIRN_LET(length, file.read(head.span()));
    return asText(head.view().first(length)) == kMagic;
}

Result<std::vector<ImportedJob>> readExport(ImportWorld &world, const FilePath &path,
                                            const Secret &password)
{
    CAIRN_LET(content, world.files.readWhole(path, kLargestExport));
    if (!asText(content.view()).starts_with("AES"))
        return readJobs(content.view(), world.places);
    if (password.empty())
        return fail(ErrorCode::InvalidArgument, "ImportEncrypted",
                    u"The export is encrypted. Its password is needed: --passphrase-file, or the "
                    u"environment variable PASSPHRASE."_s);
    Buffer plain;
    if (auto opened = decryptAesCrypt(content.view(), password, plain); !opened) {
        Error error = std::move(opened).error();
        if (error.code == ErrorCode::WrongPassphrase)
            return fail(ErrorCode::InvalidArgument, "ImportPassword",
                        u"This is not the password of the export."_s);
        error = {ErrorCode::InvalidArgument, u"The encrypted export is damaged or cut off."_s,
                 u"ImportUnreadable"_s, error.message};
        return fail(std::move(error));
    }
    return readJobs(plain.view(), world.places);
}

Result<bool> checkWhole(Database &database)
{
    CAIRN_LET(s, database.prepare("PRAGMA quick_check(1)"));
    CAIRN_LET(row, s.step());
    return row && s.text(0) == "ok";
}

// Opened as the copy it is. Another program may have written while it was made.
Result<std::unique_ptr<Database>> openCopy(FileLayer &files, const FilePath &from,
                                           const FilePath &copy)
{
    CAIRN_TRY(copyDatabase(files, from, copy));
    auto database = Database::open(copy, Database::Mode::ReadOnly);
    const auto isSound = database ? checkWhole(**database) : Result<bool>(fail(database.error()));
    if (isSound && *isSound)
        return database;
    // It is not our own database that somebody is to make anew.
    return fail(Error{ErrorCode::InvalidArgument,
                      u"The settings of Duplicati in %1 are damaged or cut off, or were written "
                      u"meanwhile."_s.arg(from.display()),
                      u"ImportUnreadable"_s, isSound ? QString() : isSound.error().message});
}

Result<std::vector<ImportedJob>> readSettings(ImportWorld &world, const FilePath &path,
                                              const Secret &key)
{
    constexpr int kTries = 3;
    CAIRN_LET(size, world.files.fileSize(path));
    if (size > kLargestSettings)
        return fail(ErrorCode::InvalidArgument, "ImportUnreadable",
                    u"%1 is larger than any settings of Duplicati."_s.arg(path.display()));
    CAIRN_LET(folder, TempFolder::create(world.files, world.clock, world.random, {}));
    Result<std::unique_ptr<Database>> database = nullptr;
    for (int i = 0; i < kTries && (!database || !*database); ++i)
        database = openCopy(world.files, path,
                            folder.path() / ("settings" + std::to_string(i) + ".sqlite"));
    if (!database)
        return fail(std::move(database).error());
    CAIRN_LET(found, readServerSettings(**database, key));
    std::vector<ImportedJob> jobs;
    for (ForeignJob &job : found)
        jobs.push_back(takeOver(std::move(job), world.places));
    return jobs;
}

// A filter that cannot be understood would stop each run.
void dropBadRules(ImportedJob &taken)
{
    std::erase_if(taken.job.rules, [&taken](const FilterEntry &rule) {
        const auto compiled = Filter::compile(std::span(&rule, 1));
        if (compiled)
            return false;
        taken.notes.push_back({Kind::LeftOut, u"filter %1"_s.arg(displayText(rule.expression)),
                               compiled.error().message});
        return true;
    });
}

void dropIdleSecrets(ImportedJob &taken)
{
    const std::vector<std::string> known = secretOptionsOf(taken.job);
    std::erase_if(taken.secrets, [&](const auto &secret) {
        if (secret.first == kPassphraseKind ||
            std::ranges::find(known, secret.first) != known.end())
            return false;
        taken.notes.push_back({Kind::LeftOut, u"--"_s % toQString(secret.first),
                               u"Nothing here asks for this secret."_s});
        return true;
    });
}

// By hand rather than never.
void dropIdleSchedule(ImportedJob &taken, ImportWorld &world)
{
    Schedule &schedule = taken.job.schedule;
    const auto comes = checkComesTrue(schedule.rule, world.clock.nowSeconds(), world.places.zone);
    if (comes)
        return;
    taken.notes.push_back({Kind::LeftOut, u"schedule"_s, comes.error().message});
    schedule.rule = {};
}

QString obstacleOf(const JobConfig &job, const BackendRegistry &backends)
{
    if (job.drive)
        return {};
    const auto url = DestinationUrl::parse(job.destination);
    if (!url)
        return url.error().message;
    if (!backends.knows(url->scheme))
        return u"Destinations of the kind %1:// do not exist in this version."_s.arg(
            displayText(url->scheme));
    if (url->isWindowsPath())
        return u"Its destination is a folder of Windows."_s;
    return {};
}

void judge(ImportedJob &taken, ImportWorld &world)
{
    dropBadRules(taken);
    dropIdleSecrets(taken);
    dropIdleSchedule(taken, world);
    for (const FilePath &source : taken.job.sources)
        if (!world.files.exists(source))
            taken.notes.push_back(
                {Kind::Remark, source.display(),
                 u"It is not on this computer now. It stays among the sources."_s});
    if (taken.obstacle.isEmpty())
        taken.obstacle = obstacleOf(taken.job, world.backends);
    if (!taken.obstacle.isEmpty())
        return;
    JobConfig whole = taken.job;
    whole.id = "00000000"; // it gets its own when it is saved
    auto valid = checkJobConfig(whole);
    if (valid)
        valid = checkKeepTime(whole.keep);
    if (!valid)
        taken.obstacle = valid.error().message;
}

} // namespace

Result<std::vector<ImportedJob>> importFrom(ImportWorld &world, const FilePath &file,
                                            const Secret &password)
{
    CAIRN_LET(isSettings, isDatabase(world.files, file));
    auto jobs =
        isSettings ? readSettings(world, file, password) : readExport(world, file, password);
    if (!jobs)
        return jobs;
    for (ImportedJob &job : *jobs)
        judge(job, world);
    return jobs;
}

std::vector<FilePath> findDuplicatiSettings(FileLayer &files)
{
    std::vector<FilePath> folders;
    const auto add = [&folders](const char *variable, const char *below) {
        if (const QByteArray value = qgetenv(variable); value.startsWith('/'))
            folders.push_back(FilePath(value.toStdString() + below));
    };
    add("DUPLICATI_HOME", "");
    add("XDG_CONFIG_HOME", "/Duplicati");
    add("HOME", "/.config/Duplicati");
    add("HOME", "/.local/share/Duplicati");
    folders.emplace_back("/root/.config/Duplicati");
    folders.emplace_back("/var/lib/Duplicati");
    std::vector<FilePath> found;
    for (const FilePath &folder : folders) {
        const FilePath file = folder / kSettingsName;
        if (std::ranges::find(found, file) == found.end() && files.exists(file))
            found.push_back(file);
    }
    return found;
}

} // namespace cairn
