// SPDX-License-Identifier: MIT
#include "core/config/task_export.h"

#include "core/base/text.h"
#include "core/config/command_words.h"
#include "core/config/destination_secrets.h"
#include "core/config/task_fields.h"
#include "core/config/task_schedule.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Options that Duplicati does not have.
constexpr std::string_view kUnknownThere[] = {"prove-volumes", "allow-mixed-encryption"};

struct ExportedSetting
{
    bool bare = false; // Duplicati's pages have a place for it
    std::string name;
    std::string value;
};

std::vector<ExportedSetting> settingsOf(const JobConfig &job, const JobSecretMap &secrets)
{
    std::vector<ExportedSetting> settings{{true, "encryption-module", job.encrypted ? "aes" : ""},
                                          {true, "compression-module", "zip"}};
    if (!job.encrypted)
        settings.push_back({false, "no-encryption", "true"});
    if (const auto found = secrets.find("passphrase"); job.encrypted && found != secrets.end())
        settings.push_back({true, "passphrase", found->second.reveal()});
    for (const auto &[name, secret] : secrets) // those of reports; of the destination: in its URL
        if (name != "passphrase" && !isDestinationSecret(name) && !secret.empty())
            settings.push_back({false, name, secret.reveal()});
    constexpr const char *kKeepOptions[] = {"", "keep-versions", "keep-time", "retention-policy"};
    if (job.keep.kind != Keep::Kind::Everything)
        settings.push_back(
            {true, kKeepOptions[static_cast<std::size_t>(job.keep.kind)], job.keep.value});
    if (job.largestFile)
        settings.push_back(
            {false, "skip-files-larger-than", std::to_string(*job.largestFile) + 'b'});
    for (const auto &[name, value] : job.options)
        if (!isSecretOption(name))
            settings.push_back({name == "dblock-size", name, value});
    return settings;
}

std::vector<FilterEntry> filtersOf(const JobConfig &job, const SkipPlaces &places)
{
    std::vector<FilterEntry> rules = job.rules;
    for (const SkipSet set : job.skipSets)
        for (FilterEntry &rule : skipRules(set, places))
            rules.push_back(std::move(rule));
    return rules;
}

QJsonArray settingsJson(const JobConfig &job, const JobSecretMap &secrets)
{
    QJsonArray list;
    for (const ExportedSetting &setting : settingsOf(job, secrets))
        list.append(QJsonObject{
            {u"Filter"_s, QString()},
            {u"Name"_s, QString((setting.bare ? u""_s : u"--"_s) % toQString(setting.name))},
            {u"Value"_s, toQString(setting.value)},
            {u"Argument"_s, QJsonValue()}});
    return list;
}

QJsonArray filtersJson(const JobConfig &job, const SkipPlaces &places)
{
    QJsonArray filters;
    for (const FilterEntry &rule : filtersOf(job, places))
        filters.append(QJsonObject{{u"Order"_s, filters.size()},
                                   {u"Include"_s, rule.include},
                                   {u"Expression"_s, toQString(rule.expression)}});
    return filters;
}

QJsonValue scheduleJson(const std::optional<TaskSchedule> &schedule, DayNames form)
{
    if (!schedule)
        return {};
    QStringList days = schedule->days;
    if (form == DayNames::Full)
        for (QString &day : days)
            day = weekdayFullName(weekdayFromName(day));
    const QString rule = form == DayNames::Full && !days.isEmpty()
                             ? u"AllowedWeekDays="_s % days.join(u',')
                             : QString();
    return QJsonObject{
        {u"ID"_s, 1},
        {u"Tags"_s, QJsonArray{u"ID=1"_s}},
        {u"Time"_s, schedule->time},
        {u"Repeat"_s, schedule->repeat},
        {u"LastRun"_s, u"0001-01-01T00:00:00Z"_s},
        {u"Rule"_s, rule},
        {u"AllowedDays"_s, days.isEmpty() ? QJsonValue() : QJsonArray::fromStringList(days)}};
}

QStringList driveRemarks(const JobConfig &job)
{
    QStringList remarks;
    if (job.drive)
        remarks << u"Duplicati does not look for the drive “%1”: it takes the folder it was last "
                   u"in."_s.arg(job.drive->label);
    return remarks;
}

// Whether Duplicati takes this value: it has no "auto".
bool isKnownThere(const ExportedSetting &setting)
{
    return std::ranges::find(kUnknownThere, setting.name) == std::end(kUnknownThere) &&
           asciiLower(setting.value) != "auto";
}

// A backup as a command of either program: they share the form and nearly all options.
std::string commandLine(std::string_view program, const std::string &url, const JobConfig &job,
                        const std::vector<ExportedSetting> &settings, const SkipPlaces &places)
{
    std::string line(program);
    line.append(" backup ").append(quotedWord(url));
    for (const FilePath &source : job.sources)
        line.append(1, ' ').append(quotedWord(source.bytes()));
    const auto add = [&line](const std::string &name, const std::string &value) {
        line.append(" --").append(name).append(1, '=');
        if (!value.empty())
            line += quotedWord(value);
    };
    add("backup-name", job.name.toStdString());
    for (const ExportedSetting &setting : settings)
        add(setting.name, setting.value);
    for (const FilterEntry &rule : filtersOf(job, places))
        add(rule.include ? "include" : "exclude", rule.expression);
    return line;
}

} // namespace

QJsonObject taskOf(const JobConfig &job, const SkipPlaces &places, DayNames days,
                   const JobSecretMap &secrets)
{
    QJsonArray sources;
    QJsonObject names;
    for (const FilePath &source : job.sources) {
        const QString path = toQString(source.bytes());
        sources.append(path);
        names[path] = toQString(source.name());
    }
    QJsonArray tags;
    if (!job.group.isEmpty())
        tags.append(job.group);
    const std::string url = withSecrets(withoutSecrets(job.destination), secrets);
    const QJsonObject backup{{u"ID"_s, u"1"_s},
                             {u"ExternalID"_s, QJsonValue()},
                             {u"Name"_s, job.name},
                             {u"Description"_s, QString()},
                             {u"Tags"_s, tags},
                             {u"TargetURL"_s, toQString(url)},
                             {u"DBPath"_s, QJsonValue()},
                             {u"ConnectionStringID"_s, -1},
                             {u"OperationType"_s, u"Backup"_s},
                             {u"Sources"_s, sources},
                             {u"Settings"_s, settingsJson(job, secrets)},
                             {u"Filters"_s, filtersJson(job, places)},
                             {u"Metadata"_s, QJsonObject()},
                             {u"AdditionalTargetURLs"_s, QJsonArray()},
                             {u"IsTemporary"_s, false}};
    return {{u"CreatedByVersion"_s, QStringLiteral(CAIRN_VERSION)},
            {u"Schedule"_s, scheduleJson(taskScheduleFrom(job.schedule).task, days)},
            {u"Backup"_s, backup},
            {u"DisplayNames"_s, names},
            {u"Cairn"_s, ownFields(job)}};
}

JobExport exportJson(const JobConfig &job, const JobSecretMap &secrets, const SkipPlaces &places)
{
    const QJsonObject task = taskOf(job, places, DayNames::Full, secrets);
    return {QJsonDocument(task).toJson().toStdString(),
            taskScheduleFrom(job.schedule).remarks + driveRemarks(job)};
}

JobExport exportCommandLine(const JobConfig &job, const JobSecretMap &secrets,
                            const SkipPlaces &places)
{
    JobExport exported;
    exported.remarks = driveRemarks(job);
    if (job.schedule.runsByItself()) // whatever is in it
        exported.remarks << u"A command line has no schedule."_s;
    std::vector<ExportedSetting> settings = settingsOf(job, secrets);
    std::erase_if(settings, [&exported](const ExportedSetting &setting) {
        if (isKnownThere(setting))
            return false;
        exported.remarks << u"--%1 is no option of Duplicati, or it has no such value."_s.arg(
            toQString(setting.name));
        return true;
    });
    const std::string url = withSecrets(withoutSecrets(job.destination), secrets);
    exported.text = commandLine("duplicati-cli", url, job, settings, places) + '\n';
    return exported;
}

std::string ownCommandLine(const JobConfig &job, const SkipPlaces &places)
{
    return commandLine("cairn-cli", withoutSecrets(job.destination), job, settingsOf(job, {}),
                       places);
}

} // namespace cairn
